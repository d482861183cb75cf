#include "text/secret_scanner.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "text/ascii.h"
#include "text/secret_names.h"

namespace shirlint::text {
namespace {

// How far a value's end is looked for: keeps hostile input linear. The longest real values, shared
// access signatures and keys, stay under 1 KB.
constexpr std::size_t reach = 4096;

bool is_word(char c) { return is_digit(c) || is_letter(c); }
bool is_line_end(char c) { return c == '\n' || c == '\r' || c == '\0'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || is_line_end(c); }
bool ends_token(char c) { return is_blank(c) || c == '"' || c == '<' || c == '>' || c == '`'; }
bool ends_authority(char c) { return c == '/' || c == '?' || c == '#'; }

template <class Test>
std::size_t find_if(std::string_view text, std::size_t from, std::size_t to, Test test) {
  for (std::size_t i = from; i < to; ++i) {
    if (test(text[i])) return i;
  }
  return to;
}

std::size_t limit(std::string_view text, std::size_t from) {
  return std::min(text.size(), from + reach);
}

/// The last @ in [from, to), or `nowhere`.
std::size_t last_at(std::string_view text, std::size_t from, std::size_t to) {
  if (from >= to) return nowhere;
  const std::size_t at = text.substr(from, to - from).rfind('@');
  return at == nowhere ? nowhere : from + at;
}

bool same_ignoring_case(std::string_view text, std::string_view lower_case) {
  return text.size() == lower_case.size() &&
         std::equal(text.begin(), text.end(), lower_case.begin(),
                    [](char left, char right) { return lower(left) == right; });
}

/// Where a value ends that `quote` opened: at the same quote, but not at the apostrophe in `it's`.
std::size_t closing_quote(std::string_view text, std::size_t from, char quote) {
  const std::size_t to = limit(text, from);
  for (std::size_t i = from; i < to; ++i) {
    if (is_line_end(text[i])) return i;
    if (text[i] != quote) continue;
    if (quote != '\'' || i + 1 == text.size() || !is_word(text[i + 1])) return i;
  }
  return to;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<Span> scan() {
    scan_keys();
    if (text_.find('@') == nowhere) {
      // Without one, only an address that was cut in its password is a secret.
      const std::size_t last = text_.rfind("://");
      if (last != nowhere) scan_authority(last);
    } else {
      scan_addresses();
      scan_tokens();
      scan_quoted();
    }
    if (text_.find('=') != nowhere) scan_assignments();
    scan_named_values(text_, spans_);
    return std::move(spans_);
  }

 private:
  void add(std::size_t from, std::size_t to) {
    if (from >= to || text_.substr(from, to - from) == masked) return;
    spans_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
  }

  // IR@<guid>@<factory>@...@<secret>
  void scan_keys() {
    for (std::size_t at = text_.find('@'); at != nowhere; at = text_.find('@', at + 1)) {
      if (at < 2 || !same_ignoring_case(text_.substr(at - 2, 2), "ir")) continue;
      if (at > 2 && is_word(text_[at - 3])) continue;
      const std::size_t end = find_if(text_, at + 1, limit(text_, at), [](char c) {
        return ends_token(c) || c == '\'' || c == ',' || c == ';' || c == ')' || c == '|';
      });
      const std::string_view rest = text_.substr(at + 1, end - at - 1);
      // ir@contoso.com is a mail address
      const bool key = rest.find('@') != nowhere || begins_like_guid(rest) || rest == masked;
      if (!key) continue;
      add(at + 1, end);
      keys_.push_back(at);
      at = end == text_.size() ? end : end - 1;
    }
  }

  static bool begins_like_guid(std::string_view text) {
    const auto is_hex = [](char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); };
    return text.size() >= 8 && std::all_of(text.begin(), text.begin() + 8, is_hex) &&
           (text.size() == 8 || text[8] == '-');
  }

  // scheme://userinfo@host; the scheme may be a token, the slashes backslashes (.NET takes both)
  void scan_addresses() {
    for (std::size_t colon = text_.find(':'); colon != nowhere;
         colon = text_.find(':', colon + 1)) {
      const std::string_view slashes = text_.substr(colon + 1, 2);
      if (slashes == "//" || (slashes == "\\\\" && colon >= 2 && is_word(text_[colon - 2]))) {
        scan_authority(colon);
      }
    }
  }

