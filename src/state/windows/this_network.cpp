// Names and sockets of Windows. ws2_32.dll is loaded when something is asked for: nobody else needs
// it.
// Sockets' headers go before windows.h.
// clang-format off
#include <winsock2.h>
#include <ws2tcpip.h>
#include "state/windows/tls.h"
// clang-format on

#include <algorithm>
#include <array>

#include "io/steady_clock.h"
#include "state/live/this_machine.h"

namespace shirlint::state::windows {
namespace {

using live::Deadline;

/// The functions of ws2_32.dll, started once.
struct Sockets {
  SystemLibrary library{L"ws2_32.dll"};
  decltype(WSAStartup)* start = library.find<decltype(WSAStartup)>("WSAStartup");
  decltype(WSAGetLastError)* last = library.find<decltype(WSAGetLastError)>("WSAGetLastError");
  decltype(GetAddrInfoW)* look_up = library.find<decltype(GetAddrInfoW)>("GetAddrInfoW");
  decltype(FreeAddrInfoW)* free = library.find<decltype(FreeAddrInfoW)>("FreeAddrInfoW");
  decltype(GetNameInfoW)* number = library.find<decltype(GetNameInfoW)>("GetNameInfoW");
  decltype(::socket)* open = library.find<decltype(::socket)>("socket");
  decltype(::connect)* connect = library.find<decltype(::connect)>("connect");
  decltype(::ioctlsocket)* control = library.find<decltype(::ioctlsocket)>("ioctlsocket");
  decltype(::select)* wait = library.find<decltype(::select)>("select");
  decltype(::getsockopt)* option = library.find<decltype(::getsockopt)>("getsockopt");
  decltype(::send)* send = library.find<decltype(::send)>("send");
  decltype(::recv)* receive = library.find<decltype(::recv)>("recv");
  decltype(::closesocket)* close = library.find<decltype(::closesocket)>("closesocket");
  bool started = false;

  Sockets() {
    const bool complete = start != nullptr && last != nullptr && look_up != nullptr &&
                          free != nullptr && number != nullptr && open != nullptr &&
                          connect != nullptr && control != nullptr && wait != nullptr &&
                          option != nullptr && send != nullptr && receive != nullptr &&
                          close != nullptr;
    WSADATA data{};
    constexpr WORD version = 0x0202;
    started = complete && start(version, &data) == 0;
  }
};

tl::unexpected<std::string> fail(int code) {
  return tl::unexpected<std::string>(io::windows::reason_of(static_cast<DWORD>(code)));
}
tl::unexpected<std::string> no_sockets() {
  return tl::unexpected<std::string>("this Windows has no sockets");
}

enum class Wait : std::uint8_t { readable, writable };

/// False once the deadline has passed.
bool wait_for(const Sockets& sockets, SOCKET socket, Wait what, Deadline deadline) {
  const auto left =
      std::chrono::duration_cast<std::chrono::microseconds>(deadline - io::steady_now()).count();
  if (left <= 0) return false;
  constexpr long second = 1'000'000;
  timeval time{};
  time.tv_sec = static_cast<long>(std::min<long long>(left / second, 3600));
  time.tv_usec = static_cast<long>(left % second);
  fd_set ready{};
  ready.fd_count = 1;
  ready.fd_array[0] = socket;
  fd_set failed = ready;  // of a connection that could not be made
  fd_set* const readable = what == Wait::readable ? &ready : nullptr;
  fd_set* const writable = what == Wait::writable ? &ready : nullptr;
  return sockets.wait(0, readable, writable, &failed, &time) > 0;
}

class SocketConnection final : public live::Connection {
 public:
  SocketConnection(const Sockets& sockets, SOCKET socket, Deadline deadline)
      : sockets_(sockets), socket_(socket), deadline_(deadline) {}
  SocketConnection(const SocketConnection&) = delete;
  SocketConnection& operator=(const SocketConnection&) = delete;
  ~SocketConnection() override { sockets_.close(socket_); }

