// Many independent items on several threads, results taken in the order of the items.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace shirlint::cli {

/// `make_worker()` is called once in each thread and gives `worker(index) -> Result`;
/// `take(Result)` is called in this thread, in order. Workers wait when they are more than `ahead`
/// items in front of what was taken, so that one slow item cannot pile up the rest in memory. Once
/// `stop` says so no more items are begun; those that were are taken. How many were is what comes
/// out.
template <class Result, class MakeWorker, class Take>
std::size_t for_each_ordered(std::size_t count, unsigned jobs, MakeWorker make_worker, Take take,
                             const std::function<bool()>& stop = {}) {
  constexpr std::size_t ahead = 256;
  if (jobs <= 1 || count <= 1) {
    auto worker = make_worker();
    for (std::size_t index = 0; index < count; ++index) {
      if (stop && stop()) return index;
      take(worker(index));
    }
    return count;
  }
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::size_t, Result> done;
  std::size_t next = 0;
  std::size_t taken = 0;
  const auto work = [&] {
    auto worker = make_worker();
    for (;;) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return next >= count || next < taken + ahead; });
      if (next < count && stop && stop()) {
        count = next;
        changed.notify_all();
      }
      if (next >= count) return;
      const std::size_t index = next++;
      lock.unlock();
      Result result = worker(index);
      lock.lock();
      done.emplace(index, std::move(result));
      changed.notify_all();
    }
  };
  std::vector<std::thread> threads;
  const std::size_t workers = std::min<std::size_t>(jobs, count);  // `count` may be made smaller
  for (std::size_t at = 0; at < workers; ++at) threads.emplace_back(work);
  for (;;) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return taken >= count || done.count(taken) != 0; });
    if (taken >= count) break;
    Result result = std::move(done.extract(taken).mapped());
    ++taken;
    changed.notify_all();
    lock.unlock();
    take(std::move(result));
  }
  for (std::thread& thread : threads) thread.join();
  return taken;
}

}  // namespace shirlint::cli
