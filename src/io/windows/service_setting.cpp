// How a service starts, and whether it runs.
#include "io/windows/settings.h"
// The one above brings windows.h.
#include <array>
#include <utility>

namespace shirlint::io::windows {
namespace {

constexpr DWORD patience = 30'000;  // milliseconds for a start or stop
constexpr DWORD nap = 100;

constexpr std::array<std::pair<DWORD, std::string_view>, 3> starts = {{
    {SERVICE_AUTO_START, "automatic"},
    {SERVICE_DEMAND_START, "manual"},
    {SERVICE_DISABLED, "disabled"},
}};

class Service {
 public:
  Service(const std::string& name, DWORD access)
      : manager_(OpenSCManagerW(nullptr, nullptr, SC_MANAGER_CONNECT)) {
    std::wstring wide;
    if (manager_ == nullptr) {
      error_ = GetLastError();
    } else if (!to_wide(name, wide)) {
      error_ = ERROR_INVALID_NAME;
    } else {
      service_ = OpenServiceW(manager_, wide.c_str(), access);
      if (service_ == nullptr) error_ = GetLastError();
    }
  }
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  ~Service() {
    if (service_ != nullptr) CloseServiceHandle(service_);
    if (manager_ != nullptr) CloseServiceHandle(manager_);
  }
  [[nodiscard]] SC_HANDLE get() const { return service_; }
  [[nodiscard]] DWORD error() const { return error_; }

 private:
  SC_HANDLE manager_;
  SC_HANDLE service_ = nullptr;
  DWORD error_ = ERROR_SUCCESS;
};

Done<DWORD> state_of(const Service& service) {
  SERVICE_STATUS status{};
  if (QueryServiceStatus(service.get(), &status) == FALSE) return failed(GetLastError());
  return status.dwCurrentState;
}

/// Looks until the service is in this state.
Done<void> wait_for(const Service& service, DWORD wanted) {
  for (DWORD waited = 0; waited < patience; waited += nap) {
    const auto state = state_of(service);
    if (!state) return tl::unexpected<StoreError>(state.error());
    if (*state == wanted) return {};
    // A service that gives up while it starts is stopped again.
    if (wanted == SERVICE_RUNNING && *state == SERVICE_STOPPED && waited > nap) break;
    Sleep(nap);
  }
  return undone(Cause::other, wanted == SERVICE_RUNNING ? "it does not stay up"
                                                        : "it did not stop within half a minute");
}

}  // namespace

Done<State> service_start(const std::string& name) {
  const Service service(name, SERVICE_QUERY_CONFIG);
  if (service.error() == ERROR_SERVICE_DOES_NOT_EXIST) return std::nullopt;
  if (service.get() == nullptr) return failed(service.error());
  // The documented most of a service's configuration.
  alignas(QUERY_SERVICE_CONFIGW) std::array<BYTE, 8192> buffer{};
  auto* const config = reinterpret_cast<QUERY_SERVICE_CONFIGW*>(buffer.data());
  DWORD needed = 0;
  if (QueryServiceConfigW(service.get(), config, static_cast<DWORD>(buffer.size()), &needed) ==
      FALSE) {
    return failed(GetLastError());
  }
  SERVICE_DELAYED_AUTO_START_INFO delayed{};
  if (QueryServiceConfig2W(service.get(), SERVICE_CONFIG_DELAYED_AUTO_START_INFO,
                           reinterpret_cast<BYTE*>(&delayed), sizeof delayed, &needed) == FALSE) {
    delayed.fDelayedAutostart = FALSE;  // a Windows that knows no delay
  }
  for (const auto& [code, word] : starts) {
    if (code != config->dwStartType) continue;
    return std::string(delayed.fDelayedAutostart != FALSE ? "delayed=1" : "delayed=0") +
           "\nstart=" + std::string(word) + '\n';
  }
  return undone(Cause::other, "it is a driver's");
}

Done<void> put_service_start(const std::string& name, const State& state) {
  const Service service(name, SERVICE_QUERY_CONFIG | SERVICE_CHANGE_CONFIG);
  if (service.get() == nullptr) return failed(service.error());
  const std::string wanted = state.value_or("");
  for (const auto& [code, word] : starts) {
    if (wanted.find("start=" + std::string(word) + '\n') == std::string::npos) continue;
    if (auto changed = done(ChangeServiceConfigW(service.get(), SERVICE_NO_CHANGE, code,
                                                 SERVICE_NO_CHANGE, nullptr, nullptr, nullptr,
                                                 nullptr, nullptr, nullptr, nullptr));
        !changed) {
      return changed;
    }
    const auto now = service_start(name);
    if (!now) return tl::unexpected<StoreError>(now.error());
    if (*now == state) return {};
    SERVICE_DELAYED_AUTO_START_INFO delayed{};
    delayed.fDelayedAutostart = wanted.find("delayed=1") != std::string::npos ? TRUE : FALSE;
    return done(
        ChangeServiceConfig2W(service.get(), SERVICE_CONFIG_DELAYED_AUTO_START_INFO, &delayed));
  }
  return undone(Cause::other, "its start type cannot be read");
}

Done<State> service_run(const std::string& name) {
  const Service service(name, SERVICE_QUERY_STATUS);
  if (service.error() == ERROR_SERVICE_DOES_NOT_EXIST) return std::nullopt;
  if (service.get() == nullptr) return failed(service.error());
  const auto state = state_of(service);
  if (!state) return tl::unexpected<StoreError>(state.error());
  switch (*state) {
    case SERVICE_RUNNING:
    case SERVICE_START_PENDING:
      return std::string("running");
    case SERVICE_STOPPED:
    case SERVICE_STOP_PENDING:
      return std::string("stopped");
    default:
      return std::string("paused");
  }
}

Done<void> put_service_run(const std::string& name, const State& state) {
  const Service service(name, SERVICE_QUERY_STATUS | SERVICE_START | SERVICE_STOP);
  if (service.get() == nullptr) return failed(service.error());
  if (state == "running") {
    if (StartServiceW(service.get(), 0, nullptr) == FALSE &&
        GetLastError() != ERROR_SERVICE_ALREADY_RUNNING) {
      return failed(GetLastError());
    }
    return wait_for(service, SERVICE_RUNNING);
  }
  if (state != "stopped") return undone(Cause::other, "only 'running' and 'stopped' can be put");
  SERVICE_STATUS status{};
  if (ControlService(service.get(), SERVICE_CONTROL_STOP, &status) == FALSE &&
      GetLastError() != ERROR_SERVICE_NOT_ACTIVE) {
    return failed(GetLastError());
  }
  return wait_for(service, SERVICE_STOPPED);
}

}  // namespace shirlint::io::windows
