#include "text/toml_plain.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <utility>

namespace shirlint::text {
namespace {

// More keys in one table than this would make the search for duplicates slow, deeper nesting could
// exhaust the stack. No plain snapshot comes near.
constexpr std::size_t max_keys = 256;
constexpr int max_depth = 8;

/// How a table came to be: TOML's rules about which may be extended depend on it.
enum class Origin : std::uint8_t { header, longer_header, tables };

constexpr bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
constexpr bool is_bare_key(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || is_digit(byte) ||
         byte == '_' || byte == '-';
}

/// What a byte may be, as bits. Nearly all of a snapshot is keys and strings, read byte by byte.
enum Class : std::uint8_t {
  plain = 1,       // may stand in a comment as it is
  in_basic = 2,    // and between double quotes
  in_literal = 4,  // and between single ones
  bare_key = 8,
  value_end = 16,
};
constexpr std::array<std::uint8_t, 256> classes = [] {
  std::array<std::uint8_t, 256> of{};
  for (std::size_t at = 0; at < of.size(); ++at) {
    const auto byte = static_cast<char>(at);
    const bool as_it_is = (at >= ' ' && at < 0x7F) || byte == '\t';
    unsigned bits = 0;
    if (as_it_is) bits |= plain;
    if (as_it_is && byte != '"' && byte != '\\') bits |= in_basic;
    if (as_it_is && byte != '\'') bits |= in_literal;
    if (is_bare_key(byte)) bits |= bare_key;
    if (std::string_view(" \t\r\n,]}#").find(byte) != std::string_view::npos) bits |= value_end;
    of[at] = static_cast<std::uint8_t>(bits);
  }
  return of;
}();
constexpr bool is(char byte, Class wanted) {
  return (classes[static_cast<unsigned char>(byte)] & wanted) != 0;
}

TomlEntry* find_entry(TomlValue& table, std::string_view key) {
  for (TomlEntry& entry : table.entries) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

/// Every member gives false for text that is not plain; reading ends there.
class PlainReader {
 public:
  explicit PlainReader(std::string_view text) : text_(text) {}

  std::optional<TomlValue> read() {
    for (skip_blanks(); !at_end(); skip_blanks()) {
      if (!read_line()) return std::nullopt;
    }
    return std::move(root_);
  }

 private:
  struct Key {
    std::string name;
    Span at;
  };

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }
  [[nodiscard]] std::uint32_t offset() const { return static_cast<std::uint32_t>(at_); }
  bool take(char wanted) {
    if (peek() != wanted || at_end()) return false;
    ++at_;
    return true;
  }
  void skip(Class wanted) {
    std::size_t at = at_;
    while (at < text_.size() && is(text_[at], wanted)) ++at;
    at_ = at;
  }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }
  bool skip_line_end() { return take('\n') || (take('\r') && take('\n')); }
  bool skip_comment() {
    if (peek() != '#') return true;
    skip(plain);
    return at_end() || peek() == '\n' || peek() == '\r';
  }
  /// What may follow a value or a header on its line.
  bool end_line() {
    skip_blanks();
    return skip_comment() && (at_end() || skip_line_end());
  }

  bool read_line() {
    if (peek() == '[') return read_header() && end_line();
    if (peek() == '#' || peek() == '\n' || peek() == '\r') return end_line();
    TomlValue& table = table_ == nullptr ? root_ : *table_;
    return read_pair(table, 0) && end_line();
  }

  bool read_header() {
    const std::uint32_t start = offset();
    ++at_;
    const bool tables = take('[');
    std::array<Key, 2> parts;
    skip_blanks();
    if (!read_key(parts[0])) return false;
    skip_blanks();
    const bool two = take('.');
    if (two) {
      skip_blanks();
      if (!read_key(parts[1])) return false;
      skip_blanks();
    }
    if (!take(']') || (tables && (two || !take(']')))) return false;
    const Span at{start, offset()};
    if (tables) return open_tables(std::move(parts[0]), at);
    return two ? open_inner(std::move(parts), at) : open_table(root_, std::move(parts[0]), at);
  }

