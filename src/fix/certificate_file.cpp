#include "fix/certificate_file.h"

#include <array>
#include <bit>
#include <cstdint>

#include "io/setting.h"
#include "text/base64.h"

namespace shirlint::fix {
namespace {

constexpr std::string_view pem_begin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view pem_end = "-----END CERTIFICATE-----";
constexpr std::size_t block_size = 64;
using Digest = std::array<std::uint32_t, 5>;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

void add_block(std::string_view block, Digest& digest) {
  std::array<std::uint32_t, 80> words{};
  for (std::size_t at = 0; at < 16; ++at) {
    words.at(at) = byte_at(block, at * 4) << 24U | byte_at(block, at * 4 + 1) << 16U |
                   byte_at(block, at * 4 + 2) << 8U | byte_at(block, at * 4 + 3);
  }
  for (std::size_t at = 16; at < words.size(); ++at) {
    words.at(at) =
        std::rotl(words.at(at - 3) ^ words.at(at - 8) ^ words.at(at - 14) ^ words.at(at - 16), 1);
  }
  auto [a, b, c, d, e] = digest;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::uint32_t mixed = at < 20   ? ((b & c) | (~b & d)) + 0x5A827999U
                                : at < 40 ? (b ^ c ^ d) + 0x6ED9EBA1U
                                : at < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDCU
                                          : (b ^ c ^ d) + 0xCA62C1D6U;
    const std::uint32_t next = std::rotl(a, 5) + mixed + e + words.at(at);
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  digest = {digest[0] + a, digest[1] + b, digest[2] + c, digest[3] + d, digest[4] + e};
}

}  // namespace

std::string sha1(std::string_view bytes) {
  Digest digest = {0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
  std::string padded(bytes);
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  padded += '\x80';
  while (padded.size() % block_size != block_size - 8) padded += '\0';
  for (unsigned shift = 64; shift > 0; shift -= 8) {
    padded += static_cast<char>(bits >> (shift - 8) & 0xFFU);
  }
  for (std::size_t at = 0; at < padded.size(); at += block_size) {
    add_block(std::string_view(padded).substr(at, block_size), digest);
  }
  std::string out;
  for (const std::uint32_t word : digest) {
    for (unsigned shift = 32; shift > 0; shift -= 8) {
      out += static_cast<char>(word >> (shift - 8) & 0xFFU);
    }
  }
  return io::to_hex(out);
}

text::Result<std::string> read_certificate(std::string_view bytes, std::string_view thumbprint,
                                           const std::string& file) {
  std::string der(bytes);
  const std::size_t begin = bytes.find(pem_begin);
  if (begin != std::string_view::npos) {
    const std::string_view rest = bytes.substr(begin + pem_begin.size());
    const std::size_t end = rest.find(pem_end);
    if (end == std::string_view::npos || rest.find(pem_begin) != std::string_view::npos) {
      return text::fail("holds not exactly one certificate", file);
    }
    der = text::from_base64(rest.substr(0, end)).value_or("");
  }
  if (der.empty() || der.front() != '\x30') return text::fail("holds no certificate", file);
  if (const std::string found = sha1(der); found != thumbprint) {
    return text::fail(
        "holds the certificate " + found + ", and " + std::string(thumbprint) + " is meant", file);
  }
  return der;
}

std::string to_pem(std::string_view der) {
  constexpr std::size_t width = 64;  // RFC 7468, section 2
  const std::string digits = text::to_base64(der);
  std::string out = std::string(pem_begin) + '\n';
  for (std::size_t at = 0; at < digits.size(); at += width) {
    out.append(digits, at, width).append("\n");
  }
  return out.append(pem_end).append("\n");
}

}  // namespace shirlint::fix
