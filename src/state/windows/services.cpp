#include "state/windows/questions.h"
// The one above brings windows.h.
#include <array>

namespace shirlint::state::windows {
namespace {

class ServiceHandle {
 public:
  explicit ServiceHandle(SC_HANDLE handle) : handle_(handle) {}
  ServiceHandle(const ServiceHandle&) = delete;
  ServiceHandle& operator=(const ServiceHandle&) = delete;
  ~ServiceHandle() {
    if (handle_ != nullptr) CloseServiceHandle(handle_);
  }
  [[nodiscard]] SC_HANDLE get() const { return handle_; }

 private:
  SC_HANDLE handle_;
};

const char* state_word(DWORD state) {
  switch (state) {
    case SERVICE_RUNNING:
      return "running";
    case SERVICE_STOPPED:
      return "stopped";
    case SERVICE_PAUSED:
      return "paused";
    case SERVICE_START_PENDING:
      return "start-pending";
    case SERVICE_STOP_PENDING:
      return "stop-pending";
    case SERVICE_CONTINUE_PENDING:
      return "continue-pending";
    case SERVICE_PAUSE_PENDING:
      return "pause-pending";
    default:
      return "";
  }
}

const char* start_word(DWORD start, bool delayed) {
  switch (start) {
    case SERVICE_AUTO_START:
      return delayed ? "automatic-delayed" : "automatic";
    case SERVICE_DEMAND_START:
      return "manual";
    case SERVICE_DISABLED:
      return "disabled";
    case SERVICE_BOOT_START:
      return "boot";
    case SERVICE_SYSTEM_START:
      return "system";
    default:
      return "";
  }
}

bool is_delayed(SC_HANDLE service) {
  SERVICE_DELAYED_AUTO_START_INFO info{};
  DWORD needed = 0;
  return QueryServiceConfig2W(service, SERVICE_CONFIG_DELAYED_AUTO_START_INFO,
                              reinterpret_cast<BYTE*>(&info), sizeof info, &needed) != FALSE &&
         info.fDelayedAutostart != FALSE;
}

/// When a process began; of others' processes only an administrator learns it.
std::optional<std::string> start_of(DWORD process) {
  if (process == 0) return std::nullopt;
  const io::windows::Handle handle(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process));
  FILETIME began{};
  FILETIME ended{};
  FILETIME kernel{};
  FILETIME user{};
  if (!handle.is_open() || GetProcessTimes(handle.get(), &began, &ended, &kernel, &user) == FALSE) {
    return std::nullopt;
  }
  return date_text(began);
}

}  // namespace

Answer<live::ServiceLook> look_at_service(const std::string& name) {
  const ServiceHandle manager(OpenSCManagerW(nullptr, nullptr, SC_MANAGER_CONNECT));
  if (manager.get() == nullptr) return no_answer<live::ServiceLook>(GetLastError());
  const ServiceHandle service(
      OpenServiceW(manager.get(), wide(name).c_str(), SERVICE_QUERY_STATUS | SERVICE_QUERY_CONFIG));
  if (service.get() == nullptr) {
    const DWORD error = GetLastError();
    if (error == ERROR_SERVICE_DOES_NOT_EXIST) return std::nullopt;
    return no_answer<live::ServiceLook>(error);
  }
  SERVICE_STATUS_PROCESS status{};
  DWORD needed = 0;
  if (QueryServiceStatusEx(service.get(), SC_STATUS_PROCESS_INFO, reinterpret_cast<BYTE*>(&status),
                           sizeof status, &needed) == FALSE) {
    return no_answer<live::ServiceLook>(GetLastError());
  }
  // The documented most of a service's configuration.
  alignas(QUERY_SERVICE_CONFIGW) std::array<BYTE, 8192> buffer{};
  auto* const config = reinterpret_cast<QUERY_SERVICE_CONFIGW*>(buffer.data());
  if (QueryServiceConfigW(service.get(), config, static_cast<DWORD>(buffer.size()), &needed) ==
      FALSE) {
    return no_answer<live::ServiceLook>(GetLastError());
  }
  const wchar_t* const account = config->lpServiceStartName;
  return live::ServiceLook{state_word(status.dwCurrentState),
                           start_word(config->dwStartType, is_delayed(service.get())),
                           account == nullptr ? std::string() : io::windows::to_utf8(account),
                           start_of(status.dwProcessId)};
}

Answer<std::string> sid_of(const std::string& account) {
  if (account == "LocalSystem") return std::string("S-1-5-18");
  // ".\name" is an account of this machine.
  const std::wstring name = wide(account.rfind(".\\", 0) == 0 ? account.substr(2) : account);
  std::array<BYTE, SECURITY_MAX_SID_SIZE> sid{};
  std::array<wchar_t, 256> domain{};
  auto sid_size = static_cast<DWORD>(sid.size());
  auto domain_size = static_cast<DWORD>(domain.size());
  SID_NAME_USE use{};
  if (LookupAccountNameW(nullptr, name.c_str(), sid.data(), &sid_size, domain.data(), &domain_size,
                         &use) == FALSE) {
    const DWORD error = GetLastError();
    if (error == ERROR_NONE_MAPPED) return std::nullopt;
    return no_answer<std::string>(error);
  }
  return sid_text(sid.data());
}

}  // namespace shirlint::state::windows
