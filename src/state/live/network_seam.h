// The seam to the network, as `--probe` uses it: the system's resolver, sockets and TLS. The real
// one is in state/windows; tests script one.
//
// Errors are the system's words, for the end of a sentence.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace shirlint::state::live {

using Deadline = std::chrono::steady_clock::time_point;

/// A TCP connection; nothing on it lasts longer than the deadline it was opened with.
class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  [[nodiscard]] virtual tl::expected<void, std::string> send(std::string_view bytes) = 0;
  /// At least one byte, or none once the other side has closed.
  [[nodiscard]] virtual tl::expected<std::string, std::string> receive() = 0;
};

/// What a server showed of itself. It is taken whether it is trusted or not.
struct TlsLook {
  std::string protocol;            // "1.2"
  std::string issuer;              // of the server's certificate
  std::vector<std::string> chain;  // thumbprints from the server as far up as certificates go
  std::string root;                // thumbprint of the last one when it is self-signed
  std::string root_name;           // whose name is at the end, whether its certificate is there
  std::string trust;               // a word of host.toml's endpoint.trust
};

class Network {
 public:
  Network() = default;
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  virtual ~Network() = default;

  /// IP addresses, at least one. May take as long as the system likes.
  [[nodiscard]] virtual tl::expected<std::vector<std::string>, std::string> resolve(
      const std::string& host) const = 0;
  /// `until_connected` is for the connection alone, `deadline` for all that is done on it.
  [[nodiscard]] virtual tl::expected<std::unique_ptr<Connection>, std::string> connect(
      const std::string& address, std::uint16_t port, Deadline until_connected,
      Deadline deadline) const = 0;
  /// A TLS handshake for `host` with what this machine offers by itself. Looking changes nothing:
  /// no root or intermediate is fetched.
  [[nodiscard]] virtual tl::expected<TlsLook, std::string> handshake(
      Connection& connection, const std::string& host) const = 0;
};

}  // namespace shirlint::state::live
