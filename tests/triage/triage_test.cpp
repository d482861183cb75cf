// Signatures, folding and recognition, by example and with the built-in signatures.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/builtin_pack.h"
#include "triage/folded.h"
#include "triage/recognise.h"
#include "triage/signature.h"

namespace triage = shirlint::triage;
namespace shir = shirlint::shir;

namespace {

const triage::Signatures& builtin() {
  static const triage::Signatures all =
      triage::read_signatures(shirlint::rules::builtin_signatures());
  return all;
}

std::vector<triage::Sighting> seen_in(const std::string& bytes) {
  return triage::recognise(triage::Folded(triage::readable(bytes, "a.log").value()),
                           builtin().items);
}

std::vector<std::string> ids_in(const std::string& bytes) {
  std::vector<std::string> ids;
  for (const triage::Sighting& sighting : seen_in(bytes)) ids.emplace_back(sighting.signature->id);
  return ids;
}

using Ids = std::vector<std::string>;

std::string utf16(const std::string& text) {
  std::string bytes;
  for (const char letter : text) bytes += {letter, '\0'};
  return bytes;
}

/// As `wevtutil qe` writes it: no declaration, no root.
std::string event(const std::string& provider, const std::string& id, const std::string& data) {
  return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider "
         "Name='" +
         provider + "' Guid='{555908d1}' EventSourceName='" + provider +
         "'/><EventID Qualifiers='49152'>" + id +
         "</EventID><Version>0</Version><Level>2</Level><TimeCreated "
         "SystemTime='2026-11-22T09:00:00Z'/><EventRecordID>1234</EventRecordID><Channel>System"
         "</Channel><Computer>node-01</Computer></System><EventData>" +
         data + "</EventData></Event>\r\n";
}

std::string data(const std::string& value) { return "<Data Name='param1'>" + value + "</Data>"; }

/// The first error of a table with this one signature.
std::string error_of(const std::string& rows) {
  const auto table = shir::LoadedTable::parse(
      "name = \"t\"\nsource = \"s\"\nas_of = 2026-01-01\n[[signature]]\n" + rows, "t.toml");
  REQUIRE(table);
  const shir::DataTable tables[] = {table->table()};
  const triage::Signatures read = triage::read_signatures(tables);
  return read.errors.empty() ? "" : read.errors.front().message;
}

}  // namespace

TEST_CASE("the built-in signatures are sound and name rules that there are", "[triage][quick]") {
  CHECK(builtin().errors.empty());
  CHECK(builtin().items.size() > 60);
  std::set<std::string_view> codes;
  for (const auto& rule : shirlint::rules::builtin_rules()) codes.insert(rule.code);
  for (const triage::Signature& signature : builtin().items) {
    INFO(signature.id);
    for (const std::string_view code : signature.rules) CHECK(codes.count(code) == 1);
    CHECK(signature.source.rfind("https://", 0) == 0);
    for (const triage::Pattern& pattern : signature.patterns) {
      std::string text;  // each wording is recognised as its own signature
      for (const triage::Piece& piece : pattern) text += piece.hole ? " some text " : piece.text;
      const Ids ids = ids_in(text);
      INFO(text);
      CHECK(std::count(ids.begin(), ids.end(), std::string(signature.id)) == 1);
    }
  }
}

/// Does `text` quote more than a few words?
bool quotes_a_text(std::string_view text) {
  for (std::size_t open = text.find('"'); open != std::string_view::npos;) {
    const std::size_t close = text.find('"', open + 1);
    if (close == std::string_view::npos) return false;
    if (close - open > 20) return true;
    open = text.find('"', close + 1);
  }
  return false;
}

TEST_CASE("the text that a rule's page quotes leads to that rule", "[triage][quick]") {
  int quoting = 0;
  for (const auto& rule : shirlint::rules::builtin_rules()) {
    if (!quotes_a_text(rule.symptom)) continue;
    ++quoting;
    bool named = false;
    for (const triage::Sighting& sighting : seen_in(std::string(rule.symptom))) {
      const auto& codes = sighting.signature->rules;
      named = named || std::find(codes.begin(), codes.end(), rule.code) != codes.end();
    }
    INFO(rule.code << ": " << rule.symptom);
    CHECK(named);
  }
  CHECK(quoting > 60);
}

