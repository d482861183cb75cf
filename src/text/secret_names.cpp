#include "text/secret_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "text/ascii.h"
#include "text/secret_scanner.h"

namespace shirlint::text {
namespace {

// How far the parts of one thing stand from each other: keeps hostile input linear.
constexpr std::size_t reach = 2048;
// Shorter ones are words; a runtime's key has more than 60 characters.
constexpr std::size_t least_key = 16;

bool is_word(char c) { return is_digit(c) || is_letter(c); }
bool is_name(char c) { return is_word(c) || c == '-' || c == '_'; }
bool is_line_end(char c) { return c == '\n' || c == '\r' || c == '\0'; }
bool is_space(char c) { return c == ' ' || c == '\t'; }
bool is_quote(char c) { return c == '"' || c == '\''; }

/// In lower case, without - and _.
std::string plain(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c != '_' && c != '-') out += lower(c);
  }
  return out;
}

template <std::size_t Size>
bool is_one_of(const std::string& name, const std::array<std::string_view, Size>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class NamedScanner {
 public:
  NamedScanner(std::string_view text, std::vector<Span>& spans) : text_(text), spans_(spans) {}

  void scan() {
    for (std::size_t at = 0; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '-' || c == '/') {
        scan_switch(at);
      } else if (is_quote(c)) {
        scan_quoted_name(at);
      } else if (c == '<') {
        scan_tag(at);
      }
    }
  }

 private:
  void add(std::size_t from, std::size_t to) {
    if (from >= to || text_.substr(from, to - from) == masked) return;
    spans_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
  }

  [[nodiscard]] std::size_t limit(std::size_t from) const {
    return std::min(text_.size(), from + reach);
  }
  template <class Test>
  [[nodiscard]] std::size_t find_if(std::size_t from, std::size_t to, Test test) const {
    for (std::size_t at = from; at < to; ++at) {
      if (test(text_[at])) return at;
    }
    return to;
  }
  [[nodiscard]] std::size_t skip_space(std::size_t at) const {
    return find_if(at, limit(at), [](char c) { return !is_space(c); });
  }

  /// The word or the text in quotes at `at`, without the quotes.
  [[nodiscard]] Span word_at(std::size_t at) const {
    const auto span = [](std::size_t from, std::size_t to) {
      return Span{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
    };
    const std::size_t to = limit(at);
    if (at < to && is_quote(text_[at])) {
      const char quote = text_[at];
      return span(at + 1,
                  find_if(at + 1, to, [&](char c) { return c == quote || is_line_end(c); }));
    }
    return span(at, find_if(at, to, [](char c) {
                  return is_space(c) || is_line_end(c) || is_quote(c) || c == '<' || c == '>' ||
                         c == '`' || c == ';' || c == '|';
                }));
  }
  [[nodiscard]] std::string_view view(Span span) const {
    return text_.substr(span.start, span.size());
  }

  void scan_switch(std::size_t at) {
    scan_secure_string(at);
    if (at > 0 && !is_space(text_[at - 1]) && !is_line_end(text_[at - 1]) &&
        std::string_view("\"'`([{,;|&").find(text_[at - 1]) == nowhere) {
      return;
    }
    std::size_t start = at + 1;
    if (start < text_.size() && text_[start] == '-') ++start;
    const std::size_t end = find_if(start, limit(start), [](char c) { return !is_name(c); });
    if (end == start || end >= text_.size()) return;
    const char separator = text_[end];
    std::size_t value = end;
    if (separator == ':') {
      value = end + 1;
    } else {
      // In the list of arguments of PowerShell: '-Password', 'x'
      if (is_quote(separator)) ++value;
      value = skip_space(value);
      if (value < text_.size() && text_[value] == ',') value = skip_space(value + 1);
      if (value == end) return;
    }
    scan_value_of(plain(text_.substr(start, end - start)), word_at(value));
  }

  void scan_value_of(const std::string& name, Span value) {
    constexpr std::array<std::string_view, 4> keys = {"key", "k", "registernewnode", "rn"};
    constexpr std::array<std::string_view, 4> backups = {"generatebackupfile", "gbf",
                                                         "importbackupfile", "ibf"};
    constexpr std::array<std::string_view, 3> users = {"u", "user", "proxyuser"};
    if (names_a_secret(name) || name == "rp") {
      add(value.start, value.end);
    } else if (is_one_of(name, keys)) {
      if (is_like_key(view(value))) add(value.start, value.end);
    } else if (is_one_of(name, backups)) {
      std::size_t next = value.end;
      if (next < text_.size() && is_quote(text_[next])) ++next;
      const Span password = word_at(skip_space(next));
      if (!password.empty() && password.start > next && text_[password.start] != '-') {
        add(password.start, password.end);
      }
    } else if (is_one_of(name, users)) {
      const std::size_t colon = view(value).find(':');
      if (colon != nowhere && view(value).substr(colon, 3) != "://") {
        add(value.start + colon + 1, value.end);
      }
    }
  }

  static bool is_like_key(std::string_view value) {
    const auto fits = [](char c) {
      return is_word(c) || std::string_view("@=+/_-.").find(c) != nowhere;
    };
    // IR@... is the other scanner's, which leaves these letters.
    return value.size() >= least_key && plain(value.substr(0, 3)) != "ir@" &&
           std::any_of(value.begin(), value.end(), is_digit) &&
           std::all_of(value.begin(), value.end(), fits);
  }

  /// ConvertTo-SecureString 'x' -AsPlainText -Force, with its parameters in any order.
  void scan_secure_string(std::size_t dash) {
    constexpr std::string_view noun = "-securestring";
    constexpr std::string_view verb = "convertto";
    if (dash < verb.size() || plain(text_.substr(dash - verb.size(), verb.size())) != verb) return;
    if ('-' + plain(text_.substr(dash + 1, noun.size() - 1)) != noun) return;
    std::size_t at = dash + noun.size();
    for (int words = 0; words < 8; ++words) {
      const std::size_t start = skip_space(at);
      if (start >= text_.size() || start == at) return;
      const Span word = word_at(start);
      if (word.size() == 0) return;
      if (text_[start] != '-') {
        add(word.start, word.end);
        return;
      }
      at = word.end;
    }
  }

  /// `at`: a quote. Is it the one behind the name of a value?
  void scan_quoted_name(std::size_t at) {
    std::size_t next = skip_space(at + 1);
    if (next >= text_.size() || (text_[next] != ':' && text_[next] != '=')) return;
    const std::size_t line = at < reach ? 0 : at - reach;
    std::size_t start = at;
    while (start > line && text_[start - 1] != text_[at] && !is_line_end(text_[start - 1])) {
      if (at - start > 256) return;
      --start;
    }
    if (!names_a_secret(text_.substr(start, at - start))) return;
    next = skip_space(next + 1);
    // Of lists and tables, numbers and words are what they are; a secret stands in quotes.
    if (next >= text_.size() || !is_quote(text_[next])) return;
    const Span value = word_at(next);
    add(value.start, value.end);
  }

  /// `at`: a <. Its end is that of the tag, but not a > in a value.
  void scan_tag(std::size_t at) {
    const std::size_t to = limit(at);
    const std::size_t name_end = find_if(at + 1, to, [](char c) { return !is_name(c); });
    if (name_end == at + 1) return;
    bool named = false;
    Span value;
    std::size_t next = name_end;
    while (next < to && text_[next] != '>' && text_[next] != '<') {
      if (text_[next] != '=') {
        ++next;
        continue;
      }
      std::size_t attribute = next;
      while (attribute > name_end && text_[attribute - 1] == ' ') --attribute;
      std::size_t start = attribute;
      while (start > name_end && is_name(text_[start - 1])) --start;
      const std::string name = plain(text_.substr(start, attribute - start));
      std::size_t open = next + 1;
      while (open < to && (is_space(text_[open]) || is_line_end(text_[open]))) ++open;
      if (open >= to) break;
      const Span word = word_at(open);
      constexpr std::array<std::string_view, 4> naming = {"key", "name", "path", "id"};
      if (is_one_of(name, naming)) named = named || names_a_secret(view(word));
      if (name == "value") value = word;
      next = std::max<std::size_t>(word.end, open) + (is_quote(text_[open]) ? 1 : 0);
    }
    if (named) add(value.start, value.end);
    if (next < to && text_[next] == '>' && text_[next - 1] != '/' &&
        names_a_secret(text_.substr(at + 1, name_end - at - 1))) {
      add(next + 1, find_if(next + 1, limit(next), [](char c) { return c == '<'; }));
    }
  }

  std::string_view text_;
  std::vector<Span>& spans_;
};

}  // namespace

bool names_a_secret(std::string_view called) {
  const std::string name = plain(called);
  constexpr std::array<std::string_view, 17> names = {"sig",
                                                      "token",
                                                      "accesstoken",
                                                      "refreshtoken",
                                                      "sastoken",
                                                      "pwd",
                                                      "passwd",
                                                      "passphrase",
                                                      "authkey",
                                                      "apikey",
                                                      "accesskey",
                                                      "accountkey",
                                                      "sharedaccesskey",
                                                      "sharedaccesssignature",
                                                      "validationkey",
                                                      "decryptionkey",
                                                      "subscriptionkey"};
  if (is_one_of(name, names)) return true;
  const auto ends_with = [whole = std::string_view(name)](std::string_view tail) {
    return whole.size() >= tail.size() && whole.substr(whole.size() - tail.size()) == tail;
  };
  return ends_with("password") || ends_with("secret");
}

void scan_named_values(std::string_view text, std::vector<Span>& spans) {
  NamedScanner(text, spans).scan();
}

}  // namespace shirlint::text
