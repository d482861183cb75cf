// Two hosts side by side: what is a difference, what is each machine's own, what is not known.
#include "compare/comparison.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "hosts.h"

using namespace shirlint;
using namespace shirlint::testing;
using compare::Area;
using compare::Comparison;
using compare::Difference;
using compare::Side;
using state::Knowledge;

namespace {

const std::string proxy = "<proxy proxyaddress=\"http://proxy.contoso.com:8080\"/>";

/// One fact of two snapshots; it must be a difference.
Difference difference_of(const std::string& good, const std::string& bad, const std::string& fact) {
  Hosts hosts;
  hosts.snapshots(host_toml(good), host_toml(bad));
  const Comparison found = hosts.compare();
  const Difference* difference = find(found.differences, fact);
  INFO(fact);
  REQUIRE(difference != nullptr);
  return *difference;
}

}  // namespace

TEST_CASE("a host compared with its own copy gives nothing", "[compare][quick]") {
  Hosts hosts;
  hosts.snapshots(host_toml("name = \"a\"\n[os]\nbuild = 20348\n"),
                  host_toml("name = \"a\"\n[os]\nbuild = 20348\n"));
  hosts.configs("diahost", proxy, proxy);
  const Comparison found = hosts.compare();
  CHECK(found.differences.empty());
  CHECK(found.own.empty());
  CHECK(found.gaps.empty());
}

TEST_CASE("what .NET does differs: loading, proxy, exceptions, routes", "[compare][quick]") {
  Hosts hosts;
  const std::string entry = "<bypasslist><add address=\"^https?://sql01\\.contoso\\.com$\"/>";
  hosts.snapshots(host_toml("[os]\ndns_domain = \"\"\naddresses = []\n"),
                  host_toml("[os]\ndns_domain = \"\"\naddresses = []\n"));
  hosts.configs("diahost", proxy + entry + "</bypasslist>", proxy);
  hosts.configs("diawp", proxy, "<proxy usesystemdefault=\"False\"/>");
  const Comparison found = hosts.compare();

  const Difference* bypass =
      find(found.differences, "bypass.diahost.^https?://sql01\\.contoso\\.com$");
  REQUIRE(bypass != nullptr);
  CHECK(bypass->at(Side::good).place.start.line == 4);
  CHECK(bypass->at(Side::bad).knowledge == Knowledge::absent);
  CHECK(bypass->equal.find("Add <add address=") == 0);

  const Difference* route = find(found.differences, "route.diahost");
  REQUIRE(route != nullptr);
  CHECK(route->items == std::vector<std::string>{"http://sql01.contoso.com/"});
  CHECK(route->at(Side::good).value == "directly");
  CHECK(route->at(Side::bad).value == "through http://proxy.contoso.com:8080/");

  const Difference* way = find(found.differences, "proxy.diawp");
  REQUIRE(way != nullptr);
  CHECK(way->at(Side::good).value == "goes through http://proxy.contoso.com:8080/");
  CHECK(way->at(Side::bad).value == "goes direct");
  const Difference* routes = find(found.differences, "route.diawp");
  REQUIRE(routes != nullptr);
  CHECK(routes->items.size() > 5);  // the service's endpoints among them
}

TEST_CASE("what BAD fails for comes first, with the rule's own words", "[compare][quick]") {
  Hosts hosts;
  hosts.snapshots(host_toml("[power]\nhibernate = false\n[os]\nbuild = 1\n"),
                  host_toml("[power]\nhibernate = false\n[os]\nbuild = 2\n"));
  hosts.configs("diahost", proxy, "<proxy proxyaddress=\"proxy.contoso.com:8080\"/>");
  const Comparison found = hosts.compare();
  REQUIRE(found.differences.size() > 1);
  const Difference& first = found.differences.front();
  CHECK(first.fact == "config.diahost");
  CHECK(first.area == Area::loads);
  REQUIRE_FALSE(first.causes.empty());
  CHECK(first.causes.front().rule->code == "PRX009");
  CHECK(first.meaning.find(".NET reads a proxy address as an absolute URI.") == 0);
  CHECK(first.equal == "Write http:// in front of the host name.");
  CHECK(found.differences.back().causes.empty());
}