  TomlEntry* add(TomlValue& table, Key key, TomlValue value) {
    if (table.entries.size() >= max_keys) return nullptr;
    if (find_entry(table, key.name) != nullptr) return nullptr;
    if (table.entries.empty()) {
      table.entries.reserve(&table == table_ ? lines_until_header() : 8);
    }
    TomlEntry& entry = table.entries.emplace_back();
    entry.key = std::move(key.name);
    entry.key_at = key.at;
    entry.value = std::move(value);
    return &entry;
  }

  /// How many pairs the table has, roughly. Room for more than it has would be most of what
  /// reading a snapshot takes.
  [[nodiscard]] std::size_t lines_until_header() const {
    std::size_t lines = 1;
    std::size_t end = text_.find('\n', at_);
    while (end != std::string_view::npos && end + 1 < text_.size() && lines < max_keys) {
      if (text_[end + 1] == '[' || text_[end + 1] == '\n') break;
      ++lines;
      end = text_.find('\n', end + 1);
    }
    return lines;
  }

  static TomlValue value_at(TomlKind kind, Span at) {
    TomlValue value;
    value.kind = kind;
    value.at = at;
    return value;
  }

  bool open_table(TomlValue& parent, Key key, Span at) {
    TomlEntry* entry = add(parent, std::move(key), value_at(TomlKind::table, at));
    if (entry == nullptr) return false;
    if (&parent == &root_) origins_.push_back(Origin::header);
    table_ = &entry->value;
    return true;
  }

  bool open_inner(std::array<Key, 2> parts, Span at) {
    TomlEntry* outer = find_entry(root_, parts[0].name);
    if (outer == nullptr) {
      outer = add(root_, std::move(parts[0]), value_at(TomlKind::table, at));
      if (outer == nullptr) return false;
      origins_.push_back(Origin::longer_header);
    } else if (origin_of(*outer) == std::nullopt || origin_of(*outer) == Origin::tables) {
      return false;
    }
    return open_table(outer->value, std::move(parts[1]), at);
  }

  bool open_tables(Key key, Span at) {
    TomlEntry* entry = find_entry(root_, key.name);
    if (entry == nullptr) {
      entry = add(root_, std::move(key), value_at(TomlKind::array, at));
      if (entry == nullptr) return false;
      origins_.push_back(Origin::tables);
    } else if (origin_of(*entry) != Origin::tables) {
      return false;
    }
    entry->value.entries.push_back({{}, entry->value.at, value_at(TomlKind::table, at)});
    table_ = &entry->value.entries.back().value;
    return true;
  }

  /// Of an entry of the root that a header made; nothing for one that `key = value` made. Pairs of
  /// the root come before its first header.
  [[nodiscard]] std::optional<Origin> origin_of(const TomlEntry& entry) const {
    const auto index = static_cast<std::size_t>(&entry - root_.entries.data());
    const std::size_t pairs = root_.entries.size() - origins_.size();
    if (index < pairs) return std::nullopt;
    return origins_[index - pairs];
  }

  bool read_key(Key& key) {
    const std::uint32_t start = offset();
    if (peek() == '"' || peek() == '\'') {
      if (!read_string(key.name)) return false;
    } else {
      skip(bare_key);
      key.name.assign(text_, start, at_ - start);
    }
    key.at = {start, offset()};
    return !key.name.empty();
  }

  bool read_pair(TomlValue& table, int depth) {
    Key key;
    if (!read_key(key)) return false;
    skip_blanks();
    if (!take('=')) return false;
    skip_blanks();
    TomlEntry* entry = add(table, std::move(key), {});
    return entry != nullptr && read_value(entry->value, depth);
  }

  bool read_value(TomlValue& value, int depth) {
    const std::uint32_t start = offset();
    if (depth > max_depth || !read_unplaced_value(value, depth)) return false;
    value.at = {start, offset()};
    return true;
  }

  bool read_unplaced_value(TomlValue& value, int depth) {
    switch (peek()) {
      case '"':
      case '\'':
        value.kind = TomlKind::string;
        return read_string(value.text);
      case '[':
        value.kind = TomlKind::array;
        return read_array(value, depth);
      case '{':
        value.kind = TomlKind::table;
        return read_inline_table(value, depth);
      case 't':
      case 'f':
        value.kind = TomlKind::boolean;
        value.boolean = peek() == 't';
        return read_word(value.boolean ? "true" : "false");
      default:
        return read_number_or_date(value);
    }
  }

