// The clock that waits: for what takes its time on the machine. Tests have one that does not.
#pragma once

#include <chrono>
#include <string>

namespace shirlint::io {

class Clock {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  /// Only goes forward.
  [[nodiscard]] virtual Time time() const = 0;
  virtual void sleep(std::chrono::milliseconds duration) = 0;
  /// This moment in UTC as "2026-11-22T09:00:00Z".
  [[nodiscard]] virtual std::string date() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Time time() const override;
  void sleep(std::chrono::milliseconds duration) override;
  [[nodiscard]] std::string date() const override;
};

}  // namespace shirlint::io
