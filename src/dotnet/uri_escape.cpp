#include "dotnet/uri_escape.h"

#include <optional>

#include "dotnet/regex_unicode.h"
#include "dotnet/uri_host.h"

namespace shirlint::dotnet::uri {
namespace {

constexpr std::u16string_view rfc3986_reserved = u";/?:@&=+$,#[]!'()*";
constexpr std::u16string_view rfc2396_reserved = u";/?:@&=+$,";
constexpr std::size_t escape_size = 3;  // %XX

bool contains(std::u16string_view set, char16_t c) { return set.find(c) != set.npos; }

bool is_control(char16_t c) { return c <= 0x1F || (c >= 0x7F && c <= 0x9F); }
bool is_unreserved(char16_t c) {
  return is_ascii_letter(c) || is_digit(c) || c == u'-' || c == u'_' || c == u'.' || c == u'~';
}
bool is_high_surrogate(char16_t c) { return c >= 0xD800 && c <= 0xDBFF; }
bool is_low_surrogate(char16_t c) { return c >= 0xDC00 && c <= 0xDFFF; }

/// The value of a whole escape at `i`.
std::optional<unsigned char> escaped_at(std::u16string_view text, std::size_t i) {
  if (i + 2 >= text.size() || text[i] != u'%') return std::nullopt;
  const int high = hex_value(text[i + 1]);
  const int low = hex_value(text[i + 2]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<unsigned char>(high * 16 + low);
}

void append_escape(unsigned char byte, std::u16string& out) {
  constexpr std::u16string_view digits = u"0123456789ABCDEF";
  out += u'%';
  out += digits[byte >> 4U];
  out += digits[byte & 15U];
}

void append_utf8_escaped(std::u16string_view character, std::u16string& out) {
  for (const char byte : rx::to_utf8(character)) {
    append_escape(static_cast<unsigned char>(byte), out);
  }
}

char32_t code_point(char16_t high, char16_t low) {
  return 0x10000U + ((static_cast<char32_t>(high) - 0xD800U) << 10U) +
         (static_cast<char32_t>(low) - 0xDC00U);
}

// The characters RFC 3987 allows; private ones in a query only. Plane 14 begins at E1000: .NET's.
bool is_iri_char(char32_t c, bool query) {
  if (c < 0x10000) {
    return (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) ||
           (c >= 0xFDF0 && c <= 0xFFEF) || (query && c >= 0xE000 && c <= 0xF8FF);
  }
  if ((c & 0xFFFFU) > 0xFFFD || (c >= 0xE0000 && c < 0xE1000)) return false;
  return c < 0xF0000 || query;
}

// The bytes of a run of escapes from %80 up, and where the run ends.
struct EscapedBytes {
  std::string bytes;
  std::size_t end = 0;
};

EscapedBytes high_escapes_at(std::u16string_view text, std::size_t i) {
  EscapedBytes run;
  for (; const auto byte = escaped_at(text, i); i += escape_size) {
    if (*byte < 0x80) break;
    run.bytes += static_cast<char>(*byte);
  }
  run.end = i;
  return run;
}

/// The length of the well-formed UTF-8 sequence of two bytes or more at `i`, else 0.
std::size_t utf8_size(std::string_view bytes, std::size_t i) {
  const auto byte = [&](std::size_t k) {
    return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0U;
  };
  const auto follows = [&](std::size_t k) { return (byte(k) & 0xC0U) == 0x80; };
  const unsigned lead = byte(i);
  const unsigned second = byte(i + 1);
  if (lead >= 0xC2 && lead <= 0xDF) return follows(i + 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool good =
        follows(i + 1) && !(lead == 0xE0 && second < 0xA0) && !(lead == 0xED && second > 0x9F);
    return good && follows(i + 2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool good =
        follows(i + 1) && !(lead == 0xF0 && second < 0x90) && !(lead == 0xF4 && second > 0x8F);
    return good && follows(i + 2) && follows(i + 3) ? 4 : 0;
  }
  return 0;
}

bool holds_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (utf8_size(bytes, i) != 0) return true;
  }
  return false;
}

// An escape that is left alone. Up to 4.7.1: a mixture of two RFCs.
bool stays_escaped(char16_t c, UriRules rules) {
  if (is_control(c) || c == u'%' || c == u'\\' || c == u'#') return true;
  if (rules == UriRules::net_472) return contains(rfc3986_reserved, c);
  return (c != u':' && contains(rfc2396_reserved, c)) || c == u'[' || c == u']';
}

class Rewriter {
 public:
  Rewriter(std::u16string_view text, Part part, UriRules rules)
      : text_(text), part_(part), rules_(rules) {
    out_.reserve(text.size());
  }

