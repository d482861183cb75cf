// A golden fragment put into live files.
#include "fix/fragment.h"

#include <catch2/catch.hpp>

#include "fix/plan_sample.h"

using namespace shirlint;

namespace {

const std::map<std::string, std::string, std::less<>> no_values;

text::Result<fix::Fragment> read(const std::string& bytes) {
  return fix::read_fragment(bytes, "g.xml", {text::DeploymentTokenFinder(), no_values, false});
}

/// `config` with the fragment; the error where there is one.
std::string put(const std::string& config, const std::string& fragment) {
  const auto golden = read(fragment);
  REQUIRE(golden);
  const auto edits = fix::put_fragment(xml::Document::parse(config), *golden);
  return edits ? text::apply_edits(config, *edits) : edits.error().message;
}

const std::string golden =
    "<system.net>\n\t<defaultProxy>\n\t\t<proxy proxyaddress=\"http://p:8080\"/>\n"
    "\t</defaultProxy>\n</system.net>\n";

}  // namespace

TEST_CASE("a fragment takes the layout of the file that gets it", "[fix][quick]") {
  CHECK(put("<configuration>\r\n  <runtime />\r\n</configuration>\r\n", golden) ==
        "<configuration>\r\n  <runtime />\r\n  <system.net>\r\n    <defaultProxy>\r\n      <proxy "
        "proxyaddress=\"http://p:8080\" />\r\n    </defaultProxy>\r\n  "
        "</system.net>\r\n</configuration>\r\n");
  CHECK(put(config_of("<defaultProxy />") + "<!-- end -->", golden) ==
        config_of("<defaultProxy>\r\n      <proxy proxyaddress=\"http://p:8080\" />\r\n    "
                  "</defaultProxy>") +
            "<!-- end -->");
}

TEST_CASE("a defaultProxy goes where it belongs", "[fix][quick]") {
  const std::string fragment = "<defaultProxy enabled=\"true\"/>";
  CHECK(put(config_of("<defaultProxy />"), fragment) ==
        config_of("<defaultProxy enabled=\"true\" />"));
  CHECK(put(config_of("<settings />"), fragment) ==
        config_of("<settings />\r\n    <defaultProxy enabled=\"true\" />"));
  CHECK(put("<configuration>\n  <runtime/>\n</configuration>\n", fragment) ==
        "<configuration>\n  <runtime/>\n  <system.net>\n    <defaultProxy enabled=\"true\"/>\n  "
        "</system.net>\n</configuration>\n");
}

TEST_CASE("sections that a golden system.net does not speak of stay", "[fix][quick]") {
  const std::string block =
      "<defaultProxy>\r\n      <proxy proxyaddress=\"http://p:8080\" />\r\n    </defaultProxy>";
  const std::string limits =
      "<connectionManagement>\r\n      <add address=\"*\" />\r\n"
      "    </connectionManagement>\r\n    ";
  const std::string comment = "<!-- ask Bob -->\r\n    ";
  CHECK(put(config_of(limits + comment + "<defaultProxy />\r\n    <settings />"), golden) ==
        config_of(limits + comment + block + "\r\n    <settings />"));
  CHECK(put(config_of(comment + "<settings />"), golden) ==
        config_of(comment + "<settings />\r\n    " + block));
  const std::string two =
      "<system.net>\n  <settings><ipv6 enabled='true'/></settings>\n"
      "  <authenticationModules/>\n</system.net>";
  CHECK(put(config_of("<settings />\r\n    <defaultProxy />"), two) ==
        config_of("<settings>\r\n      <ipv6 enabled=\"true\" />\r\n    </settings>\r\n    "
                  "<defaultProxy />\r\n    <authenticationModules />"));
  CHECK(put(config_of("<defaultProxy /><defaultProxy /><settings />"), golden) ==
        "has <defaultProxy> more than once: which is meant cannot be told");
}

