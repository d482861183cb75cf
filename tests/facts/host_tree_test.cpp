#include "facts/host_tree.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "facts/vocabulary.h"
#include "host_sample.h"
#include "state/schema.h"

using namespace shirlint;
using facts::InputKind;

TEST_CASE("a host without a snapshot is its files", "[facts][quick]") {
  facts::Tree tree;
  const facts::PresentConfig configs[] = {{"diahost", "node-01/diahost.exe.config"}};
  facts::HostInput input;
  input.name = "node-01";
  input.product = "purview";
  input.configs = configs;
  input.input = InputKind::folder;
  const pugi::xml_node host = facts::build_host(tree, tree.root(), input);
  CHECK(host.attribute("name").value() == std::string("node-01"));
  CHECK(host.attribute("product").value() == std::string("purview"));
  CHECK(host.attribute("input").value() == std::string("folder"));
  CHECK(host.attribute("snapshot").value() == std::string("false"));
  CHECK(host.select_nodes("config[@present='true' and @required='true']").size() == 1);
  CHECK(host.select_nodes("config[@present='false' and @required='true']").size() == 2);
  CHECK(host.select_nodes("config[@present='false' and @required='false']").size() == 1);
  CHECK(host.select_node("config[@role='diawp']/@path").attribute().value() ==
        std::string("Shared/diawp.exe.config"));
}

TEST_CASE("nobody looked for the siblings of single files", "[facts][quick]") {
  const std::vector<facts::PresentConfig> one = {{"diahost", "diahost.exe.config"}};
  CHECK(HostSample("product = 'adf'\n", InputKind::files, one).ask("count(config)") == "1");
  CHECK(HostSample("product = 'adf'\n", InputKind::fragment, one).ask("count(config)") == "1");
  CHECK(HostSample("product = 'adf'\n", InputKind::folder, one).ask("count(config)") == "2");
  CHECK(HostSample("product = 'adf'\n", InputKind::live, one).ask("count(config)") == "2");
}

TEST_CASE("tables are elements, keys are attributes, only what is known is there",
          "[facts][quick]") {
  const HostSample sample(
      "name = 'n'\ncollected = 2026-11-20T23:00:00Z\ngroup = 'g'\n"
      "[os]\nbuild = 20348\nazure_vm = true\naddresses = ['10.0.0.4', '10.0.0.5']\n"
      "[hardware]\nmemory_mib = 16384\n"
      "[[service]]\nname = 'DIAHostService'\nstate = 'running'\n"
      "[[service]]\nname = 'Gone'\npresent = false\n"
      "[proxy.account]\nserver = 'p:80'\n[proxy.winhttp]\nserver = 'w:80'\n");
  CHECK(sample.ask("@name") == "n");
  CHECK(sample.ask("@group") == "g");
  CHECK(sample.ask("@age-days") == "2");
  CHECK(sample.ask("os/@build") == "20348");
  CHECK(sample.ask("os/@azure-vm") == "true");
  CHECK(sample.ask("os/@addresses") == "10.0.0.4 10.0.0.5");
  CHECK(sample.ask("count(os/@role)") == "0");
  CHECK(sample.ask("hardware/@memory-mib") == "16384");
  CHECK(sample.ask("count(service)") == "1");
  CHECK(sample.ask("service[@id='diahostservice']/@state") == "running");
  CHECK(sample.ask("proxy[@layer='account']/@server") == "p:80");
  CHECK(sample.ask("proxy[@layer='winhttp']/@server") == "w:80");
  CHECK(sample.marked("os/@build") == "20348");
  CHECK(sample.marked("os") == "[os]");
  CHECK(sample.marked("service/@id") == "[[service]]");
}

TEST_CASE("a version has a build day and perhaps an expiry", "[facts][quick]") {
  const HostSample listed("[runtime]\nversion = '5.46.9029.1'\n");
  CHECK(listed.ask("runtime/@major") == "5");
  CHECK(listed.ask("runtime/@minor") == "46");
  CHECK(listed.ask("runtime/@build-date") == "2024-09-20");
  CHECK(listed.ask("runtime/@age-days") == "793");
  CHECK(listed.ask("runtime/@listed") == "true");
  CHECK(listed.ask("runtime/@expires") == "2025-11-01");
  CHECK(listed.ask("runtime/@expires-in-days") == "-386");
  const HostSample newer("[runtime]\nversion = '5.65.9600.3'\n");
  CHECK(newer.ask("runtime/@listed") == "false");
  CHECK(newer.ask("count(runtime/@expires)") == "0");
  CHECK(newer.ask("runtime/@age-days") == "222");
  CHECK(HostSample("[runtime]\nversion = 'new'\n").ask("count(runtime/@*)") == "1");
}