  bool read_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return ends_value();
  }

  [[nodiscard]] bool ends_value() const { return at_end() || is(peek(), value_end); }

  bool read_number_or_date(TomlValue& value) {
    const std::size_t start = at_;
    while (!ends_value()) ++at_;
    const std::string_view written = text_.substr(start, at_ - start);
    if (is_date(written)) {
      value.kind = TomlKind::date_time;
      value.text = std::string(written);
      return true;
    }
    const std::string_view digits = written.substr(written.substr(0, 1) == "-" ? 1 : 0);
    if (digits.empty() || digits.size() > 18 || (digits[0] == '0' && written != "0")) return false;
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) return false;
    value.kind = TomlKind::integer;
    std::from_chars(written.data(), written.data() + written.size(), value.integer);
    return true;
  }

  /// "2026-11-22T09:00:00Z" and only that.
  static bool is_date(std::string_view written) {
    constexpr std::string_view shape = "0000-00-00T00:00:00Z";
    if (written.size() != shape.size()) return false;
    for (std::size_t at = 0; at < shape.size(); ++at) {
      if (shape[at] == '0' ? !is_digit(written[at]) : written[at] != shape[at]) return false;
    }
    const auto number = [&](std::size_t from, std::size_t count) {
      unsigned out = 0;
      std::from_chars(written.data() + from, written.data() + from + count, out);
      return out;
    };
    const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(number(0, 4))),
                                          std::chrono::month(number(5, 2)),
                                          std::chrono::day(number(8, 2))};
    return day.ok() && number(11, 2) < 24 && number(14, 2) < 60 && number(17, 2) < 60;
  }

  bool read_string(std::string& out) {
    const char quote = text_[at_++];
    // Two quotes are an empty string, three begin one of several lines.
    if (peek() == quote) return ++at_, peek() != quote;
    const Class inside = quote == '"' ? in_basic : in_literal;
    std::size_t start = at_;
    skip(inside);
    out.assign(text_, start, at_ - start);
    while (peek() == '\\' && quote == '"') {
      if (!read_escape(out)) return false;
      start = at_;
      skip(inside);
      out.append(text_, start, at_ - start);
    }
    return take(quote);
  }

  bool read_escape(std::string& out) {
    constexpr std::string_view names = "\\\"nrtbf";
    constexpr std::string_view meanings = "\\\"\n\r\t\b\f";
    ++at_;
    const std::size_t index = at_end() ? std::string_view::npos : names.find(peek());
    if (index == std::string_view::npos) return false;
    out += meanings[index];
    ++at_;
    return true;
  }

  /// Blanks, line ends and comments between the items of an array.
  bool skip_between_items() {
    for (skip_blanks(); peek() == '\n' || peek() == '\r' || peek() == '#'; skip_blanks()) {
      if (!skip_comment() || at_end() || !skip_line_end()) return false;
    }
    return true;
  }

  bool read_array(TomlValue& array, int depth) {
    const std::uint32_t start = offset();
    ++at_;
    if (!skip_between_items()) return false;
    while (!take(']')) {
      TomlEntry& entry = array.entries.emplace_back();
      if (!read_value(entry.value, depth + 1) || !skip_between_items()) return false;
      if (!take(',') && peek() != ']') return false;
      if (!skip_between_items()) return false;
    }
    for (TomlEntry& entry : array.entries) entry.key_at = {start, offset()};
    return true;
  }

  bool read_inline_table(TomlValue& table, int depth) {
    ++at_;
    skip_blanks();
    if (take('}')) return true;
    for (;;) {
      if (!read_pair(table, depth + 1)) return false;
      skip_blanks();
      if (take('}')) return true;
      if (!take(',')) return false;
      skip_blanks();
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  TomlValue root_;
  TomlValue* table_ = nullptr;   // that of the last header; null: the root
  std::vector<Origin> origins_;  // of the last entries of the root, those that headers made
};

}  // namespace

std::optional<TomlValue> read_plain_toml(std::string_view text) { return PlainReader(text).read(); }

}  // namespace shirlint::text