  std::u16string run() {
    while (i_ < text_.size()) {
      if (text_[i_] == u'%') {
        percent();
      } else if (text_[i_] > 0x7F) {
        beyond_ascii();
      } else {
        out_ += text_[i_++];
      }
    }
    return std::move(out_);
  }

 private:
  void percent() {
    const std::optional<unsigned char> byte = escaped_at(text_, i_);
    const bool three = i_ + 2 < text_.size();
    if (!byte || stays_escaped(*byte, rules_)) {
      // Three characters pass unseen, even if they are no escape.
      const std::size_t size = three ? escape_size : 1;
      out_ += text_.substr(i_, size);
      i_ += size;
    } else if (*byte <= 0x7F) {
      out_ += static_cast<char16_t>(*byte);
      i_ += escape_size;
    } else {
      const EscapedBytes run = high_escapes_at(text_, i_);
      if (holds_utf8(run.bytes)) {
        unescape(run.bytes);
      } else {
        out_ += text_.substr(i_, run.end - i_);
      }
      i_ = run.end;
    }
  }

  void unescape(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
      const std::size_t size = utf8_size(bytes, i);
      if (size == 0) {
        append_escape(static_cast<unsigned char>(bytes[i]), out_);
        ++i;
        continue;
      }
      const std::u16string character = rx::to_utf16(bytes.substr(i, size));
      i += size;
      const char32_t point =
          character.size() == 2 ? code_point(character[0], character[1]) : character[0];
      if (!is_iri_char(point, part_ == Part::query)) {
        append_utf8_escaped(character, out_);
      } else if (keeps(character[0])) {
        out_ += character;
      }
    }
  }

  void beyond_ascii() {
    const char16_t c = text_[i_];
    const char16_t next = at(text_, i_ + 1);
    if (is_high_surrogate(c) && is_low_surrogate(next)) {
      const std::u16string_view pair = text_.substr(i_, 2);
      if (is_iri_char(code_point(c, next), part_ == Part::query)) {
        out_ += pair;
        i_ += 2;
      } else {
        append_utf8_escaped(pair, out_);
        ++i_;  // .NET then meets the second half alone and escapes it as U+FFFD
      }
      return;
    }
    if (!is_iri_char(c, part_ == Part::query)) {
      append_utf8_escaped(text_.substr(i_, 1), out_);
    } else if (keeps(c)) {
      out_ += c;
    }
    ++i_;
  }

  [[nodiscard]] bool keeps(char16_t c) const {
    return rules_ == UriRules::net_472 || !is_direction_mark(c);
  }

  std::u16string_view text_;
  Part part_;
  UriRules rules_;
  std::u16string out_;
  std::size_t i_ = 0;
};

}  // namespace

bool needs_rewriting(std::u16string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] > 0x7F) return true;
    if (text[i] != u'%') continue;
    const auto byte = escaped_at(text, i);
    if (!byte) continue;
    if (*byte < 0x80) {
      if (is_unreserved(*byte)) return true;
      continue;
    }
    if (holds_utf8(high_escapes_at(text, i).bytes)) return true;
  }
  return false;
}

std::u16string rewrite(std::u16string_view text, Part part, UriRules rules) {
  return Rewriter(text, part, rules).run();
}

void escape(std::u16string_view text, char16_t force1, char16_t force2, bool keep_escapes,
            std::u16string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char16_t c = text[i];
    if (c > 0x7F) {
      const std::size_t size = is_high_surrogate(c) && is_low_surrogate(at(text, i + 1)) ? 2 : 1;
      append_utf8_escaped(text.substr(i, size), out);
      i += size - 1;
    } else if (c == u'%' && keep_escapes && escaped_at(text, i)) {
      out += text.substr(i, escape_size);
      i += escape_size - 1;
    } else if (c == force1 || c == force2 || !(is_unreserved(c) || contains(rfc3986_reserved, c))) {
      append_escape(static_cast<unsigned char>(c), out);
    } else {
      out += c;
    }
  }
}

}  // namespace shirlint::dotnet::uri
