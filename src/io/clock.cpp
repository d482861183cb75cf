#include "io/clock.h"

#include <thread>

#include "io/steady_clock.h"
#include "io/system.h"

namespace shirlint::io {

Clock::Time SystemClock::time() const { return steady_now(); }

void SystemClock::sleep(std::chrono::milliseconds duration) {
  std::this_thread::sleep_for(duration);
}

std::string SystemClock::date() const { return now(); }

}  // namespace shirlint::io
