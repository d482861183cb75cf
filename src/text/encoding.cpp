#include "text/encoding.h"

#include <cstring>

#include "text/ascii.h"
#include "text/single_byte_tables.h"

namespace shirlint::text {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t last_character = 0x10FFFF;

struct Name {
  std::string_view name;
  EncodingKind kind;
};

// Names of .NET's encoding table for the Unicode encodings. "utf8" is not among them.
constexpr Name unicode_names[] = {
    {"utf-8", EncodingKind::utf8},
    {"unicode-1-1-utf-8", EncodingKind::utf8},
    {"unicode-2-0-utf-8", EncodingKind::utf8},
    {"x-unicode-1-1-utf-8", EncodingKind::utf8},
    {"x-unicode-2-0-utf-8", EncodingKind::utf8},
    {"utf-16", EncodingKind::utf16_le},
    {"utf-16le", EncodingKind::utf16_le},
    {"unicode", EncodingKind::utf16_le},
    {"ucs-2", EncodingKind::utf16_le},
    {"iso-10646-ucs-2", EncodingKind::utf16_le},
    {"utf-16be", EncodingKind::utf16_be},
    {"unicodefffe", EncodingKind::utf16_be},
    {"utf-32", EncodingKind::utf32_le},
    {"utf-32le", EncodingKind::utf32_le},
    {"utf-32be", EncodingKind::utf32_be},
};

constexpr unsigned byte(char c) { return static_cast<unsigned char>(c); }

bool is_surrogate(char32_t value) { return value >= 0xD800 && value <= 0xDFFF; }

/// How many bytes the sequence that starts with `lead` has; 0 for a byte that starts none.
unsigned sequence_size(unsigned lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

/// Unicode, table 3-7: the second byte has a narrower range after some leads.
bool second_byte_fits(unsigned lead, unsigned second) {
  switch (lead) {
    case 0xE0:
      return second >= 0xA0 && second <= 0xBF;
    case 0xED:
      return second >= 0x80 && second <= 0x9F;
    case 0xF0:
      return second >= 0x90 && second <= 0xBF;
    case 0xF4:
      return second >= 0x80 && second <= 0x8F;
    default:
      return (second & 0xC0U) == 0x80;
  }
}

std::size_t skip_ascii(std::string_view bytes, std::size_t at) {
  constexpr std::uint64_t high_bits = 0x8080808080808080ULL;
  while (at + 8 <= bytes.size()) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + at, 8);
    if ((eight & high_bits) != 0) break;
    at += 8;
  }
  while (at < bytes.size() && byte(bytes[at]) < 0x80) ++at;
  return at;
}

char32_t read_unit(std::string_view bytes, std::size_t at, unsigned size, bool big_endian) {
  char32_t value = 0;
  for (unsigned i = 0; i < size; ++i) {
    const unsigned shift = 8 * (big_endian ? size - 1 - i : i);
    value |= static_cast<char32_t>(byte(bytes[at + i])) << shift;
  }
  return value;
}

void append_unit(std::string& bytes, char32_t value, unsigned size, bool big_endian) {
  for (unsigned i = 0; i < size; ++i) {
    const unsigned shift = 8 * (big_endian ? size - 1 - i : i);
    bytes.push_back(static_cast<char>((value >> shift) & 0xFFU));
  }
}

Decoded decode_utf16(std::string_view bytes, bool big_endian) {
  Decoded result;
  result.text.reserve(bytes.size() / 2 + bytes.size() / 8);
  result.unfinished = static_cast<std::uint32_t>(bytes.size() % 2);
  const std::size_t end = bytes.size() - result.unfinished;
  for (std::size_t at = 0; at < end; at += 2) {
    char32_t unit = read_unit(bytes, at, 2, big_endian);
    if ((unit & 0xFC00U) == 0xD800 && at + 2 < end) {
      const char32_t low = read_unit(bytes, at + 2, 2, big_endian);
      if ((low & 0xFC00U) == 0xDC00) {
        unit = 0x10000 + ((unit & 0x3FFU) << 10U) + (low & 0x3FFU);
        at += 2;
      }
    }
    append_utf8(result.text, unit);
  }
  return result;
}

