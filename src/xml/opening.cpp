#include "xml/opening.h"

#include <algorithm>

#include "xml/names.h"

namespace shirlint::xml {
namespace {

using text::Encoding;
using text::EncodingKind;

/// What .NET reads the file with until the declaration says more.
enum class First : std::uint8_t {
  bytes,  // one byte, one character; UTF-8 if the declaration names nothing else
  utf8,   // because of the byte order mark
  utf16,
  ucs4,
};

struct Detected {
  First first = First::bytes;
  Encoding encoding;
  std::size_t mark = 0;
  bool unknown_order = false;  // UCS-4 in byte orders that have no table here
  bool ebcdic = false;
};

Detected detect(std::string_view bytes) {
  const auto pair = [bytes](std::size_t at) -> unsigned {
    if (at + 2 > bytes.size()) return 0;
    return static_cast<unsigned char>(bytes[at]) * 256U + static_cast<unsigned char>(bytes[at + 1]);
  };
  Detected found;
  const bool four = bytes.size() >= 4;
  const unsigned next = four ? pair(2) : 0;
  const bool four_zero = next == 0;  // .NET takes a file of two or three bytes for UCS-4, too
  const auto set = [&found](First first, EncodingKind kind, std::size_t mark) {
    found.first = first;
    found.encoding.kind = kind;
    found.mark = mark;
  };
  switch (bytes.size() < 2 ? 1U : pair(0)) {
    case 0x0000:
      if (next == 0xFEFF || next == 0x003C) {
        set(First::ucs4, EncodingKind::utf32_be, next == 0xFEFF ? 4 : 0);
      }
      found.unknown_order = next == 0xFFFE || next == 0x3C00;
      break;
    case 0xFEFF:
      found.unknown_order = four && four_zero;
      set(First::utf16, EncodingKind::utf16_be, 2);
      break;
    case 0xFFFE:
      if (four_zero) {
        set(First::ucs4, EncodingKind::utf32_le, four ? 4 : 0);
      } else {
        set(First::utf16, EncodingKind::utf16_le, 2);
      }
      break;
    case 0x3C00:
      set(four_zero ? First::ucs4 : First::utf16,
          four_zero ? EncodingKind::utf32_le : EncodingKind::utf16_le, 0);
      break;
    case 0x003C:
      found.unknown_order = four && four_zero;
      set(four ? First::utf16 : First::ucs4,
          four ? EncodingKind::utf16_be : EncodingKind::utf32_be, 0);
      break;
    case 0x4C6F:
      found.ebcdic = next == 0xA794;
      break;
    default:
      break;
  }
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") {
    set(bytes.size() >= 4 ? First::utf8 : First::bytes, EncodingKind::utf8, 3);
  }
  return found;
}

bool equal_ignoring_case(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? a + 32 : a) == (b >= 'A' && b <= 'Z' ? b + 32 : b);
  });
}

/// The declaration "<?xml ...?>" at the start of a text.
class Declaration {
 public:
  explicit Declaration(Scanner& scanner) : in_(scanner) {}

  /// False when there is none. `in_.at` is behind it afterwards.
  bool parse(First first) {
    if (!in_.has(0, 6) || !in_.starts(0, "<?xml")) return false;
    const text::Character next = text::character_at(in_.text(), 5);
    if (next.value == ':' || in_ncname(next.value)) return false;
    in_.at = 5;
    first_ = first;
    while (!ended()) attribute();
    return true;
  }

  [[nodiscard]] text::Span declared() const { return declared_; }

 private:
  enum class Next : std::uint8_t { version, encoding, standalone, nothing };

  bool ended() {
    const bool spaced = in_.skip_space();
    if (in_.peek(in_.at) == '?') {
      if (in_.peek(in_.at + 1) == '>') {
        if (next_ == Next::version) fail_syntax(in_.at);
        in_.at += 2;
        return true;
      }
      if (in_.at + 1 == in_.size()) {
        in_.read_past_end(in_.at);
        in_.fail("Unexpected end of file has occurred.", in_.at);
      }
      in_.fail_unexpected(in_.at, "'>'");
    }
    if (!spaced && next_ != Next::version) in_.fail_unexpected(in_.at, "?>");
    return false;
  }

  void attribute() {
    const std::size_t end = in_.end_of_name(in_.at, false);
    const std::string_view name = in_.text().substr(in_.at, end - in_.at);
    if (name == "encoding" && next_ == Next::encoding) {
      // expected
    } else if (name == "standalone" && (next_ == Next::encoding || next_ == Next::standalone)) {
      next_ = Next::standalone;
    } else if (name != "version" || next_ != Next::version) {
      fail_syntax(in_.at);
    }
    in_.at = end;
    if (in_.peek(in_.at) != '=') in_.skip_space();
    if (in_.peek(in_.at) != '=') in_.fail_unexpected(in_.at, "=");
    ++in_.at;
    if (in_.peek(in_.at) != '"' && in_.peek(in_.at) != '\'') in_.skip_space();
    const char quote = in_.peek(in_.at);
    if (quote != '"' && quote != '\'') in_.fail_unexpected(in_.at, "\"' or ''");
    ++in_.at;
    value(quote);
  }

