#include "dotnet/uri_parser.h"

#include <utility>

namespace shirlint::dotnet::uri {
namespace {

constexpr std::size_t max_text = 0xFFF0;  // .NET refuses texts from this length on
constexpr std::size_t max_scheme = 1024;

// Lower case; empty if it is none.
std::string read_scheme(std::u16string_view text) {
  if (text.empty() || !is_ascii_letter(text.front())) return {};
  std::string scheme;
  for (const char16_t c : text) {
    if (!is_ascii_letter(c) && !is_digit(c) && c != u'+' && c != u'-' && c != u'.') return {};
    scheme += static_cast<char>(c >= u'A' && c <= u'Z' ? c | 0x20U : c);
  }
  return scheme;
}

class FirstPass {
 public:
  FirstPass(Outline& outline, UriRules rules) : o_(outline), text_(outline.text), rules_(rules) {}

  Fault run() {
    if (text_.empty()) return Fault::empty;
    if (text_.size() >= max_text) return Fault::too_long;
    if (const Fault fault = scheme_or_implicit_file(); fault != Fault::none) return fault;
    if (needs_rewriting(text_)) {
      o_.rewriting = true;
      o_.original = text_;
    }
    length_ = trimmed_length(text_, i_);
    if (const Fault fault = dos_or_unc_path(); fault != Fault::none) return fault;
    if (!o_.dos_path && !o_.unc_path) {
      const Fault fault = slashes();
      if (fault != Fault::none || o_.host == HostKind::none) return fault;
    }
    if (o_.dos_path) {
      o_.host = o_.authority ? HostKind::basic : HostKind::none;
      o_.end = i_;
      return Fault::none;
    }
    return authority();
  }

 private:
  // Leaves i_ behind the scheme's colon, or at the path or the server's name.
  Fault scheme_or_implicit_file() {
    while (i_ < text_.size() && is_blank(text_[i_])) ++i_;
    std::size_t colon = text_.find(u':', i_);
    if (colon == std::u16string::npos) colon = text_.size();
    if (i_ + 2 >= text_.size() || colon == i_) return Fault::bad_format;
    const char16_t first = text_[i_];
    const char16_t second = text_[i_ + 1];
    if (second == u':' || second == u'|') {
      if (!is_ascii_letter(first)) return second == u':' ? Fault::bad_scheme : Fault::bad_format;
      if (!is_slash(text_[i_ + 2])) return Fault::dos_path_not_rooted;
      implicit_file(o_.dos_path);
      return Fault::none;
    }
    if (is_slash(first)) {
      if (!is_slash(second)) return Fault::bad_format;
      implicit_file(o_.unc_path);
      while (i_ < text_.size() && is_slash(text_[i_])) ++i_;
      return Fault::none;
    }
    if (colon == text_.size()) return Fault::bad_format;
    if (colon - i_ > max_scheme) return Fault::scheme_too_long;
    const std::string scheme = read_scheme(std::u16string_view(text_).substr(i_, colon - i_));
    if (scheme.empty()) return Fault::bad_scheme;
    o_.syntax = find_syntax(scheme);
    i_ = colon + 1;
    return Fault::none;
  }

  void implicit_file(bool& kind) {
    kind = true;
    o_.implicit_file = true;
    o_.authority = true;
    o_.syntax = find_syntax("file");
  }

  // "file:c:/x", "file://///server/x"; also "foo://c:/x".
  Fault dos_or_unc_path() {
    const Syntax& syntax = o_.syntax;
    if (!syntax.any(allow_empty_host) || !syntax.any(allow_dos_path) || o_.implicit_file ||
        i_ + 1 >= length_) {
      return Fault::none;
    }
    std::size_t i = i_;
    while (i < length_ && is_slash(text_[i])) ++i;
    const std::size_t slashes = i - i_;
    if (!syntax.any(file_like) && slashes > 3) return Fault::none;
    if (slashes >= 2) o_.authority = true;
    const char16_t second = i + 1 < length_ ? text_[i + 1] : u'\0';
    if ((second == u':' || second == u'|') && is_ascii_letter(text_[i])) {
      if (i + 2 >= length_ || !is_slash(text_[i + 2])) {
        return syntax.any(file_like) ? Fault::dos_path_not_rooted : Fault::none;
      }
      o_.dos_path = true;
      if (syntax.any(must_have_authority)) o_.authority = true;
      i_ = slashes != 0 && slashes != 2 ? i - 1 : i;
    } else if (syntax.any(file_like) && slashes >= 2 && slashes != 3 && i < length_ &&
               text_[i] != u'?' && text_[i] != u'#') {
      o_.unc_path = true;
      i_ = i;
    }
    return Fault::none;
  }

  // Takes the two slashes, or settles that there is no authority (HostKind::none).
  Fault slashes() {
    const Syntax& syntax = o_.syntax;
    const bool room = i_ + 2 <= length_;
    if (syntax.any(must_have_authority)) {
      if (!room || !is_slash(text_[i_]) || !is_slash(text_[i_ + 1])) return Fault::bad_authority;
      o_.authority = true;
      i_ += 2;
    } else if (room && syntax.any(optional_authority) &&
               (o_.authority || (text_[i_] == u'/' && text_[i_ + 1] == u'/'))) {
      o_.authority = true;
      i_ += 2;
    } else if (!syntax.any(mailto_like)) {
      o_.host = HostKind::none;
      o_.end = i_;
      // Before, the part behind the scheme was shown twice.
      if (o_.rewriting && rules_ == UriRules::net_472) o_.text.resize(i_);
    }
    return Fault::none;
  }

  Fault authority() {
    if (const Fault fault = read_authority(o_, i_, length_, rules_); fault != Fault::none) {
      return fault;
    }
    const std::u16string_view given = o_.rewriting ? o_.original : o_.text;
    if (i_ < length_ && given[i_] == u'\\' && !o_.implicit_file && !o_.syntax.any(allow_dos_path)) {
      return Fault::bad_authority_end;
    }
    o_.end = i_;
    o_.end_is_in_original = o_.rewriting;
    return Fault::none;
  }

  Outline& o_;
  std::u16string& text_;
  UriRules rules_;
  std::size_t i_ = 0;
  std::size_t length_ = 0;
};

}  // namespace

std::size_t trimmed_length(std::u16string_view text, std::size_t begin) {
  std::size_t length = text.size();
  if (length <= begin || !is_blank(text[length - 1])) return length;
  while (length > begin && is_blank(text[length - 1])) --length;
  return length == begin ? begin + 1 : length;
}

Fault outline_of(Outline& outline, UriRules rules) { return FirstPass(outline, rules).run(); }

}  // namespace shirlint::dotnet::uri
