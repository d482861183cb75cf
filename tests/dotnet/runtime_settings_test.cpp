// What the CLR takes from <runtime>: switches and the FIPS exemption.
#include "dotnet/runtime_settings.h"

#include <catch2/catch.hpp>

#include "dotnet/net_example.h"

using namespace shirlint;
using namespace shirlint::dotnet;
using namespace shirlint::dotnet::example;

namespace {

RuntimeSettings read(const std::string& inside, bool tokens = true) {
  const xml::Document document = xml::Document::parse(config(inside));
  const text::DeploymentTokenFinder finder;
  return read_runtime_settings(document, tokens ? &finder : nullptr);
}

std::vector<AppContextSwitch> switches(const std::string& value, bool tokens = true) {
  return read("<runtime><AppContextSwitchOverrides value=\"" + value + "\"/></runtime>", tokens)
      .switches;
}

std::string state(const std::string& value) {
  return std::string(to_text(switches("Switch.A=" + value).at(0).state));
}

}  // namespace

TEST_CASE("a switch is on when .NET reads its value as true", "[dotnet][quick]") {
  CHECK(state("true") == "true");
  CHECK(state("TRUE ") == "true");
  CHECK(state("False") == "false");
  CHECK(state("yes") == "ignored");
  CHECK(state("") == "ignored");
  CHECK(state("#{On}#") == "unknown");
  CHECK(switches("Switch.A=#{On}#", false).at(0).state == SwitchState::ignored);
}

TEST_CASE("names are not trimmed, and the first = separates", "[dotnet][quick]") {
  const auto found = switches("Switch.A=true; Switch.B=true;\nSwitch.C=true;nothing;=true;D==true");
  REQUIRE(found.size() == 4);
  CHECK(found[0].name == "Switch.A");
  CHECK(found[1].name == " Switch.B");
  CHECK(found[2].name == "\nSwitch.C");
  CHECK(found[3].name == "D");
  CHECK(found[3].state == SwitchState::ignored);
}

TEST_CASE("the last switch of a name wins, one that .NET drops does not count", "[dotnet][quick]") {
  const auto found = switches("A=true;A=false;B=true;B=maybe");
  REQUIRE(found.size() == 4);
  CHECK_FALSE(found[0].in_effect);
  CHECK(found[1].in_effect);
  CHECK(found[2].in_effect);
  CHECK_FALSE(found[3].in_effect);
}

TEST_CASE("the value without one switch keeps the others as they are", "[dotnet][quick]") {
  const auto found = switches("A=true; B=true;C=true");
  REQUIRE(found.size() == 3);
  CHECK(found[0].rest == " B=true;C=true");
  CHECK(found[1].rest == "A=true;C=true");
  CHECK(found[2].rest == "A=true; B=true");
  CHECK(switches("A=true").at(0).rest.empty());
}

TEST_CASE("the FIPS exemption counts directly in runtime only", "[dotnet][quick]") {
  const auto policies = read(
                            "<enforceFIPSPolicy enabled='false'/>"
                            "<runtime><enforceFIPSPolicy enabled='no'/><a><enforceFIPSPolicy/></a>"
                            "</runtime><a><runtime><enforceFIPSPolicy/></runtime></a>")
                            .fips_policies;
  REQUIRE(policies.size() == 4);
  CHECK_FALSE(policies[0].in_place);
  CHECK(policies[0].enabled == "false");
  CHECK(policies[1].in_place);
  CHECK(policies[1].enabled == "no");
  CHECK_FALSE(policies[2].in_place);
  CHECK_FALSE(policies[3].in_place);
  CHECK(read("<!-- enforceFIPSPolicy --><runtime/>").fips_policies.empty());
}

TEST_CASE("servicePointManager is listed apart from the proxy's settings", "[dotnet][quick]") {
  const Net net = judge(system_net(
      "<settings><ipv6 enabled='true'/><servicePointManager checkCertificateName='FALSE'/>"
      "</settings><defaultProxy enabled='true'/>"));
  REQUIRE(net.service_point.size() == 1);
  CHECK(net.service_point[0].name == "checkCertificateName");
  CHECK(net.service_point[0].parsed == "false");
  REQUIRE(net.settings.size() == 1);
  CHECK(net.settings[0].element == "defaultProxy");
}
