// The second pass: where the parts are and what is odd about them.
#include <utility>

#include "dotnet/uri_parser.h"

namespace shirlint::dotnet::uri {
namespace {

constexpr std::size_t max_rewritten = 0xFFFF;

std::size_t component_end(std::u16string_view text, std::size_t begin, Delimiters delimiters,
                          const Syntax& syntax) {
  if (delimiters.none_at_all) return text.size();
  for (std::size_t i = begin; i < text.size(); ++i) {
    if (text[i] == delimiters.character) return i;
    if (delimiters.character == u'?' && text[i] == u'#' && syntax.any(may_have_fragment)) return i;
  }
  return text.size();
}

bool needs_no_escape(const Form& form) { return form.escaped_canonical && !form.backslash; }

}  // namespace

Parts::Parts(Outline outline, UriRules rules) : o_(std::move(outline)), rules_(rules) {
  locate();
  describe();
  make_host();
}

bool Parts::too_long() const { return o_.rewriting && o_.text.size() > max_rewritten; }

void Parts::locate() {
  const std::u16string_view text = o_.text;
  const bool file_path = o_.unc_path || o_.dos_path;
  std::size_t i = 0;
  bool odd_slashes = false;
  while (is_blank(at(text, i))) ++i;
  scheme_ = i;
  if (!o_.implicit_file) {
    i += o_.syntax.scheme.size() + 1;
    if (o_.authority) {
      odd_slashes = at(text, i) == u'\\' || at(text, i + 1) == u'\\';
      i += 2;
    }
  } else if (o_.unc_path) {
    i += 2;
  }
  if (file_path && o_.authority) {
    for (; i < o_.end && is_slash(at(text, i)); ++i) odd_slashes = true;
  }
  locate_authority(i, odd_slashes && !o_.implicit_file);
}

void Parts::locate_authority(std::size_t begin, bool odd_slashes) {
  if (o_.syntax.default_port != no_port) port_ = static_cast<std::uint16_t>(o_.syntax.default_port);
  end_ = o_.text.size();
  path_ = o_.end;
  if (o_.host == HostKind::none || o_.dos_path) {
    user_ = host_at_ = o_.end;
    if (odd_slashes) odd_ |= scheme_part;
    return;
  }
  user_ = host_at_ = begin;
  if (o_.host == HostKind::basic) return;
  if (o_.user_info) {
    const std::size_t sign = o_.text.find(u'@', begin);
    if (sign != std::u16string::npos) host_at_ = sign + 1;
  }
  if (odd_slashes) odd_ |= scheme_part;
  read_port();
}

// The first pass has seen digits only, up to the trimmed end. This one goes to the very end: a
// blank that follows the number counts as a digit of value -16, and the sum is kept to 16 bits.
void Parts::read_port() {
  const std::u16string& text = o_.end_is_in_original ? o_.original : o_.text;
  std::size_t i = o_.end;
  if (at(text, i) != u':') return;
  const auto ends = [&text](std::size_t k) {
    return k >= text.size() || text[k] == u'/' || text[k] == u'?' || text[k] == u'#';
  };
  std::uint16_t port = 0;
  ++i;
  port_given_ = !ends(i);
  if (port_given_ && text[i] == u'0') odd_ |= port_part;
  for (; !ends(i); ++i) port = static_cast<std::uint16_t>(port * 10U + text[i] - u'0');
  if (port_given_ && port != port_) {
    port_ = port;
    other_port_ = true;
  } else {
    odd_ |= port_part;
  }
  path_ = i;
}

void Parts::describe() {
  const std::size_t length = trimmed_length(o_.text, scheme_);
  describe_scheme(length);
  if (o_.user_info) {
    const Form form = form_of(o_.text, user_, host_at_, {u'@', false}, o_.syntax, o_.implicit_file);
    if (!needs_no_escape(form)) odd_ |= user_part;
  }
  std::size_t from = path_;  // in the original
  if (o_.rewriting) {
    if (o_.dos_path) o_.text.clear();
    if (o_.dos_path && !o_.implicit_file) {
      for (const char c : o_.syntax.scheme + "://") o_.text += static_cast<char16_t>(c);
    }
    path_ = o_.text.size();
    rewrite_from(from, path_delimiters(), Part::path);
  } else {
    end_ = length;
  }
  describe_path();
  std::size_t begin = query_;
  describe_tail(u'?', Part::query, query_part, begin, from);
  fragment_ = begin;
  describe_tail(u'#', Part::fragment, fragment_part, begin, from);
  end_ = begin;
}

void Parts::describe_scheme(std::size_t length) {
  if (o_.implicit_file) {
    odd_ |= scheme_part;
    return;
  }
  const std::string& scheme = o_.syntax.scheme;
  std::size_t i = scheme_;
  for (const char c : scheme) {
    if (at(o_.text, i++) != static_cast<char16_t>(c)) odd_ |= scheme_part;
  }
  const bool slashes = i + 3 < length && o_.text[i + 1] == u'/' && o_.text[i + 2] == u'/';
  if (o_.authority && !slashes) odd_ |= scheme_part;
}

Delimiters Parts::path_delimiters() const {
  if (o_.implicit_file) return {};
  if (o_.syntax.any(may_have_query)) return {u'?', false};
  if (o_.syntax.any(may_have_fragment)) return {u'#', false};
  return {};
}

// Appends the rewritten part that begins at `from` and moves `from` behind it.
void Parts::rewrite_from(std::size_t& from, Delimiters delimiters, Part part) {
  const std::size_t begin = from;
  const std::size_t skip = part == Part::path ? 0 : 1;  // the part's own mark
  from = component_end(o_.original, begin + skip, delimiters, o_.syntax);
  const std::u16string_view given = o_.original;
  o_.text += rewrite(given.substr(begin, from - begin), part, rules_);
  end_ = o_.text.size();
}

void Parts::describe_path() {
  const Form form = form_of(o_.text, path_, end_, path_delimiters(), o_.syntax, o_.implicit_file);
  query_ = form.end;
  first_slash_absent_ = o_.authority && o_.syntax.any(path_is_rooted) &&
                        (path_ == end_ || !is_slash(at(o_.text, path_)));
  judge_path(form);
}

void Parts::judge_path(const Form& form) {
  const Syntax& syntax = o_.syntax;
  const bool changes =
      o_.dos_path ||
      (o_.authority && syntax.any(compress_path | convert_backslashes | unescape_dots_and_slashes));
  if (changes) {
    const bool unescapes = form.escaped_dot_or_slash && syntax.any(unescape_dots_and_slashes);
    if (unescapes || (form.backslash && syntax.any(convert_backslashes))) {
      odd_ |= path_part;
      path_display_odd_ = true;
    }
    compress_ = syntax.any(compress_path) && ((odd_ & path_part) != 0 || form.dots_or_slashes);
    backslash_ = form.backslash;
  } else if (form.backslash) {
    odd_ |= path_part;
  }
  if (!form.display_canonical && (!o_.implicit_file || form.reserved)) path_display_odd_ = true;
  // In a plain file path a "%" is a character like others.
  const bool escape_again = o_.implicit_file && (form.reserved || form.escaped_canonical);
  if (!form.escaped_canonical || escape_again) odd_ |= path_part;
}

void Parts::describe_tail(char16_t mark, Part part, unsigned component, std::size_t& begin,
                          std::size_t& from) {
  Delimiters delimiters{u'#', false};
  if (part == Part::fragment || !o_.syntax.any(may_have_fragment)) delimiters = {no_char, true};
  if (o_.rewriting && at(o_.original, from) == mark) rewrite_from(from, delimiters, part);
  if (begin >= end_ || o_.text[begin] != mark) return;
  const Form form = form_of(o_.text, begin + 1, end_, delimiters, o_.syntax, o_.implicit_file);
  begin = form.end;
  if (!needs_no_escape(form)) odd_ |= component;
}

void Parts::make_host() {
  switch (o_.host) {
    case HostKind::name:
    case HostKind::unc:
      host_ = canonical_name(o_.text, host_at_, path_);
      break;
    case HostKind::ipv4:
      host_ = canonical_ipv4(o_.text, host_at_, path_);
      break;
    case HostKind::ipv6:
      host_ = canonical_ipv6(o_.text, host_at_);
      break;
    case HostKind::basic:
      if (!o_.dos_path) host_.text = std::u16string(slice(host_at_, path_));
      host_.loopback = host_.text.empty();
      return;
    case HostKind::not_found:
    case HostKind::none:
      return;
  }
  const std::u16string_view text = o_.text;
  const bool as_typed = text.substr(host_at_, host_.text.size()) == host_.text &&
                        host_at_ + host_.text.size() <= end_;
  if (!host_.scope.empty() || !as_typed) odd_ |= host_part;
}

}  // namespace shirlint::dotnet::uri
