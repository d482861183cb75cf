#include "text/sha256.h"

// windows.h goes before the others.
// clang-format off
#include <windows.h>
#include <bcrypt.h>
// clang-format on

#include <array>
#include <stdexcept>

namespace shirlint::text {
namespace {

using Hash = decltype(&BCryptHash);

/// Not named in the program's own list, but loaded from System32 by its own path: a DLL of this
/// name beside the .exe is not taken for it.
Hash find_hash() {
  const HMODULE library = LoadLibraryExW(L"bcrypt.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  const FARPROC found = library == nullptr ? nullptr : GetProcAddress(library, "BCryptHash");
  if (found == nullptr) throw std::runtime_error("Windows has no bcrypt.dll with BCryptHash");
  return reinterpret_cast<Hash>(reinterpret_cast<void*>(found));
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::array<UCHAR, 32> digest{};
  // The API takes a pointer to what it only reads, and a size of 32 bits; files are smaller.
  std::string data(bytes);
  // BCRYPT_SHA256_ALG_HANDLE, which MinGW's headers lack: the provider that is always open.
  const BCRYPT_ALG_HANDLE sha256_provider = reinterpret_cast<BCRYPT_ALG_HANDLE>(0x41);
  static const Hash hash = find_hash();
  const NTSTATUS status =
      hash(sha256_provider, nullptr, 0, reinterpret_cast<PUCHAR>(data.data()),
           static_cast<ULONG>(data.size()), digest.data(), static_cast<ULONG>(digest.size()));
  if (status < 0) throw std::runtime_error("Windows cannot compute SHA-256");
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const UCHAR byte : digest) {
    hex += digits[byte >> 4U];
    hex += digits[byte & 15U];
  }
  return hex;
}

}  // namespace shirlint::text
