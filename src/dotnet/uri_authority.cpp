// "user:password@host:port" in the constructor's pass.
#include "dotnet/uri_nfc.h"
#include "dotnet/uri_parser.h"

namespace shirlint::dotnet::uri {
namespace {

constexpr std::size_t max_unc_name = 256;
constexpr unsigned max_port = 0xFFFF;

// A host in the rewritten text: composed, without invisible direction marks.
std::u16string composed_host(std::u16string_view host) {
  std::u16string out;
  for (const char16_t c : host) {
    if (!is_direction_mark(c)) out += c;
  }
  return compose(out);
}

class Authority {
 public:
  Authority(Outline& outline, std::size_t begin, std::size_t length, UriRules rules)
      : o_(outline),
        text_(outline.rewriting ? outline.original : outline.text),
        begin_(begin),
        length_(length),
        end_(length),
        rules_(rules) {}

  Fault run() {
    if (o_.rewriting) new_text_ = text_.substr(0, begin_);
    const Fault fault = begins_empty() ? empty_host() : user_and_host();
    if (o_.rewriting && fault == Fault::none) o_.text = new_text_;
    return fault;
  }

  [[nodiscard]] std::size_t end() const { return end_; }

 private:
  [[nodiscard]] bool begins_empty() const {
    if (begin_ == length_) return true;
    const char16_t c = at(text_, begin_);
    return c == u'/' || (c == u'\\' && o_.syntax.any(file_like)) || c == u'#' || c == u'?';
  }

  Fault empty_host() {
    end_ = begin_;
    if (!o_.syntax.any(allow_empty_host) || o_.implicit_file) return Fault::bad_host;
    o_.unc_path = false;
    o_.host = HostKind::basic;
    return Fault::none;
  }

  Fault user_and_host() {
    std::size_t start = begin_;
    if (o_.syntax.any(may_have_user_info)) start = user_info();
    find_host(start);
    if (o_.host != HostKind::not_found && end_ < length_ && text_[end_] == u'\\' &&
        !o_.syntax.any(file_like)) {
      if (o_.syntax.any(unknown_scheme)) return Fault::bad_host;
      o_.host = HostKind::not_found;
    } else if (end_ < length_ && text_[end_] == u':') {
      if (!port()) return Fault::bad_port;
    }
    return o_.host == HostKind::not_found ? other_host() : Fault::none;
  }

  // An "@" that ends the text is none.
  std::size_t user_info() {
    for (std::size_t i = begin_; i + 1 < length_; ++i) {
      const char16_t c = text_[i];
      if (c == u'?' || c == u'#' || is_slash(c)) break;
      if (c != u'@') continue;
      o_.user_info = true;
      if (o_.rewriting) {
        new_text_ += rewrite(slice(begin_, i + 1), Part::user_info, rules_);
      }
      return i + 1;
    }
    return begin_;
  }

  void find_host(std::size_t start) {
    const Syntax& syntax = o_.syntax;
    const HostPlace place{text_, start, length_, o_.implicit_file};
    const bool internet = syntax.any(allow_internet_host);
    const char16_t first = at(text_, start);
    if (internet && first == u'[') {
      if (const auto end = ipv6_end({text_, start + 1, length_, false}, rules_)) {
        return found(HostKind::ipv6, *end, std::u16string(slice(start, *end)));
      }
    }
    if (internet && is_digit(first)) {
      if (const auto end = ipv4_end(place, syntax.any(unknown_scheme))) {
        return found(HostKind::ipv4, *end, std::u16string(slice(start, *end)));
      }
    }
    if (internet) {
      if (const auto end = name_end(place)) {
        const std::u16string host = o_.rewriting ? composed_host(slice(start, *end)) : u"";
        return found(HostKind::name, *end, host);
      }
    }
    if (syntax.any(allow_unc_host)) unc_host(place);
  }

  void unc_host(const HostPlace& place) {
    const auto end = unc_end(place);
    if (!end) return;
    if (*end - place.begin > max_unc_name) {
      end_ = *end;  // no host, but a port behind it is still looked at
      return;
    }
    found(HostKind::unc, *end, std::u16string(slice(place.begin, *end)));
    if (rules_ == UriRules::net_45 && o_.rewriting) {  // it was forgotten in the rewritten text
      new_text_.resize(new_text_.size() - (*end - place.begin));
      host_written_ = false;
    }
  }

  void found(HostKind kind, std::size_t end, const std::u16string& rewritten) {
    o_.host = kind;
    end_ = end;
    if (!o_.rewriting) return;
    new_text_ += rewritten;
    host_written_ = true;
  }

  // False: no port number. Digits up to 65535, ended by "/", "?", "#" or the end.
  bool port() {
    if (!o_.syntax.any(may_have_port)) {
      o_.host = HostKind::not_found;
      return true;
    }
    unsigned port = 0;
    std::size_t i = end_ + 1;
    for (; i < length_; ++i) {
      const char16_t c = text_[i];
      if (c == u'/' || c == u'?' || c == u'#') break;
      if (!is_digit(c)) return false;
      port = port * 10U + (c - u'0');
      if (port > max_port) return false;
    }
    if (o_.rewriting && host_written_) new_text_ += slice(end_, i);
    return true;
  }

  // "." and ".." are hosts of schemes that .NET does not know.
  Fault other_host() {
    o_.user_info = false;
    if (!o_.syntax.any(unknown_scheme)) return Fault::bad_host;
    std::size_t i = begin_;
    while (i < length_ && i < begin_ + 2 && text_[i] == u'.') ++i;
    const char16_t next = i < length_ ? text_[i] : u'/';
    if (i == begin_ || (next != u'/' && next != u'?' && next != u'#')) return Fault::bad_host;
    o_.host = HostKind::basic;
    if (o_.rewriting) new_text_ += slice(begin_, i);
    end_ = i;
    return Fault::none;
  }

  [[nodiscard]] std::u16string_view slice(std::size_t begin, std::size_t end) const {
    return std::u16string_view(text_).substr(begin, end - begin);
  }

  Outline& o_;
  std::u16string text_;
  std::size_t begin_;
  std::size_t length_;
  std::size_t end_;
  UriRules rules_;
  std::u16string new_text_;
  bool host_written_ = false;
};

}  // namespace

Fault read_authority(Outline& outline, std::size_t& begin, std::size_t length, UriRules rules) {
  Authority authority(outline, begin, length, rules);
  const Fault fault = authority.run();
  begin = authority.end();
  return fault;
}

}  // namespace shirlint::dotnet::uri
