#include "text/toml.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

// Parse errors come back as values; nesting is bounded because toml++, its destructors and the
// conversion below all recurse.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 32
// toml++ 3.3 asserts what broken input such as `a = [1, }` refutes: with NDEBUG its assertions turn
// into promises to the compiler, without it they abort. Its own error handling is sound without.
#undef NDEBUG
#define TOML_ASSERT(expression) static_assert(true)
#include <toml++/toml.h>

namespace shirlint::text {
namespace {

constexpr std::size_t max_bytes = std::size_t{16} * 1024 * 1024;
constexpr std::size_t max_key_parts = 32;

constexpr bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// From toml++'s places (lines end with LF, columns count code points) to byte offsets.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {
    ascii_ = std::none_of(text.begin(), text.end(), [](char byte) {
      return (static_cast<unsigned char>(byte) & 0x80U) != 0;
    });
    line_starts_.push_back({0, 0});
    if (ascii_) {
      index_ascii();
    } else {
      index_utf8();
    }
  }

  [[nodiscard]] std::uint32_t offset(const toml::source_position& at) const {
    if (at.line == 0) return 0;
    const std::size_t line = std::min<std::size_t>(at.line, line_starts_.size()) - 1;
    const std::size_t column = at.column == 0 ? 0 : at.column - 1;
    std::size_t byte = line_starts_[line].byte + column;
    if (!ascii_) byte = byte_of_character(line_starts_[line].character + column);
    return static_cast<std::uint32_t>(std::min(byte, text_.size()));
  }

  [[nodiscard]] Span span(const toml::source_region& region) const {
    const std::uint32_t start = offset(region.begin);
    return {start, std::max(start, offset(region.end))};
  }

 private:
  struct LineStart {
    std::size_t byte = 0;
    std::size_t character = 0;
  };
  static constexpr std::size_t stride = 64;

  void index_ascii() {
    for (std::size_t at = text_.find('\n'); at != std::string_view::npos;
         at = text_.find('\n', at + 1)) {
      line_starts_.push_back({at + 1, 0});
    }
  }

  void index_utf8() {
    std::size_t character = 0;
    for (std::size_t at = 0; at < text_.size(); ++at) {
      if (continues_character(text_[at])) continue;
      if (character % stride == 0) every_64th_.push_back(at);
      ++character;
      if (text_[at] == '\n') line_starts_.push_back({at + 1, character});
    }
  }

  [[nodiscard]] std::size_t byte_of_character(std::size_t character) const {
    if (every_64th_.empty()) return 0;
    const std::size_t block = std::min(character / stride, every_64th_.size() - 1);
    std::size_t at = every_64th_[block];
    for (std::size_t left = character - block * stride; left > 0 && at < text_.size(); --left) {
      ++at;
      while (at < text_.size() && continues_character(text_[at])) ++at;
    }
    return at;
  }

  std::string_view text_;
  bool ascii_ = true;
  std::vector<LineStart> line_starts_;
  std::vector<std::size_t> every_64th_;
};

/// Finds the end of the quoted text that begins at `at`; TOML's four kinds of strings.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string_view three = quote == '"' ? "\"\"\"" : "'''";
  const bool triple = text.substr(at, 3) == three;
  at += triple ? 3 : 1;
  for (; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (!triple && (text[at] == quote || text[at] == '\n')) {
      return at + 1;
    } else if (triple && text.substr(at, 3) == three) {
      return at + 3;
    }
  }
  return text.size();
}

/// Whether any line has as many dots as an endless key; few files do.
bool has_dotted_line(std::string_view text) {
  std::size_t dots = 0;
  for (std::size_t at = text.find('.'); at != std::string_view::npos;) {
    if (++dots >= max_key_parts) return true;
    const std::size_t next = text.find('.', at + 1);
    const std::size_t gap = std::min(next, text.size()) - at;
    if (text.substr(at, gap).find('\n') != std::string_view::npos) dots = 0;
    at = next;
  }
  return false;
}

/// toml++ 3.3 makes one table, and so one level of recursion, for each part of a dotted key and has
/// no limit of its own; this looks for such a key before toml++ does.
std::optional<std::size_t> find_endless_key(std::string_view text) {
  if (!has_dotted_line(text)) return std::nullopt;
  std::size_t dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char byte = text[at];
    if (byte == '"' || byte == '\'') {
      at = skip_quoted(text, at);
      continue;
    }
    if (byte == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (byte == '.') {
      if (++dots >= max_key_parts) return at;
    } else if (byte == '\n' || byte == '=' || byte == ',' || byte == '{' || byte == '[') {
      dots = 0;
    }
    ++at;
  }
  return std::nullopt;
}

class Converter {
 public:
  explicit Converter(std::string_view text) : text_(text), places_(text) {}

  [[nodiscard]] const Places& places() const { return places_; }

