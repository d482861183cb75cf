// The facts of host.toml, table by table in the order of the schema.
#include "compare/state_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "compare/ledger.h"
#include "compare/phrases.h"
#include "lint/host_loader.h"
#include "state/fact_key.h"
#include "state/schema.h"

namespace shirlint::compare {
namespace {

using lint::LoadedHost;
using state::Knowledge;
using state::Record;
using state::TableKind;
using state::TableSpec;

/// What of a list tells its items apart, and what the comparison of two items leaves out.
constexpr std::array<std::string_view, 3> not_compared = {"present", "thumbprint", "store"};

class StateComparer {
 public:
  StateComparer(const LoadedHost& good, const LoadedHost& bad, const lint::CheckContext& context,
                Ledger& ledger)
      : good_(good), bad_(bad), context_(context), ledger_(ledger) {}

  void run() {
    compare_top_level();
    for (const TableSpec& table : state::tables()) {
      if (table.name.empty() || table.name == "coverage") continue;
      if (table.name == "hosts") {
        compare_hosts_file();
      } else if (table.kind == TableKind::plain) {
        for (const state::KeySpec& key : table.keys) {
          compare_key(table, key, fmt::format("{}.{}", table.name, key.key), only(good_, table),
                      only(bad_, table), nullptr);
        }
      } else {
        compare_items(table);
      }
    }
  }

 private:
  static const Record* only(const LoadedHost& host, const TableSpec& table) {
    return host.snapshot ? host.snapshot->only(table.name) : nullptr;
  }

  void add(std::string fact, std::string what, const std::string& name, Told good, Told bad,
           bool own = false, bool minor = false) {
    const Phrase& phrase = phrase_of(fact);
    Difference difference;
    difference.area = phrase.area;
    difference.fact = std::move(fact);
    difference.what = std::move(what);
    difference.meaning = phrase.meaning;
    const bool none = good.knowledge == Knowledge::absent;
    difference.equal = fill(none ? phrase.take_away : phrase.equal, name, good.value);
    difference.told = {std::move(good), std::move(bad)};
    difference.minor = minor;
    ledger_.add(std::move(difference), own || phrase.own);
  }

  void compare_top_level() {
    constexpr std::array<std::pair<std::string_view, std::string state::Snapshot::*>, 6> members = {
        {{"schema", &state::Snapshot::schema},
         {"tool", &state::Snapshot::tool},
         {"name", &state::Snapshot::name},
         {"collected", &state::Snapshot::collected},
         {"product", &state::Snapshot::product},
         {"group", &state::Snapshot::group}}};
    const TableSpec& table = state::tables().front();
    for (const auto& [key, member] : members) {
      const auto told = [&, key = key, member = member](const LoadedHost& host) {
        const bool there = host.snapshot && !((*host.snapshot).*member).empty();
        return there ? known((*host.snapshot).*member) : untold(host, key);
      };
      add(std::string(key), std::string(table.find(key)->meaning), std::string(key), told(good_),
          told(bad_));
    }
  }

  /// `item`: null for a table that is none's list.
  void compare_key(const TableSpec& table, const state::KeySpec& key, const std::string& fact,
                   const Record* good, const Record* bad, const Record* item, bool own = false) {
    const auto told = [&](const LoadedHost& host, const Record* record) {
      const state::Value* value = record != nullptr ? record->find(key.key) : nullptr;
      if (value == nullptr) return untold(host, fact);
      Told out = known(to_text(value->data), place_in_snapshot(host, value->at));
      out.raw = in_any_order(key.key, value->data);
      if (item != nullptr) out.item = place_in_snapshot(host, record->at);
      return out;
    };
    const std::string meaning(key.meaning);
    const bool contents = table.name == "config" && key.key == "sha256";
    // Names of public services lead to another of their addresses each time.
    const bool addresses = table.name == "endpoint" && key.key == "addresses" && item != nullptr &&
                           !is_private(good_, *item) && !is_private(bad_, *item);
    own = own || addresses || (contents && texts_differ(good_, bad_, item->name));
    add(fact, item == nullptr ? meaning : fmt::format("{}: {}", item_words(*item), meaning),
        item == nullptr ? fact : fmt::format("{} of {}", meaning, item_name(*item)),
        told(good_, good), told(bad_, bad), own);
  }

