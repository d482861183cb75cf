// From findings to proved bytes, on a made-up machine with the built-in rules or with two of ours.
#include "fix/plan.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "flip_rule.h"
#include "io/memory_reader.h"
#include "lint/discovery.h"
#include "rules/builtin_pack.h"
#include "rules/rule_pack.h"

using namespace shirlint;

namespace {

std::string config(const std::string& default_proxy) {
  return "<configuration>\r\n  <system.net>\r\n    " + default_proxy +
         "\r\n  </system.net>\r\n</configuration>\r\n";
}

const std::string shipped = config("<defaultProxy useDefaultCredentials=\"true\" />");

struct Machine {
  io::MemoryReader files;
  lint::CheckContext context;

  Machine() {
    for (const rules::Rule& rule : rules::builtin_rules()) context.rules.push_back(&rule);
    context.data = rules::builtin_data();
    context.today = text::parse_day("2026-11-22").value();
  }

  fix::HostPlan plan(rules::Applicability least = rules::Applicability::safe) {
    const std::vector<std::string> paths = {"h"};
    const lint::Discovery found = lint::discover(files, paths, {});
    lint::HostChecker checker(context);
    return fix::plan_host(checker, context, found.hosts.at(0), files, {least});
  }
};

}  // namespace

TEST_CASE("a file that .NET refuses is mended, and nothing else of it changes", "[fix][quick]") {
  Machine machine;
  const std::string broken = config(
      "<defaultProxy><proxy proxyaddress='proxy.contoso.com:8080' "
      "/><!-- kept --></defaultProxy>");
  machine.files.add("h/diahost.exe.config", broken);
  machine.files.add("h/diawp.exe.config", broken);
  const fix::HostPlan plan = machine.plan();
  CHECK(plan.refusal.empty());
  CHECK(plan.codes == std::vector<std::string>{"PRX009"});
  CHECK(plan.restart == std::vector<std::string>{"DIAHostService"});
  REQUIRE(plan.files.size() == 2);
  CHECK(plan.files[0].before == broken);
  std::string mended = broken;
  mended.insert(broken.find("proxy.contoso"), "http://");
  CHECK(plan.files[0].after == mended);
  CHECK(plan.files[1].after == mended);
  for (const lint::Finding& finding : plan.after.findings) CHECK(finding.rule->code != "PRX009");
}

TEST_CASE("diawp follows diahost, also when diahost is mended in the same run", "[fix][quick]") {
  Machine machine;
  machine.files.add("h/diahost.exe.config",
                    config("<defaultProxy><proxy proxyaddress=\"proxy:8080\"/></defaultProxy>"));
  machine.files.add("h/diawp.exe.config", shipped);
  const fix::HostPlan plan = machine.plan();
  CHECK(plan.refusal.empty());
  CHECK(plan.codes == std::vector<std::string>{"PRX001", "PRX009"});
  REQUIRE(plan.files.size() == 2);
  CHECK(plan.files[1].after.find("proxyaddress=\"http://proxy:8080\"") != std::string::npos);
}

TEST_CASE("a repair that does not make the file load is left alone, with the reason",
          "[fix][quick]") {
  Machine machine;
  const std::string broken = config(
      "<defaultProxy><proxy proxyaddress=\"http://proxy:99999\" UseSystemDefault=\"False\"/>"
      "</defaultProxy>");
  machine.files.add("h/diahost.exe.config", broken);
  machine.files.add("h/diawp.exe.config", broken);
  const fix::HostPlan plan = machine.plan();
  CHECK(plan.refusal.empty());
  CHECK(plan.files.empty());
  CHECK(plan.restart.empty());
  REQUIRE(plan.left.size() == 2);
  CHECK(plan.left[0].code == "PRX004");
  CHECK_THAT(plan.left[0].reason, Catch::StartsWith("afterwards .NET would still refuse the file"));
}