TEST_CASE("a certificate tells its days and its name", "[facts][quick]") {
  const auto certificate = [](const std::string& more) {
    return HostSample(
        "[[certificate]]\nstore = 'LocalMachine/Root'\n"
        "thumbprint = 'DF3C24F9BFD666761B268073FE06D1CC8D4F82A4'\n" +
        more);
  };
  const HostSample root = certificate(
      "subject = 'CN=\"DigiCert, Inc\", O=D'\nissuer = 'CN=\"DigiCert, Inc\", O=D'\n"
      "not_before = 2013-08-01T12:00:00Z\nnot_after = 2026-11-22T01:00:00Z\n");
  CHECK(root.ask("certificate/@store-location") == "LocalMachine");
  CHECK(root.ask("certificate/@store-name") == "Root");
  CHECK(root.ask("certificate/@name") == "DigiCert, Inc");
  CHECK(root.ask("certificate/@self-signed") == "true");
  CHECK(root.ask("certificate/@days-left") == "0");
  CHECK(root.ask("certificate/@valid-now") == "true");  // its last day
  CHECK(root.marked("certificate/@days-left") == "2026-11-22T01:00:00Z");

  const HostSample over = certificate("not_after = 2026-11-21T23:59:59Z\n");
  CHECK(over.ask("certificate/@days-left") == "-1");
  CHECK(over.ask("certificate/@valid-now") == "false");
  CHECK(certificate("not_before = 2026-11-23\n").ask("certificate/@valid-now") == "false");
  // Half of what must be known is not enough to call it valid.
  CHECK(certificate("not_after = 2027-01-01\n").ask("count(certificate/@valid-now)") == "0");
  CHECK(certificate("").ask("count(certificate/@days-left)") == "0");
  CHECK(certificate("subject = 'O=D, CN = x'\n").ask("certificate/@name").empty());
  CHECK(certificate("subject = 'O=\"a, CN=b\", cn=c'\n").ask("certificate/@name") == "c");
}

TEST_CASE("an endpoint is private when all of its addresses are", "[facts][quick]") {
  const auto is_private = [](const std::string& addresses) {
    return HostSample("[[endpoint]]\nhost = 'a'\naddresses = [" + addresses + "]\n")
        .ask("endpoint/@private");
  };
  for (const char* address :
       {"10.0.0.4", "172.16.0.1", "172.31.9.9", "192.168.1.1", "fd00::4", "FC00::1"}) {
    CHECK(is_private("'" + std::string(address) + "'") == "true");
  }
  for (const char* address : {"20.50.68.129", "172.15.0.1", "172.32.0.1", "172.2.0.1",
                              "192.169.1.1", "fe80::1", "2603::1", "110.0.0.4"}) {
    CHECK(is_private("'" + std::string(address) + "'") == "false");
  }
  CHECK(is_private("'10.0.0.4', '20.50.68.129'") == "false");
  CHECK(is_private("").empty());
}

TEST_CASE("a file is newer than the service, or older, or nobody knows", "[facts][quick]") {
  const std::string started =
      "[[service]]\nname = 'DIAHostService'\nstarted = 2026-11-20T06:00:00Z\n";
  const auto newer = [](const std::string& toml) {
    return HostSample(toml).ask("string(file/@newer-than-service)");
  };
  const std::string file = "[[file]]\npath = 'C:\\a'\n";
  CHECK(newer(started + file + "modified = 2026-11-20T06:00:01Z\n") == "true");
  CHECK(newer(started + file + "modified = 2026-11-20T06:30:00+01:00\n") == "false");
  CHECK(newer(started + file).empty());
  CHECK(newer(file + "modified = 2026-11-20T06:00:01Z\n").empty());
}