  void scan_authority(std::size_t colon) {
    const std::size_t start = colon + 3;
    std::size_t scheme = colon;
    while (scheme > 0 && colon - scheme < 32 &&
           (is_word(text_[scheme - 1]) || text_[scheme - 1] == '.' || text_[scheme - 1] == '+' ||
            text_[scheme - 1] == '-')) {
      --scheme;
    }
    const char opener = scheme > 0 ? text_[scheme - 1] : '\0';
    const bool quoted = opener == '"' || opener == '\'' || opener == '`';
    const std::size_t line_end = find_if(text_, start, limit(text_, start), is_line_end);
    const std::size_t value_end =
        quoted ? closing_quote(text_, start, opener) : find_if(text_, start, line_end, [](char c) {
          return c == '"' || c == '<' || c == '>' || c == '`';
        });
    const std::size_t strict_end = find_if(text_, start, value_end, ends_authority);
    const std::size_t token_end =
        quoted ? strict_end : find_if(text_, start, strict_end, ends_token);
    std::size_t at = last_at(text_, start, token_end);
    if (at != nowhere) {
      if (text_.substr(start, at - start) == masked) return;
      at = last_at(text_, start, strict_end);  // a blank in a password, outside of quotes
    } else if (!is_host_and_port(text_.substr(start, token_end - start))) {
      at = last_at(text_, start, quoted ? closing_quote(text_, start, opener) : value_end);
      // A quote in the password ended the value too early.
      if (at == nowhere) at = last_at(text_, start, line_end);
      // Cut in the password: `proxyaddress="http://bob:s3cr`, and no more
      if (at == nowhere && quoted && value_end == line_end) at = line_end;
    }
    if (at != nowhere) add(start, at);
  }

  /// `host`, `host:8080`, `[::1]:80`, with the punctuation that may follow an address in a text.
  static bool is_host_and_port(std::string_view text) {
    std::size_t i = 0;
    if (!text.empty() && text[0] == '[') i = std::min(text.find(']'), text.size());
    const std::size_t colon = text.find(':', i);
    if (colon == nowhere) return true;
    const std::size_t end =
        find_if(text, colon + 1, text.size(), [](char c) { return !is_digit(c); });
    const std::string_view punctuation = ").,;:!'*]}";
    return end > colon + 1 &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(end), text.end(),
                       [&](char c) { return punctuation.find(c) != nowhere; });
  }

  // user:password@host and token@host:port without a scheme
  void scan_tokens() {
    for (std::size_t i = 0; i < text_.size();) {
      if (ends_token(text_[i])) {
        ++i;
        continue;
      }
      const std::size_t end = find_if(text_, i, text_.size(), ends_token);
      scan_token(i, end);
      i = end;
    }
  }

  void scan_token(std::size_t start, std::size_t end) {
    end = before_key(start, end);
    const std::size_t at = last_at(text_, start, end);
    if (at == nowhere) return;
    while (start < at && std::string_view("'([{,;").find(text_[start]) != nowhere) ++start;
    start = skip_name(start, at);
    if (text_.substr(start, 2) == "//") start += 2;
    if (start >= at) return;
    const std::string_view user = text_.substr(start, at - start);
    const std::size_t first = std::min(user.find(':'), user.size());
    const std::string_view slashes = user.substr(first).substr(0, 3);
    if (slashes == "://" || slashes == ":\\\\") return;  // scan_authority's
    if (is_path(user)) return;
    const std::size_t colon = user.find(':');
    if (colon == nowhere ? !port_follows(at + 1, end) : colon + 1 == user.size()) return;
    if (same_ignoring_case(user.substr(0, colon), "mailto") ||
        same_ignoring_case(user.substr(0, colon), "sip")) {
      return;
    }
    add(start, at);
  }

  /// The end of a token, or the start of the authentication key in it.
  std::size_t before_key(std::size_t start, std::size_t end) const {
    const auto key = std::lower_bound(keys_.begin(), keys_.end(), start);
    return key == keys_.end() || *key >= end ? end : *key;
  }

  /// Past `name=`, as in `http=proxy:80` or `--proxy=...`.
  std::size_t skip_name(std::size_t start, std::size_t end) const {
    const std::size_t name = find_if(
        text_, start, end, [](char c) { return !is_word(c) && c != '-' && c != '_' && c != '.'; });
    if (name == end || name == start || text_[name] != '=') return start;
    return name + 1 < end && text_[name + 1] == '\'' ? name + 2 : name + 1;
  }

  /// C:\Users\bob@contoso, /configuration/a:b/@name, child::proxy/@name
  static bool is_path(std::string_view user) {
    if (user[0] == '/') return true;
    if (user.size() >= 3 && is_letter(user[0]) && user[1] == ':' &&
        (user[2] == '\\' || user[2] == '/')) {
      return true;
    }
    constexpr std::array<std::string_view, 12> axes = {
        "child",     "parent",           "self",      "ancestor",          "ancestor-or-self",
        "preceding", "descendant",       "attribute", "following-sibling", "descendant-or-self",
        "following", "preceding-sibling"};
    const std::size_t colons = user.find("::");
    return colons != nowhere &&
           std::find(axes.begin(), axes.end(), user.substr(0, colons)) != axes.end();
  }

