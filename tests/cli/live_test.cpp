// collect and check --live on a made-up machine, whose files are a folder of this one's.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/program.h"
#include "io/memory_store.h"
#include "state/live/scripted_machine.h"
#include "state/live/scripted_network.h"

using namespace shirlint;
using namespace shirlint::state::live;
using Json = nlohmann::json;

namespace {

const std::string shared = "C:/Program Files/Microsoft Integration Runtime/5.0/Shared/";

struct LiveNode {
  std::shared_ptr<ScriptedMachine> machine = make_node();
  std::shared_ptr<ScriptedNetwork> network = std::make_shared<ScriptedNetwork>();
  io::MemoryReader files;
  io::MemoryStore store;

  LiveNode() {
    add("diahost.exe.config", "http://bob:s3cret@proxy.contoso.com:8080");
    add("diawp.exe.config", "proxy.contoso.com:8080");
    // A JAVA_HOME without a JVM, and nothing in the registry.
    machine->set(machine_environment, "JAVA_HOME", sz("C:\\Java\\gone"));
    machine->set(machine_environment, "DB_PASSWORD", sz("s3cret"));
  }

  void add(const std::string& name, const std::string& proxy) {
    files.add(shared + name, config_with("<proxy proxyaddress=\"" + proxy + "\"/>"));
  }

  Ran run(const std::vector<std::string>& words) { return run(words, files); }
  Ran run(const std::vector<std::string>& words, const io::Reader& reader) {
    return run_with(reader, words, [&](cli::Session& session) {
      session.store = &store;
      session.now = "2026-11-22T03:00:00Z";
      session.machine = machine;
      session.elevated = true;
      session.network = network;
      session.user = "CONTOSO\\alice";
    });
  }