TEST_CASE("what its rule calls safe is left alone when it would change a route", "[fix][quick]") {
  Machine machine;
  rules::RulePack pack;
  std::string rule = flip_rule("XAB001", "True", "x");
  const auto put = [&](const std::string& from, const std::string& to) {
    rule.replace(rule.find(from), from.size(), to);
  };
  put("'unsafe'", "'safe'");
  put("config = '<a/>'", "config = '<a/>'\nfixed = '<b/>'");
  put("//proxy/@bypassonlocal[. = 'True']", "//proxy/@proxyaddress[contains(., 'one')]");
  put("value = 'x'", "value = 'http://two:8080'");
  REQUIRE(pack.add(rule, "a.toml", "a.toml").empty());
  machine.context.rules = pack.rules();
  machine.files.add(
      "h/diahost.exe.config",
      config("<defaultProxy><proxy proxyaddress=\"http://one:8080\"/></defaultProxy>"));
  const fix::HostPlan plan = machine.plan();
  CHECK(plan.files.empty());
  REQUIRE(plan.left.size() == 1);
  CHECK_THAT(plan.left[0].reason, Catch::StartsWith("it would change where requests go: https://"));
}

TEST_CASE("what the safe stage left alone and the unsafe one did is not told as left alone",
          "[fix][quick]") {
  Machine machine;
  const std::string broken = config(
      "<defaultProxy><proxy proxyaddress=\"http://proxy:99999\" UseSystemDefault=\"False\"/>"
      "</defaultProxy>");
  machine.files.add("h/diahost.exe.config", broken);
  machine.files.add("h/diawp.exe.config", broken);
  const fix::HostPlan plan = machine.plan(rules::Applicability::unsafe);
  CHECK(plan.files.size() == 2);
  CHECK(plan.codes == std::vector<std::string>{"PRX004"});
  CHECK(plan.left.empty());
  CHECK(plan.restart == std::vector<std::string>{"DIAHostService"});
}

TEST_CASE("two faults of which each hides the other are mended together", "[fix][quick]") {
  Machine machine;
  machine.files.add("h/diahost.exe.config",
                    "<configuration><appSettings><add key=a value=\"1&2\"/></appSettings>"
                    "</configuration>\n");
  CHECK(machine.plan(rules::Applicability::safe).files.empty());
  const fix::HostPlan plan = machine.plan(rules::Applicability::unsafe);
  CHECK(plan.refusal.empty());
  REQUIRE(plan.files.size() == 1);
  CHECK(plan.files[0].codes.count("CFG004") == 1);
  CHECK(plan.files[0].codes.count("CFG005") == 1);
  CHECK(plan.files[0].after.find("key=\"a\" value=\"1&amp;2\"") != std::string::npos);
  CHECK(plan.left.empty());
}

TEST_CASE("a healthy host has nothing to plan", "[fix][quick]") {
  Machine machine;
  machine.files.add("h/diahost.exe.config", shipped);
  machine.files.add("h/diawp.exe.config", shipped);
  const fix::HostPlan plan = machine.plan(rules::Applicability::unsafe);
  CHECK(plan.refusal.empty());
  CHECK(plan.files.empty());
}

TEST_CASE("fixes that undo each other are left alone by name", "[fix][quick]") {
  Machine machine;
  rules::RulePack pack;
  REQUIRE(pack.add(flip_rule("XAB001", "True", "False"), "a.toml", "a.toml").empty());
  REQUIRE(pack.add(flip_rule("XAB002", "False", "True"), "b.toml", "b.toml").empty());
  machine.context.rules = pack.rules();
  machine.files.add("h/diahost.exe.config",
                    config("<defaultProxy><proxy bypassonlocal=\"True\"/></defaultProxy>"));
  const fix::HostPlan plan = machine.plan(rules::Applicability::unsafe);
  CHECK(plan.refusal.empty());
  CHECK(plan.files.empty());
  REQUIRE(plan.left.size() == 1);  // XAB002 has nothing to mend as it is
  CHECK(plan.left[0].code == "XAB001");
  CHECK(plan.left[0].reason == "with it these fixes undo each other: XAB001, then XAB002");
}

