#include "io/system.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <ctime>

#include "text/date.h"

namespace shirlint::io {

namespace {

constexpr std::int64_t seconds_a_day = 86'400;

// Not gmtime and strftime, which read the file of the local time zone first.
std::int64_t seconds_since_1970() { return std::time(nullptr); }

std::string day_text(std::int64_t seconds) {
  return text::to_text(text::Day{static_cast<std::int32_t>(seconds / seconds_a_day)});
}

}  // namespace

std::string today() { return day_text(seconds_since_1970()); }

std::string now() {
  const std::int64_t seconds = seconds_since_1970();
  const std::int64_t of_day = seconds % seconds_a_day;
  return fmt::format("{}T{:02}:{:02}:{:02}Z", day_text(seconds), of_day / 3600, of_day / 60 % 60,
                     of_day % 60);
}

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

// glibc gives free memory back to the system at every turn, and then fetches it page by page again:
// with a thousand hosts, 25 page faults and 7 system calls for each.
Process::Process() {
#ifdef __GLIBC__
  constexpr int kept = 64 * 1024 * 1024;
  static_cast<void>(mallopt(M_TRIM_THRESHOLD, kept));
  static_cast<void>(mallopt(M_TOP_PAD, 512 * 1024));
#endif
}
Process::~Process() = default;

std::vector<std::string> Process::arguments(int count, char** arguments) const {
  return {arguments, arguments + count};
}

text::Result<std::string> read_standard_input(std::size_t limit) {
  std::string bytes;
  std::array<char, 65'536> block{};
  for (;;) {
    const ssize_t size = ::read(STDIN_FILENO, block.data(), block.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return text::fail("standard input cannot be read");
    if (size == 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(size));
    if (bytes.size() > limit) return text::fail("standard input is too large for shirlint");
  }
}

void log_event(const std::string& /*text*/) {}

namespace {

// Of the process, since a signal handler can be given nothing.
volatile std::sig_atomic_t interrupts =
    0;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void note_interrupt(int /*signal*/) { interrupts = 1; }

}  // namespace

// The handler is good for one signal: the next one finds what was there before it. A process that
// was started with SIGINT ignored (in the background, with nohup) goes on ignoring it.
bool was_interrupted() {
  static const bool watching = [] {
    struct sigaction before {};
    if (sigaction(SIGINT, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) return false;
    struct sigaction note {};
    note.sa_handler = note_interrupt;
    note.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
    return sigaction(SIGINT, &note, nullptr) == 0;
  }();
  return watching && interrupts != 0;
}

bool input_is_terminal() { return isatty(STDIN_FILENO) == 1; }

bool output_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

bool errors_are_terminal() {
  constexpr int standard_error = 2;
  const std::string terminal = environment("TERM").value_or("");
  return isatty(standard_error) == 1 && !terminal.empty() && terminal != "dumb";
}

unsigned terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 80;
}

}  // namespace shirlint::io
