// What a person meant with a proxyaddress or scriptLocation, beyond .NET's verdict on it.
#pragma once

#include <optional>
#include <string_view>

#include "dotnet/net.h"
#include "dotnet/uri.h"

namespace shirlint::dotnet {

enum class AddressUse : unsigned char { proxy, script };

/// `uri` and `error` are what `parse_absolute_uri` gave for `value` (both empty: it was not asked
/// because of a token; the answer then is about white space and odd characters only).
[[nodiscard]] AddressDetails describe_address(std::string_view value, const std::optional<Uri>& uri,
                                              std::string_view error, AddressUse use);

}  // namespace shirlint::dotnet
