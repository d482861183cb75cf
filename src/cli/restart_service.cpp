#include "cli/restart_service.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/live_host.h"
#include "cli/machine_fix.h"
#include "cli/runs.h"
#include "shir/products.h"
#include "state/fact_key.h"
#include "state/live/collectors.h"

namespace shirlint::cli {
namespace {

constexpr std::string_view option = "--restart-service";

bool waits(const Arguments& arguments) { return arguments.one(option) == "when-idle"; }

/// Did the run do nothing but start services? One that is down again then has nothing left of it.
bool only_starts(const lint::RunReport& run) {
  const std::string kind = fmt::format("{} ", io::to_text(io::SettingKind::service_run));
  return std::all_of(run.files.begin(), run.files.end(), [&](const auto& file) {
    return file.path.compare(0, kind.size(), kind) == 0;
  });
}

}  // namespace

bool is_restarting(const Arguments& arguments) { return arguments.has(option); }

std::string restart_usage(const Arguments& arguments) {
  if (!is_restarting(arguments)) return {};
  // "all" is what stands for no value.
  if (const std::string value = arguments.one(option); value != "all" && value != "when-idle") {
    return fmt::format("{} '{}' is unknown; it can be when-idle", option, value);
  }
  const bool applying = arguments.command->name == "apply";
  if (!applying && !arguments.has("--fix") && !arguments.has("--unsafe-fixes")) {
    return fmt::format("{} belongs to --fix", option);
  }
  if (!applying && !arguments.has("--live")) {
    return fmt::format("{} restarts the service of this machine: give --live with it", option);
  }
  if (arguments.has("--no-backup")) {
    return fmt::format(
        "{} takes the fix back when the service does not stay up, which needs the "
        "backups: leave --no-backup out",
        option);
  }
  return {};
}

std::string why_no_restart(const Arguments& arguments, const Session& session) {
  if (!is_restarting(arguments)) return {};
  if (session.machine == nullptr || session.store == nullptr || session.clock == nullptr) {
    return fmt::format(
        "{} restarts the service of the Windows machine it runs on; this is none, and nothing was "
        "changed",
        option);
  }
  if (arguments.has("--diff")) return {};
  return why_no_state_fix(session);
}

bool is_this_machines(const lint::HostSource& host, const Session& session) {
  if (session.machine == nullptr) return false;
  const auto runtime = state::live::find_runtime(*session.machine);
  return runtime &&
         state::same_name(io::full_name(session.reader, reader_path(runtime->install_folder)),
                          reader_path(io::full_name(session.reader, host.path)));
}

RestartAfterRun::RestartAfterRun(const Arguments& arguments, const Session& session,
                                 const lint::HostSource& host)
    : arguments_(arguments), session_(session) {
  if (!is_restarting(arguments)) return;
  for (const lint::ConfigFile& config : host.configs) {
    const std::string name(shir::service_of_role(config.role));
    if (name.empty() || std::find(services_.begin(), services_.end(), name) != services_.end()) {
      continue;
    }
    services_.push_back(name);
  }
  restart_.emplace(fix::ServiceHost{*session.store, *session.machine, *session.clock}, services_);
}

std::string RestartAfterRun::names() const { return fmt::format("{}", fmt::join(services_, ", ")); }

void RestartAfterRun::tell(const std::string& sentence) const {
  complain(session_, {sentence, {}, {}});
}

bool RestartAfterRun::prepare(bool enabling, std::vector<text::Error>& errors) {
  if (!restart_) return true;
  const auto refuse = [&](const text::Error& why) {
    errors.push_back({fmt::format("{}; nothing was changed", why.message), {}, {}});
    return false;
  };
  if (services_.empty()) return refuse({"no service of this host is known", {}, {}});
  if (const auto there = restart_->look(enabling); !there) return refuse(there.error());
  if (waits(arguments_)) {
    const fix::ServiceHost host{*session_.store, *session_.machine, *session_.clock};
    const auto idle = fix::wait_until_idle(host, [&](const std::string& what) { tell(what); });
    return idle ? true : refuse(idle.error());
  }
  tell(preview());
  return true;
}

std::string RestartAfterRun::preview() const {
  if (!restart_) return {};
  const auto count = fix::count_workers(*session_.machine);
  if (!count) return fmt::format("{} would be restarted; {}", names(), count.error().message);
  return fmt::format("the restart of {} {} {}", names(),
                     waits(arguments_) ? "waits until none is at work, now:" : "cancels",
                     fix::workers_text(*count));
}

std::string RestartAfterRun::take_back(lint::Report& report, const std::string& why) {
  lint::RunReport& run = report.runs.back();
  run.restart.clear();
  auto origin = run_origin(arguments_, session_);
  if (!origin) return origin.error().message;
  const std::string state = origin->state;
  origin->reason = why;
  const auto done = fix::undo_run(*session_.store, *origin, run.id);
  if (!done && !only_starts(run)) {
    return fmt::format("run {} could not be taken back: {} {}", run.id, done.error().file,
                       done.error().message);
  }
  const std::string taken = fmt::format("run {} was taken back", run.id);
  run.undo.clear();
  if (done) {
    log_run(session_, *done);
    lint::RunReport undo =
        run_report(*done, *session_.store, state, arguments_.one("--backup-dir"));
    undo.restart.clear();
    report.runs.push_back(std::move(undo));
  }
  const auto back = restart_->put_back();
  if (!back) return fmt::format("{}; {}", taken, back.error().message);
  return fmt::format("{}, and {} is as it was before", taken, names());
}

bool RestartAfterRun::carry_out(lint::Report& report) {
  if (!restart_) return true;
  const auto count = fix::count_workers(*session_.machine);
  tell(fmt::format(
      "run {} is made; restarting {}{}; then a minute's watch", report.runs.back().id, names(),
      count && *count != 0 ? fmt::format(", which cancels {}", fix::workers_text(*count)) : ""));
  const auto up = restart_->restart();
  if (!up) {
    const std::string& why = up.error().message;
    const std::string end = take_back(report, why);
    report.errors.push_back({fmt::format("{}; {}", why, end), {}, {}});
    return false;
  }
  report.runs.back().restart.clear();
  report.runs.back().restarted = services_;
  return true;
}

}  // namespace shirlint::cli
