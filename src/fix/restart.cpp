#include "fix/restart.h"

#include <fmt/format.h>

#include <algorithm>

#include "state/fact_key.h"

namespace shirlint::fix {
namespace {

using state::live::ServiceLook;
using std::chrono::duration_cast;
using std::chrono::seconds;

constexpr std::string_view worker = "diawp.exe";
constexpr seconds look_every{1};

bool is_turning(const std::string& state) { return state.find("-pending") != std::string::npos; }

}  // namespace

text::Result<std::size_t> count_workers(const state::live::Machine& machine) {
  const auto running = machine.processes();
  if (!running || !*running) {
    return text::fail(fmt::format("how many copy workers run cannot be told: {}",
                                  running ? "no answer" : running.error().reason));
  }
  return static_cast<std::size_t>(
      std::count_if((*running)->begin(), (*running)->end(),
                    [](const std::string& name) { return state::same_name(name, worker); }));
}

std::string workers_text(std::size_t count) {
  return fmt::format("{} copy worker{} ({})", count, count == 1 ? "" : "s", worker);
}

text::Result<void> wait_until_idle(const ServiceHost& host, const Tell& tell) {
  const io::Clock::Time begin = host.clock.time();
  for (bool told = false;; told = true) {
    const auto count = count_workers(host.machine);
    if (!count) return tl::unexpected<text::Error>(count.error());
    if (*count == 0) return {};
    const std::string said = workers_text(*count);
    if (host.clock.time() - begin >= idle_patience) {
      return text::fail(fmt::format("after {} minutes of waiting still at work: {}",
                                    idle_patience.count(), said));
    }
    if (!told) {
      tell(fmt::format("at work: {}; waiting until none is, for at most {} minutes", said,
                       idle_patience.count()));
    }
    host.clock.sleep(look_every);
  }
}

text::Result<ServiceLook> ServiceRestart::look_at(const std::string& name) const {
  auto look = host_.machine.service(name);
  if (!look) return text::fail(fmt::format("{} cannot be asked: {}", name, look.error().reason));
  if (!*look) return text::fail(fmt::format("there is no service {}", name));
  return **std::move(look);
}

text::Result<void> ServiceRestart::look(bool enabling) {
  ran_.clear();
  for (const std::string& name : names_) {
    const auto look = look_at(name);
    if (!look) return tl::unexpected<text::Error>(look.error());
    if (look->start == "disabled" && !enabling) {
      return text::fail(fmt::format("{} is disabled and cannot be started", name));
    }
    if (look->state == "running" || look->state == "start-pending") ran_.push_back(name);
  }
  return {};
}

/// A stop or start is asked for once; what is under way already is waited for.
text::Result<void> ServiceRestart::turn(const std::string& name, const std::string& wanted) {
  const io::Clock::Time begin = host_.clock.time();
  bool asked = false;
  std::string why = "it did not say why";
  for (;;) {
    const auto look = look_at(name);
    if (!look) return tl::unexpected<text::Error>(look.error());
    if (look->state == wanted) return {};
    const bool late = host_.clock.time() - begin >= turn_patience;
    if (late) why = fmt::format("not within {} minutes", turn_patience.count());
    if (late || (asked && !is_turning(look->state))) {
      return text::fail(
          fmt::format("{} does not {}: {}", name, wanted == "running" ? "come up" : "stop", why));
    }
    if (asked || is_turning(look->state)) {
      host_.clock.sleep(look_every);
      continue;
    }
    asked = true;
    const auto put = host_.store.put_setting({io::SettingKind::service_run, name}, wanted);
    if (!put) why = put.error().reason;
  }
}

/// A service that its recovery settings start again looks up at every look: when it began tells.
text::Result<void> ServiceRestart::watch() {
  const io::Clock::Time begin = host_.clock.time();
  std::vector<std::optional<std::string>> started;
  for (;;) {
    for (std::size_t at = 0; at < names_.size(); ++at) {
      const std::string& name = names_[at];
      const auto look = look_at(name);
      if (!look) return tl::unexpected<text::Error>(look.error());
      const auto age = duration_cast<seconds>(host_.clock.time() - begin).count();
      if (look->state != "running") {
        return text::fail(fmt::format("{} did not stay up: {} s after its start it is '{}'", name,
                                      age, look->state));
      }
      if (at == started.size()) started.push_back(look->started);
      if (started[at] && look->started && *started[at] != *look->started) {
        return text::fail(fmt::format(
            "{} did not stay up: within {} s it ended and was started again", name, age));
      }
    }
    if (host_.clock.time() - begin >= stay_up) return {};
    host_.clock.sleep(look_every);
  }
}

text::Result<void> ServiceRestart::restart() {
  for (const std::string& name : names_) {
    if (auto stopped = turn(name, "stopped"); !stopped) return stopped;
    if (auto up = turn(name, "running"); !up) return up;
  }
  return watch();
}

text::Result<void> ServiceRestart::put_back() {
  for (const std::string& name : names_) {
    // Stopped first: it may be up, with what the run had changed.
    if (auto stopped = turn(name, "stopped"); !stopped) return stopped;
    if (std::find(ran_.begin(), ran_.end(), name) == ran_.end()) continue;
    if (auto up = turn(name, "running"); !up) return up;
  }
  return {};
}

}  // namespace shirlint::fix
