// Two made-up hosts in memory, loaded, checked and compared.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "compare/comparison.h"
#include "io/memory_reader.h"
#include "lint/host_loader.h"
#include "lint/selection.h"
#include "rules/builtin_pack.h"

namespace shirlint::testing {

struct Hosts {
  io::MemoryReader files;
  lint::CheckContext context;
  std::unique_ptr<lint::LoadedHost> good, bad;

  Hosts() {
    std::vector<const rules::Rule*> all;
    for (const rules::Rule& rule : rules::builtin_rules()) all.push_back(&rule);
    context.rules = lint::select_rules(all, {})->rules;
    context.data = rules::builtin_data();
    context.today = *text::parse_day("2026-11-22");
  }

  void snapshots(const std::string& of_good, const std::string& of_bad) {
    files.add("good/host.toml", of_good);
    files.add("bad/host.toml", of_bad);
  }

  /// `proxy` is what stands in <defaultProxy>.
  void configs(const std::string& role, const std::string& of_good, const std::string& of_bad) {
    const auto add = [&](const std::string& folder, const std::string& inside) {
      files.add(folder + "/" + role + ".exe.config",
                "<configuration>\n<system.net>\n<defaultProxy>\n" + inside +
                    "\n</defaultProxy>\n</system.net>\n</configuration>\n");
    };
    add("good", of_good);
    add("bad", of_bad);
  }

  compare::Comparison compare() {
    good = load("good");
    bad = load("bad");
    lint::HostChecker checker(context);
    const lint::HostReport of_good = checker.check(*good);
    const lint::HostReport of_bad = checker.check(*bad);
    return compare::compare({*good, of_good}, {*bad, of_bad}, context);
  }

 private:
  std::unique_ptr<lint::LoadedHost> load(const std::string& folder) const {
    const std::vector<std::string> paths = {folder};
    const lint::Discovery found = lint::discover(files, paths, {});
    REQUIRE(found.hosts.size() == 1);
    auto host = lint::load_host(found.hosts.front(), files, context);
    for (const text::Error& error : host->errors) UNSCOPED_INFO(error.message);
    REQUIRE(host->errors.empty());
    return host;
  }
};

inline const compare::Difference* find(const std::vector<compare::Difference>& list,
                                       const std::string& fact) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const compare::Difference& known) {
    return known.fact == fact;
  });
  return at == list.end() ? nullptr : &*at;
}

inline bool has_gap(const compare::Comparison& comparison, const std::string& fact,
                    compare::Side side) {
  return std::any_of(comparison.gaps.begin(), comparison.gaps.end(),
                     [&](const compare::Gap& gap) { return gap.fact == fact && gap.side == side; });
}

inline std::string host_toml(const std::string& rest) {
  return "schema = \"shirlint.host/1\"\n" + rest;
}

}  // namespace shirlint::testing