  /// What was collected, as another machine's reader sees it.
  Ran check_evidence(const std::vector<std::string>& options = {}) const {
    io::MemoryReader reader;
    for (const std::string& file : store.files()) reader.add(file, *store.bytes(file));
    std::vector<std::string> words = {"check", "/evidence"};
    words.insert(words.end(), options.begin(), options.end());
    return ::run(reader, words);
  }
};

/// Everything about findings but where they are.
std::vector<Json> findings_of(const std::string& text) {
  std::vector<Json> out;
  const Json report = Json::parse(text);
  for (Json finding : report.at("findings")) {
    const Json fact = finding.at("location").value("fact", Json());
    finding.erase("location");
    finding.erase("related");
    finding.erase("fix");
    finding["fact"] = fact;
    out.push_back(std::move(finding));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("the first line of a live check says what is checked", "[cli][live][quick]") {
  LiveNode node;
  const Ran ran = node.run({"check", "--live"});
  CHECK(ran.code == 1);
  CHECK(ran.out.rfind("this machine NODE-02, live, elevated\n", 0) == 0);
  CHECK(ran.says(shared + "diawp.exe.config"));
  CHECK_FALSE(ran.says("s3cret"));
  CHECK(ran.errors.empty());
}

TEST_CASE("what the live machine told is in no file", "[cli][live][quick]") {
  LiveNode node;
  const Ran ran = node.run({"check", "--live", "--format", "json"});
  CHECK(ran.errors == "this machine NODE-02, live, elevated\n");
  int about_state = 0;
  const Json report = Json::parse(ran.out);
  for (const Json& finding : report.at("findings")) {
    const Json& location = finding.at("location");
    if (location.contains("file")) {
      CHECK(location.at("file").get<std::string>().rfind(shared, 0) == 0);
    } else {
      CHECK_FALSE(location.contains("line"));
      ++about_state;
    }
  }
  CHECK(about_state > 0);
}

TEST_CASE("a collected folder gives the findings of the live machine", "[cli][live][quick]") {
  LiveNode node;
  const Ran collected = node.run({"collect", "-o", "/evidence"});
  REQUIRE(collected.code == 0);
  CHECK(collected.out.rfind("this machine NODE-02, live, elevated\n", 0) == 0);
  CHECK(collected.says("host.toml and 2 config files are in /evidence"));
  for (const std::string& file : node.store.files()) {
    INFO(file);
    CHECK(node.store.bytes(file)->find("s3cret") == std::string::npos);
  }
  const auto live = findings_of(node.run({"check", "--live", "--format", "json"}).out);
  const Ran folder = node.check_evidence({"--format", "json"});
  CHECK(folder.errors.empty());
  CHECK(findings_of(folder.out) == live);
  CHECK(live.size() >= 3);
}

TEST_CASE("collecting", "[cli][live][quick]") {
  LiveNode node;
  SECTION("goes into a new folder only") {
    node.store.add("/evidence/notes.txt", "mine");
    const Ran ran = node.run({"collect", "-o", "/evidence"});
    CHECK(ran.code == 2);
    CHECK(ran.complains("holds something already"));
    CHECK(node.store.files() == std::vector<std::string>{"/evidence/notes.txt"});
  }
  SECTION("goes on without what cannot be read, and says so") {
    node.files.refuse(shared + "diawp.exe.config", "Permission denied");
    node.machine->refused["LocalMachine/My"] = {true, "needs administrator rights"};
    const Ran ran = node.run({"collect", "-o", "/evidence"});
    CHECK(ran.code == 0);
    CHECK(ran.complains("diawp.exe.config"));
    CHECK(ran.says("not read: certificate.LocalMachine/My (denied: needs administrator rights)"));
    CHECK(node.check_evidence().errors.empty());
  }
  SECTION("needs a folder, and a runtime") {
    CHECK(node.run({"collect"}).complains("collect needs a folder"));
    node.machine = std::make_shared<ScriptedMachine>();
    CHECK(node.run({"collect", "-o", "/e"}).complains("No integration runtime on this machine"));
    CHECK(node.store.files().empty());
  }
}

TEST_CASE("where there is no Windows there is no live host", "[cli][live][quick]") {
  const io::MemoryReader files;
  const Ran ran = run(files, {"collect", "-o", "/evidence"});
  CHECK(ran.code == 2);
  CHECK(ran.errors == "shirlint: collect looks at the Windows machine it runs on; this is none\n");
}

TEST_CASE("--live is this machine: no PATH, and never implied", "[cli][live][quick]") {
  LiveNode node;
  CHECK(node.run({"check", "--live", "node-01"}).complains("takes no PATH"));
  const io::MemoryReader nothing;
  const Ran ran = node.run({"check"}, nothing);
  CHECK(ran.complains("this machine has an integration runtime: --live checks it"));
  CHECK_FALSE(ran.says("NODE-02"));
}

TEST_CASE("--probe tries the names on the way that the config sends them", "[cli][live][quick]") {
  LiveNode node;
  ScriptedNetwork& network = *node.network;
  network.names["proxy.contoso.com"] = {"10.0.0.9"};
  network.servers["10.0.0.9:8080"].says = {"HTTP/1.1 200 OK\r\n\r\n"};
  network.behind["adf-prod.westeurope.datafactory.azure.net"] = intercepted_look();
  network.behind["download.microsoft.com"] = azure_look();
  node.files.add("/site.toml", "factory = \"adf-prod\"\nregion = \"westeurope\"\n");
  const std::vector<std::string> words = {"collect",    "--probe", "--site",
                                          "/site.toml", "-o",      "/evidence"};
  const Ran collected = node.run(words);
  REQUIRE(collected.code == 0);
  CHECK(
      collected.says("as CONTOSO\\alice, which is not the service account (NT "
                     "SERVICE\\DIAHostService)"));
  CHECK(
      collected.says("adf-prod.westeurope.datafactory.azure.net:443 through "
                     "http://***@proxy.contoso.com:8080/: TLS 1.2"));
  CHECK(collected.says("CN=Contoso Root, O=Contoso, which is not on this machine"));
  const std::string snapshot = *node.store.bytes("/evidence/host.toml");
  CHECK(snapshot.find("s3cret") == std::string::npos);
  CHECK(snapshot.find("[[endpoint]]") != std::string::npos);
  CHECK(snapshot.find("endpoint.*.servicebus.windows.net") != std::string::npos);

  const Ran checked =
      node.run({"check", "--live", "--probe", "--site", "/site.toml", "--select", "CRT004"});
  CHECK(checked.out.rfind("this machine NODE-02, live, elevated\ntried ", 0) == 0);
  CHECK(checked.code == 1);
  CHECK(checked.says("adf-prod.westeurope.datafactory.azure.net"));
  CHECK(checked.says("CRT004"));
}

TEST_CASE("--probe has nothing to try where no way is known", "[cli][live][quick]") {
  LiveNode node;
  node.files.add(shared + "diahost.exe.config", "<configuration");
  REQUIRE(node.run({"collect", "--probe", "-o", "/evidence"}).code == 0);
  const std::string snapshot = *node.store.bytes("/evidence/host.toml");
  CHECK(snapshot.find("so the service asks for nothing") != std::string::npos);
  CHECK(snapshot.find("[[endpoint]]") == std::string::npos);
  CHECK(node.network->heard().empty());
}

TEST_CASE("--probe is of this machine, and --site of --probe", "[cli][live][quick]") {
  LiveNode node;
  CHECK(node.run({"check", "--probe"}).complains("--probe tries the network of this machine"));
  CHECK(node.run({"collect", "--site", "/s", "-o", "/e"}).complains("--site belongs to --probe"));
  const io::MemoryReader nothing;
  CHECK(
      run(nothing, {"check", "--live", "--probe"}).complains("--live checks the Windows machine"));
}

namespace {

std::string event(const std::string& provider, const std::string& text) {
  return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider "
         "Name='" +
         provider + "'/><EventID>7000</EventID></System><RenderingInfo Culture='en-US'><Message>" +
         text + "</Message></RenderingInfo></Event>\n";
}

}  // namespace

TEST_CASE("triage --live reads the machine's own logs and asks the machine", "[cli][quick]") {
  LiveNode node;
  node.machine->logs["Integration Runtime"] =
      "<Events>" + event("Integration Runtime", "Java Runtime Environment is not found.") +
      "</Events>";
  node.machine->logs["System"] = "<Events>" + event("Disk", "The disk is well.") + "</Events>";
  const Ran ran = node.run({"triage", "--live"});
  CHECK(ran.code == 0);
  CHECK(ran.errors.empty());
  CHECK(ran.says("event log Integration Runtime, last hour"));
  CHECK(ran.says("JAV"));
  const Json answer = Json::parse(node.run({"triage", "--live", "--format", "json"}).out);
  CHECK(answer.at("known").at(0).at("id") == "java-not-found");

  SECTION("a log that cannot be read is told, the others count") {
    node.machine->refused["System"] = {true, "Access is denied"};
    const Ran some = node.run({"triage", "--live"});
    CHECK(some.code == 2);
    CHECK(some.complains("the event log System cannot be read: Access is denied"));
    CHECK(some.says("event log Integration Runtime, last hour"));
  }
  SECTION("quiet logs are no cause") {
    node.machine->logs.erase("Integration Runtime");
    CHECK(node.run({"triage", "--live"}).code == 1);
  }
  SECTION("it is this machine, and nothing else") {
    CHECK(node.run({"triage", "--live", "a.log"}).complains("takes no FILE"));
    CHECK(node.run({"triage", "--live", "--host", "node"}).complains("takes no --host"));
    node.machine = nullptr;
    CHECK(node.run({"triage", "--live"}).code == 2);
  }
}
