#include "dotnet/wininet.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/ascii.h"

namespace shirlint::dotnet {
namespace {

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const std::size_t start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

/// Calls `use` with each trimmed part that is not empty.
template <class Use>
void for_each_part(std::string_view list, Use use) {
  while (true) {
    const std::size_t end = list.find(';');
    const std::string_view part = trim(list.substr(0, end));
    if (!part.empty()) use(part);
    if (end == std::string_view::npos) return;
    list.remove_prefix(end + 1);
  }
}

std::string escape(std::string_view text) {
  constexpr std::string_view reserved = "#$()+.?[\\^{|";
  std::string result;
  for (const char c : text) {
    if (reserved.find(c) != std::string_view::npos) {
      result += '\\';
    } else if (c == '*') {
      result += '.';
    }
    result += c;
  }
  return result;
}

bool is_port(std::string_view text) {
  if (text.size() < 2 || text.size() > 6 || text.front() != ':') return false;
  return std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Host without a colon, then nothing or a port.
bool split_host(std::string_view text, std::string_view& host, std::string_view& port) {
  const std::size_t colon = text.find(':');
  host = text.substr(0, colon);
  port = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  return port.empty() || is_port(port);
}

std::string invalid_server(std::string_view text) {
  return fmt::format("The system proxy settings contain an invalid proxy server setting: '{}'.",
                     text);
}

std::optional<Uri> parse_server(std::string_view text, std::string& error) {
  const std::string url = text.find("://") == std::string_view::npos ? "http://" + std::string(text)
                                                                     : std::string(text);
  auto uri = parse_absolute_uri(url);
  if (uri) return std::move(*uri);
  error = invalid_server(url);
  return std::nullopt;
}

void read_by_scheme(std::string_view server, SystemProxy& proxy) {
  for_each_part(server, [&](std::string_view part) {
    const std::size_t equals = part.find('=');
    const bool one = equals != std::string_view::npos && part.find('=', equals + 1) == part.npos;
    const std::string_view scheme = one ? trim(part.substr(0, equals)) : std::string_view();
    const std::string_view address = one ? trim(part.substr(equals + 1)) : std::string_view();
    if (!proxy.error.empty()) return;
    if (scheme.empty() || address.empty()) {
      proxy.error = invalid_server(server);
      return;
    }
    auto uri = parse_server(address, proxy.error);
    if (!uri) return;
    const std::string key = text::lower_case(scheme);
    const auto same = std::find_if(proxy.by_scheme.begin(), proxy.by_scheme.end(),
                                   [&](const auto& known) { return known.first == key; });
    if (same != proxy.by_scheme.end()) {
      same->second = std::move(*uri);
    } else {
      proxy.by_scheme.emplace_back(key, std::move(*uri));
    }
  });
}

void read_bypass(std::string_view list, SystemProxy& proxy) {
  bool valid = true;
  for_each_part(list, [&](std::string_view part) {
    if (text::lower_case(part) == "<local>") {
      proxy.bypass_on_local = true;
      return;
    }
    std::string pattern = rewrite_wininet_entry(part);
    const bool known =
        std::any_of(proxy.bypass.begin(), proxy.bypass.end(),
                    [&](const SystemBypass& other) { return other.pattern == pattern; });
    if (known) return;
    auto regex = Regex::parse(pattern);
    if (!regex) {
      valid = false;  // one that does not compile switches the whole list off, silently
      return;
    }
    proxy.bypass.push_back({std::string(part), std::move(pattern), std::move(*regex)});
  });
  if (!valid) proxy.bypass.clear();
}

}  // namespace

std::string rewrite_wininet_entry(std::string_view entry) {
  std::string_view scheme;
  std::string_view host = entry;
  std::string_view port;
  // The longest scheme that leaves a host and a port; with none of them all is the host.
  for (std::size_t at = entry.rfind("://"); at != std::string_view::npos;
       at = at == 0 ? std::string_view::npos : entry.rfind("://", at - 1)) {
    if (split_host(entry.substr(at + 3), host, port)) {
      scheme = entry.substr(0, at + 3);
      break;
    }
  }
  if (scheme.empty() && !split_host(entry, host, port)) {
    host = entry;
    port = {};
  }
  return fmt::format("^{}{}{}$", scheme.empty() ? "(?:.*://)?" : escape(scheme), escape(host),
                     port.empty() ? "(?::[0-9]{1,5})?" : escape(port));
}

SystemProxy read_wininet_proxy(std::string_view server, std::string_view bypass) {
  SystemProxy proxy;
  server = trim(server);
  if (server.empty()) return proxy;
  if (server.find('=') == std::string_view::npos) {
    proxy.address = parse_server(server, proxy.error);
  } else {
    read_by_scheme(server, proxy);
  }
  if (proxy.error.empty()) read_bypass(bypass, proxy);
  return proxy;
}

}  // namespace shirlint::dotnet