TEST_CASE("a finding that both hosts have explains nothing", "[compare][quick]") {
  const auto with_entries = [](const std::string& entries) {
    return proxy + "<bypasslist>" + entries + "</bypasslist>";
  };
  const std::string same = "<add address=\"*.a.example\"/>";
  const std::string more = "<add address=\"*.b.example\"/>";
  Hosts hosts;
  hosts.configs("diahost", with_entries(same), with_entries(more + same));
  const Comparison found = hosts.compare();
  const Difference* entry = find(found.differences, "bypass.diahost.*.b.example");
  REQUIRE(entry != nullptr);
  REQUIRE(entry->causes.size() == 1);
  CHECK(entry->causes.front().rule->code == "BYP002");
  for (const Difference& difference : found.differences) {
    for (const compare::Cause& cause : difference.causes) {
      CHECK(cause.message.find("*.a.example") == std::string::npos);
    }
  }
}

TEST_CASE("what a rule could not judge on one host is no difference", "[compare][quick]") {
  Hosts hosts;
  const std::string gone =
      "[registry]\n'HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\' = "
      "false\n[environment.machine]\nJAVA_HOME = 'C:\\gone'\n";
  hosts.snapshots(host_toml(gone),
                  host_toml(gone + "[[java]]\nhome = 'C:\\gone'\nexists = false\n"));
  const Comparison found = hosts.compare();
  CHECK(found.differences.empty());
  CHECK(has_gap(found, "rule.JAV006", Side::good));
}

TEST_CASE("a rule that fails on one host for what is not there", "[compare][quick]") {
  const std::string root = "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4";
  const std::string complete = "[coverage]\n\"certificate.LocalMachine/Root\" = \"complete\"\n";
  const Difference found =
      difference_of(complete + "[[certificate]]\nstore = \"LocalMachine/Root\"\nthumbprint = \"" +
                        root + "\"\nsubject = \"CN=DigiCert Global Root G2, C=US\"\n",
                    complete, "certificate.LocalMachine/Root." + root);
  CHECK(found.area == Area::roots);
  CHECK(found.what == "DigiCert Global Root G2 in LocalMachine/Root");
  REQUIRE(found.causes.size() == 1);
  CHECK(found.causes.front().rule->code == "CRT001");
}

TEST_CASE("what only one host tells is a gap and no difference", "[compare][quick]") {
  Hosts hosts;
  hosts.snapshots(host_toml("[os]\nbuild = 1\nrole = \"member\"\n[[service]]\nname = \"X\"\n"),
                  host_toml("[os]\nbuild = 1\n"));
  const Comparison found = hosts.compare();
  CHECK(found.differences.empty());
  CHECK(has_gap(found, "os.role", Side::bad));
  CHECK(has_gap(found, "service.X", Side::bad));
  CHECK(found.gaps.size() == 2);
}

TEST_CASE("a route that rests on what is not known is a gap", "[compare][quick]") {
  Hosts hosts;
  hosts.snapshots(host_toml("[os]\ndns_domain = \"contoso.com\"\n"), host_toml(""));
  const std::string local =
      "<proxy bypassonlocal=\"True\" proxyaddress=\"http://p:8080\"/>"
      "<bypasslist><add address=\"sql\\.contoso\\.com\"/></bypasslist>";
  hosts.configs("diahost", local, local);
  hosts.configs("diawp", proxy, "<proxy proxyaddress=\"#{Proxy}#\"/>");
  const Comparison found = hosts.compare();
  CHECK(find(found.differences, "route.diahost") == nullptr);
  CHECK(has_gap(found, "route.diahost", Side::bad));
  CHECK(find(found.differences, "proxy.diawp") == nullptr);
  CHECK(has_gap(found, "proxy.diawp", Side::bad));
}

