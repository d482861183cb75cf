// Every key of host.toml's schema, changed on one host alone, is told with that key.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "hosts.h"
#include "seed.h"
#include "state/schema.h"

using namespace shirlint;
using namespace shirlint::testing;
using compare::Comparison;
using state::KeySpec;
using state::TableKind;
using state::TableSpec;
using state::ValueType;

namespace {

std::string quoted(const std::string& text) { return "'" + text + "'"; }

/// Two values of a key that are not the same, as TOML.
std::pair<std::string, std::string> two_values(const KeySpec& key, std::mt19937& random) {
  if (!key.choices.empty()) {
    const auto choices = state::split_choices(key.choices);
    const std::size_t one = random() % choices.size();
    const std::size_t other = (one + 1 + random() % (choices.size() - 1)) % choices.size();
    return {quoted(std::string(choices[one])), quoted(std::string(choices[other]))};
  }
  const std::string number = std::to_string(1 + random() % 5000);
  switch (key.type) {
    case ValueType::integer:
      return {number, number + "1"};
    case ValueType::boolean:
      return random() % 2 == 0 ? std::pair<std::string, std::string>{"true", "false"}
                               : std::pair<std::string, std::string>{"false", "true"};
    case ValueType::date_time:
      return {"2026-11-20T09:00:00Z", "2026-11-21T09:00:00Z"};
    case ValueType::text_list:
      return {"['10.0.0.1 x" + number + "']", "['10.0.0.2 x" + number + "', 'y']"};
    case ValueType::any:
      return key.key == "redactions"
                 ? std::pair<std::string, std::string>{"[{start = 1, end = 3}]",
                                                       "[{start = 2, end = 3}]"}
                 : std::pair<std::string, std::string>{quoted("a" + number), quoted("b" + number)};
    case ValueType::text:
      break;
  }
  const bool thumbprint = key.key == "thumbprint" || key.key == "root" ||
                          (key.table == "runtime" && key.key == "certificate");
  if (thumbprint) return {quoted(std::string(40, 'A')), quoted(std::string(40, 'B'))};
  if (key.key == "sha256") return {quoted(std::string(64, 'A')), quoted(std::string(64, 'B'))};
  return {quoted("a" + number), quoted("b" + number)};
}

/// What names an item of the list, without the key that is changed.
std::string names_of(const TableSpec& table, const KeySpec& key) {
  if (table.name == "certificate") {
    std::string names;
    if (key.key != "store") names += "store = 'LocalMachine/My'\n";
    if (key.key != "thumbprint") names += "thumbprint = '" + std::string(40, 'C') + "'\n";
    return names;
  }
  const KeySpec& first = table.keys.front();
  if (&first == &key) return {};
  std::string value = "'item'";
  if (first.type == ValueType::integer) value = "8060";
  if (table.name == "config") value = "'diahost'";
  return std::string(first.key) + " = " + value + "\n";
}

struct Pair {
  std::string good, bad;
  std::string fact;  // "*" for what names the item
  bool of_name = false;
};

Pair hosts_with(const TableSpec& table, const KeySpec& key, std::mt19937& random) {
  const auto [good, bad] = two_values(key, random);
  const std::string name(table.name);
  const auto both = [&, one = good, other = bad](const std::string& front,
                                                 const std::string& item) {
    return Pair{host_toml(front + item + " = " + one + "\n"),
                host_toml(front + item + " = " + other + "\n"), ""};
  };
  Pair pair;
  if (table.name.empty()) {
    pair = both("", std::string(key.key));
    pair.fact = key.key;
  } else if (table.kind == TableKind::names) {
    const std::string item = table.name == "registry" ? "HKLM\\SOFTWARE\\X\\Value" : "VARIABLE";
    pair = both("[" + name + "]\n", quoted(item));
    pair.fact = name + "." + item;
  } else if (table.kind == TableKind::plain) {
    pair = both("[" + name + "]\n", std::string(key.key));
    pair.fact = name + "." + std::string(key.key);
  } else {
    const std::string names = names_of(table, key);
    // An item with another name is another item: a list that is complete tells which is not there.
    std::string list = name;
    if (name == "certificate") list += ".LocalMachine/My";
    const std::string complete = "[coverage]\n'" + list + "' = 'complete'\n";
    pair =
        both((name == "file" || name == "endpoint" ? "" : complete) + "[[" + name + "]]\n" + names,
             std::string(key.key));
    pair.fact = name + ".";
    const bool naming = &key == &table.keys.front() || key.key == "thumbprint";
    pair.of_name = naming;
    if (!naming && key.key != "present") pair.fact += "*." + std::string(key.key);
  }
  return pair;
}

bool is_it(const std::string& fact, const std::string& wanted) {
  const std::size_t star = wanted.find('*');
  if (star == std::string::npos) return fact.compare(0, wanted.size(), wanted) == 0;
  const std::string end = wanted.substr(star + 1);
  return fact.compare(0, star, wanted, 0, star) == 0 && fact.size() > end.size() &&
         fact.compare(fact.size() - end.size(), end.size(), end) == 0;
}

/// Only an item that has another name on the other host may be unknown there.
bool tells(const Comparison& found, const Pair& pair) {
  for (const auto* list : {&found.differences, &found.own}) {
    for (const compare::Difference& difference : *list) {
      if (is_it(difference.fact, pair.fact)) return true;
    }
  }
  return pair.of_name && std::any_of(found.gaps.begin(), found.gaps.end(),
                                     [&](const auto& gap) { return is_it(gap.fact, pair.fact); });
}

}  // namespace

TEST_CASE("each key of the schema that differs is told with that key", "[compare][quick]") {
  const auto seed = generated::seed_of_run();
  std::mt19937 random(static_cast<std::mt19937::result_type>(seed));
  std::size_t keys = 0;
  for (const TableSpec& table : state::tables()) {
    if (table.name == "coverage") continue;
    for (const KeySpec& key : table.keys) {
      if (key.key == "schema") continue;  // there is one
      const Pair pair = hosts_with(table, key, random);
      Hosts hosts;
      hosts.context.rules.clear();  // the same whatever the rules say
      hosts.snapshots(pair.good, pair.bad);
      const Comparison found = hosts.compare();
      INFO(pair.good << "---\n" << pair.bad);
      CAPTURE(pair.fact);
      CHECK(tells(found, pair));
      hosts.snapshots(pair.good, pair.good);
      const Comparison same = hosts.compare();
      CHECK(same.differences.size() + same.own.size() + same.gaps.size() == 0);
      ++keys;
    }
  }
  std::cout << "compare: seed " << seed << ", " << keys << " keys\n";
  CHECK(keys > 90);
}
