// The restart of a host's services after a run that changed it (--restart-service): stop, start,
// and a minute's watch. Asked of the machine through its seams alone, so that tests can have a
// service fall over. What happens to the run is for the caller.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "io/clock.h"
#include "io/store.h"
#include "state/live/machine.h"
#include "text/error.h"

namespace shirlint::fix {

inline constexpr std::chrono::seconds stay_up{60};        // before a service counts as up
inline constexpr std::chrono::minutes idle_patience{30};  // until no copy worker runs
inline constexpr std::chrono::minutes turn_patience{3};   // for one stop or start

/// What it takes; all must outlive the restart.
struct ServiceHost {
  io::Store& store;  // stops and starts (setting service-run)
  const state::live::Machine& machine;
  io::Clock& clock;
};

/// Gets whole sentences while it waits.
using Tell = std::function<void(const std::string&)>;

/// How many copies run now: each has one diawp.exe of its own, which ends with the service.
[[nodiscard]] text::Result<std::size_t> count_workers(const state::live::Machine& machine);
/// "3 copy workers (diawp.exe)"
[[nodiscard]] std::string workers_text(std::size_t count);

/// Returns when no copy worker runs. An error when one still does after idle_patience, or when that
/// cannot be told.
[[nodiscard]] text::Result<void> wait_until_idle(const ServiceHost& host, const Tell& tell);

class ServiceRestart {
 public:
  ServiceRestart(const ServiceHost& host, std::vector<std::string> services)
      : host_(host), names_(std::move(services)) {}

  /// Before the run: are the services there, and can they be started? `enabling`: the run changes
  /// start types, so that a disabled one may be.
  [[nodiscard]] text::Result<void> look(bool enabling);
  /// Returns when all were stopped and started, and have stayed up for stay_up. The first error
  /// says what a service did instead.
  [[nodiscard]] text::Result<void> restart();
  /// As look() found them: those that ran run again, the others are stopped.
  [[nodiscard]] text::Result<void> put_back();

 private:
  [[nodiscard]] text::Result<state::live::ServiceLook> look_at(const std::string& name) const;
  [[nodiscard]] text::Result<void> turn(const std::string& name, const std::string& wanted);
  [[nodiscard]] text::Result<void> watch();

  ServiceHost host_;
  std::vector<std::string> names_;
  std::vector<std::string> ran_;  // when look() looked
};

}  // namespace shirlint::fix
