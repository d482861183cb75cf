#include "io/system.h"

#include <fcntl.h>
#include <io.h>

#include <array>
#include <atomic>

#include "io/windows/access.h"

namespace shirlint::io {

namespace {

using windows::to_utf8;

constexpr UINT code_page_utf8 = 65001;
constexpr UINT interrupted = 130;  // exit code of the contract

/// The console as it was found. Of the process, since Ctrl+C comes in a thread of the system's own.
struct Found {
  UINT code_page = 0;
  DWORD mode = 0;
  bool has_console = false;
};
Found found;

HANDLE output() { return GetStdHandle(STD_OUTPUT_HANDLE); }

void put_back() {
  if (!found.has_console) return;
  SetConsoleMode(output(), found.mode);
  SetConsoleOutputCP(found.code_page);
}

/// Likewise: what was_interrupted() answers.
enum class Interrupt : int { ends, is_noted, was_noted };
std::atomic<Interrupt> interrupt = Interrupt::ends;

BOOL WINAPI on_interrupt(DWORD kind) {
  if (kind != CTRL_C_EVENT && kind != CTRL_BREAK_EVENT) return FALSE;
  Interrupt expected = Interrupt::is_noted;
  if (interrupt.compare_exchange_strong(expected, Interrupt::was_noted)) return TRUE;
  put_back();
  TerminateProcess(GetCurrentProcess(), interrupted);
  return TRUE;
}

std::string padded(unsigned number, std::size_t width) {
  const std::string text = std::to_string(number);
  return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

std::string date_of(const SYSTEMTIME& time) {
  return padded(time.wYear, 4) + "-" + padded(time.wMonth, 2) + "-" + padded(time.wDay, 2);
}

}  // namespace

std::string today() {
  SYSTEMTIME time{};
  GetSystemTime(&time);
  return date_of(time);
}

std::string now() {
  SYSTEMTIME time{};
  GetSystemTime(&time);
  return date_of(time) + "T" + padded(time.wHour, 2) + ":" + padded(time.wMinute, 2) + ":" +
         padded(time.wSecond, 2) + "Z";
}

std::string user_name() {
  const std::string domain = environment("USERDOMAIN").value_or("");
  std::array<wchar_t, 257> text{};
  DWORD size = static_cast<DWORD>(text.size());
  if (GetUserNameW(text.data(), &size) == FALSE) return windows::this_account().user;
  const std::string name = to_utf8(static_cast<const wchar_t*>(text.data()));
  return domain.empty() ? name : domain + "\\" + name;
}

std::optional<std::string> environment(const char* name) {
  std::wstring wide;
  if (!windows::to_wide(name, wide)) return std::nullopt;
  std::wstring value(32'768, L'\0');  // the most that a variable can hold
  SetLastError(0);
  const DWORD size =
      GetEnvironmentVariableW(wide.c_str(), value.data(), static_cast<DWORD>(value.size()));
  if (size == 0 && GetLastError() == ERROR_ENVVAR_NOT_FOUND) return std::nullopt;
  value.resize(size < value.size() ? size : 0);
  return to_utf8(value);
}

void log_event(const std::string& text) {
  const HANDLE log = RegisterEventSourceW(nullptr, L"shirlint");
  std::wstring wide;
  if (log == nullptr || !windows::to_wide(text, wide)) return;
  constexpr std::size_t longest = 31'000;  // 31,839 characters are the most that an entry holds
  wide.resize(std::min(wide.size(), longest));
  const wchar_t* strings = wide.c_str();
  ReportEventW(log, EVENTLOG_INFORMATION_TYPE, 0, 1, nullptr, 1, 0, &strings, nullptr);
  DeregisterEventSource(log);
}

bool has_windows_administrator_rights() { return windows::this_account().elevated; }

Process::Process() {
  SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
  for (const int stream : {1, 2}) _setmode(stream, _O_BINARY);  // output and errors
  found.code_page = GetConsoleOutputCP();
  found.has_console = GetConsoleMode(output(), &found.mode) != FALSE;
  if (found.has_console) {
    SetConsoleOutputCP(code_page_utf8);
    SetConsoleMode(output(),
                   found.mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
  }
  SetConsoleCtrlHandler(on_interrupt, TRUE);
}

Process::~Process() { put_back(); }

std::vector<std::string> Process::arguments(int count, char** arguments) const {
  int wide_count = 0;
  windows::LocalMemory memory;
  *memory.out() = CommandLineToArgvW(GetCommandLineW(), &wide_count);
  if (memory.get() == nullptr) return {arguments, arguments + count};
  auto* const words = static_cast<wchar_t**>(memory.get());
  std::vector<std::string> all;
  for (int index = 0; index < wide_count; ++index) all.push_back(to_utf8(words[index]));
  return all;
}

// A pipe whose other end is closed is at its end, not broken.
text::Result<std::string> read_standard_input(std::size_t limit) {
  const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
  std::string bytes;
  std::string block(65'536, '\0');
  for (;;) {
    DWORD size = 0;
    if (ReadFile(input, block.data(), static_cast<DWORD>(block.size()), &size, nullptr) == FALSE) {
      if (GetLastError() == ERROR_BROKEN_PIPE) return bytes;
      return text::fail("standard input cannot be read");
    }
    if (size == 0) return bytes;
    bytes.append(block, 0, size);
    if (bytes.size() > limit) return text::fail("standard input is too large for shirlint");
  }
}

bool was_interrupted() {
  Interrupt expected = Interrupt::ends;
  interrupt.compare_exchange_strong(expected, Interrupt::is_noted);
  return interrupt == Interrupt::was_noted;
}

bool input_is_terminal() {
  DWORD mode = 0;
  return GetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), &mode) != FALSE;
}

bool output_is_terminal() {
  DWORD mode = 0;
  return GetConsoleMode(output(), &mode) != FALSE &&
         (mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

bool errors_are_terminal() {
  DWORD mode = 0;
  return GetConsoleMode(GetStdHandle(STD_ERROR_HANDLE), &mode) != FALSE &&
         (mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

unsigned terminal_width() {
  CONSOLE_SCREEN_BUFFER_INFO info{};
  if (GetConsoleScreenBufferInfo(output(), &info) == FALSE) return 80;
  const int width = info.srWindow.Right - info.srWindow.Left + 1;
  return width >= 40 ? static_cast<unsigned>(width) : 80;
}

}  // namespace shirlint::io
