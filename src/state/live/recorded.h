// What Windows and Java keep in bytes of their own: registry values, proxy settings, PE headers,
// `release` files. All readers take any bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "state/live/machine.h"
#include "state/snapshot.h"

namespace shirlint::state::live {

/// UTF-8 in every case: a byte that means nothing becomes U+FFFD.
[[nodiscard]] std::string clean_utf8(std::string_view bytes);

/// The name of the type ("REG_SZ") and the value as host.toml has it; nothing for types that it has
/// no words for, for numbers past 2^63 and for sizes that do not fit the type. Strings end at
/// their first zero, as RegGetValue reads them.
struct TypedValue {
  std::string_view type;
  Datum data;
};
[[nodiscard]] std::optional<TypedValue> typed(const RegistryValue& value);
/// Of REG_SZ and REG_EXPAND_SZ; nothing for others.
[[nodiscard]] std::optional<std::string> string_of(const RegistryValue& value);
/// Of REG_DWORD and REG_QWORD; nothing for others.
[[nodiscard]] std::optional<std::int64_t> number_of(const RegistryValue& value);

/// The values DefaultConnectionSettings (WinINet) and WinHttpSettings, which begin alike: size or
/// version, counter, flags, proxy, bypass list, and for WinINet the script's address; each text
/// with its length in four bytes before it. Source:
/// System/net/System/Net/_RegBlobWebProxyDataBuilder.cs, which reads no text past the end and takes
/// those as empty.
struct ProxySettings {
  bool enabled = false;
  bool has_script = false;
  bool auto_detect = false;
  std::string server, bypass, pac_url;
};
/// Nothing when it is shorter than its fixed part.
[[nodiscard]] std::optional<ProxySettings> read_proxy_settings(std::string_view blob);

/// "x64", "x86" or "arm64" from the beginning of a PE file; "" for no PE file or other machines.
[[nodiscard]] std::string pe_machine(std::string_view bytes);

/// JAVA_VERSION of a JDK's `release` file; "" when it has none.
[[nodiscard]] std::string java_version(std::string_view release);

/// Lines without their ends; a last one without an end counts.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

}  // namespace shirlint::state::live