  tl::expected<void, std::string> connect(const ADDRINFOW& to, Deadline until) {
    u_long non_blocking = 1;
    if (sockets_.control(socket_, static_cast<long>(FIONBIO), &non_blocking) != 0) {
      return fail(sockets_.last());
    }
    if (sockets_.connect(socket_, to.ai_addr, static_cast<int>(to.ai_addrlen)) == 0) return {};
    if (const int error = sockets_.last(); error != WSAEWOULDBLOCK) return fail(error);
    if (!wait_for(sockets_, socket_, Wait::writable, until)) return fail(WSAETIMEDOUT);
    int error = 0;
    int size = sizeof error;
    sockets_.option(socket_, SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&error), &size);
    if (error != 0) return fail(error);
    return {};
  }

  tl::expected<void, std::string> send(std::string_view bytes) override {
    while (!bytes.empty()) {
      if (!wait_for(sockets_, socket_, Wait::writable, deadline_)) return fail(WSAETIMEDOUT);
      const int size = static_cast<int>(std::min<std::size_t>(bytes.size(), 1U << 16U));
      const int sent = sockets_.send(socket_, bytes.data(), size, 0);
      if (sent < 0) return fail(sockets_.last());
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
  }

  tl::expected<std::string, std::string> receive() override {
    if (!wait_for(sockets_, socket_, Wait::readable, deadline_)) return fail(WSAETIMEDOUT);
    std::string out(16384, '\0');
    const int size = sockets_.receive(socket_, out.data(), static_cast<int>(out.size()), 0);
    if (size < 0) return fail(sockets_.last());
    out.resize(static_cast<std::size_t>(size));
    return out;
  }

 private:
  const Sockets& sockets_;
  SOCKET socket_;
  Deadline deadline_;
};

class ThisNetwork final : public live::Network {
 public:
  tl::expected<std::vector<std::string>, std::string> resolve(
      const std::string& host) const override {
    if (!sockets_.started) return no_sockets();
    ADDRINFOW* found = nullptr;
    if (const int error = ask(host, 0, 0, &found); error != 0) return fail(error);
    std::vector<std::string> out;
    for (const ADDRINFOW* at = found; at != nullptr; at = at->ai_next) {
      std::array<wchar_t, 64> text{};
      if (sockets_.number(at->ai_addr, static_cast<socklen_t>(at->ai_addrlen), text.data(),
                          static_cast<DWORD>(text.size()), nullptr, 0, NI_NUMERICHOST) != 0) {
        continue;
      }
      std::string address = io::windows::to_utf8(text.data());
      if (std::find(out.begin(), out.end(), address) == out.end()) {
        out.push_back(std::move(address));
      }
    }
    sockets_.free(found);
    if (out.empty()) return fail(WSANO_DATA);
    return out;
  }

  tl::expected<std::unique_ptr<live::Connection>, std::string> connect(
      const std::string& address, std::uint16_t port, Deadline until_connected,
      Deadline deadline) const override {
    if (!sockets_.started) return no_sockets();
    ADDRINFOW* found = nullptr;
    if (const int error = ask(address, port, AI_NUMERICHOST, &found); error != 0) {
      return fail(error);
    }
    const SOCKET socket = sockets_.open(found->ai_family, SOCK_STREAM, IPPROTO_TCP);
    if (socket == INVALID_SOCKET) {
      sockets_.free(found);
      return fail(sockets_.last());
    }
    auto connection = std::make_unique<SocketConnection>(sockets_, socket, deadline);
    const auto connected = connection->connect(*found, until_connected);
    sockets_.free(found);
    if (!connected) return tl::unexpected<std::string>(connected.error());
    return connection;
  }

  tl::expected<live::TlsLook, std::string> handshake(live::Connection& connection,
                                                     const std::string& host) const override {
    return shake_hands(connection, host);
  }

 private:
  [[nodiscard]] int ask(const std::string& host, std::uint16_t port, int flags,
                        ADDRINFOW** found) const {
    ADDRINFOW wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = flags;
    const std::wstring service = port == 0 ? std::wstring() : std::to_wstring(port);
    return sockets_.look_up(wide(host).c_str(), port == 0 ? nullptr : service.c_str(), &wanted,
                            found);
  }

  Sockets sockets_;
};

}  // namespace
}  // namespace shirlint::state::windows

namespace shirlint::state::live {

std::shared_ptr<const Network> this_network() {
  return std::make_shared<const windows::ThisNetwork>();
}

}  // namespace shirlint::state::live
