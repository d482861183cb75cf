#include "dotnet/bypass_form.h"

#include <algorithm>
#include <cctype>

#include "dotnet/bypass.h"
#include "dotnet/regex_analysis.h"
#include "dotnet/wininet.h"
#include "text/ascii.h"

namespace shirlint::dotnet {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_host_char(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Four numbers below 256 with dots between.
bool is_ipv4(std::string_view text) {
  int parts = 0;
  while (true) {
    const std::string_view part = text.substr(0, text.find('.'));
    if (!all_digits(part) || part.size() > 3) return false;
    int number = 0;
    for (const char c : part) number = number * 10 + (c - '0');
    if (number > 255) return false;
    ++parts;
    if (part.size() == text.size()) return parts == 4;
    text.remove_prefix(part.size() + 1);
  }
}

/// A host, perhaps behind a dot as other lists have it, which here means any character.
std::optional<std::string> find_host(std::string_view pattern) {
  for (const std::string_view dot : {"\\.", "."}) {
    if (!pattern.starts_with(dot)) continue;
    pattern.remove_prefix(dot.size());
    break;
  }
  return literal_host(pattern);
}

/// Letters, digits, "*", dots, a port or a scheme, and a "*" as in WinINet's lists. ".*" at the
/// start or a backslash shows someone who writes regular expressions.
bool is_wildcard(std::string_view text) {
  if (text.find('*') == std::string_view::npos || text.starts_with(".*")) return false;
  const std::size_t scheme = text.find("://");
  if (scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_host_char(c) || c == '*' || c == '.' || c == ':' || c == '/';
  });
}

bool is_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view prefix = text.substr(slash + 1);
  if (!all_digits(prefix) || prefix.size() > 3) return false;
  const std::string_view address = text.substr(0, slash);
  if (is_ipv4(address)) return true;
  return address.find(':') != std::string_view::npos &&
         std::all_of(address.begin(), address.end(), [](char c) {
           return std::isxdigit(static_cast<unsigned char>(c)) != 0 || c == ':' || c == '.';
         });
}

bool is_host_like(std::string_view text) {
  return !text.empty() && (find_host(text) || is_wildcard(text) || is_cidr(text) ||
                           text == "<local>" || text == "*");
}

/// "a.example;b.example": what stands between the separators are hosts.
bool is_list(std::string_view text) {
  if (text.find_first_of(";,") == std::string_view::npos) return false;
  bool any = false;
  while (true) {
    const std::size_t end = text.find_first_of(";,");
    const std::string_view part = trim(text.substr(0, end));
    if (!part.empty() && !is_host_like(part)) return false;
    any = any || !part.empty();
    if (end == std::string_view::npos) return any;
    text.remove_prefix(end + 1);
  }
}

bool is_local_token(std::string_view text) {
  const std::string lower = text::lower_case(text);
  return lower == "<local>" || lower == "<-loopback>";
}

/// "[adfresourcename]", "<your-proxy>": brackets around a word. A set that someone wrote on
/// purpose has a range or a class in it, or no letter twice.
bool has_placeholder(std::string_view text) {
  for (std::size_t open = text.find_first_of("[<"); open != std::string_view::npos;
       open = text.find_first_of("[<", open + 1)) {
    const char close = text[open] == '[' ? ']' : '>';
    const std::size_t end = text.find(close, open + 1);
    if (end == std::string_view::npos) return false;
    const std::string_view word = text.substr(open + 1, end - open - 1);
    const bool plain = std::all_of(word.begin(), word.end(), [](char c) {
      return is_letter(c) || is_digit(c) || c == '_' || c == ' ';
    });
    const bool word_like = std::all_of(
        word.begin(), word.end(), [](char c) { return is_host_char(c) || c == ' ' || c == '.'; });
    if (close == '>' && word.size() > 2 && is_letter(word.front()) && word_like) {
      // "(?<name>" is a group
      if (open == 0 || text[open - 1] != '?') return true;
      continue;
    }
    if (close != ']' || !plain || word.size() < 4 || !is_letter(word.front())) continue;
    std::string letters(word);
    std::sort(letters.begin(), letters.end());
    if (std::adjacent_find(letters.begin(), letters.end()) != letters.end()) return true;
  }
  return false;
}

}  // namespace

MeantEntry find_meaning(std::string_view pattern) {
  if (pattern.empty()) return {BypassForm::empty, {}};
  const std::string_view text = trim(pattern);
  if (auto host = find_host(text)) {
    const BypassForm form = is_ipv4(*host) ? BypassForm::literal_ipv4 : BypassForm::literal_host;
    return {form, std::move(*host)};
  }
  if (is_local_token(text)) return {BypassForm::local_token, {}};
  if (is_cidr(text)) return {BypassForm::cidr, {}};
  if (is_list(text)) return {BypassForm::list, {}};
  if (is_wildcard(text)) return {BypassForm::wildcard, {}};
  if (has_placeholder(text)) return {BypassForm::placeholder, {}};
  return {BypassForm::regex, {}};
}

std::vector<std::string> split_list(std::string_view pattern) {
  std::vector<std::string> entries;
  while (true) {
    const std::size_t end = pattern.find_first_of(";,");
    const std::string_view part = trim(pattern.substr(0, end));
    if (part.starts_with(".") && literal_host(part.substr(1))) {  // all names below it
      entries.push_back(rewrite_wininet_entry("*" + std::string(part)));
    } else if (const auto host = literal_host(part)) {
      entries.push_back(exempting_entry(*host));
    } else if (part != "*" && is_wildcard(part)) {
      entries.push_back(rewrite_wininet_entry(part));
    } else if (!part.empty()) {
      return {};
    }
    if (end == std::string_view::npos) return entries;
    pattern.remove_prefix(end + 1);
  }
}

bool is_loopback_host(std::string_view host) {
  if (host == "localhost" || host == "loopback" || host == "::1" || host == "[::1]") return true;
  return is_ipv4(host) && host.starts_with("127.");
}

bool is_subject(std::string_view text) {
  const bool secure = text.starts_with("https://");
  if (!secure && !text.starts_with("http://")) return false;
  text.remove_prefix(secure ? 8 : 7);
  std::string_view host = text.substr(0, text.find(':'));
  std::string_view port = text.substr(host.size());
  if (text.starts_with("[")) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    host = text.substr(1, end - 1);
    port = text.substr(end + 1);
    if (host.find("::") == std::string_view::npos ||
        host.find_first_not_of("0123456789abcdef:") != std::string_view::npos) {
      return false;
    }
  } else {
    // A label may not begin or end with "-"; a digit at the start could make an IPv4 of another
    // spelling, so such a host must be a true IPv4.
    if (host.empty() || host.front() == '.' || host.back() == '.') return false;
    bool start = true;
    for (const char c : host) {
      if (c == '.') {
        if (start) return false;
        start = true;
        continue;
      }
      if (!is_digit(c) && !(c >= 'a' && c <= 'z') && (c != '-' || start)) return false;
      start = false;
    }
    const std::string_view last = host.substr(host.rfind('.') + 1);
    if (is_digit(last.front()) && !is_ipv4(host)) return false;
  }
  if (port.empty()) return true;
  port.remove_prefix(1);
  if (!all_digits(port) || port.size() > 5 || port.front() == '0') return false;
  int number = 0;
  for (const char c : port) number = number * 10 + (c - '0');
  return number <= 65535 && number != (secure ? 443 : 80);
}

}  // namespace shirlint::dotnet
