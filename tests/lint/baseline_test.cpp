// Which findings a baseline knows, and which of its entries are stale.
#include "lint/baseline.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

using namespace shirlint;
using lint::HostReport;

namespace {

const rules::Rule& rule(std::string_view code) {
  static const std::vector<rules::Rule> all = [] {
    std::vector<rules::Rule> made(2);
    made[0].code = "PRX009";
    made[1].code = "BYP001";
    return made;
  }();
  return code == "PRX009" ? all[0] : all[1];
}

const std::set<std::string_view> both = {"PRX009", "BYP001"};

/// A host whose one file has findings with these fingerprints, all of PRX009.
HostReport host(const std::string& name, const std::vector<std::string>& fingerprints,
                const std::string& file = "diahost.exe.config") {
  HostReport report;
  report.name = name;
  report.whole = true;
  report.files.push_back({name + "/" + file, "diahost", ""});
  for (const std::string& fingerprint : fingerprints) {
    lint::Finding finding;
    finding.rule = &rule("PRX009");
    finding.host = name;
    finding.location.file = name + "/" + file;
    finding.fingerprint = fingerprint;
    report.findings.push_back(finding);
  }
  return report;
}

/// The hosts with findings left, "node-01 a, node-02 b"; stale entries behind a semicolon.
std::string outcome(const lint::Baseline& baseline, std::vector<HostReport> hosts,
                    const std::set<std::string_view>& asked = both) {
  const lint::BaselineMatch match = lint::suppress_known(baseline, asked, hosts);
  std::string out;
  for (const HostReport& item : hosts) {
    for (const lint::Finding& finding : item.findings) {
      out += item.name + " " + finding.fingerprint + ", ";
    }
    for (const lint::Suppressed& known : item.suppressed) CHECK(known.by == "baseline");
  }
  out += ";";
  for (const lint::KnownFinding& entry : match.stale) {
    out += " " + entry.host + " " + entry.fingerprint + " " + std::to_string(entry.count);
  }
  return out;
}

}  // namespace

TEST_CASE("what the baseline knows does not count, what is new does", "[lint][quick]") {
  const lint::Baseline baseline = lint::make_baseline({host("node-01", {"a", "b"})});
  CHECK(outcome(baseline, {host("node-01", {"a", "b"})}) == ";");
  CHECK(outcome(baseline, {host("node-01", {"a", "b", "c"})}) == "node-01 c, ;");
}

TEST_CASE("an entry stands for as many findings as there were", "[lint][quick]") {
  const lint::Baseline baseline = lint::make_baseline({host("node-01", {"a", "a"})});
  REQUIRE(baseline.findings.size() == 1);
  CHECK(baseline.findings[0].count == 2);
  CHECK(outcome(baseline, {host("node-01", {"a", "a", "a"})}) == "node-01 a, ;");
  CHECK(outcome(baseline, {host("node-01", {"a"})}) == "; node-01 a 1");
}

TEST_CASE("a host that was renamed keeps what is known of it", "[lint][quick]") {
  const lint::Baseline baseline =
      lint::make_baseline({host("node-01", {"a"}), host("node-02", {"a"})});
  CHECK(outcome(baseline, {host("node-01", {"a"}), host("web-02", {"a"})}) == ";");
  // Two such hosts were known, not three.
  CHECK(outcome(baseline, {host("node-01", {"a"}), host("web-02", {"a"}), host("web-03", {"a"})}) ==
        "web-03 a, ;");
}

TEST_CASE(
    "what was mended on a host that was renamed is stale, if its folder tells that it is the same",
    "[lint][quick]") {
  const auto in_folder = [](HostReport report, const std::string& folder) {
    report.path = folder;
    for (lint::Finding& finding : report.findings) finding.location.file = folder + "/S/a.config";
    return report;
  };
  const auto known = lint::make_baseline({in_folder(host("old", {"a", "b"}), "hosts/one"),
                                          in_folder(host("other", {"c"}), "hosts/two")});
  const HostReport other = in_folder(host("other", {"c"}), "hosts/two");
  const HostReport renamed = in_folder(host("new", {"a"}), "hosts/one");
  CHECK(outcome(known, {renamed, other}) == "; old b 1");
  CHECK(outcome(known, {in_folder(host("new", {}), "hosts/one"), other}) == "; old a 1 old b 1");
  SECTION("not when the folder is another one, or held several hosts, or holds several") {
    CHECK(outcome(known, {in_folder(host("new", {"a"}), "hosts/three"), other}) == ";");
    CHECK(outcome(known, {in_folder(host("new", {"a"}), "hosts")}) == ";");
    CHECK(outcome(known, {renamed, in_folder(host("newer", {}), "hosts/one"), other}) == ";");
  }
  SECTION("not when the old name is still seen, or the new one was known") {
    CHECK(outcome(known, {in_folder(host("old", {"a", "b"}), "hosts/four"), renamed}) ==
          "new a, ;");
    CHECK(outcome(known, {in_folder(host("other", {"a"}), "hosts/one")}) == "; other c 1");
  }
}

