#include "state/live/connect_answer.h"

#include <fmt/format.h>

#include <algorithm>

namespace shirlint::state::live {
namespace {

constexpr std::size_t most_bytes = 64UL * 1024;  // of a status line and all fields
constexpr std::size_t most_reason = 80;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// "HTTP/1.0" or "HTTP/1.1" and any other minor number.
bool begins_http(std::string_view line) {
  constexpr std::string_view name = "HTTP/1.";
  return line.size() > name.size() && line.substr(0, name.size()) == name &&
         is_digit(line[name.size()]);
}

tl::expected<ConnectAnswer, std::string> read_status_line(std::string_view line) {
  const auto refuse = [] {
    return tl::unexpected<std::string>("does not answer as an HTTP proxy does");
  };
  constexpr std::size_t at = 9;  // behind "HTTP/1.1 "
  if (!begins_http(line) || line.size() < at + 3 || line[at - 1] != ' ') return refuse();
  const std::string_view code = line.substr(at, 3);
  if (!std::all_of(code.begin(), code.end(), is_digit) || code[0] == '0') return refuse();
  if (line.size() > at + 3 && line[at + 3] != ' ') return refuse();
  ConnectAnswer answer;
  answer.status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
  if (line.size() > at + 4) {
    for (const char letter : line.substr(at + 4, most_reason)) {
      answer.reason += letter >= ' ' && letter <= '~' ? letter : '?';
    }
  }
  return answer;
}

}  // namespace

std::string authority(std::string_view host, std::uint16_t port) {
  const bool bare_ipv6 =
      host.find(':') != std::string_view::npos && (host.empty() || host.front() != '[');
  return bare_ipv6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

std::string connect_request(std::string_view host, std::uint16_t port) {
  const std::string target = authority(host, port);
  return fmt::format("CONNECT {0} HTTP/1.1\r\nHost: {0}\r\n\r\n", target);
}

tl::expected<std::optional<ConnectAnswer>, std::string> read_connect_answer(
    std::string_view bytes) {
  const std::string_view head = bytes.substr(0, most_bytes);
  std::size_t start = 0;
  std::optional<ConnectAnswer> answer;
  for (;;) {
    const std::size_t end = head.find('\n', start);
    if (end == std::string_view::npos) break;
    std::string_view line = head.substr(start, end - start);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    start = end + 1;
    if (!answer) {
      auto first = read_status_line(line);
      if (!first) return tl::unexpected<std::string>(std::move(first).error());
      answer = *std::move(first);
    } else if (line.empty()) {
      return answer;
    }
  }
  if (bytes.size() >= most_bytes) {
    return tl::unexpected<std::string>("answers without end");
  }
  // Another protocol's greeting may have no line end to wait for.
  constexpr std::string_view begin = "HTTP/1.";
  const std::size_t known = std::min(head.size(), begin.size());
  if (head.substr(0, known) != begin.substr(0, known)) {
    return tl::unexpected<std::string>("does not answer as an HTTP proxy does");
  }
  return std::nullopt;
}

}  // namespace shirlint::state::live
