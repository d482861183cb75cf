#include "state/live/probe.h"

#include <catch2/catch.hpp>

#include "state/live/scripted_network.h"
#include "state/snapshot.h"
#include "state/snapshot_printer.h"

using namespace shirlint::state;
using namespace shirlint::state::live;
using std::chrono::milliseconds;

namespace {

constexpr const char* proxy_url = "http://proxy.contoso.com:8080/";

Contact directly(const std::string& host) { return {host, 443, true, "direct", "", 0}; }
Contact through_proxy(const std::string& host) {
  return {host, 443, true, proxy_url, "proxy.contoso.com", 8080};
}

struct World {
  std::shared_ptr<ScriptedNetwork> network = std::make_shared<ScriptedNetwork>();
  ProbeLimits limits;

  World() {
    network->names["proxy.contoso.com"] = {"10.0.0.9"};
    network->names["a.contoso.com"] = {"10.0.0.5"};
  }
  ScriptedServer& proxy() { return network->servers["10.0.0.9:8080"]; }
  ScriptedServer& server() { return network->servers["10.0.0.5:443"]; }

  Facts probe_all(const std::vector<Contact>& contacts) {
    return probe(network, contacts, "CONTOSO\\alice", limits);
  }
  Record probe_one(const Contact& contact) {
    const Facts facts = probe_all({contact});
    REQUIRE(facts.records.size() == 1);
    return facts.records.front();
  }
};

const bool* flag(const Record& record, std::string_view key) {
  const Value* value = record.find(key);
  return value == nullptr ? nullptr : std::get_if<bool>(&value->data);
}
bool is(const Record& record, std::string_view key, bool wanted) {
  const bool* found = flag(record, key);
  return found != nullptr && *found == wanted;
}

}  // namespace

TEST_CASE("a server that answers directly", "[state][probe][quick]") {
  World world;
  world.server().tls = azure_look();
  const Record record = world.probe_one(directly("a.contoso.com"));
  CHECK(record.text("host") == "a.contoso.com");
  CHECK(record.text("via") == "direct");
  CHECK(is(record, "resolves", true));
  CHECK(is(record, "connects", true));
  CHECK(record.text("tls") == "1.2");
  CHECK(record.text("root") == "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4");
  CHECK(record.text("trust") == "trusted");
  CHECK(record.text("account") == "CONTOSO\\alice");
  CHECK(record.text("error").empty());
  CHECK(record.find("status") == nullptr);
}

TEST_CASE("a server behind a proxy, which resolves names that this machine does not",
          "[state][probe][quick]") {
  World world;
  world.proxy().says = {"HTTP/1.1 200 Connection ", "established\r\n\r\n"};
  world.network->behind["b.azure.net"] = intercepted_look();
  const Record record = world.probe_one(through_proxy("b.azure.net"));
  CHECK(world.network->heard() ==
        std::vector<std::string>{
            "CONNECT b.azure.net:443 HTTP/1.1\r\nHost: b.azure.net:443\r\n\r\n"});
  CHECK(std::get<std::int64_t>(record.find("status")->data) == 200);
  CHECK(is(record, "connects", true));
  CHECK(is(record, "resolves", false));
  CHECK(record.text("error").empty());
  CHECK(record.text("trust") == "incomplete");
  CHECK(record.text("root_name") == "CN=Contoso Root, O=Contoso");
  CHECK(record.find("root") == nullptr);
}

TEST_CASE("what can go wrong has a sentence", "[state][probe][quick]") {
  World world;
  SECTION("the proxy wants a log-on") {
    world.proxy().says = {"HTTP/1.1 407 Authenticate\r\n\r\n"};
    const Record record = world.probe_one(through_proxy("a.contoso.com"));
    CHECK(std::get<std::int64_t>(record.find("status")->data) == 407);
    CHECK(is(record, "connects", false));
    CHECK(record.text("error") ==
          "the proxy proxy.contoso.com:8080 asks for a log-on (407 Authenticate); none was sent");
  }
  SECTION("the proxy does not let it through") {
    world.proxy().says = {"HTTP/1.1 403 Forbidden\r\n\r\n"};
    const Record record = world.probe_one(through_proxy("a.contoso.com"));
    CHECK(record.text("error") == "the proxy proxy.contoso.com:8080 refuses: 403 Forbidden");
  }
  SECTION("the proxy is none") {
    world.proxy().says = {"SSH-2.0-x\r\n"};
    const Record record = world.probe_one(through_proxy("a.contoso.com"));
    CHECK(record.text("error") ==
          "the proxy proxy.contoso.com:8080 does not answer as an HTTP proxy does");
  }
  SECTION("the proxy closes") {
    world.proxy().says = {"HTTP/1.1"};
    const Record record = world.probe_one(through_proxy("a.contoso.com"));
    CHECK(record.text("error") == "the proxy proxy.contoso.com:8080 has closed without answer");
  }
  SECTION("nobody is where the proxy should be") {
    const Record record = world.probe_one(through_proxy("a.contoso.com"));
    CHECK(record.text("error") == "no connection to the proxy 10.0.0.9:8080: Connection refused");
    CHECK(is(record, "connects", false));
  }
  SECTION("the proxy's name is unknown") {
    world.network->names.erase("proxy.contoso.com");
    const Record record = world.probe_one(through_proxy("a.contoso.com"));
    CHECK(record.text("error") ==
          "the proxy's name proxy.contoso.com does not resolve: No such host is known");
  }
  SECTION("the name is unknown") {
    const Record record = world.probe_one(directly("b.contoso.com"));
    CHECK(record.text("error") == "the name does not resolve: No such host is known");
    CHECK(is(record, "resolves", false));
    CHECK(is(record, "connects", false));
  }
  SECTION("there is no TLS") {
    world.server().tls = tl::unexpected<std::string>("the other side has closed");
    const Record record = world.probe_one(directly("a.contoso.com"));
    CHECK(record.text("error") == "no TLS: the other side has closed");
    CHECK(is(record, "connects", true));
  }
}

