// Fixes of generated hosts: what is promised of every run of --fix, from the findings to the undo.
#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "fix/fix_trial.h"
#include "rules/builtin_pack.h"
#include "seed.h"

using namespace shirlint;
using fix::test::Share;
using fix::test::Tally;
using fix::test::Trial;

namespace {

// A run under the sanitizers, or without optimisation, tries fewer.
// SHIRLINT_CONFIGS asks for another number.
#ifdef NDEBUG
constexpr std::size_t configs_of_run = 100'000;
#else
constexpr std::size_t configs_of_run = 3'000;
#endif

std::size_t wanted_configs() {
  const char* const given = std::getenv("SHIRLINT_CONFIGS");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : configs_of_run;
}

Tally run_all(std::uint64_t seed, std::size_t configs) {
  constexpr std::size_t threads = 2;
  std::array<Tally, threads> tallies;
  std::vector<std::thread> team;
  for (std::size_t thread = 0; thread < threads; ++thread) {
    team.emplace_back([&, thread] {
      Trial trial(tallies[thread]);
      for (std::uint64_t at = thread; tallies[thread].files.all * threads < configs;
           at += threads) {
        trial.run(seed + at);
        if (tallies[thread].problems.size() > 20) return;
      }
    });
  }
  for (std::thread& thread : team) thread.join();
  Tally all;
  for (const Tally& tally : tallies) all.add(tally);
  return all;
}

std::size_t refused(const Tally& tally) {
  std::size_t hosts = 0;
  for (const auto& [reason, count] : tally.refusals) hosts += count;
  return hosts;
}

/// A generated host has no baseline.
bool asks_baseline(const rules::Rule& rule) {
  return rule.select.find("baseline") != std::string_view::npos;
}

/// An easy generator must show. The shares of a short run differ too much from one to the next.
void check_coverage(const Tally& tally) {
  const std::size_t files = tally.files.all;
  CHECK(tally.files.fixed * 2 >= files);
  if (files < 50'000) return;
  CHECK(tally.files.fixed * 100 >= files * 60);
  CHECK(tally.two_passes.all * 20 >= tally.hosts);
  CHECK(tally.encodings.size() == 7);
  CHECK(tally.line_ends.size() == 5);  // with files of one line
  for (const auto* shares : {&tally.encodings, &tally.line_ends}) {
    for (const auto& [name, share] : *shares) {
      INFO(name);
      CHECK((name == "none" || share.all * 100 >= files * 2));
      CHECK(share.fixed * 100 >= share.all * 40);
    }
  }
  for (const std::string_view name : fix::test::fault_names) {
    INFO(name);
    const auto found = tally.faults.find(std::string(name));
    const Share share = found == tally.faults.end() ? Share{} : found->second;
    CHECK((name == "none" || share.fixed >= files / 1000));
  }
  for (const rules::Rule& rule : rules::builtin_rules()) {
    INFO(rule.code);
    const auto found = tally.codes.find(std::string(rule.code));
    const std::size_t changed = found == tally.codes.end() ? 0 : found->second;
    CHECK((!fix::test::mends_files(rule) || asks_baseline(rule) || changed >= files / 10'000));
  }
  CHECK(refused(tally) == 0);
  CHECK(tally.refuted_hosts > 0);
}

}  // namespace

TEST_CASE("fixes of generated configs keep what is promised", "[fix][slow]") {
  const std::uint64_t seed = generated::seed_of_run();
  const Tally tally = run_all(seed, wanted_configs());
  std::cout << "fixes: seed " << seed << ", " << tally.files.all << " configs of " << tally.hosts
            << " hosts, " << tally.files.fixed * 100 / tally.files.all << " % of them fixed, "
            << tally.two_passes.all << " hosts in more than one pass\n";
  fix::test::print("encodings", tally.encodings, tally.files.all);
  fix::test::print("line ends", tally.line_ends, tally.files.all);
  fix::test::print("faults, by host", tally.faults, tally.hosts);
  fix::test::print("files changed by", tally.codes);
  std::cout << "  hosts whose fixes did not all stand the proof: " << tally.refuted_hosts
            << "; of these refused whole: " << refused(tally) << "\n";
  fix::test::print("refused", tally.refusals);
  fix::test::print("left alone", tally.left);
  for (std::size_t at = 0; at < std::min<std::size_t>(tally.problems.size(), 5); ++at) {
    std::cout << tally.problems[at];
  }
  CHECK(tally.problems.empty());
  check_coverage(tally);
}
