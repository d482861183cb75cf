#include "text/sha256.h"

#include <sha2.h>

#include <array>
#include <cstdint>
#include <vector>

namespace shirlint::text {

std::string sha256(std::string_view bytes) {
  SHA2_CTX context;
  SHA256Init(&context);
  const std::vector<std::uint8_t> data(bytes.begin(), bytes.end());
  SHA256Update(&context, data.data(), data.size());
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256Final(digest.data(), &context);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const std::uint8_t byte : digest) {
    hex += digits[byte >> 4U];
    hex += digits[byte & 15U];
  }
  return hex;
}

}  // namespace shirlint::text
