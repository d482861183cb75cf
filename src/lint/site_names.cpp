#include "lint/site_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "dotnet/net.h"
#include "dotnet/uri.h"
#include "text/ascii.h"
#include "text/secret.h"

namespace shirlint::lint {
namespace {

bool is_web(const dotnet::Uri& uri) { return uri.scheme == "http" || uri.scheme == "https"; }

/// "sql01.contoso.com", "sql01.contoso.com:8443" or a whole URL.
std::optional<SiteName> read_name(std::string_view text, text::Span at) {
  const bool whole = text.find("://") != std::string_view::npos;
  const std::string url = whole ? std::string(text) : fmt::format("https://{}/", text);
  const auto uri = dotnet::parse_absolute_uri(url);
  if (!uri || !is_web(*uri) || uri->host.empty() || !uri->user_info.empty()) return std::nullopt;
  if (!whole && uri->path != "/") return std::nullopt;
  return SiteName{uri->host, uri->text, at};
}

bool consists_of(std::string_view text, std::string_view letters) {
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

/// "*.servicebus.windows.net", "https://download.microsoft.com:443/", "20.38.0.0/16", "2603::/16".
std::optional<AllowedName> read_allowed(std::string_view text, text::Span at) {
  const std::string lower = text::lower_case(text);
  std::string_view rest = lower;
  const bool ipv6 =
      rest.find("::") != std::string_view::npos || std::count(rest.begin(), rest.end(), ':') > 2;
  if (consists_of(rest, "0123456789./-") || (ipv6 && consists_of(rest, "0123456789abcdef:./"))) {
    return AllowedName{lower, true, at};
  }
  if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) {
    rest.remove_prefix(scheme + 3);
  }
  rest = rest.substr(0, rest.find('/'));
  rest = rest.substr(0, rest.find(':'));
  if (rest.substr(0, 1) == ".") return AllowedName{fmt::format("*{}", rest), false, at};
  const std::string_view name = rest.substr(0, 2) == "*." ? rest.substr(2) : rest;
  if (!consists_of(name, "abcdefghijklmnopqrstuvwxyz0123456789-_.")) return std::nullopt;
  return AllowedName{std::string(rest), false, at};
}

}  // namespace

std::vector<AllowedName> read_allow_list(rules::TomlFields& fields, const text::TomlValue& root,
                                         rules::FileErrors& errors) {
  constexpr std::string_view key = "allow_list";
  std::vector<AllowedName> names;
  if (fields.texts(key).empty()) return names;
  for (const text::TomlEntry& item : root.find(key)->value.entries) {
    if (!item.value.is(text::TomlKind::string)) continue;  // texts() has complained
    if (auto name = read_allowed(item.value.text, item.value.at)) {
      names.push_back(std::move(*name));
      continue;
    }
    errors.add(item.value.at,
               fmt::format("'{}' in '{}' is neither a host name nor an address; write one an item, "
                           "such as *.servicebus.windows.net",
                           text::mask(item.value.text), key));
  }
  return names;
}

std::vector<SiteName> read_site_names(rules::TomlFields& fields, const text::TomlValue& root,
                                      std::string_view key, rules::FileErrors& errors) {
  std::vector<SiteName> names;
  if (fields.texts(key).empty()) return names;
  for (const text::TomlEntry& item : root.find(key)->value.entries) {
    if (!item.value.is(text::TomlKind::string)) continue;  // texts() has complained
    if (auto name = read_name(item.value.text, item.value.at)) {
      names.push_back(std::move(*name));
      continue;
    }
    errors.add(item.value.at,
               fmt::format("'{}' in '{}' is neither a host name nor a URL; write one name an item, "
                           "such as sql01.contoso.com",
                           text::mask(item.value.text), key));
  }
  return names;
}

std::string read_site_proxy(std::string_view value, text::Span at, rules::FileErrors& errors) {
  const auto uri = dotnet::parse_absolute_uri(value);
  if (value.find("://") == std::string_view::npos) {
    const auto meant = dotnet::parse_absolute_uri(fmt::format("http://{}", value));
    errors.add(at,
               meant && meant->user_info.empty()
                   ? fmt::format("'proxy' has no scheme; did you mean 'http://{}'?", value)
                   : std::string("'proxy' must be a URL such as http://proxy.contoso.com:8080"));
  } else if (!uri) {
    errors.add(at, fmt::format("'proxy' is no address: {}", uri.error()));
  } else if (!uri->user_info.empty()) {
    errors.add(at, "'proxy' holds a log-on, which does not belong in this file");
  } else if (uri->scheme != "http") {
    errors.add(at, fmt::format("'proxy' begins with {}://, but .NET Framework talks to proxies in "
                               "plain HTTP only: write http://",
                               uri->scheme));
  } else {
    return dotnet::masked_text(*uri);
  }
  return {};
}

}  // namespace shirlint::lint
