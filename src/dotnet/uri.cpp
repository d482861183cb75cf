#include "dotnet/uri.h"

#include <utility>

#include "dotnet/regex_unicode.h"
#include "dotnet/uri_parser.h"

namespace shirlint::dotnet {

tl::expected<Uri, std::string> parse_absolute_uri(std::string_view text, UriRules rules) {
  const auto refuse = [](uri::Fault fault) {
    return tl::unexpected<std::string>(std::string(uri::text_of(fault)));
  };
  uri::Outline outline;
  outline.text = rx::to_utf16(text);
  if (const uri::Fault fault = uri::outline_of(outline, rules); fault != uri::Fault::none) {
    return refuse(fault);
  }
  const uri::Parts parts(std::move(outline), rules);
  if (parts.too_long()) return refuse(uri::Fault::too_long);
  return parts.result();
}

}  // namespace shirlint::dotnet