TEST_CASE("a golden system.net takes its comments along", "[fix][quick]") {
  CHECK(put(config_of("<defaultProxy />"),
            "<system.net>\n  <!-- see the wiki -->\n  <defaultProxy enabled=\"true\" />\n"
            "</system.net>") ==
        config_of("<!-- see the wiki -->\r\n    <defaultProxy enabled=\"true\" />"));
}

TEST_CASE("a file that says the same already stays as it is", "[fix][quick]") {
  const std::string same =
      "<configuration><system.net><defaultProxy><!-- x --><proxy "
      "proxyaddress='http://p:8080'></proxy></defaultProxy></system.net></configuration>";
  CHECK(put(same, golden) == same);
}

TEST_CASE("where a fragment cannot go, a sentence says why", "[fix][quick]") {
  CHECK(put("<configuration><system.net/><system.net/></configuration>", golden) ==
        "has <system.net> more than once: which is meant cannot be told");
  CHECK(put("<configuration>", golden) ==
        "cannot be read by .NET as it is: mend it first (check --fix)");
  CHECK(put("<assembly/>", golden) == "is no .NET config: its root is not <configuration>");
  CHECK(read("<configuration/>").error().message ==
        "is no fragment: its root must be <system.net> or <defaultProxy>");
  CHECK(read("<system.net>").error().message.find("is no XML that .NET reads") == 0);
}

TEST_CASE("tokens of a fragment are filled in, or it is refused", "[fix][quick]") {
  const std::string bytes = "<defaultProxy>\n<proxy proxyaddress='#{proxy}#'/></defaultProxy>";
  const auto refused = read(bytes);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "the token 'proxy' has no value: give one with --values FILE");
  CHECK(refused.error().at == text::Position{2, 22});
  const std::map<std::string, std::string, std::less<>> values = {{"proxy", "http://a&b'c:8080"}};
  const auto filled =
      fix::read_fragment(bytes, "g.xml", {text::DeploymentTokenFinder(), values, false});
  REQUIRE(filled);
  CHECK(filled->element.child("proxy").attribute("proxyaddress").value() ==
        std::string("http://a&b'c:8080"));
}

TEST_CASE("a fragment changes routes, which its plan shows", "[fix][quick]") {
  RulesOverFiles machine;
  machine.files.add("h/diahost.exe.config", config_of("<defaultProxy />"));
  machine.files.add("h/diawp.exe.config", config_of("<defaultProxy />"));
  const fix::Fragment fragment = read(golden).value();
  lint::HostChecker checker(machine.context);
  const fix::HostPlan plan =
      fix::plan_fragment(checker, machine.context, machine.host(), machine.files, fragment);
  CHECK(plan.refusal.empty());
  REQUIRE(plan.files.size() == 2);
  CHECK(plan.restart == std::vector<std::string>{"DIAHostService"});
  REQUIRE(plan.routes.size() == 2);
  CHECK(plan.routes[0].before != plan.routes[0].after);
  CHECK(plan.routes[0].after.at(0).find(" -> http://p:8080") != std::string::npos);
  const std::string text =
      fix::to_toml({"t",
                    "d",
                    fix::PlanKind::fragment,
                    {fix::planned_host(plan, fix::PlanKind::fragment).value()}});
  CHECK(text.find("# https://") != std::string::npos);
}

TEST_CASE("a fragment that .NET would refuse does not get in", "[fix][quick]") {
  RulesOverFiles machine;
  machine.files.add("h/diahost.exe.config", config_of("<defaultProxy />"));
  const fix::Fragment fragment =
      read("<defaultProxy><proxy proxyaddress='p:8080'/></defaultProxy>").value();
  lint::HostChecker checker(machine.context);
  const fix::HostPlan plan =
      fix::plan_fragment(checker, machine.context, machine.host(), machine.files, fragment);
  CHECK(plan.refusal.find("h/diahost.exe.config") != std::string::npos);
}
