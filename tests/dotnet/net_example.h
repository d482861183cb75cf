// Small configs for the tests of the .NET room.
#pragma once

#include <string>
#include <string_view>

#include "dotnet/net.h"

namespace shirlint::dotnet::example {

inline Net judge(std::string text, const Options& options = {}) {
  const xml::Document document = options.fragment ? xml::Document::parse_fragment(std::move(text))
                                                  : xml::Document::parse(std::move(text));
  return evaluate(document, options);
}

/// `inner` within <configuration>.
inline std::string config(std::string_view inner) {
  return "<configuration>" + std::string(inner) + "</configuration>";
}

/// `inner` within <configuration><system.net>.
inline std::string system_net(std::string_view inner) {
  return config("<system.net>" + std::string(inner) + "</system.net>");
}

/// `inner` within a <defaultProxy>.
inline std::string default_proxy(std::string_view inner) {
  return system_net("<defaultProxy>" + std::string(inner) + "</defaultProxy>");
}

/// The text that an error's span marks.
inline std::string marked(const std::string& text, const NetError& error) {
  return text.substr(error.span.start, error.span.size());
}

inline Uri url(std::string_view text) { return *parse_absolute_uri(text); }

/// "direct", "http://proxy:8080/", ...
inline std::string via(const Net& net, std::string_view target, const AccountState& account = {}) {
  return std::string(route(net, url(target), account).text());
}

}  // namespace shirlint::dotnet::example