  bool port_follows(std::size_t host, std::size_t end) const {
    const std::size_t colon = find_if(
        text_, host, end, [](char c) { return c == ':' || ends_authority(c) || c == '\\'; });
    if (colon == end || text_[colon] != ':' || colon == host) return false;
    const std::size_t port_end =
        find_if(text_, colon + 1, end, [](char c) { return !is_digit(c); });
    const std::size_t digits = port_end - colon - 1;
    if (digits < 2 || digits > 5) return false;
    return port_end == end || text_[port_end] != ':';  // name@file:12:3 is a place
  }

  // "user:pass word@host": blanks do not end a value in quotes
  void scan_quoted() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const char quote = text_[i];
      if (quote != '"' && quote != '\'') continue;
      if (quote == '\'' && i > 0 && is_word(text_[i - 1])) continue;
      const std::size_t end = closing_quote(text_, i + 1, quote);
      scan_quoted_value(text_.substr(i + 1, end - i - 1), i + 1);
      if (quote == '"' && end < text_.size() && text_[end] == quote) i = end;
    }
  }

  void scan_quoted_value(std::string_view value, std::size_t offset) {
    const std::size_t at = value.rfind('@');
    const std::size_t blank = find_if(value, 0, value.size(), is_blank);
    if (at == nowhere || blank > at) return;  // without a blank it is a token
    const std::size_t colon = value.find(':');
    if (colon == nowhere || colon == 0 || colon > blank || colon + 1 >= at) return;
    if (is_blank(value[colon + 1]) || is_path(value.substr(0, at))) return;
    if (value.substr(colon, 3) == "://") return;
    if (find_if(value, at, value.size(), is_blank) != value.size()) return;
    add(offset, offset + at);
  }

  // Password=...; sig=...& password="..."
  void scan_assignments() {
    for (std::size_t i = text_.find('='); i != nowhere; i = text_.find('=', i + 1)) {
      std::size_t name_end = i;
      while (name_end > 0 && i - name_end < 4 && text_[name_end - 1] == ' ') --name_end;
      std::size_t name = name_end;
      while (name > 0 && name_end - name < 64 &&
             (is_word(text_[name - 1]) || text_[name - 1] == '_' || text_[name - 1] == '-')) {
        --name;
      }
      const char before = name > 0 ? text_[name - 1] : '\0';
      const bool query =
          before == '?' || before == '&' || (name >= 5 && text_.substr(name - 5, 5) == "&amp;");
      if (!is_secret(text_.substr(name, name_end - name), query)) continue;
      const Span value = assigned_value(i + 1, query);
      add(value.start, value.end);
      i = std::max<std::size_t>(i, value.end == 0 ? i : value.end - 1);
    }
  }

  static bool is_secret(std::string_view name, bool query) {
    if (query && (same_ignoring_case(name, "key") || same_ignoring_case(name, "code"))) return true;
    return names_a_secret(name);
  }

  Span assigned_value(std::size_t start, bool query) const {
    while (start < text_.size() && text_[start] == ' ') ++start;
    const std::string_view rest = text_.substr(start, 6);
    // The decoded text has the value that these open.
    if (rest.empty() || rest == "&quot;" || rest == "&apos;") return {};
    const auto span = [](std::size_t from, std::size_t to) {
      return Span{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
    };
    const char first = text_[start];
    if (first == '"' || first == '\'') {
      return span(start + 1, closing_quote(text_, start + 1, first));
    }
    if (query) {
      return span(start, find_if(text_, start, limit(text_, start), [](char c) {
                    return ends_token(c) || c == '&' || c == '#' || c == '\'';
                  }));
    }
    const std::size_t end = find_if(text_, start, limit(text_, start), [](char c) {
      return c == ';' || c == '"' || c == '<' || c == '>' || is_line_end(c);
    });
    if (end < text_.size() && text_[end] == ';') return span(start, end);
    std::size_t token_end = find_if(text_, start, end, is_blank);
    const std::string_view closers = "'.,)";
    while (token_end > start && closers.find(text_[token_end - 1]) != nowhere) --token_end;
    return span(start, token_end);
  }

  std::string_view text_;
  std::vector<Span> spans_;
  std::vector<std::size_t> keys_;  // the @ of each IR@
};

}  // namespace

std::vector<Span> scan_secrets(std::string_view text) { return Scanner(text).scan(); }

}  // namespace shirlint::text
