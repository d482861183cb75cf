// Plans of hosts whose files hold secrets, or are copies in which they are masked.
#include "fix/plan_carry.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "fix/original.h"
#include "fix/plan_sample.h"
#include "text/secret.h"
#include "text/sha256.h"

using namespace shirlint;

namespace {

/// A proxy with a password, and beside it a fault that can be mended without it.
std::string secretive(const std::string& password) {
  return "<!-- http://svc:" + password +
         "@old.contoso.com -->\r\n<configuration>\r\n  <system.net>\r\n    <defaultProxy><proxy "
         "proxyaddress='proxy.contoso.com:8080' /></defaultProxy>\r\n  "
         "</system.net>\r\n</configuration>\r\n";
}

/// The host as `collect` would write it.
void collect(RulesOverFiles& machine, const std::string& original, std::size_t start,
             std::size_t end) {
  std::string copy = original;
  copy.replace(start, end - start, end - start, '*');
  machine.files.add("h/diahost.exe.config", copy);
  machine.files.add("h/host.toml",
                    "schema = \"shirlint.host/1\"\n[[config]]\nrole = \"diahost\"\n"
                    "path = 'C:\\x\\diahost.exe.config'\nsha256 = \"" +
                        text::sha256(original) + "\"\nredactions = [{ start = " +
                        std::to_string(start) + ", end = " + std::to_string(end) + " }]\n");
}

}  // namespace

TEST_CASE("a file that is not there is planned with its whole text and its model", "[fix][quick]") {
  RulesOverFiles machine;
  const std::string with_proxy = config_of(
      "<defaultProxy useDefaultCredentials='true'><proxy proxyaddress='http://proxy:8080' "
      "bypassonlocal='True' /></defaultProxy>");
  machine.files.add("h/Shared/diahost.exe.config", with_proxy);
  machine.files.add("h/Shared/diawp.exe.config", with_proxy);
  machine.files.add("h/Gateway/DataScan/Microsoft.DataMap.Agent.exe.config", with_proxy);
  const fix::HostPlan plan = machine.plan(rules::Applicability::unsafe);
  REQUIRE(plan.refusal.empty());
  REQUIRE(plan.files.size() == 1);
  const fix::FileChange& change = plan.files[0];
  CHECK(change.path ==
        "h/Gateway/DataScan/DataTransfer/"
        "Microsoft.DataMap.Agent.Connectors.Azure.DataFactory.ServiceHost.exe.config");
  CHECK(change.role == "datamap-servicehost");
  CHECK(change.like == "h/Shared/diahost.exe.config");
  CHECK(change.before.empty());
  CHECK(change.after.find("proxyaddress=\"http://proxy:8080\"") != std::string::npos);
  CHECK(change.after.find("\r\n") != std::string::npos);
  const auto host = fix::planned_host(plan, fix::PlanKind::unsafe);
  REQUIRE(host);
  CHECK(host->files[0].like == "diahost");
  CHECK(host->files[0].before.empty());
  CHECK(fix::carry_out_new(host->files[0], "f").value() == change.after);
  fix::PlannedFile changed = host->files[0];
  changed.edits[0].edit.text += " ";
  CHECK_FALSE(fix::carry_out_new(changed, "f"));
  machine.files.add(change.path, change.after);
  CHECK(machine.plan(rules::Applicability::unsafe).files.empty());
}

TEST_CASE("a plan made of a masked copy fits the original, and nothing else", "[fix][quick]") {
  const std::string original = secretive("s3cret-word");
  const std::size_t start = original.find("svc:");
  RulesOverFiles machine;
  collect(machine, original, start, original.find("@old"));
  const fix::HostPlan plan = machine.plan();
  REQUIRE(plan.refusal.empty());
  const fix::PlannedHost host = fix::planned_host(plan, fix::PlanKind::safe).value();
  REQUIRE(host.files.size() == 1);
  const fix::PlannedFile& file = host.files[0];
  CHECK(file.before == text::sha256(original));
  CHECK(file.after.empty());
  std::string mended = original;
  mended.insert(original.find("proxy.contoso"), "http://");
  CHECK(fix::carry_out(file, original, "f").value() == mended);

  SECTION("another file with that hash in the plan is none with that text") {
    fix::PlannedFile forged = file;
    const std::string other = original + "<!-- more -->";
    forged.before = text::sha256(other);
    forged.size = static_cast<std::uint32_t>(other.size());
    CHECK(fix::carry_out(forged, other, "f").error().message.find("not only where") !=
          std::string::npos);
  }
  SECTION("its edits cannot be changed by hand") {
    const std::string text = fix::to_toml({"t", "2026-11-22", fix::PlanKind::safe, {host}});
    const std::string at = std::to_string(file.edits.at(0).edit.span.start);
    const std::string next = std::to_string(file.edits[0].edit.span.start + 1);
    const auto read_with = [&](const std::string& old, const std::string& by) {
      std::string other = text;
      other.replace(other.find(old), old.size(), by);
      return fix::parse_plan(other, "p.toml");
    };
    const fix::PlannedFile same = read_with("", "").value().hosts.at(0).files.at(0);
    CHECK(fix::carry_out(same, original, "f").value() == mended);
    CHECK(read_with("text = \"http://\"", "text = \"https://\"").error().message ==
          "these are not the edits that the plan was made with, so the plan was changed");
    CHECK_FALSE(
        read_with("start = " + at + "\nend = " + at, "start = " + next + "\nend = " + next));
    CHECK_FALSE(read_with("edits_sha256 = \"", "edits_sha256 = \"x"));
    // A plan of a time without that hash is one.
    const std::size_t line = text.find("edits_sha256");
    CHECK(read_with(text.substr(line, text.find('\n', line) + 1 - line), ""));
  }
  SECTION("the copy is not the file") {
    CHECK_FALSE(fix::carry_out(file, plan.files.at(0).before, "f"));
  }
}