TEST_CASE("the second address counts when the first does not answer", "[state][probe][quick]") {
  World world;
  world.network->names["a.contoso.com"] = {"fd00::1", "10.0.0.5"};
  world.server().tls = azure_look();
  CHECK(is(world.probe_one(directly("a.contoso.com")), "connects", true));
}

TEST_CASE("nothing hangs the run, and what was known by then is kept", "[state][probe][quick]") {
  World world;
  world.limits.each = milliseconds(120);
  SECTION("a name that is looked up for ever") {
    world.network->stuck = "slow.contoso.com";
    const auto begin = std::chrono::steady_clock::now();
    const Record record = world.probe_one(directly("slow.contoso.com"));
    CHECK(std::chrono::steady_clock::now() - begin < milliseconds(1000));
    CHECK(record.text("error") == "no answer within 0.12 seconds");
    CHECK(record.find("connects") == nullptr);
  }
  SECTION("of a name that only the proxy knows, everything else") {
    world.network->stuck = "b.azure.net";
    world.proxy().says = {"HTTP/1.1 200 OK\r\n\r\n"};
    world.network->behind["b.azure.net"] = azure_look();
    const Record record = world.probe_one(through_proxy("b.azure.net"));
    CHECK(is(record, "connects", true));
    CHECK(record.text("tls") == "1.2");
    CHECK(record.text("error").empty());
    CHECK(record.find("resolves") == nullptr);
  }
  SECTION("a proxy that never answers") {
    world.proxy().silent = true;
    const Record record = world.probe_one(through_proxy("a.contoso.com"));
    CHECK(is(record, "connects", false));
    CHECK(record.text("error") == "the proxy proxy.contoso.com:8080: timed out");
  }
}

TEST_CASE("all of them have a bound too, and who is left out is told", "[state][probe][quick]") {
  World world;
  world.limits = {milliseconds(100), milliseconds(150), 1};
  world.proxy().silent = true;
  std::vector<Contact> contacts;
  for (char letter = 'a'; letter < 'h'; ++letter) {
    contacts.push_back(through_proxy(std::string(1, letter) + ".azure.net"));
  }
  const auto begin = std::chrono::steady_clock::now();
  const Facts facts = world.probe_all(contacts);
  CHECK(std::chrono::steady_clock::now() - begin < milliseconds(1000));
  CHECK(facts.records.size() + facts.coverage.size() == contacts.size());
  CHECK(facts.records.size() < contacts.size());
  CHECK(facts.coverage.at("endpoint.g.azure.net") == "failed: not tried: 0.15 seconds were over");
}

TEST_CASE("what was found can be written and read again", "[state][probe][quick]") {
  World world;
  world.server().tls = intercepted_look();
  Facts facts = world.probe_all({directly("a.contoso.com"), directly("b.contoso.com")});
  facts.refused("endpoint.*.servicebus.windows.net", {false, "not known"});
  Snapshot snapshot;
  snapshot.schema = "shirlint.host/1";
  snapshot.tool = "shirlint";
  snapshot.records = facts.records;
  for (const auto& [fact, said] : facts.coverage) snapshot.coverage[fact] = said;
  const std::string text = print(snapshot);
  INFO(text);
  const Snapshot::Loaded loaded = Snapshot::parse(text, "host.toml");
  CHECK(loaded.errors.empty());
  CHECK(loaded.warnings.empty());
  CHECK(print(loaded.snapshot) == text);
  CHECK(loaded.snapshot.known("endpoint.*.servicebus.windows.net").reason == "failed: not known");
}
