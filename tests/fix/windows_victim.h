// A process of this program that is ended in the middle: a hidden test of it, told what to do and
// at which step of the store to die.
#pragma once

#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

// The one above goes before the others.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <optional>
#include <string>

inline constexpr UINT died = 99;  // the exit code of who was ended where he was to be

struct VictimOrder {
  std::string root;  // the folder of the host
  char act = 'r';    // what to do, as the test means it
  bool torn = false;
  std::size_t step = 0;
};

/// What this process was told; nothing: it is none of these.
inline std::optional<VictimOrder> victim_order() {
  const char* const root = std::getenv("SHIRLINT_VICTIM");
  const char* const what = std::getenv("SHIRLINT_VICTIM_STEP");
  if (root == nullptr || what == nullptr) return std::nullopt;
  return VictimOrder{root, what[0], what[1] == 't', std::strtoull(what + 2, nullptr, 10)};
}

/// Wine has refused one start of several thousands, on a busy machine; to start is not what is
/// tried here.
inline PROCESS_INFORMATION start_process(const std::string& command) {
  STARTUPINFOA start{};
  start.cb = sizeof start;
  PROCESS_INFORMATION process{};
  std::string refusals;
  for (int attempt = 0; attempt < 5; ++attempt) {
    std::string line = command;  // may be written to
    if (CreateProcessA(nullptr, line.data(), nullptr, nullptr, FALSE, CREATE_NO_WINDOW, nullptr,
                       nullptr, &start, &process)) {
      return process;
    }
    refusals += " " + std::to_string(GetLastError());
    Sleep(1000);  // ms
  }
  FAIL("could not be started, errors" << refusals << ": " << command);
  return process;
}

/// Runs the hidden test with this tag in a process of its own; gives its exit code.
inline DWORD victim(const std::string& tag, const VictimOrder& order) {
  SetEnvironmentVariableA("SHIRLINT_VICTIM", order.root.c_str());
  const std::string what =
      std::string(1, order.act) + (order.torn ? "t" : "k") + std::to_string(order.step);
  SetEnvironmentVariableA("SHIRLINT_VICTIM_STEP", what.c_str());
  char self[MAX_PATH];
  GetModuleFileNameA(nullptr, self, MAX_PATH);
  const PROCESS_INFORMATION process = start_process("\"" + std::string(self) + "\" " + tag);
  WaitForSingleObject(process.hProcess, 60'000);
  DWORD code = 0;
  GetExitCodeProcess(process.hProcess, &code);
  CloseHandle(process.hThread);
  CloseHandle(process.hProcess);
  return code;
}