TEST_CASE("what is masked in a copy is left alone", "[fix][quick]") {
  const std::string original = secretive("s3cret-word");
  // The place of the fault lies within what is masked.
  const std::size_t start = original.find("proxy.contoso");
  RulesOverFiles machine;
  collect(machine, original, start - 2, start + 2);
  const fix::HostPlan plan = machine.plan(rules::Applicability::unsafe);
  for (const fix::FileChange& file : plan.files) CHECK(file.after.find("**") != std::string::npos);
  for (const fix::FileChange& file : plan.files) {
    CHECK(file.after.find("**") == file.before.find("**"));
  }
}

TEST_CASE("a fix with a secret is left alone where people read it", "[fix][quick]") {
  rules::Rule rule;
  rule.code = "XAA001";
  lint::FixOffer offer;
  offer.applicability = rules::Applicability::safe;
  offer.edits = {{"f", 3, 5, "", true, "http://svc:s3cret@p"}};
  lint::HostReport host;
  host.findings.resize(1);
  host.findings[0].rule = &rule;
  host.findings[0].fix = offer;
  fix::Policy policy;
  CHECK(fix::choose_fixes(host, policy, {}).fixes.size() == 1);
  const fix::Choice masked = fix::choose_fixes(host, policy, {}, {{"f", {{4, 9}}}});
  CHECK(masked.fixes.empty());
  CHECK(masked.left.at(0).secret);
  CHECK(masked.left[0].reason == "it would change what is masked in this copy of the file");
  CHECK(fix::choose_fixes(host, policy, {}, {{"f", {{5, 9}}}}).fixes.size() == 1);
  policy.shown = true;
  const fix::Choice shown = fix::choose_fixes(host, policy, {});
  CHECK(shown.fixes.empty());
  CHECK(shown.left.at(0).secret);
  CHECK(shown.left[0].reason == "its new text would show a secret");
}

TEST_CASE("no secret comes into a plan", "[fix][quick]") {
  RulesOverFiles machine;
  machine.files.add(
      "h/diahost.exe.config",
      config_of("<defaultProxy><proxy "
                "proxyaddress='http://svc:s3cret@proxy.contoso.com:8080'/></defaultProxy>"));
  machine.files.add("h/diawp.exe.config",
                    config_of("<defaultProxy useDefaultCredentials='true'/>"));
  CHECK(machine.plan().files.empty());
  // Once the password is removed, its copy shows none.
  const fix::HostPlan both = machine.plan(rules::Applicability::unsafe);
  CHECK(both.left.empty());
  REQUIRE(both.files.size() == 2);
  const std::string text = fix::to_toml(
      {"t", "d", fix::PlanKind::unsafe, {fix::planned_host(both, fix::PlanKind::unsafe).value()}});
  CHECK(text.find("s3cret") == std::string::npos);
  CHECK(text::mask(text) == text);
}

TEST_CASE("what goes is not shown when it is a secret", "[fix][quick]") {
  fix::HostPlan plan;
  plan.before.path = "h";
  fix::FileChange change;
  change.path = "h/diahost.exe.config";
  change.role = "diahost";
  change.before = "<a b='http://svc:s3cret@proxy.contoso.com'/>";
  change.after = "<a b='http://proxy.contoso.com'/>";
  const auto start = static_cast<std::uint32_t>(change.before.find("svc:"));
  change.edits = {{{start, start + 11}, ""}};
  REQUIRE(text::apply_edits(change.before, change.edits) == change.after);
  plan.files = {change};
  const fix::PlannedHost host = fix::planned_host(plan, fix::PlanKind::unsafe).value();
  CHECK_FALSE(host.files.at(0).edits.at(0).old);
  CHECK(fix::carry_out(host.files[0], change.before, "f").value() == change.after);

  std::swap(plan.files[0].before, plan.files[0].after);
  plan.files[0].edits = {{{start, start}, "svc:s3cret@"}};
  CHECK(fix::planned_host(plan, fix::PlanKind::unsafe).error().message ==
        "h/diahost.exe.config: the new text at byte " + std::to_string(start) +
            " would show a secret, which no plan may");
}
