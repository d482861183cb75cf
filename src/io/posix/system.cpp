#include "io/system.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <ctime>

namespace shirlint::io {

namespace {

std::string time_text(const char* format) {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), format, &parts);
  return {text.data(), size};
}

}  // namespace

std::string today() { return time_text("%Y-%m-%d"); }

std::string now() { return time_text("%Y-%m-%dT%H:%M:%SZ"); }

// The environment, because getpwuid would load shared libraries into a static program; the name
// goes into a record for people and decides nothing.
std::string user_name() {
  for (const char* const variable : {"SUDO_USER", "USER", "LOGNAME"}) {
    if (auto name = environment(variable); name && !name->empty()) return *std::move(name);
  }
  return getuid() == 0 ? "root" : std::to_string(getuid());
}

std::optional<std::string> environment(const char* name) {
  const char* value =
      std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read before threads start
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

bool has_windows_administrator_rights() { return false; }

Process::Process() = default;
Process::~Process() = default;

std::vector<std::string> Process::arguments(int count, char** arguments) const {
  return {arguments, arguments + count};
}

bool output_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

unsigned terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 80;
}

}  // namespace shirlint::io
