#include "io/windows/registry_value.h"

#include <algorithm>

namespace shirlint::io::windows {

LSTATUS read_registry_value(HKEY key, const std::wstring& name, std::uint32_t& type,
                            std::string& bytes) {
  constexpr DWORD largest = DWORD{1} << 20U;
  DWORD size = 256;
  for (int tries = 0; tries < 8 && size <= largest; ++tries) {
    bytes.resize(size);
    DWORD told = 0;
    const LSTATUS status = RegQueryValueExW(key, name.c_str(), nullptr, &told,
                                            reinterpret_cast<BYTE*>(bytes.data()), &size);
    if (status == ERROR_MORE_DATA) continue;
    type = told;
    bytes.resize(std::min<std::size_t>(size, bytes.size()));
    return status;
  }
  return ERROR_MORE_DATA;
}

}  // namespace shirlint::io::windows
