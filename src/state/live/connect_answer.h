// The question that opens a way through an HTTP proxy, and what the proxy answers (RFC 9110, 9.3.6;
// RFC 9112, 4). Answers may be any bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace shirlint::state::live {

/// "host:443"; an IPv6 address in brackets.
[[nodiscard]] std::string authority(std::string_view host, std::uint16_t port);

/// No credentials are in it.
[[nodiscard]] std::string connect_request(std::string_view host, std::uint16_t port);

struct ConnectAnswer {
  int status = 0;
  std::string reason;  // printable ASCII, at most 80 characters
};

/// Reads an answer from all that has come so far; nothing: more of it must come. Error: why it is
/// no answer of a proxy, as the end of a sentence.
[[nodiscard]] tl::expected<std::optional<ConnectAnswer>, std::string> read_connect_answer(
    std::string_view bytes);

}  // namespace shirlint::state::live
