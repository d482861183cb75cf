#include "cli/progress.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <string>

namespace shirlint::cli {
namespace {

constexpr double quiet_seconds = 1.0;
constexpr double between_seconds = 0.1;
constexpr std::string_view to_empty_line = "\r\x1b[K";

double to_seconds(io::Clock::Time::duration time) {
  return std::chrono::duration<double>(time).count();
}

std::string duration(double seconds) {
  const auto whole = std::lround(seconds);
  if (whole < 60) return fmt::format("{} s", whole);
  return fmt::format("{} min {} s", whole / 60, whole % 60);
}

}  // namespace

Progress::Progress(const Session& session, bool wanted, std::size_t hosts)
    : session_(session),
      hosts_(hosts),
      wanted_(wanted && session.watched && session.clock != nullptr) {
  if (wanted_) start_ = session.clock->time();
}

void Progress::step(std::uint64_t findings) {
  if (!wanted_) return;
  ++done_;
  findings_ += findings;
  const io::Clock::Time now = session_.clock->time();
  const double since = to_seconds(now - start_);
  if (since < quiet_seconds || to_seconds(now - shown_at_) < between_seconds) return;
  const double left = since / static_cast<double>(done_) * static_cast<double>(hosts_ - done_);
  session_.errors.machine(fmt::format("{}{} of {} hosts, {} {}, {} left", to_empty_line, done_,
                                      hosts_, findings_, findings_ == 1 ? "finding" : "findings",
                                      duration(left)));
  session_.errors.finish();
  shown_ = true;
  shown_at_ = now;
}

void Progress::clear() {
  if (!shown_) return;
  session_.errors.machine(to_empty_line);
  session_.errors.finish();
  shown_ = false;
}

}  // namespace shirlint::cli