TEST_CASE("variables are newer than the service, or older", "[facts][quick]") {
  const auto newer = [](const std::string& changed) {
    return HostSample("[os]\nenvironment_changed = " + changed +
                      "\n[[service]]\nname = 'DIAHostService'\nstarted = 2026-11-20T06:00:00Z\n")
        .ask("string(os/@environment-newer-than-service)");
  };
  CHECK(newer("2026-11-20T06:00:01Z") == "true");
  CHECK(newer("2026-11-20T05:59:59Z") == "false");
}

TEST_CASE("variables are found by their upper-case name", "[facts][quick]") {
  const HostSample sample(
      "[environment.machine]\nwindir = 'C:\\Windows'\n"
      "Temp = { type = 'REG_EXPAND_SZ', value = '%WINDIR%\\x' }\n"
      "Other = { type = 'REG_EXPAND_SZ', value = '%Unheard%' }\nGone = false\n"
      "[environment.user]\nJAVA_HOME = 'C:\\j'\n");
  CHECK(sample.ask("environment[@scope='machine']/variable[@id='TEMP']/@expanded") ==
        "C:\\Windows\\x");
  CHECK(sample.ask("environment/variable[@id='WINDIR']/@name") == "windir");
  CHECK(sample.ask("count(environment/variable[@id='OTHER']/@expanded)") == "0");
  CHECK(sample.ask("count(environment[@scope='machine']/variable)") == "3");
  CHECK(sample.ask("environment[@scope='user']/variable/@value") == "C:\\j");
  CHECK(sample.marked("environment/variable[@id='WINDIR']/@value") == "'C:\\Windows'");
}

TEST_CASE("registry values are texts", "[facts][quick]") {
  const HostSample sample(
      "[registry]\n'HKEY_LOCAL_MACHINE\\A\\Number' = 1\n'HKLM\\A\\Text' = 'x'\n"
      "'HKLM\\A\\Many' = ['x', 'y']\n'HKLM\\A\\Gone' = false\n"
      "'HKLM\\B\\' = false\n'HKLM\\A\\' = true\n");
  CHECK(sample.ask("registry/value[@id='hklm\\a\\number']/@value") == "1");
  CHECK(sample.ask("registry/value[@id='hklm\\a\\number']/@type") == "REG_DWORD");
  CHECK(sample.ask("registry/value[@id='hklm\\a\\number']/@path") == "HKLM\\A\\Number");
  CHECK(sample.ask("registry/value[@id='hklm\\a\\many']/@value") == "x y");
  CHECK(sample.ask("count(registry/value)") == "3");
  CHECK(sample.ask("registry/key[@id='hklm\\b\\']/@present") == "false");
  CHECK(sample.ask("registry/key[@id='hklm\\a\\']/@present") == "true");
}

TEST_CASE("a hosts line is an address and names", "[facts][quick]") {
  const HostSample sample(
      "[hosts]\nlines = ['# 127.0.0.1 localhost', \"\\t10.0.0.5  Node-02 node-02.corp # peer\", "
      "'', '127.0.0.1']\n");
  CHECK(sample.ask("count(hosts/line)") == "4");
  CHECK(sample.ask("hosts/line[1]/@comment") == "true");
  CHECK(sample.ask("count(hosts/line[1]/@address)") == "0");
  CHECK(sample.ask("hosts/line[2]/@address") == "10.0.0.5");
  CHECK(sample.ask("hosts/line[2]/@names") == "node-02 node-02.corp");
  CHECK(sample.ask("hosts/line[2]/@comment") == "false");
  CHECK(sample.ask("hosts/line[2]/@number") == "2");
  CHECK(sample.ask("hosts/line[3]/@comment") == "false");
  CHECK(sample.ask("hosts/line[4]/@names").empty());
  CHECK(sample.marked("hosts/line[1]/@text") == "'# 127.0.0.1 localhost'");
}

