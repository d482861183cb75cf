// From the parts to what .NET's properties say.
#include <algorithm>
#include <utility>

#include "dotnet/regex_unicode.h"
#include "dotnet/uri_parser.h"

namespace shirlint::dotnet::uri {

Uri Parts::result() const {
  Uri uri;
  uri.scheme = o_.syntax.scheme;
  uri.user_info = rx::to_utf8(get(user_part));
  uri.host = rx::to_utf8(host_.text);
  std::u16string_view safe = host_.text;
  if (o_.host == HostKind::ipv6) safe = safe.substr(1, safe.size() - 2);
  uri.dns_safe_host = rx::to_utf8(safe) + rx::to_utf8(host_.scope);
  uri.port = other_port_ ? port_ : o_.syntax.default_port;
  uri.default_port = !other_port_;
  uri.port_given = port_given_;
  uri.path = rx::to_utf8(get(path_part));
  if (o_.dos_path && !uri.path.empty() && uri.path.front() == '/') uri.path.erase(0, 1);
  uri.query = rx::to_utf8(get(query_part));
  uri.fragment = rx::to_utf8(get(fragment_part));
  uri.loopback = host_.loopback;
  uri.unc_or_file = o_.unc_path || uri.scheme == "file";
  uri.text = rx::to_utf8(get(all_parts));
  return uri;
}

std::u16string_view Parts::slice(std::size_t begin, std::size_t end) const {
  const std::size_t size = o_.text.size();
  begin = std::min(begin, size);
  end = std::min(std::max(begin, end), size);
  return std::u16string_view(o_.text).substr(begin, end - begin);
}

/// How much of a path is the disk: "c:" or "/c:".
std::size_t Parts::disk_size() const {
  if (!o_.dos_path) return 0;
  return is_slash(at(o_.text, path_)) ? 3 : 2;
}

bool Parts::disk_bar() const {
  const std::size_t disk = disk_size();
  return disk != 0 && at(o_.text, path_ + disk - 1) == u'|';
}

std::u16string Parts::get(unsigned parts) const {
  unsigned odd = odd_;
  if (compress_ || first_slash_absent_ || backslash_ || disk_bar()) odd |= path_part;
  return (parts & odd) == 0 ? verbatim(parts) : rebuilt(parts, odd);
}

std::u16string Parts::verbatim(unsigned parts) const {
  const auto text = [this](std::size_t begin, std::size_t end) {
    return std::u16string(slice(begin, end));
  };
  switch (parts) {
    case user_part:
      return o_.user_info ? text(user_, host_at_ - 1) : std::u16string();
    case path_part:
      return text(path_, query_);
    case query_part:
      return text(query_, fragment_);
    case fragment_part:
      return text(fragment_, end_);
    default:
      return text(scheme_, end_);
  }
}

std::u16string Parts::rebuilt(unsigned parts, unsigned odd) const {
  std::u16string out;
  if ((parts & scheme_part) != 0) {
    out = rx::to_utf16(o_.syntax.scheme) + (o_.authority ? u"://" : u":");
  }
  const auto append = [&](std::u16string_view text, unsigned part, char16_t force1,
                          char16_t force2) {
    if ((odd & part) != 0) {
      escape(text, force1, force2, true, out);
    } else {
      out += text;
    }
  };
  if ((parts & user_part) != 0 && o_.user_info) {
    append(slice(user_, host_at_), user_part, u'?', u'#');
    if (parts == user_part) out.pop_back();
  }
  if ((parts & host_part) != 0) out += host_.text;
  if ((parts & port_part) != 0 && other_port_) append_port((odd & port_part) != 0, out);
  if ((parts & path_part) != 0) append_path(out);
  if ((parts & query_part) != 0 && query_ < fragment_) {
    out += u'?';
    append(slice(query_ + 1, fragment_), query_part, u'#', no_char);
  }
  if ((parts & fragment_part) != 0 && fragment_ < end_) {
    out += u'#';
    append(slice(fragment_ + 1, end_), fragment_part, no_char, no_char);
  }
  return out;
}

// As typed, with a blank behind it, unless the number itself is odd.
void Parts::append_port(bool odd, std::u16string& out) const {
  if (odd) {
    out += u':';
    out += rx::to_utf16(std::to_string(port_));
    return;
  }
  const std::size_t colon = std::u16string_view(o_.text).rfind(u':', path_ - 1);
  out += slice(colon, path_);
}

void Parts::append_path(std::u16string& out) const {
  if (first_slash_absent_) out += u'/';
  if (path_ == query_) return;
  const std::size_t begin = out.size();
  const std::size_t disk = disk_size();
  const bool odd = (odd_ & path_part) != 0;
  std::u16string path(slice(path_, query_));
  if (disk != 0 && at(path, disk - 1) == u'|') path[disk - 1] = u':';
  if (!compress_) {
    if (odd) {
      escape(path, u'?', u'#', !o_.implicit_file, out);
    } else {
      out += path;
    }
    if (!o_.syntax.any(convert_backslashes) || !backslash_) return;
    for (std::size_t i = begin; i < out.size(); ++i) {
      if (out[i] == u'\\') out[i] = u'/';
    }
    return;
  }
  out += path;
  if (o_.syntax.any(unescape_dots_and_slashes) && path_display_odd_ && !o_.implicit_file) {
    unescape_dots_and_slashes_in(out, begin);
  }
  compress(out, begin + disk, o_.syntax);
  if (begin < out.size() && out[begin] == u'\\') out[begin] = u'/';
  if (!odd || out.size() <= begin) return;
  path = out.substr(begin);
  out.resize(begin);
  escape(path, u'?', u'#', !o_.implicit_file, out);
}

}  // namespace shirlint::dotnet::uri