  void value(char quote) {
    std::size_t end = in_.at;
    while (end < in_.size() &&
           (is_class(in_.text()[end], plain_value) ||
            (static_cast<unsigned char>(in_.text()[end]) >= 0x80 && in_.is_character(end)))) {
      end += text::character_at(in_.text(), end).size;
    }
    if (end == in_.size()) {
      in_.read_past_end(in_.at);
      in_.fail("There is an unclosed literal string.", in_.at);
    }
    if (in_.text()[end] != quote) fail_syntax(in_.at);
    const std::string_view value = in_.text().substr(in_.at, end - in_.at);
    if (next_ == Next::version) {
      if (value != "1.0") {
        in_.fail("Version number '" + std::string(value) + "' is invalid.", in_.at);
      }
      next_ = Next::encoding;
    } else if (next_ == Next::encoding) {
      declared_ = {static_cast<std::uint32_t>(in_.at), static_cast<std::uint32_t>(end)};
      check_encoding(value);
      next_ = Next::standalone;
    } else {
      if (value != "yes" && value != "no") fail_syntax(in_.at, -1);
      next_ = Next::nothing;
    }
    in_.at = end + 1;
  }

  void check_encoding(std::string_view name) const {
    for (const std::string_view two_bytes : {"ucs-2", "utf-16", "iso-10646-ucs-2"}) {
      if (equal_ignoring_case(name, two_bytes) && first_ != First::utf16) {
        throw Refusal{"There is no Unicode byte order mark. Cannot switch to Unicode.",
                      declared_.start,
                      0,
                      0,
                      FaultCause::encoding,
                      false};
      }
    }
  }

  [[noreturn]] void fail_syntax(std::size_t offset, int back = 0) const {
    Scanner::Place place = in_.place(offset);
    place.position += back;
    in_.fail_at_place("Syntax for an XML declaration is invalid.", offset, place);
  }

  Scanner& in_;
  First first_ = First::bytes;
  Next next_ = Next::version;
  text::Span declared_;
};

/// .NET's decoders for UTF-32 by name put U+FFFD where its reader's own throws.
std::string decode_substituting(std::string_view bytes, Encoding encoding) {
  std::string result;
  for (;;) {
    const text::Decoded decoded = text::decode(bytes, encoding);
    result += decoded.text;
    if (!decoded.fault) return result;
    text::append_utf8(result, 0xFFFD);
    bytes.remove_prefix(*decoded.fault + 4);
  }
}

class Opener {
 public:
  explicit Opener(std::string_view bytes) : bytes_(bytes), detected_(detect(bytes)) {
    result_.encoding = detected_.encoding;
  }

  Opening run() {
    if (detected_.ebcdic) {
      result_.refusal = Refusal{
          "System does not support 'ebcdic' encoding.", 0, 1, 1, FaultCause::encoding, false};
      result_.view = bytes_;
    } else if (detected_.unknown_order) {
      result_.view = bytes_;
      result_.not_judged = "cannot be judged: it is UCS-4 text in an unusual byte order";
    } else {
      try {
        read();
      } catch (const Refusal& refusal) {
        result_.refusal = refusal;
      }
    }
    return std::move(result_);
  }

 private:
  void read() {
    const std::string_view rest = bytes_.substr(detected_.mark);
    if (!is_narrow()) {
      use(text::decode(rest, detected_.encoding));
      if (result_.ends_in_fault && refuse_surrogate(rest)) return;
      declaration(result_.text());
      return;
    }
    result_.view = rest;
    if (detected_.first == First::utf8) check_utf8(rest);
    if (detected_.first == First::bytes && begins_with_foreign_declaration(rest)) {
      foreign_declaration(rest);
    } else {
      declaration(result_.view);
    }
    if (!result_.not_judged && !result_.is_own) check_utf8(rest);
  }

  /// Up to the end of the declaration a byte is a character, as in ISO 8859-1. One that is not
  /// ASCII cannot be right there, but .NET's message shows it.
  [[nodiscard]] static bool begins_with_foreign_declaration(std::string_view rest) {
    const std::string_view head = rest.substr(0, rest.find("?>"));
    return head.substr(0, 5) == "<?xml" && std::any_of(head.begin(), head.end(), [](char c) {
             return static_cast<unsigned char>(c) >= 0x80;
           });
  }

  void foreign_declaration(std::string_view rest) {
    const std::string latin1 = text::decode(rest, *text::find_encoding("iso-8859-1")).text;
    try {
      declaration(latin1);
    } catch (Refusal& refusal) {
      const auto end = latin1.begin() + static_cast<std::ptrdiff_t>(refusal.offset);
      refusal.offset = static_cast<std::size_t>(std::count_if(latin1.begin(), end, [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
      }));
      throw;
    }
  }

