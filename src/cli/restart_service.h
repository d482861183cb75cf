// --restart-service[=when-idle]: the run counts only with a service that comes up with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/session.h"
#include "fix/restart.h"
#include "lint/discovery.h"
#include "lint/report.h"

namespace shirlint::cli {

/// Is a restart asked for?
[[nodiscard]] bool is_restarting(const Arguments& arguments);
/// The sentence about options that do not go with it; empty when there is nothing to say.
[[nodiscard]] std::string restart_usage(const Arguments& arguments);
/// Why no service may be restarted here: no Windows, a policy, no administrator's rights. Empty:
/// it may, or is not asked for.
[[nodiscard]] std::string why_no_restart(const Arguments& arguments, const Session& session);
/// Is it the runtime that this machine has, whatever way it was named?
[[nodiscard]] bool is_this_machines(const lint::HostSource& host, const Session& session);

class RestartAfterRun {
 public:
  /// Of the services that read the configs of `host`.
  RestartAfterRun(const Arguments& arguments, const Session& session, const lint::HostSource& host);

  /// Before the run: can they be restarted? Says what that cancels, and waits where it is to be
  /// waited. False: `errors` says why not, and nothing may be changed. `enabling`: the run changes
  /// start types.
  [[nodiscard]] bool prepare(bool enabling, std::vector<text::Error>& errors);
  /// What --diff says of it; empty when it is not asked for.
  [[nodiscard]] std::string preview() const;
  /// After the run, the last of `report.runs`. False: they did not come up, so that it was taken
  /// back, which `report.errors` tells, and what could not be.
  [[nodiscard]] bool carry_out(lint::Report& report);

 private:
  [[nodiscard]] std::string names() const;
  void tell(const std::string& sentence) const;
  [[nodiscard]] std::string take_back(lint::Report& report, const std::string& why);

  const Arguments& arguments_;
  const Session& session_;
  std::vector<std::string> services_;
  std::optional<fix::ServiceRestart> restart_;
};

}  // namespace shirlint::cli
