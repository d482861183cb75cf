// Inner part of the comparison: the items of host.toml's lists, paired and put into words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compare/ledger.h"
#include "state/snapshot.h"

namespace shirlint::compare {

/// One item of a list on both hosts; null where a host's list does not have it.
struct ItemPair {
  const state::Record* good = nullptr;
  const state::Record* bad = nullptr;
  bool node_certificate = false;  // each host's own certificate for the talk between nodes
};

/// In the order of GOOD, then what only BAD has. Items of one name (two versions of a product, two
/// programs at one port) are paired where they are equal first.
[[nodiscard]] std::vector<ItemPair> pair_items(const lint::LoadedHost& good,
                                               const lint::LoadedHost& bad, std::string_view table);

/// Is it a key in which two nodes' own certificates differ by nature?
[[nodiscard]] bool names_one_certificate(std::string_view key);

/// "service DIAHostService", "DigiCert Global Root G2 in LocalMachine/Root".
[[nodiscard]] std::string item_words(const state::Record& record);
/// "DIAHostService", "DigiCert Global Root G2".
[[nodiscard]] std::string item_name(const state::Record& record);

[[nodiscard]] std::string to_text(const state::Datum& datum);

/// Whether the item is there, and what of it a person wants to know at once.
[[nodiscard]] Told told_item(const lint::LoadedHost& host, const state::Record* record,
                             std::string_view fact);
/// What a host tells of a fact that it has no value of: that it is absent, or that it is not known.
[[nodiscard]] Told untold(const lint::LoadedHost& host, std::string_view fact);

/// A line of the hosts file that maps a name: without comment, blanks made one, lower case.
struct HostsLine {
  std::string text;
  text::Span at;
};
[[nodiscard]] std::vector<HostsLine> hosts_lines(const lint::LoadedHost& host);

/// A list whose order says nothing, in one order; "" for other values.
[[nodiscard]] std::string in_any_order(std::string_view key, const state::Datum& datum);

/// Leaves of two lists with ";" what only one of them has.
void tell_list(Told& good, Told& bad);

/// Do all addresses of this endpoint belong to private networks?
[[nodiscard]] bool is_private(const lint::LoadedHost& host, const state::Record& endpoint);

/// Did a server that was tried show a chain that ends in this root?
[[nodiscard]] bool is_served(const lint::LoadedHost& host, std::string_view thumbprint);

}  // namespace shirlint::compare