TEST_CASE("what names a machine or is of the moment does not count", "[compare][quick]") {
  const auto node = [](const std::string& name, const std::string& address) {
    return host_toml("name = \"" + name + "\"\ncollected = 2026-11-2" + address.back() +
                     "T09:00:00Z\n[os]\naddresses = [\"" + address +
                     "\"]\n[environment.machine]\nSHARE = '\\\\" + name + "\\in'\nTEMP = 'C:\\" +
                     address + "'\n[[service]]\nname = \"X\"\naccount = '" + name +
                     "\\svc'\nstarted = 2026-11-2" + address.back() + "T09:00:00Z\n");
  };
  Hosts hosts;
  hosts.snapshots(node("node-01", "10.0.0.1"), node("node-02", "10.0.0.2"));
  const Comparison found = hosts.compare();
  for (const Difference& difference : found.differences) UNSCOPED_INFO(difference.fact);
  CHECK(found.differences.empty());
  for (const std::string fact :
       {"name", "collected", "os.addresses", "environment.machine.SHARE",
        "environment.machine.TEMP", "service.X.account", "service.X.started"}) {
    INFO(fact);
    CHECK(find(found.own, fact) != nullptr);
  }
  // Another account is a difference all the same.
  CHECK(difference_of("[[service]]\nname = \"X\"\naccount = \"LocalSystem\"\n",
                      "[[service]]\nname = \"X\"\naccount = 'CORP\\svc'\n", "service.X.account")
            .area == Area::state);
}

TEST_CASE("the nodes' own certificates are compared in what they should share",
          "[compare][quick]") {
  const auto node = [](const std::string& thumbprint, const std::string& provider) {
    return host_toml(
        "[coverage]\n\"certificate.LocalMachine/My\" = \"complete\"\n[runtime]\n"
        "certificate = \"" +
        thumbprint +
        "\"\n[[certificate]]\nstore = \"LocalMachine/My\"\nthumbprint = "
        "\"" +
        thumbprint + "\"\nkey_provider = \"" + provider + "\"\n");
  };
  const std::string one(40, 'A');
  const std::string two(40, 'B');
  Hosts hosts;
  hosts.snapshots(node(one, "csp"), node(two, "csp"));
  CHECK(hosts.compare().differences.empty());
  Hosts other;
  other.snapshots(node(one, "csp"), node(two, "cng"));
  const Comparison found = other.compare();
  REQUIRE(found.differences.size() == 1);
  CHECK(found.differences.front().fact == "certificate.LocalMachine/My." + one + ".key_provider");
}

TEST_CASE("Java in effect is told from the registry and JAVA_HOME", "[compare][quick]") {
  const std::string no_registry =
      "[registry]\n'HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\' = false\n";
  const auto by_variable = [&](const std::string& home) {
    return no_registry + "[environment.machine]\nJAVA_HOME = '" + home + "'\n";
  };
  const Difference home =
      difference_of(by_variable("C:\\jdk-17"), by_variable("C:\\jdk-8"), "java.in-effect.home");
  CHECK(home.at(Side::good).value == "C:\\jdk-17 (by JAVA_HOME)");
  const Difference none = difference_of(
      by_variable("C:\\jdk-17"),
      "[coverage]\n\"environment.machine\" = \"complete\"\n" + no_registry, "java.in-effect.home");
  CHECK(none.at(Side::bad).knowledge == Knowledge::absent);
}

TEST_CASE("TLS 1.2 is told from Schannel's two values", "[compare][quick]") {
  const auto client = [](const std::string& enabled) {
    const std::string key =
        "'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS "
        "1.2\\Client\\";
    return "[registry]\n" + key + "Enabled' = " + enabled + "\n" + key +
           "DisabledByDefault' = false\n";
  };
  const Difference found = difference_of(client("false"), client("0"), "tls.1.2");
  CHECK(found.at(Side::good).value == "on");
  CHECK(found.at(Side::bad).value == "off (Enabled = 0)");
  REQUIRE_FALSE(found.causes.empty());
  CHECK(found.causes.front().rule->code == "CRT040");
}

TEST_CASE("of a PATH only what differs is told", "[compare][quick]") {
  const Difference found = difference_of("[environment.machine]\nPath = 'C:\\A;C:\\B;C:\\C\\'\n",
                                         "[environment.machine]\nPath = 'c:\\a;C:\\C;C:\\D'\n",
                                         "environment.machine.Path");
  CHECK(found.at(Side::good).value == "has besides: C:\\B");
  CHECK(found.at(Side::bad).value == "has besides: C:\\D");
}

TEST_CASE("lines of the hosts file are compared as Windows reads them", "[compare][quick]") {
  Hosts hosts;
  hosts.snapshots(
      host_toml("[hosts]\nlines = [\"# one\", \"10.0.0.9  a.example # x\"]\n"),
      host_toml("[hosts]\nlines = [\"10.0.0.9\\tA.example\", \"10.0.0.8 b.example\"]\n"));
  const Comparison found = hosts.compare();
  REQUIRE(found.differences.size() == 1);
  CHECK(found.differences.front().fact == "hosts.lines");
  CHECK(found.differences.front().at(Side::bad).value == "10.0.0.8 b.example");
}