  TomlValue convert(toml::node& node, Span fallback) {
    TomlValue out;
    const Span own = places_.span(node.source());
    out.at = own.empty() ? fallback : own;
    switch (node.type()) {
      case toml::node_type::table:
        out.kind = TomlKind::table;
        convert_table(*node.as_table(), out);
        break;
      case toml::node_type::array:
        out.kind = TomlKind::array;
        out.entries.reserve(node.as_array()->size());
        for (toml::node& item : *node.as_array()) {
          out.entries.push_back({{}, out.at, convert(item, out.at)});
        }
        // toml++'s place of [[tables]] runs from the first header to the last.
        if (!out.entries.empty() && out.entries.front().value.at.start == out.at.start) {
          out.at = out.entries.front().value.at;
        }
        break;
      default:
        convert_scalar(node, out);
        break;
    }
    return out;
  }

 private:
  // toml++ keeps tables sorted by key; people read files from top to bottom.
  void convert_table(toml::table& table, TomlValue& out) {
    std::vector<std::pair<Span, toml::table::iterator>> in_order;
    in_order.reserve(table.size());
    for (auto at = table.begin(); at != table.end(); ++at) {
      in_order.emplace_back(places_.span(at->first.source()), at);
    }
    std::sort(in_order.begin(), in_order.end(),
              [](const auto& left, const auto& right) { return left.first < right.first; });
    out.entries.reserve(in_order.size());
    for (const auto& [key_at, entry] : in_order) {
      out.entries.push_back(
          {std::string(entry->first.str()), key_at, convert(entry->second, key_at)});
    }
  }

  void convert_scalar(toml::node& node, TomlValue& out) {
    switch (node.type()) {
      case toml::node_type::string:
        out.kind = TomlKind::string;
        out.text = std::move(node.as_string()->get());
        break;
      case toml::node_type::integer:
        out.kind = TomlKind::integer;
        out.integer = node.as_integer()->get();
        break;
      case toml::node_type::boolean:
        out.kind = TomlKind::boolean;
        out.boolean = node.as_boolean()->get();
        break;
      default:
        out.kind = node.is_floating_point() ? TomlKind::floating : TomlKind::date_time;
        out.text = std::string(text_.substr(out.at.start, out.at.size()));
        break;
    }
  }

  std::string_view text_;
  Places places_;
};

/// toml++ says "Error while parsing string: unknown escape sequence '\P'".
std::string explain(std::string_view detail) {
  constexpr std::string_view prefix = "Error while parsing ";
  constexpr std::string_view redefined = "cannot redefine existing ";
  if (detail.find("maximum nested value depth") != std::string_view::npos) {
    return "too large for shirlint: values nested more than 32 deep";
  }
  if (const std::size_t at = detail.find(redefined); at != std::string_view::npos) {
    const std::string_view what = detail.substr(at + redefined.size());
    return "this is no valid TOML: " +
           std::string(what.substr(std::min(what.find('\''), what.size()))) + " is given twice";
  }
  std::string out = "this is no valid TOML: ";
  const std::size_t colon = detail.find(": ");
  if (detail.substr(0, prefix.size()) == prefix && colon != std::string_view::npos) {
    out += detail.substr(colon + 2);
    out += " (in a ";
    out += detail.substr(prefix.size(), colon - prefix.size());
    out += ")";
  } else {
    out += detail;
  }
  const bool escape = detail.find("escape sequence") != std::string_view::npos ||
                      detail.find("hex digit") != std::string_view::npos;
  if (escape) out += "; a Windows path is written in single quotes: 'C:\\Folder'";
  return out;
}

std::optional<std::string> not_utf8(std::string_view text) {
  const std::string_view head = text.substr(0, 2);
  const bool utf16 = head == "\xFF\xFE" || head == "\xFE\xFF" ||
                     (head.size() == 2 && (head[0] == '\0') != (head[1] == '\0'));
  if (!utf16) return std::nullopt;
  return "this file is UTF-16, TOML is UTF-8; save it again as UTF-8";
}

Position position_in(std::string_view text, std::size_t offset) {
  Position at{1, 1};
  for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++at.line;
      at.column = 1;
    } else if (!continues_character(text[i])) {
      ++at.column;
    }
  }
  return at;
}

}  // namespace

const TomlEntry* TomlValue::find(std::string_view key) const {
  if (kind != TomlKind::table) return nullptr;
  for (const TomlEntry& entry : entries) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

std::string_view toml_kind_name(TomlKind kind) {
  constexpr std::array<std::string_view, 7> names = {
      "a table", "an array", "a string", "a whole number", "a fraction", "true or false", "a date"};
  return names.at(static_cast<std::size_t>(kind));
}

Result<TomlValue> parse_toml(std::string_view text, const std::string& file) {
  if (text.size() > max_bytes) {
    return fail("too large for shirlint: a TOML file of more than 16 MB", file);
  }
  if (auto wrong = not_utf8(text)) return fail(*std::move(wrong), file, {1, 1});
  if (const auto at = find_endless_key(text)) {
    return fail("too large for shirlint: a key of more than 32 parts", file,
                position_in(text, *at));
  }
  toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    const toml::source_position begin = error.source().begin;
    return fail(explain(error.description()), file, {begin.line, begin.column});
  }
  Converter converter(text);
  TomlValue root = converter.convert(parsed.table(), {});
  root.at = {};
  return root;
}

}  // namespace shirlint::text