TEST_CASE("a file that was moved or renamed keeps what is known of it", "[lint][quick]") {
  const lint::Baseline baseline = lint::make_baseline({host("node-01", {"a"})});
  CHECK(outcome(baseline, {host("node-01", {"a"}, "Shared/diahost.exe.config")}) == ";");
}

TEST_CASE("of equal findings the one in the known file is known", "[lint][quick]") {
  const lint::Baseline baseline = lint::make_baseline({host("node-01", {"a"}, "b.config")});
  HostReport both_files = host("node-01", {"a"}, "a.config");
  both_files.findings.push_back(host("node-01", {"a"}, "b.config").findings[0]);
  std::vector<HostReport> hosts = {both_files};
  static_cast<void>(lint::suppress_known(baseline, both, hosts));
  REQUIRE(hosts[0].findings.size() == 1);
  CHECK(hosts[0].findings[0].location.file == "node-01/a.config");
}

TEST_CASE("another host of the same check keeps its own entries", "[lint][quick]") {
  const lint::Baseline baseline =
      lint::make_baseline({host("node-01", {"a"}), host("node-02", {})});
  // Fixed on the one, broken anew on the other; the order of the hosts must not matter.
  CHECK(outcome(baseline, {host("node-01", {}), host("node-02", {"a"})}) ==
        "node-02 a, ; node-01 a 1");
  CHECK(outcome(baseline, {host("node-02", {"a"}), host("node-01", {"a"})}) == "node-02 a, ;");
}

TEST_CASE("stale is only what this check would have found", "[lint][quick]") {
  const lint::Baseline baseline = lint::make_baseline({host("node-01", {"a"})});
  HostReport fixed = host("node-01", {});
  SECTION("it is gone") { CHECK(outcome(baseline, {fixed}) == "; node-01 a 1"); }
  SECTION("its host was not looked at") { CHECK(outcome(baseline, {host("node-02", {})}) == ";"); }
  SECTION("its rule was not asked") { CHECK(outcome(baseline, {fixed}, {"BYP001"}) == ";"); }
  SECTION("its rule could not be judged") {
    fixed.unknown.push_back({&rule("PRX009"), "node-01", "config.diahost", "no XML"});
    CHECK(outcome(baseline, {fixed}) == ";");
  }
  SECTION("another rule could not be judged") {
    fixed.unknown.push_back({&rule("BYP001"), "node-01", "config.diahost", "no XML"});
    CHECK(outcome(baseline, {fixed}) == "; node-01 a 1");
  }
  SECTION("the host could not be read") {
    fixed.errors.push_back({"no permission", "node-01/diahost.exe.config", {}});
    CHECK(outcome(baseline, {fixed}) == ";");
  }
  SECTION("only another file of its host was given") {
    fixed.whole = false;
    fixed.files = {{"node-01/diawp.exe.config", "diawp", ""}};
    CHECK(outcome(baseline, {fixed}) == ";");
  }
  SECTION("its file was given") {
    fixed.whole = false;
    CHECK(outcome(baseline, {fixed}) == "; node-01 a 1");
  }
  SECTION("of two hosts of this name one could not be read") {
    HostReport other = fixed;
    other.errors.push_back({"no permission", "", {}});
    CHECK(outcome(baseline, {fixed, other}) == ";");
  }
}

TEST_CASE("without what is stale the rest stays, host by host", "[lint][quick]") {
  lint::Baseline baseline =
      lint::make_baseline({host("node-01", {"a", "a", "b"}), host("node-02", {"a"})});
  baseline.hosts["node-01"].version = "5.46.9029.1";
  std::vector<HostReport> hosts = {host("node-01", {"a"})};
  const lint::Baseline left = lint::suppress_known(baseline, both, hosts).without_stale;
  REQUIRE(left.findings.size() == 2);
  CHECK(left.findings[0].host == "node-01");
  CHECK(left.findings[0].fingerprint == "a");
  CHECK(left.findings[0].count == 1);
  CHECK(left.findings[1].host == "node-02");
  CHECK(left.hosts.at("node-01").version == "5.46.9029.1");
}

TEST_CASE("of two different hosts with one name nothing is remembered", "[lint][quick]") {
  HostReport one = host("node-01", {});
  one.memory.version = "5.46.9029.1";
  HostReport two = one;
  CHECK(lint::make_baseline({one, two}).find("node-01") != nullptr);
  two.memory.version = "5.47.9061.1";
  CHECK(lint::make_baseline({one, two}).find("node-01") == nullptr);
}