TEST_CASE("secrets are compared and never told", "[compare][quick]") {
  Hosts hosts;
  hosts.snapshots(host_toml("[environment.machine]\nDB_PASSWORD = \"CANARY1\"\nKEY = "
                            "\"http://u:CANARY1@h/\"\n"),
                  host_toml("[environment.machine]\nDB_PASSWORD = \"CANARY2\"\nKEY = "
                            "\"http://*********@h/\"\n"));
  hosts.configs("diahost", "<add key=\"Password\" value=\"CANARY1\"/>",
                "<add key=\"Password\" value=\"CANARY2\"/>");
  const Comparison found = hosts.compare();
  const Difference* password = find(found.differences, "environment.machine.DB_PASSWORD");
  REQUIRE(password != nullptr);
  CHECK(password->meaning == "Both hold a secret, and not the same one.");
  // A masked copy does not tell whether it is the same.
  CHECK(has_gap(found, "environment.machine.KEY", Side::bad));
  std::size_t told = 0;
  for (const Difference& difference : found.differences) {
    for (const compare::Told& side : difference.told) {
      INFO(difference.fact);
      CHECK(side.value.find("CANARY") == std::string::npos);
      CHECK(side.raw.empty());
      ++told;
    }
  }
  CHECK(told >= 4);
}

TEST_CASE("configs that differ in layout and order only do not count", "[compare][quick]") {
  Hosts hosts;
  hosts.files.add("good/diahost.exe.config",
                  "<configuration><appSettings><add key=\"a\" value=\"1\"/><add key=\"b\" "
                  "value=\"2\"/></appSettings></configuration>");
  hosts.files.add("bad/diahost.exe.config",
                  "<configuration>\n<!-- x -->\n<appSettings>\n<add key=\"b\" value=\"2\" />\n<add "
                  "value=\"1\" key=\"a\" /></appSettings></configuration>");
  const Comparison same = hosts.compare();
  CHECK(same.differences.empty());
  CHECK(find(same.own, "config.diahost.layout") != nullptr);
  hosts.files.add("bad/diahost.exe.config",
                  "<configuration><appSettings><add key=\"a\" value=\"3\"/><add key=\"c\" "
                  "value=\"2\"/></appSettings></configuration>");
  const Comparison found = hosts.compare();
  const std::string settings = "config.diahost./configuration/appSettings/";
  CHECK(found.differences.size() == 3);
  const Difference* value = find(found.differences, settings + "add[@key='a']/@value");
  REQUIRE(value != nullptr);
  CHECK(value->at(Side::bad).value == "3");
  CHECK(find(found.differences, settings + "add[@key='b']") != nullptr);
  CHECK(find(found.differences, settings + "add[@key='c']") != nullptr);
}

TEST_CASE("a boolean in other letters is the same to .NET", "[compare][quick]") {
  Hosts hosts;
  hosts.configs("diahost", "<proxy bypassonlocal=\"True\"/>", "<proxy bypassonlocal=\"true\"/>");
  CHECK(hosts.compare().differences.empty());
}

TEST_CASE("a config that only one host has", "[compare][quick]") {
  Hosts hosts;
  hosts.configs("diahost", proxy, proxy);
  hosts.files.add("good/diawp.exe.config", "<configuration/>");
  const Comparison found = hosts.compare();
  const Difference* missing = find(found.differences, "config.diawp");
  REQUIRE(missing != nullptr);
  CHECK(missing->at(Side::bad).knowledge == Knowledge::absent);
  REQUIRE(missing->causes.size() == 1);
  CHECK(missing->causes.front().rule->name == "diawp-config-missing");
}

TEST_CASE("of two deployment tokens nothing is known", "[compare][quick]") {
  Hosts hosts;
  hosts.configs("diahost", "<add key=\"a\" value=\"#{One}#\"/>",
                "<add key=\"a\" value=\"#{Two}#\"/>");
  const Comparison found = hosts.compare();
  CHECK(find(found.differences,
             "config.diahost./configuration/system.net/defaultProxy/add[@key='a']/@value") ==
        nullptr);
  CHECK(find(found.own, "config.diahost.layout") == nullptr);
}