Decoded decode_utf32(std::string_view bytes, bool big_endian) {
  Decoded result;
  result.text.reserve(bytes.size() / 4 + bytes.size() / 16);
  result.unfinished = static_cast<std::uint32_t>(bytes.size() % 4);
  const std::size_t end = bytes.size() - result.unfinished;
  for (std::size_t at = 0; at < end; at += 4) {
    const char32_t value = read_unit(bytes, at, 4, big_endian);
    if (value > last_character || is_surrogate(value)) {
      result.fault = static_cast<std::uint32_t>(at);
      return result;
    }
    append_utf8(result.text, value);
  }
  return result;
}

Decoded decode_single_byte(std::string_view bytes, const SingleByteTable& table) {
  Decoded result;
  result.text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    if (byte(c) < 0x80) {
      result.text.push_back(c);
    } else {
      append_utf8(result.text, table.high[byte(c) - 0x80]);
    }
  }
  return result;
}

std::optional<char> find_byte(const SingleByteTable& table, char32_t value) {
  if (value < 0x80) return static_cast<char>(value);
  for (std::size_t i = 0; i < table.high.size(); ++i) {
    if (table.high[i] == value && value != replacement) return static_cast<char>(0x80 + i);
  }
  return std::nullopt;
}

bool append_encoded(std::string& bytes, char32_t value, Encoding encoding) {
  switch (encoding.kind) {
    case EncodingKind::utf8:
      append_utf8(bytes, value);
      return true;
    case EncodingKind::utf16_le:
    case EncodingKind::utf16_be: {
      const bool big_endian = encoding.kind == EncodingKind::utf16_be;
      if (value >= 0x10000) {
        append_unit(bytes, 0xD7C0 + (value >> 10U), 2, big_endian);
        value = 0xDC00 + (value & 0x3FFU);
      }
      append_unit(bytes, value, 2, big_endian);
      return true;
    }
    case EncodingKind::utf32_le:
    case EncodingKind::utf32_be:
      if (is_surrogate(value)) return false;
      append_unit(bytes, value, 4, encoding.kind == EncodingKind::utf32_be);
      return true;
    case EncodingKind::single_byte:
      break;
  }
  const std::optional<char> found = find_byte(single_byte_tables[encoding.table], value);
  if (found) bytes.push_back(*found);
  return found.has_value();
}

std::string code_point_name(char32_t value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string name = "U+";
  for (int shift = value > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) {
    name.push_back(digits[(value >> static_cast<unsigned>(shift)) & 0xFU]);
  }
  return name;
}

}  // namespace

std::string_view Encoding::name() const {
  switch (kind) {
    case EncodingKind::utf8:
      return "utf-8";
    case EncodingKind::utf16_le:
      return "utf-16";
    case EncodingKind::utf16_be:
      return "utf-16BE";
    case EncodingKind::utf32_le:
      return "utf-32";
    case EncodingKind::utf32_be:
      return "utf-32BE";
    case EncodingKind::single_byte:
      break;
  }
  return single_byte_tables[table].name;
}

std::optional<Encoding> find_encoding(std::string_view name) {
  const std::string wanted = lower_case(name);
  if (wanted.empty() || wanted.find(' ') != std::string::npos) return std::nullopt;
  for (const Name& known : unicode_names) {
    if (known.name == wanted) return Encoding{known.kind, 0};
  }
  const std::string padded = " " + wanted + " ";
  for (std::size_t i = 0; i < single_byte_tables.size(); ++i) {
    const SingleByteTable& table = single_byte_tables[i];
    if (table.name == wanted || table.aliases.find(padded) != std::string_view::npos) {
      return Encoding{EncodingKind::single_byte, static_cast<std::uint8_t>(i)};
    }
  }
  return std::nullopt;
}

