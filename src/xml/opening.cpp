#include "xml/opening.h"

#include <algorithm>

#include "text/ascii.h"
#include "xml/declaration.h"

namespace shirlint::xml {
namespace {

using text::Encoding;
using text::EncodingKind;

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
      set(four ? First::utf16 : First::ucs4, four ? EncodingKind::utf16_be : EncodingKind::utf32_be,
          0);
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
      } catch (const UnknownEncoding& unknown) {
        result_.not_judged = "cannot be judged: it declares the encoding \"" + unknown.name +
                             "\", for which shirlint has no table";
      }
    }
    return std::move(result_);
  }

 private:
  void read() {
    const std::string_view rest = bytes_.substr(detected_.mark);
    if (!is_narrow()) {
      use(text::decode(rest, detected_.encoding));
      if (result_.ends_in_fault) check_surrogate(rest);
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
    if (!result_.is_own) check_utf8(rest);
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

  /// .NET's UCS-4 decoders say this without a place, and when they read the chunk.
  void check_surrogate(std::string_view rest) {
    const std::string_view four = rest.substr(fault_at_, 4);
    const bool big_endian = detected_.encoding.kind == EncodingKind::utf32_be;
    if (four[big_endian ? 0 : 3] != 0 || four[big_endian ? 1 : 2] != 0) return;  // past Unicode
    result_.own_text.resize(chunk_start(result_.own_text));
    result_.fault_has_place = false;
  }

  void use(text::Decoded decoded) {
    result_.ends_in_fault = decoded.fault.has_value();
    fault_at_ = decoded.fault.value_or(0);
    result_.own_text = std::move(decoded.text);
    result_.is_own = true;
  }

  void declaration(std::string_view text) {
    Scanner scanner = result_.scanner(text);
    Declaration declaration(scanner);
    bool found = false;
    try {
      found = declaration.parse(detected_.first);
    } catch (const Refusal&) {
      result_.declared = declaration.declared();
      throw;
    }
    result_.declared = declaration.declared();
    if (detected_.first != First::bytes) result_.chunk_end = chunk_start(text);
    if (found) {
      result_.content = scanner.at;
      if (!result_.declared.empty()) {
        switch_encoding(text.substr(result_.declared.start, result_.declared.size()));
      }
    }
  }

  void switch_encoding(std::string_view name) {
    for (const std::string_view kept : {"ucs-2", "utf-16", "iso-10646-ucs-2"}) {
      if (text::equal_ignoring_case(name, kept)) return;
    }
    if (text::equal_ignoring_case(name, "ucs-4")) {
      // .NET then reads UTF-8 and puts U+FFFD for what is none.
      if (is_narrow() && text::check_utf8(rest()).fault) throw UnknownEncoding{std::string(name)};
      return;
    }
    const std::optional<Encoding> wanted = text::find_encoding(name);
    if (!wanted) return;
    const bool narrow_then =
        wanted->kind == EncodingKind::utf8 || wanted->kind == EncodingKind::single_byte;
    if (is_narrow() && narrow_then) {
      result_.encoding = *wanted;
      if (wanted->kind == EncodingKind::single_byte) use(text::decode(rest(), *wanted));
      return;
    }
    if (*wanted != detected_.encoding) contradict(*wanted);
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
      if (decoded.fault) decoded.text.resize(first_of_two_units(decoded.text));
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

  [[nodiscard]] static std::size_t first_of_two_units(std::string_view text) {
    return static_cast<std::size_t>(
        std::find_if(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xF0; }) -
        text.begin());
  }

  /// .NET reads a chunk with a fault again byte by byte, with room for one UTF-16 unit, and then
  /// trips over the first character that needs two.
  [[nodiscard]] std::size_t first_astral(std::string_view text, std::size_t fault) const {
    const std::size_t start = chunk_start(text.substr(0, fault));
    return start + first_of_two_units(text.substr(start, fault - start));
  }

  /// Where the chunk that holds the end of `text` starts. .NET decodes 80 characters at a time up
  /// to the end of the declaration, then the rest (of a file under 4 KiB). Without a byte order
  /// mark it decodes the rest in another encoding, from the declaration on.
  [[nodiscard]] std::size_t chunk_start(std::string_view text) const {
    if (detected_.first == First::bytes) return result_.content;
    constexpr std::size_t chunk = 80;
    const bool declared = text.substr(0, 5) == "<?xml";
    const std::size_t end = declared ? std::min(text.find("?>"), text.size() - 2) + 2 : 0;
    std::size_t start = 0;
    std::size_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
      const text::Character character = text::character_at(text, at);
      const std::size_t size = character.value >= 0x10000 ? 2 : 1;
      if (units + size > chunk) {
        start = at;
        units = 0;
        if (at >= end) return start;
      }
      units += size;
      at += character.size;
    }
    return start;
  }

  std::string_view bytes_;
  Detected detected_;
  std::size_t fault_at_ = 0;
  Opening result_;
};

}  // namespace

Opening open(std::string_view bytes) { return Opener(bytes).run(); }

}  // namespace shirlint::xml
