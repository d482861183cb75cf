#include "fix/plan_text.h"

namespace shirlint::fix {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

}  // namespace

std::optional<std::string> text_of_bytes(std::string_view bytes, text::Encoding encoding) {
  text::Decoded decoded = text::decode(bytes, encoding);
  // A lone surrogate has no UTF-8.
  if (decoded.fault || decoded.unfinished != 0 || text::check_utf8(decoded.text).fault) {
    return std::nullopt;
  }
  const auto again = text::encode(decoded.text, encoding);
  if (!again || *again != bytes) return std::nullopt;
  return std::move(decoded.text);
}

std::string to_hex(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    out += digits[code >> 4U];
    out += digits[code & 15U];
  }
  return out;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const std::size_t high = digits.find(text[at]);
    const std::size_t low = digits.find(text[at + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

}  // namespace shirlint::fix