ByteOrderMark find_byte_order_mark(std::string_view bytes) {
  using namespace std::string_view_literals;
  const auto starts = [bytes](std::string_view mark) {
    return bytes.substr(0, mark.size()) == mark;
  };
  if (starts("\xEF\xBB\xBF"sv)) return {3, {EncodingKind::utf8, 0}};
  if (starts("\xFF\xFE\0\0"sv)) return {4, {EncodingKind::utf32_le, 0}};
  if (starts("\0\0\xFE\xFF"sv)) return {4, {EncodingKind::utf32_be, 0}};
  if (starts("\xFF\xFE"sv)) return {2, {EncodingKind::utf16_le, 0}};
  if (starts("\xFE\xFF"sv)) return {2, {EncodingKind::utf16_be, 0}};
  return {};
}

Decoded check_utf8(std::string_view bytes) {
  Decoded result;
  std::size_t at = skip_ascii(bytes, 0);
  while (at < bytes.size()) {
    const unsigned lead = byte(bytes[at]);
    const unsigned size = sequence_size(lead);
    unsigned good = size == 0 ? 0 : 1;
    while (good != 0 && good < size && at + good < bytes.size()) {
      const unsigned next = byte(bytes[at + good]);
      if (good == 1 ? !second_byte_fits(lead, next) : (next & 0xC0U) != 0x80) break;
      ++good;
    }
    if (good != size || size == 0) {
      if (size != 0 && at + good == bytes.size()) {
        result.unfinished = good;
      } else {
        result.fault = static_cast<std::uint32_t>(at);
      }
      return result;
    }
    at = skip_ascii(bytes, at + size);
  }
  return result;
}

Decoded decode(std::string_view bytes, Encoding encoding) {
  switch (encoding.kind) {
    case EncodingKind::utf8: {
      Decoded result = check_utf8(bytes);
      result.text =
          bytes.substr(0, result.fault ? *result.fault : bytes.size() - result.unfinished);
      return result;
    }
    case EncodingKind::utf16_le:
    case EncodingKind::utf16_be:
      return decode_utf16(bytes, encoding.kind == EncodingKind::utf16_be);
    case EncodingKind::utf32_le:
    case EncodingKind::utf32_be:
      return decode_utf32(bytes, encoding.kind == EncodingKind::utf32_be);
    case EncodingKind::single_byte:
      break;
  }
  return decode_single_byte(bytes, single_byte_tables[encoding.table]);
}

Result<std::string> encode(std::string_view text, Encoding encoding) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    if (!append_encoded(bytes, character.value, encoding)) {
      return fail("the character " + code_point_name(character.value) + " does not exist in " +
                  std::string(encoding.name()));
    }
    at += character.size;
  }
  return bytes;
}

Character character_at(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const unsigned lead = byte(text[offset]);
  if (lead < 0x80) return {lead, 1};
  const unsigned size = sequence_size(lead);
  if (size == 0 || offset + size > text.size()) return {replacement, 1};
  const unsigned second = byte(text[offset + 1]);
  const bool surrogate = lead == 0xED && (second & 0xC0U) == 0x80;
  if (!surrogate && !second_byte_fits(lead, second)) return {replacement, 1};
  char32_t value = lead & (0x7FU >> size);
  for (unsigned i = 1; i < size; ++i) {
    const unsigned next = byte(text[offset + i]);
    if ((next & 0xC0U) != 0x80) return {replacement, 1};
    value = (value << 6U) | (next & 0x3FU);
  }
  return {value, size};
}

void append_utf8(std::string& text, char32_t value) {
  const auto push = [&text](char32_t bits) { text.push_back(static_cast<char>(bits)); };
  if (value < 0x80) {
    push(value);
  } else if (value < 0x800) {
    push(0xC0U | (value >> 6U));
    push(0x80U | (value & 0x3FU));
  } else if (value < 0x10000) {
    push(0xE0U | (value >> 12U));
    push(0x80U | ((value >> 6U) & 0x3FU));
    push(0x80U | (value & 0x3FU));
  } else {
    push(0xF0U | (value >> 18U));
    push(0x80U | ((value >> 12U) & 0x3FU));
    push(0x80U | ((value >> 6U) & 0x3FU));
    push(0x80U | (value & 0x3FU));
  }
}

}  // namespace shirlint::text
