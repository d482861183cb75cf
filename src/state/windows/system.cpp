#include "state/windows/questions.h"
// The one above brings windows.h.
#include <lm.h>

#include <array>

namespace shirlint::state::windows {
namespace {

std::optional<std::string> computer_name(COMPUTER_NAME_FORMAT format) {
  std::array<wchar_t, 1024> name{};
  auto size = static_cast<DWORD>(name.size());
  if (GetComputerNameExW(format, name.data(), &size) == FALSE) return std::nullopt;
  return io::windows::to_utf8(std::wstring_view(name.data(), size));
}

std::optional<bool> is_domain_joined() {
  const SystemLibrary library(L"netapi32.dll");
  const auto ask = library.find<decltype(NetGetJoinInformation)>("NetGetJoinInformation");
  const auto free = library.find<decltype(NetApiBufferFree)>("NetApiBufferFree");
  if (ask == nullptr || free == nullptr) return std::nullopt;
  wchar_t* name = nullptr;
  NETSETUP_JOIN_STATUS status = NetSetupUnknownStatus;
  if (ask(nullptr, &name, &status) != NERR_Success) return std::nullopt;
  if (name != nullptr) free(name);
  if (status == NetSetupUnknownStatus) return std::nullopt;
  return status == NetSetupDomainName;
}

/// What is built in; where the firmware does not say, what Windows can use of it.
std::optional<std::int64_t> memory_mib() {
  ULONGLONG kib = 0;
  if (GetPhysicallyInstalledSystemMemory(&kib) != FALSE) {
    return static_cast<std::int64_t>(kib >> 10U);
  }
  MEMORYSTATUSEX status{};
  status.dwLength = sizeof status;
  if (GlobalMemoryStatusEx(&status) == FALSE) return std::nullopt;
  return static_cast<std::int64_t>(status.ullTotalPhys >> 20U);
}

/// "Sleep after" of the power plan in use, on mains power.
std::optional<std::int64_t> sleep_ac_seconds() {
  const SystemLibrary library(L"powrprof.dll");
  using ActivePlan = DWORD WINAPI(HKEY, GUID**);
  using ReadIndex = DWORD WINAPI(HKEY, const GUID*, const GUID*, const GUID*, DWORD*);
  const auto active = library.find<ActivePlan>("PowerGetActiveScheme");
  const auto read = library.find<ReadIndex>("PowerReadACValueIndex");
  if (active == nullptr || read == nullptr) return std::nullopt;
  // winnt.h: GUID_SLEEP_SUBGROUP, GUID_STANDBY_TIMEOUT
  const GUID sleep = {0x238C9FA8, 0x0AAD, 0x41ED, {0x83, 0xF4, 0x97, 0xBE, 0x24, 0x2C, 0x8F, 0x20}};
  const GUID after = {0x29F6C1DB, 0x86DA, 0x48C5, {0x9F, 0xDB, 0xF2, 0xB6, 0x7B, 0x1F, 0x44, 0xDA}};
  GUID* plan = nullptr;
  if (active(nullptr, &plan) != ERROR_SUCCESS || plan == nullptr) return std::nullopt;
  DWORD seconds = 0;
  const DWORD error = read(nullptr, plan, &sleep, &after, &seconds);
  LocalFree(plan);
  if (error != ERROR_SUCCESS) return std::nullopt;
  return seconds;
}

}  // namespace

std::wstring wide(std::string_view text) {
  std::wstring out;
  if (!io::windows::to_wide(text, out)) out.clear();
  return out;
}

std::string date_text(const FILETIME& time) {
  SYSTEMTIME day{};
  if (FileTimeToSystemTime(&time, &day) == FALSE || day.wYear > 9999) return {};
  const auto padded = [](WORD number, std::size_t width) {
    std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
  };
  return padded(day.wYear, 4) + "-" + padded(day.wMonth, 2) + "-" + padded(day.wDay, 2) + "T" +
         padded(day.wHour, 2) + ":" + padded(day.wMinute, 2) + ":" + padded(day.wSecond, 2) + "Z";
}

std::string sid_text(PSID sid) {
  wchar_t* text = nullptr;
  if (ConvertSidToStringSidW(sid, &text) == FALSE) return {};
  std::string out = io::windows::to_utf8(text);
  LocalFree(text);
  return out;
}

Answer<live::SystemLook> look_at_system() {
  live::SystemLook look;
  look.name = computer_name(ComputerNameDnsHostname).value_or("");
  look.dns_domain = computer_name(ComputerNameDnsDomain);
  look.domain_joined = is_domain_joined();
  look.addresses = own_addresses();
  look.cores = GetActiveProcessorCount(ALL_PROCESSOR_GROUPS);
  look.memory_mib = memory_mib();
  look.sleep_ac_seconds = sleep_ac_seconds();
  return look;
}

}  // namespace shirlint::state::windows