namespace {

void collect_paths(const pugi::xml_node& node, const std::string& path,
                   std::set<std::string>& out) {
  out.insert(path);
  for (const pugi::xml_attribute attribute : node.attributes()) {
    out.insert(path + "/@" + attribute.name());
  }
  for (const pugi::xml_node child : node.children()) {
    collect_paths(child, path + "/" + child.name(), out);
  }
}

/// A host.toml with every key of the schema.
std::string everything() {
  std::string out;
  std::string table;
  for (const state::KeySpec& row : state::schema()) {
    if (row.table == "" || row.key == "*" || row.key == "present" || row.table == "config")
      continue;
    if (row.table != table) {
      table = row.table;
      out += row.list ? "[[" + table + "]]\n" : "[" + table + "]\n";
    }
    std::string value;
    const std::string key(row.key);
    if (!row.choices.empty()) {
      value = "'" + std::string(row.choices.substr(0, row.choices.find('|'))) + "'";
    } else if (key == "thumbprint" || key == "root" ||
               (table == "runtime" && key == "certificate")) {
      value = "'DF3C24F9BFD666761B268073FE06D1CC8D4F82A4'";
    } else if (key == "sha256") {
      value = "'" + std::string(64, 'a') + "'";
    } else if (key == "version") {
      value = "'5.46.9029.1'";
    } else if (table == "service" && key == "name") {
      value = "'DIAHostService'";
    } else if (key == "home") {
      value = "'C:\\jre'";
    } else if (row.type == state::ValueType::text) {
      value = "'x'";
    } else if (row.type == state::ValueType::integer) {
      value = "1";
    } else if (row.type == state::ValueType::boolean) {
      value = "true";
    } else if (row.type == state::ValueType::date_time) {
      value = "2026-01-01T00:00:00Z";
    } else {
      value = "['127.0.0.1 localhost', 'x']";
    }
    out += key + " = " + value + "\n";
  }
  return "name = 'n'\ngroup = 'g'\nproduct = 'adf'\ncollected = 2026-11-22\n" + out +
         "[environment.machine]\nJAVA_HOME = 'C:\\jre'\n_JAVA_OPTIONS = '-Xmx2g -Xms1gb'\n"
         "[registry]\n'HKLM\\A\\' = true\n"
         "'HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\CurrentVersion' = '1.8'\n"
         "'HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\1.8\\JavaHome' = 'C:\\jre'\n";
}

}  // namespace

TEST_CASE("the tree and its vocabulary are the same names", "[facts][quick]") {
  const HostSample sample(everything(), InputKind::folder, {{"diahost", "diahost.exe.config"}});
  std::set<std::string> built;
  collect_paths(sample.host, "host", built);
  std::set<std::string> named;
  for (const facts::Term& term : facts::host_terms()) named.insert(std::string(term.path));
  for (const std::string& path : built) {
    if (named.count(path) == 0) FAIL_CHECK(path << " is built and has no term");
  }
  for (const std::string& path : named) {
    if (built.count(path) == 0) FAIL_CHECK(path << " is a term and is never built");
  }
}

TEST_CASE("the vocabulary repeats the schema", "[facts][quick]") {
  for (const state::KeySpec& row : state::schema()) {
    if (row.table == "" || row.key == "*" || row.key == "present" || row.table == "config")
      continue;
    if (row.table == "hosts") continue;
    std::string element(row.table.substr(0, row.table.find('.')));
    std::string path = "host/" + element + "/@" + std::string(row.key);
    std::replace(path.begin(), path.end(), '_', '-');
    const auto terms = facts::host_terms();
    const auto term = std::find_if(terms.begin(), terms.end(),
                                   [&](const facts::Term& at) { return at.path == path; });
    CAPTURE(path);
    REQUIRE(term != terms.end());
    CHECK(term->choices == row.choices);
    using facts::TermType;
    using state::ValueType;
    CHECK((row.type == ValueType::integer) == (term->type == TermType::integer));
    CHECK((row.type == ValueType::boolean) == (term->type == TermType::boolean));
    CHECK((row.type == ValueType::date_time) == (term->type == TermType::date));
  }
}

TEST_CASE("parents stand before children, each path once", "[facts][quick]") {
  for (const auto terms : {facts::host_terms(), facts::data_terms()}) {
    std::set<std::string_view> seen;
    for (const facts::Term& term : terms) {
      CAPTURE(term.path);
      const std::size_t slash = term.path.rfind('/');
      if (slash != std::string_view::npos) {
        CHECK(seen.count(term.path.substr(0, slash)) == 1);
      }
      CHECK(seen.insert(term.path).second);
      CHECK((term.type == facts::TermType::choice) == !term.choices.empty());
      CHECK_FALSE(term.meaning.empty());
      CHECK_FALSE(term.source.empty());
    }
  }
}
