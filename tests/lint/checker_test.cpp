// One host through a few built-in rules: places, fixes, fingerprints, headline.
#include "lint/checker.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/memory_reader.h"
#include "rules/builtin_pack.h"
#include "text/sha256.h"

using namespace shirlint;

namespace {

std::string config(const std::string& inside) {
  return "<configuration>\n  <system.net>\n    <defaultProxy>\n      " + inside +
         "\n    </defaultProxy>\n  </system.net>\n</configuration>\n";
}

class Machine {
 public:
  explicit Machine(const std::vector<std::string_view>& codes) {
    for (const rules::Rule& rule : rules::builtin_rules()) {
      if (std::find(codes.begin(), codes.end(), rule.code) != codes.end()) {
        context_.rules.push_back(&rule);
      }
    }
    REQUIRE(context_.rules.size() == codes.size());
    tables_.assign(rules::builtin_data().begin(), rules::builtin_data().end());
    context_.data = tables_;
    context_.today = *text::parse_day("2026-11-22");
  }

  io::MemoryReader files;

  lint::HostReport check(const std::string& path) {
    const std::vector<std::string> paths = {path};
    const lint::Discovery found = lint::discover(files, paths, {});
    REQUIRE(found.errors.empty());
    REQUIRE(found.hosts.size() == 1);
    return lint::HostChecker(context_).check(found.hosts[0], files);
  }

 private:
  lint::CheckContext context_;
  std::vector<shir::DataTable> tables_;
};

}  // namespace

TEST_CASE("a finding has its place, its logical path and the line", "[lint][quick]") {
  Machine machine({"PRX009"});
  const std::string text = config("<proxy proxyaddress=\"proxy:8080\" />");
  machine.files.add("h/diahost.exe.config", text);
  const lint::HostReport report = machine.check("h");
  REQUIRE(report.findings.size() == 1);
  const lint::Finding& finding = report.findings[0];
  CHECK(finding.location.file == "h/diahost.exe.config");
  CHECK(finding.location.start.line == 4);
  CHECK(finding.location.start.column == 28);
  CHECK(finding.location.end.column == 38);
  CHECK(finding.location.fact == "/configuration/system.net/defaultProxy/proxy/@proxyaddress");
  CHECK(finding.location.line_text == "      <proxy proxyaddress=\"proxy:8080\" />");
  REQUIRE(report.files.size() == 1);
  CHECK(report.files[0].sha256 == text::sha256(text));
}

TEST_CASE("a fix is the least edit, in bytes of the file on disk", "[lint][quick]") {
  Machine machine({"PRX009"});
  const std::string text =
      "\xEF\xBB\xBF<!-- \xC3\xA4 -->" + config("<proxy proxyaddress=\"proxy:8080\" />");
  machine.files.add("h/diahost.exe.config", text);
  const lint::HostReport report = machine.check("h");
  REQUIRE(report.findings.size() == 1);
  REQUIRE(report.findings[0].fix);
  const lint::FixOffer& fix = *report.findings[0].fix;
  CHECK(fix.applicability == rules::Applicability::safe);
  CHECK(fix.restart == std::vector<std::string>{"DIAHostService"});
  REQUIRE(fix.edits.size() == 1);
  CHECK(fix.edits[0].text == "http://");
  CHECK(fix.edits[0].start == fix.edits[0].end);
  CHECK(text.compare(fix.edits[0].start, 10, "proxy:8080") == 0);
}

TEST_CASE("a fingerprint knows neither host nor file nor line", "[lint][quick]") {
  Machine machine({"PRX009"});
  machine.files.add("a/diahost.exe.config", config("<proxy proxyaddress=\"proxy:8080\"/>"));
  machine.files.add("b/Shared/DIAHOST.exe.config",
                    "<!-- \n\n -->" + config("<proxy proxyaddress=\"proxy:8080\"/>"));
  machine.files.add("c/diahost.exe.config", config("<proxy proxyaddress=\"other:8080\"/>"));
  machine.files.add("d/diawp.exe.config", config("<proxy proxyaddress=\"proxy:8080\"/>"));
  const auto print = [&](const char* host) {
    return machine.check(host).findings.at(0).fingerprint;
  };
  CHECK(print("a").substr(0, 3) == "v1:");
  CHECK(print("a") == print("b"));
  CHECK(print("a") != print("c"));
  CHECK(print("a") != print("d"));
}

TEST_CASE("a fingerprint knows neither indentation nor line ends", "[lint][quick]") {
  Machine machine({"PRX022"});
  const auto block = [](const std::string& gap) {
    return "<configuration><system.net><defaultProxy" + gap + "useDefaultCredentials=\"true\"" +
           "/></system.net></configuration>";
  };
  machine.files.add("a/diahost.exe.config", block("\n    "));
  machine.files.add("b/diahost.exe.config", block("\r\n\t"));
  const lint::HostReport one = machine.check("a");
  const lint::HostReport other = machine.check("b");
  REQUIRE(one.findings.size() == 1);
  REQUIRE(other.findings.size() == 1);
  CHECK(one.findings[0].fingerprint == other.findings[0].fingerprint);
}

TEST_CASE("the headline says what each file does", "[lint][quick]") {
  Machine machine({});
  machine.files.add("h/diahost.exe.config",
                    config("<proxy proxyaddress=\"http://user:pass@proxy:8080\"/>"));
  machine.files.add("h/diawp.exe.config", "<configuration>");
  const lint::HostReport report = machine.check("h");
  REQUIRE(report.headline.size() == 2);
  CHECK(report.headline[0].find("diahost goes through http://") == 0);
  CHECK(report.headline[0].find("pass@") == std::string::npos);
  CHECK(report.headline[1].find("diawp cannot start: Windows refuses its config (") == 0);
}

TEST_CASE("an old snapshot is said to be old", "[lint][quick]") {
  Machine machine({});
  machine.files.add("h/diahost.exe.config", config(""));
  const auto last_line = [&](const std::string& day) {
    machine.files.add("h/host.toml", "schema = 'shirlint.host/1'\ncollected = " + day + "\n");
    return machine.check("h").headline.back();
  };
  CHECK(last_line("2026-01-01T09:00:00Z") == "Its host.toml is 325 days old");
  CHECK(last_line("2026-10-22T09:00:00Z") == "Its host.toml is 31 days old");
  CHECK(last_line("2026-10-23T09:00:00Z").find("days old") == std::string::npos);
}

TEST_CASE("name, product and group come from the snapshot, else from the folder", "[lint][quick]") {
  Machine machine({});
  machine.files.add("plain/diahost.exe.config", config(""));
  machine.files.add("told/host.toml",
                    "schema = 'shirlint.host/1'\nname = 'node-01'\nproduct = 'synapse'\n"
                    "group = 'ir'\n");
  const lint::HostReport plain = machine.check("plain");
  CHECK(plain.name == "plain");
  CHECK(plain.product == "adf");
  CHECK_FALSE(plain.snapshot);
  const lint::HostReport told = machine.check("told");
  CHECK(told.name == "node-01");
  CHECK(told.product == "synapse");
  CHECK(told.group == "ir");
  CHECK(told.snapshot);
}