  /// .NET's UCS-4 decoders say this without a place, and as soon as they read the bytes.
  bool refuse_surrogate(std::string_view rest) {
    const std::string_view four = rest.substr(fault_at_, 4);
    const bool big_endian = detected_.encoding.kind == EncodingKind::utf32_be;
    const bool past_unicode = four[big_endian ? 0 : 3] != 0 || four[big_endian ? 1 : 2] != 0;
    if (past_unicode) return false;
    result_.refusal = Refusal{"Invalid character in the given encoding.", result_.text().size(), 0,
                              0, FaultCause::encoding, false};
    return true;
  }

  void use(text::Decoded decoded) {
    result_.ends_in_fault = decoded.fault.has_value();
    fault_at_ = decoded.fault.value_or(0);
    result_.own_text = std::move(decoded.text);
    result_.is_own = true;
  }

  void declaration(std::string_view text) {
    Scanner scanner(text, result_.ends_in_fault);
    Declaration declaration(scanner);
    const bool found = declaration.parse(detected_.first);
    result_.declared = declaration.declared();
    if (found) {
      result_.content = scanner.at;
      if (!result_.declared.empty()) {
        switch_encoding(text.substr(result_.declared.start, result_.declared.size()));
      }
    }
  }

  void switch_encoding(std::string_view name) {
    for (const std::string_view kept : {"ucs-2", "utf-16", "iso-10646-ucs-2", "ucs-4"}) {
      if (equal_ignoring_case(name, kept)) return;
    }
    const std::optional<Encoding> wanted = text::find_encoding(name);
    if (!wanted) {
      result_.not_judged = "cannot be judged: it declares the encoding \"" + std::string(name) +
                           "\", for which shirlint has no table";
      return;
    }
    const bool narrow_then =
        wanted->kind == EncodingKind::utf8 || wanted->kind == EncodingKind::single_byte;
    if (is_narrow() && narrow_then) {
      result_.encoding = *wanted;
      if (wanted->kind == EncodingKind::single_byte) use(text::decode(rest(), *wanted));
      return;
    }
    if (*wanted == detected_.encoding) return;
    contradict(*wanted);
  }

  /// The bytes behind the declaration, read in the encoding that it names and they are not in.
  void contradict(Encoding wanted) {
    result_.contradiction = true;
    const std::string head(result_.text().substr(0, result_.content));
    const std::size_t used =
        is_narrow() ? head.size() : text::encode(head, detected_.encoding).value_or("").size();
    const std::string_view behind = rest().substr(std::min(used, rest().size()));
    const bool utf8 = wanted.kind == EncodingKind::utf8;
    text::Decoded decoded;
    if (utf8) {
      decoded = text::decode(behind, wanted);
    } else {
      decoded.text = decode_substituting(behind, wanted);
    }
    decoded.text.insert(0, head);
    use(std::move(decoded));
  }

  [[nodiscard]] bool is_narrow() const {
    return detected_.first == First::bytes || detected_.first == First::utf8;
  }

  [[nodiscard]] std::string_view rest() const { return bytes_.substr(detected_.mark); }

  void check_utf8(std::string_view rest) {
    const text::Decoded checked = text::check_utf8(rest);
    std::size_t end = rest.size() - checked.unfinished;
    if (checked.fault) {
      result_.ends_in_fault = true;
      end = first_astral(rest, *checked.fault);
    }
    result_.view = rest.substr(0, end);
  }

  /// .NET reads a chunk with a fault again byte by byte, with room for one UTF-16 unit, and then
  /// trips over the first character that needs two. The chunks: 80 characters up to the end of
  /// the declaration if there is a byte order mark, then the rest (of a file under 4 KiB).
  [[nodiscard]] std::size_t first_astral(std::string_view rest, std::size_t fault) const {
    constexpr std::size_t chunk = 80;
    std::size_t at = result_.content;
    if (detected_.first == First::utf8) {
      const std::size_t needed = std::max<std::size_t>(result_.content, 6);
      std::size_t units = 0;
      std::size_t chunk_start = 0;
      std::size_t offset = 0;
      while (offset < fault) {
        const text::Character character = text::character_at(rest, offset);
        units += character.value >= 0x10000 ? 2 : 1;
        offset += character.size;
        if (units >= chunk) {
          units = 0;
          chunk_start = offset;
          if (offset >= needed) break;
        }
      }
      at = chunk_start;
    }
    while (at < fault && static_cast<unsigned char>(rest[at]) < 0xF0) ++at;
    return std::min(at, fault);
  }

  std::string_view bytes_;
  Detected detected_;
  std::size_t fault_at_ = 0;
  Opening result_;
};

}  // namespace

Opening open(std::string_view bytes) { return Opener(bytes).run(); }

}  // namespace shirlint::xml
