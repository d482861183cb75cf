// A call that may never come back, with a bound.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace shirlint::state::live {

/// What a worker and who waits for it share; the last of the two frees it.
template <class T>
struct Errand {
  std::optional<T> result;  // written before `done`, read after it
  std::atomic<bool> done{false};
};

/// `work` in a thread of its own; nothing when it takes longer than `limit`. What `work` holds must
/// live as long as it: it may go on.
/// Looks now and then instead of waiting for a condition, and detaches only who is late: done the
/// other way, one run of ten lost an answer with MinGW's threads under Wine.
template <class T, class Work>
std::optional<T> within(std::chrono::milliseconds limit, Work work) {
  constexpr std::chrono::milliseconds nap{1};
  auto errand = std::make_shared<Errand<T>>();
  std::thread worker([errand, work = std::move(work)] {
    errand->result = work();
    errand->done = true;
  });
  for (std::chrono::milliseconds waited{0}; !errand->done && waited < limit; waited += nap) {
    std::this_thread::sleep_for(nap);
  }
  if (!errand->done) {
    worker.detach();
    return std::nullopt;
  }
  worker.join();
  return std::move(errand->result);
}

}  // namespace shirlint::state::live