TEST_CASE("of two fixes of one place the first counts, and the other is told", "[fix][quick]") {
  Machine machine;
  rules::RulePack pack;
  REQUIRE(pack.add(flip_rule("XAB001", "True", "False"), "a.toml", "a.toml").empty());
  REQUIRE(pack.add(flip_rule("XAB002", "True", "Unspecified"), "b.toml", "b.toml").empty());
  machine.context.rules = pack.rules();
  machine.files.add("h/diahost.exe.config",
                    config("<defaultProxy><proxy bypassonlocal=\"True\"/></defaultProxy>"));
  const fix::HostPlan plan = machine.plan(rules::Applicability::unsafe);
  CHECK(plan.refusal.empty());
  CHECK(plan.codes == std::vector<std::string>{"XAB001"});
  CHECK(plan.left.empty());  // the other finding is gone too
  REQUIRE(plan.files.size() == 1);
  CHECK(plan.files[0].after.find("\"False\"") != std::string::npos);
}

TEST_CASE("a fix that brings a new finding is dropped, and the others are made", "[fix][quick]") {
  Machine machine;
  rules::RulePack pack;
  REQUIRE(pack.add(flip_rule("XAB001", "True", "Unspecified"), "a.toml", "a.toml").empty());
  std::string tells = flip_rule("XAB002", "Unspecified", "x");
  tells.erase(tells.find("[[fix]]"), tells.find("[[example]]") - tells.find("[[fix]]"));
  REQUIRE(pack.add(tells, "b.toml", "b.toml").empty());
  std::string sound = flip_rule("XAB003", "x", "y");
  sound.replace(sound.find("@bypassonlocal[. = 'x']"), 23, "@usesystemdefault[. = 'True']");
  sound.replace(sound.find("value = 'y'"), 11, "value = 'False'");
  REQUIRE(pack.add(sound, "c.toml", "c.toml").empty());
  machine.context.rules = pack.rules();
  const std::string before = config(
      "<defaultProxy><proxy bypassonlocal=\"True\" usesystemdefault=\"True\"/></defaultProxy>");
  machine.files.add("h/diahost.exe.config", before);
  const fix::HostPlan plan = machine.plan(rules::Applicability::unsafe);
  CHECK(plan.refusal.empty());
  CHECK(plan.codes == std::vector<std::string>{"XAB003"});
  REQUIRE(plan.files.size() == 1);
  std::string mended = before;
  mended.replace(before.find("=\"True\"/>"), 7, "=\"False\"");
  CHECK(plan.files[0].after == mended);
  REQUIRE(plan.left.size() == 1);
  CHECK(plan.left[0].code == "XAB001");
  CHECK(plan.left[0].reason ==
        "with it XAB002 would be found at h/diahost.exe.config: it is Unspecified");
  CHECK_FALSE(plan.left[0].refuted.empty());
}

TEST_CASE("fixes that each bring a bypass list take turns, and there is one list", "[fix][quick]") {
  Machine machine;
  machine.files.add("h/diahost.exe.config",
                    config("<defaultProxy>\r\n      <proxy proxyaddress='http://proxy:8080' />\r\n"
                           "    </defaultProxy>"));
  machine.files.add("h/host.toml",
                    "schema = 'shirlint.host/1'\nproduct = 'adf'\n[os]\nazure_vm = true\n"
                    "[[endpoint]]\nhost = 'adf-prod.westeurope.datafactory.azure.net'\n"
                    "addresses = ['10.1.2.3']\n");
  const fix::HostPlan plan = machine.plan(rules::Applicability::unsafe);
  CHECK(plan.refusal.empty());
  CHECK(plan.left.empty());
  REQUIRE(plan.files.size() == 1);
  const std::string& after = plan.files[0].after;
  CHECK(after.find("<bypasslist>") == after.rfind("<bypasslist>"));
  CHECK(after.find("<bypasslist>\r\n        <add address='^https?://169\\.254") !=
        std::string::npos);
  CHECK(after.find("adf-prod\\.westeurope") != std::string::npos);
}
