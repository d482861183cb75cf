// From an attribute's text to what .NET makes of it, or the text of its refusal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dotnet/net_error.h"
#include "dotnet/section_schema.h"
#include "dotnet/uri.h"

namespace shirlint::dotnet {

struct ConvertedValue {
  std::optional<std::string> error;  // the whole text: "The value of the property ..."
  ErrorCause cause = ErrorCause::bad_value;
  std::string parsed;      // "true", "false", "unspecified", "10", a canonical URI without secret
  std::optional<Uri> uri;  // for ValueKind::absolute_uri
};

/// ConfigurationProperty.ConvertFromString and Validate.
[[nodiscard]] ConvertedValue convert_value(const AttributeSchema& schema, std::string_view value);

}  // namespace shirlint::dotnet