  void compare_items(const TableSpec& table) {
    for (const ItemPair& pair : pair_items(good_, bad_, table.name)) {
      const Record& either = pair.good != nullptr ? *pair.good : *pair.bad;
      const std::string fact = fmt::format("{}.{}", table.name, either.name);
      const bool both =
          pair.good != nullptr && pair.bad != nullptr && pair.good->present && pair.bad->present;
      if (!both || table.kind == TableKind::names) {
        if (!is_file_at_hand(either)) compare_presence(pair, either, fact);
        continue;
      }
      for (const state::KeySpec& key : table.keys) {
        const auto* const skipped = std::find(not_compared.begin(), not_compared.end(), key.key);
        if (skipped != not_compared.end()) continue;
        const bool own = pair.node_certificate && names_one_certificate(key.key);
        compare_key(table, key, fmt::format("{}.{}", fact, key.key), pair.good, pair.bad, &either,
                    own);
      }
    }
  }

  /// A config that one of the hosts came with: whether it is there is seen at the file itself.
  [[nodiscard]] bool is_file_at_hand(const Record& record) const {
    if (record.table != "config") return false;
    const std::vector<std::string> roles = roles_of(good_, bad_);
    return std::find(roles.begin(), roles.end(), record.name) != roles.end();
  }

  void compare_presence(const ItemPair& pair, const Record& either, const std::string& fact) {
    Told good = told_item(good_, pair.good, fact);
    Told bad = told_item(bad_, pair.bad, fact);
    if (state::same_name(either.name, "PATH")) tell_list(good, bad);
    add(fact, item_words(either), item_name(either), std::move(good), std::move(bad), false,
        is_minor(either));
  }

  void compare_hosts_file() {
    const std::vector<HostsLine> good = hosts_lines(good_);
    const std::vector<HostsLine> bad = hosts_lines(bad_);
    const auto has = [](const std::vector<HostsLine>& lines, const HostsLine& line) {
      return std::any_of(lines.begin(), lines.end(),
                         [&](const HostsLine& other) { return other.text == line.text; });
    };
    const auto told = [](const LoadedHost& host, const HostsLine& line) {
      return known(line.text, place_in_snapshot(host, line.at));
    };
    for (const HostsLine& line : good) {
      if (!has(bad, line)) add_line(told(good_, line), no_line(bad_));
    }
    for (const HostsLine& line : bad) {
      if (!has(good, line)) add_line(no_line(good_), told(bad_, line));
    }
  }

  static Told no_line(const LoadedHost& host) {
    Told told = untold(host, "hosts.lines");
    return told.knowledge == Knowledge::unknown ? told : absent();
  }

  void add_line(Told good, Told bad) {
    add("hosts.lines", "line of the hosts file", "the line", std::move(good), std::move(bad));
  }

  /// Of the many authorities that Windows knows, those of Azure and those that a server showed
  /// count.
  [[nodiscard]] bool is_minor(const Record& record) const {
    if (record.table != "certificate") return false;
    const std::string_view store = record.text("store");
    if (store.substr(store.find('/') + 1) == "My") return false;
    const std::string_view thumbprint = record.text("thumbprint");
    if (const shir::DataTable* roots = shir::find_table(context_.data, "roots")) {
      for (const shir::DataRow row : roots->rows) {
        if (shir::cell(row, "thumbprint") == thumbprint) return false;
      }
    }
    return !is_served(good_, thumbprint) && !is_served(bad_, thumbprint);
  }

  const LoadedHost& good_;
  const LoadedHost& bad_;
  const lint::CheckContext& context_;
  Ledger& ledger_;
};

}  // namespace

void compare_state(const LoadedHost& good, const LoadedHost& bad, const lint::CheckContext& context,
                   Ledger& ledger) {
  StateComparer(good, bad, context, ledger).run();
}

}  // namespace shirlint::compare