TEST_CASE("the guide's messages", "[triage][quick]") {
  CHECK(ids_in("Could not connect to net.tcp://localhost:8060/ExternalService.svc/") ==
        Ids{"own-port-not-reached"});
  CHECK(ids_in("The underlying connection was closed: Could not establish trust relationship for "
               "the SSL/TLS secure channel.") == Ids{"certificate-not-trusted"});
  CHECK(ids_in("Self-hosted integration runtime is in an error state. Error details: No further "
               "error message.") == Ids{"error-state-without-details"});
  CHECK(ids_in("The self-hosted integration runtime node has been offline for more than the "
               "allowed time.") == Ids{"node-offline-too-long"});
  CHECK(ids_in("Error: Java Runtime Environment is not installed. Please install a 64-bit JRE.") ==
        Ids{"java-not-installed"});
}

TEST_CASE(".NET's own texts, copied without what stands around them", "[triage][quick]") {
  CHECK(ids_in("parsing \"*.windows.net\" - Quantifier {x,y} following nothing.") ==
        Ids{"bypass-entry-refused"});
  CHECK(ids_in("The value of the property 'proxyaddress' cannot be parsed. The error is: Invalid "
               "URI: The URI scheme is not valid.") == Ids{"value-refused"});
  CHECK(ids_in("The element <proxy> may only appear once in this section.") ==
        Ids{"element-refused"});
  CHECK(ids_in("The request was aborted: Could not create SSL/TLS secure channel.") ==
        Ids{"tls-not-agreed"});
}

TEST_CASE("the guide's advice that cannot work", "[triage][quick]") {
  const std::string program =
      R"(& "C:\Program Files\Microsoft Integration Runtime\5.0\Shared\dmgcmd.exe" )";
  for (const std::string option :
       {"-Status", "-Diagnose", "-EnableProxy http://proxy.example.com:8080",
        "-GetConcurrentJobsLimit", "-Version", "-DisableAutoUpdate", "-Update"}) {
    INFO(option);
    const auto seen = seen_in(program + option);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].signature->wrong.find("no option") != std::string::npos);
  }
  CHECK(ids_in("Test-NetConnection myDataFactory.frontend.datamovement.azure.com -Port 443") ==
        Ids{"advice-endpoint"});
  CHECK(ids_in(program + "-Start").empty());
  CHECK(ids_in(program + "-UpdateX").empty());
  CHECK(ids_in("Test-NetConnection eu.frontend.clouddatahub.net -Port 443").empty());
}

TEST_CASE("what breaks or dresses a sentence does not hide it", "[triage][quick]") {
  const Ids found = {"localhost-not-resolved"};
  CHECK(ids_in("The type initializer for 'Microsoft.DataTransfer.DIAgentHost.DataSourceCache' "
               "threw an exception") == found);
  CHECK(ids_in("the TYPE initializer\r\n   for \xE2\x80\x98Microsoft.DataTransfer.DIAgentHost.Data"
               "SourceCache\xE2\x80\x99 threw\xC2\xA0"
               "an exception") == found);
  CHECK(ids_in("A non-recoverable error occurred during a data\r\nbase lookup") == found);
  CHECK(ids_in(R"({"message": "A non-recoverable error occurred\r\nduring a database lookup"})") ==
        found);
  CHECK(ids_in(utf16("A non-recoverable error occurred during a database lookup")) == found);
  CHECK(ids_in("\xFF\xFE" + utf16("A non-recoverable error occurred during a database lookup")) ==
        found);
  CHECK(ids_in("A non-recoverable error occurred during a database lookups").empty());
}

TEST_CASE("each once, with its lines, in their order", "[triage][quick]") {
  const auto seen = seen_in(
      "start\nfine\nRemote name could not be resolved\n\n"
      "(407) Proxy Authentication Required\nRemote name could not be resolved\n");
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].signature->id == "name-not-resolved");
  CHECK(seen[0].lines == std::vector<std::uint32_t>{3, 6});
  CHECK(seen[0].count == 2);
  CHECK(seen[1].lines == std::vector<std::uint32_t>{5});
  CHECK(seen[1].passage == "(407) Proxy Authentication Required");
}

TEST_CASE("holes take what stands there, and not too much", "[triage][quick]") {
  const auto seen = seen_in(
      "Could not connect to net.tcp://node-02.contoso.com:8060/"
      "ExternalService.svc/WorkerManager.");
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].signature->id == "other-node-not-reached");
  REQUIRE(seen[0].values.size() == 1);
  CHECK(seen[0].values[0].second == "node-02.contoso.com:8060");
  const auto account = seen_in(
      "The DIAHostService service was unable to log on as CONTOSO\\svc with the currently "
      "configured password");
  REQUIRE(account.size() == 1);
  CHECK(account[0].values[0].second == "CONTOSO\\svc");
  const std::string far(triage::longest_hole + 1, 'x');
  CHECK(ids_in("Could not connect to net.tcp://" + far + "/ExternalService.svc").empty());
}

