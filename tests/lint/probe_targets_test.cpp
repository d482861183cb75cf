// Which names --probe tries, and on which way.
#include "lint/probe_targets.h"

#include <catch2/catch.hpp>

#include "io/memory_reader.h"
#include "lint/host_loader.h"
#include "rules/builtin_pack.h"

using namespace shirlint;

namespace {

const std::string a_proxy = "<proxy proxyaddress=\"http://bob:s3cret@proxy:8080\"/>";

lint::ProbeTargets targets(const std::string& default_proxy, const std::string& site = {},
                           const std::string& state = {}) {
  io::MemoryReader files;
  const std::string head = "<configuration><system.net><defaultProxy>";
  const std::string tail = "</defaultProxy></system.net></configuration>";
  files.add("/h/diawp.exe.config", head + tail);
  files.add("/h/diahost.exe.config", head + default_proxy + tail);
  lint::HostSource source;
  source.path = "/h";
  source.configs = {{"/h/diawp.exe.config", "diawp"}, {"/h/diahost.exe.config", "diahost"}};
  source.live_state = std::make_shared<const std::string>("schema = \"shirlint.host/1\"\n" + state);
  lint::CheckContext context;
  const std::vector<shir::DataTable> tables(rules::builtin_data().begin(),
                                            rules::builtin_data().end());
  context.data = tables;
  auto loaded = lint::read_site(site, "shirlint.toml");
  REQUIRE(loaded.errors.empty());
  context.site = std::move(loaded.site);
  const auto host = lint::read_host(source, files, context);
  REQUIRE(host->errors.empty());
  return lint::probe_targets(*host, context);
}

std::string way_to(const lint::ProbeTargets& targets, const std::string& host) {
  for (const auto& contact : targets.contacts) {
    if (contact.host == host) return contact.via;
  }
  for (const auto& untried : targets.untried) {
    if (untried.name == host) return "untried: " + untried.why;
  }
  return {};
}

}  // namespace

TEST_CASE("the service's names go as diahost sends them", "[lint][probe][quick]") {
  const auto found = targets(a_proxy, "factory = 'adf'\nregion = 'westeurope'");
  REQUIRE(found.contacts.size() == 3);
  CHECK(found.contacts[0].host == "adf.westeurope.datafactory.azure.net");
  CHECK(found.contacts[0].port == 443);
  CHECK(found.contacts[0].via == "http://***@proxy:8080/");
  CHECK(found.contacts[0].proxy_host == "proxy");
  CHECK(found.contacts[0].proxy_port == 8080);
  CHECK(way_to(found, "wu2.frontend.clouddatahub.net") == "http://***@proxy:8080/");
  CHECK(way_to(found, "download.microsoft.com") == "http://***@proxy:8080/");
  CHECK(way_to(found, "*.servicebus.windows.net") ==
        "untried: its first label differs for each runtime and is not known");
  CHECK(way_to(targets(a_proxy), "{datafactory}.{region}.datafactory.azure.net") ==
        "untried: shirlint.toml does not tell the name");
}

TEST_CASE("the server of a configuration script is asked directly", "[lint][probe][quick]") {
  const auto found = targets("<proxy scriptLocation=\"https://wpad.contoso.com:8443/p.pac\"/>");
  REQUIRE_FALSE(found.contacts.empty());
  CHECK(found.contacts.back().host == "wpad.contoso.com");
  CHECK(found.contacts.back().port == 8443);
  CHECK(found.contacts.back().via == "direct");
  CHECK(way_to(targets("<proxy scriptLocation=\"file://wpad/p.pac\"/>"), "wpad").empty());
}

TEST_CASE("the names of the site file are tried too, each once", "[lint][probe][quick]") {
  const auto found = targets(
      "<bypasslist><add address=\"^https://pe\"/></bypasslist>" + a_proxy,
      "private_endpoints = ['pe.contoso.com', 'https://pe.contoso.com:8443/', 'http://pe2/']\n"
      "must_proxy = ['download.microsoft.com', 'https://[fd00::1]/', 'http://b.contoso.com/']");
  CHECK(way_to(found, "pe.contoso.com") == "direct");
  CHECK(way_to(found, "fd00::1") == "http://***@proxy:8080/");
  CHECK(way_to(found, "b.contoso.com") == "untried: through a proxy only https URLs are tried");
  CHECK(found.contacts.size() == 5);
  CHECK(found.contacts[3].port == 8443);
}

TEST_CASE("where the way is not known nothing is tried", "[lint][probe][quick]") {
  CHECK(targets("<proxy proxyaddress=\"proxy:8080\"/>").contacts.empty());
  CHECK(targets(a_proxy, "proxy_mode = 'custom'").contacts.empty());
  CHECK(targets(a_proxy, "proxy_mode = 'custom'", "[runtime]\nproxy_mode = \"system\"\n")
            .contacts.size() == 2);
  const auto script = targets("<proxy scriptLocation=\"http://wpad/a.pac\"/>");
  CHECK(way_to(script, "download.microsoft.com") ==
        "untried: a script chooses the proxy, and shirlint runs none");
  const auto system = targets("<proxy usesystemdefault=\"True\"/>");
  CHECK(way_to(system, "download.microsoft.com") ==
        "untried: the service account's own proxy settings are not known");
  const auto known = targets("<proxy usesystemdefault=\"True\"/>", "",
                             "[proxy.account]\nenabled = true\nserver = \"other:3128\"\n"
                             "auto_detect = false\npac_url = \"\"\n");
  CHECK(way_to(known, "download.microsoft.com") == "http://other:3128/");
}
