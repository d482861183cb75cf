// A node whose service lives as a test wants it, and a clock that its waiting moves.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "cli/program.h"
#include "io/clock.h"
#include "io/memory_store.h"
#include "state/live/scripted_machine.h"

class PlayedClock final : public shirlint::io::Clock {
 public:
  [[nodiscard]] Time time() const override { return Time{} + passed; }
  void sleep(std::chrono::milliseconds duration) override {
    passed += duration;
    if (on_sleep) on_sleep();
  }
  [[nodiscard]] std::string date() const override { return "2026-11-22T03:00:00Z"; }

  std::chrono::milliseconds passed{0};
  std::function<void()> on_sleep;
};

/// Its JAVA_HOME and its service are as the store has them.
class PlayedMachine final : public shirlint::state::live::ScriptedMachine {
 public:
  using Look = shirlint::state::live::ServiceLook;
  enum class Life : std::uint8_t { long_one, falls, falls_and_is_revived, hangs_at_start };

  PlayedMachine(shirlint::io::MemoryStore& disk, const PlayedClock& watch)
      : store(disk), clock(watch) {
    furnish_node(*this);
  }

  [[nodiscard]] shirlint::state::live::Answer<Look> service(
      const std::string& name) const override {
    auto answer = ScriptedMachine::service(name);
    if (name != "DIAHostService" || !answer || !*answer) return answer;
    const std::string state = store.setting(run).value().value_or("stopped");
    if (state == "running" && last == "stopped") {
      ++starts;
      began = clock.passed;
    }
    last = state;
    (*answer)->state = state;
    (*answer)->started = "2026-11-22T03:0" + std::to_string(starts) + ":00Z";
    // The first is the new settings' start; the next, with the old ones, is always well.
    if (state != "running" || starts != 1 || life == Life::long_one) return answer;
    if (life == Life::hangs_at_start) (*answer)->state = "start-pending";
    if (life == Life::hangs_at_start || clock.passed - began < lives) return answer;
    if (life == Life::falls_and_is_revived) {
      (*answer)->started = "2026-11-22T03:09:00Z";
    } else {
      store.set(run, "stopped");
      last = (*answer)->state = "stopped";
    }
    return answer;
  }
  [[nodiscard]] shirlint::state::live::Answer<shirlint::state::live::RegistryKey> key(
      const std::string& path) const override {
    auto found = ScriptedMachine::key(path);
    if (path != shirlint::state::live::machine_environment || !found || !*found) return found;
    for (auto& [name, value] : (*found)->values) {
      if (name != "JAVA_HOME") continue;
      const auto data = shirlint::io::registry_data(store.setting(java_home).value().value());
      value = {data->type, data->bytes};
    }
    return found;
  }

  inline static const shirlint::io::Setting run{shirlint::io::SettingKind::service_run,
                                                "DIAHostService"};
  inline static const shirlint::io::Setting java_home{shirlint::io::SettingKind::environment,
                                                      "JAVA_HOME"};
  shirlint::io::MemoryStore& store;
  const PlayedClock& clock;
  Life life = Life::long_one;
  std::chrono::seconds lives{20};
  mutable int starts = 0;
  mutable std::string last = "running";
  mutable std::chrono::milliseconds began{0};
};