TEST_CASE("events, as wevtutil exports them", "[triage][quick]") {
  const std::string manager = "Service Control Manager";
  const std::string service = data("Integration Runtime Service");
  CHECK(ids_in(event(manager, "7000", service + data("%%1069"))) ==
        Ids{"service-not-started", "service-log-on-failure"});
  CHECK(ids_in(event(manager, "7000", service + data("%%1053"))) ==
        Ids{"service-not-started", "service-timed-out"});
  CHECK(ids_in(event(manager, "7031", service + data("1"))) == Ids{"service-crashed"});
  CHECK(ids_in(event(manager, "7038", data("DIAHostService") + data("CONTOSO\\svc"))) ==
        Ids{"service-log-on-refused"});
  CHECK(ids_in(event(manager, "7041", data("DIAHostService") + data("CONTOSO\\svc"))) ==
        Ids{"service-right-missing"});
  const std::string program =
      data("C:\\Program Files\\Microsoft Integration Runtime\\5.0\\Shared\\diahost.exe");
  CHECK(ids_in(event("SideBySide", "59", program)) == Ids{"side-by-side"});
  CHECK(ids_in(event("SideBySide", "33", program)) == Ids{"side-by-side-assembly"});
  CHECK(ids_in("\xFF\xFE" + utf16(event("SideBySide", "59", program))) == Ids{"side-by-side"});

  // of another service, and of two events of which each has a half
  CHECK(ids_in(event(manager, "7000", data("Print Spooler") + data("%%1069"))).empty());
  CHECK(ids_in(event(manager, "7000", data("The service did not start due to a logon failure.")))
            .empty());
  CHECK(ids_in(event(manager, "7000", data("Print Spooler")) +
               event("Other", "1", data("Integration Runtime Service")))
            .empty());
  CHECK(ids_in(event("Other", "1", data("Could not connect to net.tcp://node-02")) +
               event("Other", "2", data("/ExternalService.svc")))
            .empty());
  // Event Viewer's "Save as XML", and its references
  CHECK(ids_in("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<Events>" +
               event("Integration Runtime", "26",
                     data("Unrecognized attribute &#39;proxyAddress&apos;.")) +
               "</Events>") == Ids{"unrecognized-attribute"});
}

TEST_CASE("hostile inputs are read to their end", "[triage][quick]") {
  const std::string last = "\nRemote name could not be resolved";
  CHECK(ids_in("").empty());
  CHECK(ids_in(std::string("\0\x1e\xff\xfe\xc0", 5) + last) == Ids{"name-not-resolved"});
  CHECK(ids_in(event("a", "1", "") + "<Data " + std::string(100'000, '<') + "&#x110000;&;&#;" +
               last) == Ids{"name-not-resolved"});
  std::string many;  // the beginning of a wording, over and over
  for (int count = 0; count < 20'000; ++count) many += "Error in manifest or policy file \"";
  CHECK(ids_in(many + last) == Ids{"name-not-resolved"});
  CHECK_FALSE(triage::readable(std::string("ElfFile\0...", 11), "a.evtx"));
}

TEST_CASE("a secret is gone before anything is looked for", "[triage][quick]") {
  const auto text = triage::readable("a\nhttp://bob:hunter2@proxy:8080/\nb", "a.log");
  CHECK(text->find("hunter2") == std::string::npos);
  CHECK(std::count(text->begin(), text->end(), '\n') == 2);
  // That a key was there is told.
  const std::string key =
      "IR@1b4e28ba-2fa1-11d2-883f-0016d3cca427@contoso@we@bm90IGEga2V5LCBqdXN0IGFuIGV4YW1wbGU=";
  CHECK(ids_in("registered with " + key + " at last") == Ids{"key-in-text"});
  CHECK(ids_in("registered with IR@*** at last").empty());
}

TEST_CASE("what is wrong with a signature is said", "[triage][quick]") {
  const std::string good = "id = \"a\"\ncause = \"c {h}\"\nremedy = \"r\"\n";
  CHECK(error_of(good + "text = \"A long wording {h} of it\"").empty());
  CHECK(error_of(good + "text = \"short {h} one\"").find("at least 8") != std::string::npos);
  CHECK(error_of(good + "text = \"A long wording {h}\"").find("end with text") !=
        std::string::npos);
  CHECK(error_of(good + "text = \"A long wording\"").find("no hole '{h}'") != std::string::npos);
  CHECK(error_of(good + "text = \"A long wording {h} of it\"\nrule = [\"X\"]").find("'rules'") !=
        std::string::npos);
  CHECK(error_of("id = \"a\"").find("'text' is missing") != std::string::npos);
}
