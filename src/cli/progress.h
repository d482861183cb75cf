// What a person sees while many hosts are checked: how many are done, what was found, how long it
// will take. One line on standard error that is written over and over, and gone in the end.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cli/session.h"
#include "io/clock.h"

namespace shirlint::cli {

class Progress {
 public:
  /// `wanted`: its line mixes with no other output. Else, and where nobody watches standard error
  /// or there is no clock, nothing is ever written. `session` must outlive it.
  Progress(const Session& session, bool wanted, std::size_t hosts);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  /// A further host is done. Not shown before the first second is over, and ten times a second.
  void step(std::uint64_t findings);
  /// Before anything else goes to the terminal.
  void clear();

 private:
  const Session& session_;
  std::size_t hosts_;
  bool wanted_;
  io::Clock::Time start_;
  io::Clock::Time shown_at_;
  bool shown_ = false;
  std::size_t done_ = 0;
  std::uint64_t findings_ = 0;
};

}  // namespace shirlint::cli
