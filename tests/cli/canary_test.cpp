// A secret appears in no output, wherever it stood: canaries in each place, and every command and
// format over them. Backups of files are the files themselves, for their owner alone; they are the
// one exception (docs/security.md).
#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "canaries.h"
#include "canary_places.h"
#include "cli/disk_host.h"
#include "io/memory_store.h"
#include "state/live/scripted_machine.h"

using namespace shirlint;

namespace {

const std::vector<std::string> file_formats = {"json",  "jsonl",  "sarif", "junit",    "github",
                                               "azure", "gitlab", "html",  "markdown", "concise"};

std::string config_of(const std::string& before, const std::string& inside) {
  return "<configuration>\r\n" + before + "\r\n<system.net><defaultProxy>" + inside +
         "</defaultProxy></system.net>\r\n</configuration>\r\n";
}

std::string utf16(const std::string& text) {
  return "\xFF\xFE" + text::encode(text, {text::EncodingKind::utf16_le, 0}).value_or("");
}

std::string snapshot_of(Canaries& canaries) {
  const auto in = [&](const char* where) {
    return canaries.plant(std::string("host.toml, ") + where);
  };
  return "schema = \"shirlint.host/1\"\nname = \"node\"\nproduct = \"adf\"\n"
         "[environment.machine]\n"
         "JAVA_HOME = '\"C:\\jdk -Dx.password=" +
         in("JAVA_HOME") +
         "\"'\n"
         "JAVA_TOOL_OPTIONS = '-Dhttp.proxyPassword=" +
         in("JAVA_TOOL_OPTIONS") +
         " -Xmx99999g'\n"
         "_JAVA_OPTIONS = '-Dhttps.proxyPassword=\"" +
         in("_JAVA_OPTIONS") +
         "\" -Xmx1k'\n"
         "HTTP_PROXY = 'http://bob:" +
         in("HTTP_PROXY") +
         "@proxy.contoso.com:8080'\n"
         "DB_PASSWORD = '" +
         in("a variable's name") +
         "'\n"
         "[proxy.account]\nenabled = true\nserver = 'http=bob:" +
         in("the account's proxy") +
         "@proxy:80;https=http://bob:" + in("the account's proxy for https") +
         "@proxy:80'\n"
         "pac_url = 'http://bob:" +
         in("pac_url") +
         "@pac.contoso.com/p.pac'\n"
         "[proxy.winhttp]\nserver = 'bob:" +
         in("WinHTTP's proxy") +
         "@proxy.contoso.com:80'\n"
         "[registry]\n"
         "'HKLM\\SOFTWARE\\X\\ProxyPassword' = '" +
         in("a registry value by name") +
         "'\n"
         "'HKLM\\SOFTWARE\\X\\Url' = 'http://bob:" +
         in("a registry value") +
         "@proxy:80'\n"
         "[hosts]\nlines = [\"10.0.0.1 adf.azure.com # http://bob:" +
         in("a hosts line") + "@proxy\", \"10.0.0.1 http://bob:" + in("a hosts line's name") +
         "@login.microsoftonline.com\"]\n"
         "[[endpoint]]\nhost = 'adf.azure.com'\nport = 443\nvia = 'http://bob:" +
         in("via") + "@proxy:80/'\nerror = 'http://bob:" + in("an endpoint's error") +
         "@proxy:80 said no'\n"
         "[[service]]\nname = 'DIAHostService'\nstate = 'stopped'\nstart = 'manual'\n"
         "account = 'bob:" +
         in("a service's account") + "@contoso.com:1'\n";
}

/// One folder of hosts with all of it.
void plant_files(io::MemoryReader& files, Canaries& canaries) {
  int host = 0;
  const auto add = [&](const std::string& diahost, const std::string& diawp) {
    const std::string folder = fmt::format("all/n{:03}", host++);
    files.add(folder + "/diahost.exe.config", diahost);
    files.add(folder + "/diawp.exe.config", diawp);
    return folder;
  };
  for (const std::string& spelling : addresses) {
    const std::string address = with_secret(spelling, canaries.plant("address " + spelling));
    add(config_with("<proxy proxyaddress=\"" + address + "\"/>"), config_with(""));
  }
  for (const auto& [where, inside] : insides) {
    const std::string text = replaced(inside, "@@@", canaries.plant(where));
    add(config_of("", text), config_of("", "<proxy usesystemdefault=\"Nope\"/>"));
  }
  for (const auto& [where, outside] : outsides) {
    const std::string text = replaced(outside, "@@@", canaries.plant(where));
    add(config_of(text, ""), utf16(config_of(text + "<system.net/>", "<x/>")));
  }
  for (const auto& [where, ending] : endings) {
    add("<configuration>" + replaced(ending, "@@@", canaries.plant(where)),
        utf16("<configuration>" +
              replaced(ending, "@@@", canaries.plant(std::string(where) + ", UTF-16"))));
  }
  const std::string folder = add(config_with(""), config_with("<proxy/>"));
  files.add(folder + "/host.toml", snapshot_of(canaries));
  files.add(add(config_with(""), config_with("")) + "/host.toml",
            "schema = \"shirlint.host/1\"\nname = http://bob:" +
                canaries.plant("host.toml that is no TOML") + "@proxy:80\n");
  files.add(add(config_with(""), config_with("")) + "/host.toml",
            "schema = \"shirlint.host/1\"\npasswort = 'x'\n\"http://bob:" +
                canaries.plant("a key of host.toml") + "@proxy:80\" = 1\n");
  for (std::size_t at = 0; at < scripts.size(); ++at) {
    const std::string secret = canaries.plant(std::string("runbook, ") + scripts[at].first);
    files.add(fmt::format("all/s{}.ps1", at), replaced(scripts[at].second, "@@@", secret));
    files.add(fmt::format("all/s{}.md", at),
              "```powershell\n" + replaced(scripts[at].second, "@@@", secret) + "```\n");
  }
}

struct Memory {
  io::MemoryReader files;
  io::MemoryStore store;
  Canaries canaries;

  Ran run(const std::vector<std::string>& words, const std::string& input = {}) {
    Ran ran = run_with(files, words, [&](cli::Session& session) {
      session.store = &store;
      session.now = "2026-11-22T03:00:00Z";
      session.input = [&](std::size_t) { return text::Result<std::string>(input); };
    });
    const std::string what = fmt::format("{}", fmt::join(words, " "));
    canaries.look(what, ran.out);
    canaries.look(what + " (standard error)", ran.errors);
    return ran;
  }
  void look_at_store() {
    for (const std::string& file : store.files()) canaries.look(file, *store.bytes(file));
  }
};

}  // namespace

TEST_CASE("canaries: check shows no secret in any format", "[cli][canary][quick]") {
  Memory memory;
  plant_files(memory.files, memory.canaries);
  std::vector<std::string> words = {"check", "all", "--verbose"};
  for (const std::string& format : file_formats) {
    words.insert(words.end(), {"--format", format + ":/report." + format});
  }
  words.insert(words.end(), {"--format", "text"});
  CHECK(memory.run(words).code == 2);
  CHECK(memory.run({"check", "all/n000", "all/n011", "--write-baseline", "/known.json"}).code == 0);
  CHECK(memory.store.files().size() == file_formats.size() + 1);
  memory.look_at_store();
  // Those in which a fix comes near a secret.
  std::vector<std::string> near;
  for (const int host : {0, 1, 5, 11, 12, 15, 16, 23, 24, 25, 26, 27, 38, 40, 46}) {
    near.push_back(fmt::format("all/n{:03}", host));
  }
  const auto with_near = [&](std::vector<std::string> command) {
    command.insert(command.end(), near.begin(), near.end());
    return command;
  };
  memory.run(with_near({"check", "--unsafe-fixes", "--diff"}));
  memory.run(with_near({"plan", "--unsafe-fixes", "-o", "/plan.toml"}));
  memory.look_at_store();
}

TEST_CASE("canaries: route, compare, tree and dsc show none", "[cli][canary][quick]") {
  Memory memory;
  plant_files(memory.files, memory.canaries);
  for (const std::string name : {"n000", "n002", "n011", "n014", "n024"}) {
    const std::string folder = "all/" + name;
    memory.run({"route", folder + "/diahost.exe.config", "https://adf.azure.com/",
                "http://bob:" + memory.canaries.plant("a URL asked for") + "@adf.azure.com/"});
    memory.run({"route", folder + "/diahost.exe.config", "https://a/", "--format", "json"});
  }
  for (const std::string name : {"n000", "n030", "n032", "n036", "n045"}) {
    for (const std::string format : {"text", "json"}) {
      memory.run({"compare", "all/n001", "all/" + name, "--verbose", "--format", format});
    }
  }
  for (const std::string name : {"n000", "n023", "n030", "n033", "n045"}) {
    memory.run({"rules", "tree", "all/" + name});
  }
  memory.run({"dsc", "get"}, R"({"path": "all/n011"})");
  memory.run({"dsc", "test"}, R"({"path": "all/n045"})");
  memory.run({"dsc", "test"}, R"({"path": "all/n045", "password": ")" +
                                  memory.canaries.plant("an unknown property of dsc") + "\"}");
  memory.run({"check", "http://bob:" + memory.canaries.plant("a path") + "@proxy:80"});
  memory.run({"check", "--date", "http://bob:" + memory.canaries.plant("an option") + "@proxy:80"});
}

TEST_CASE("canaries: triage shows none", "[cli][canary][quick]") {
  Memory memory;
  std::string log;
  for (const auto& [where, line] : log_lines) {
    log += replaced(line, "@@@", memory.canaries.plant(std::string("a log, ") + where));
  }
  memory.files.add("a.log", log);
  memory.files.add("b.log", utf16(log));
  memory.files.add(
      "c.xml", "<Events><Event><System><Level>2</Level></System><RenderingInfo><Message>" + log +
                   "</Message></RenderingInfo></Event></Events>");
  for (const std::string format : {"text", "json"}) {
    CHECK(memory.run({"triage", "a.log", "b.log", "c.xml", "--format", format}).code == 0);
    CHECK(memory.run({"triage", "--format", format}, log).code == 0);
  }
  CHECK(memory.run({"triage", log}).code == 0);
}

TEST_CASE("canaries: site, values, baseline, plan and rule files show none",
          "[cli][canary][quick]") {
  Memory memory;
  auto& canaries = memory.canaries;
  add_pair(memory.files, "h", "proxy.contoso.com:8080");
  const auto address = [&](const char* where) {
    return "http://bob:" + canaries.plant(where) + "@proxy.contoso.com:8080";
  };
  const std::vector<std::string> sites = {
      "[proxy]\naddress = \"" + address("the site's proxy") + "\"\n",
      "[proxy]\naddress = " + address("a site file that is no TOML") + "\n",
      "[proxy]\naddress = 'x'\n\"" + address("a key of the site file") + "\" = 1\n",
      "[severity]\n\"" + address("a code") + "\" = \"error\"\n",
      "[[suppress]]\ncode = \"PRX009\"\nreason = \"" + address("a reason") +
          "\"\nowner = \"bob\"\nexpires = 2025-01-01\n"};
  for (std::size_t at = 0; at < sites.size(); ++at) {
    memory.files.add("site.toml", sites[at]);
    for (const std::string format : {"text", "json", "html"}) {
      memory.run({"check", "h", "--verbose", "--site", "site.toml", "--format", format});
    }
  }
  const std::string no_toml = "a = " + address("a file that is no TOML") + "\n";
  const std::string no_json = "{\"password\": \"" + canaries.plant("a baseline") + "\", x";
  memory.files.add("bad.toml", no_toml);
  memory.files.add("bad.json", no_json);
  memory.files.add("rules/bad.toml", no_toml);
  memory.run({"check", "h", "--values", "bad.toml"});
  memory.run({"check", "h", "--baseline", "bad.json"});
  memory.run({"check", "h", "--rules", "rules"});
  memory.run({"rules", "test", "rules"});
  memory.run({"route", "h/diahost.exe.config", "https://a/", "--state", "bad.toml"});
  memory.run({"apply", "bad.toml", "h"});
  memory.run({"plan", "h", "--fragment", "bad.toml"});
}

TEST_CASE("canaries: collect takes none away, a run's record and the log have none",
          "[cli][canary][live][quick]") {
  Memory memory;
  auto& canaries = memory.canaries;
  auto machine = state::live::make_node();
  const auto set = [&](const char* name, const std::string& value) {
    machine->set(state::live::machine_environment, name, state::live::sz(value));
  };
  // JAV008: quotes around the folder; its fix is the run that is looked at.
  set("JAVA_HOME", "\"C:\\jdk\"");
  set("JAVA_TOOL_OPTIONS", "-Dhttp.proxyPassword=" + canaries.plant("live JAVA_TOOL_OPTIONS"));
  set("_JAVA_OPTIONS", "-Dhttp.proxyPassword=\"" + canaries.plant("live _JAVA_OPTIONS") + "\"");
  set("HTTP_PROXY", "http://bob:" + canaries.plant("live HTTP_PROXY") + "@proxy:80");
  set("DB_PASSWORD", canaries.plant("a live variable's name"));
  machine->add_file("C:\\Windows\\System32\\drivers\\etc\\hosts",
                    "10.0.0.1 a # http://bob:" + canaries.plant("a live hosts line") + "@p:80\r\n");
  const std::string folder = "C:/Program Files/Microsoft Integration Runtime/5.0/Shared/";
  std::string config;
  for (const auto& [where, outside] : outsides) {
    config += replaced(outside, "@@@", canaries.plant(std::string("live config, ") + where));
  }
  const std::string address = "http://bob:" + canaries.plant("live address") + "@proxy:80";
  memory.files.add(folder + "diahost.exe.config",
                   config_of(config, "<proxy proxyaddress=\"" + address + "\"/>"));
  memory.files.add(folder + "diawp.exe.config", config_of(config, ""));
  const io::Setting java_home{io::SettingKind::environment, "JAVA_HOME"};
  memory.store.set(java_home, io::to_state(io::registry_text(1, "\"C:\\jdk\"")));
  std::string log;
  const auto run = [&](const std::vector<std::string>& words) {
    std::vector<const char*> arguments = {"shirlint"};
    for (const std::string& word : words) arguments.push_back(word.c_str());
    report::Sink out;
    report::Sink errors;
    cli::Session session{memory.files, out, errors, "2026-11-22"};
    session.store = &memory.store;
    session.now = "2026-11-22T03:00:00Z";
    session.machine = machine;
    session.elevated = true;
    session.log = [&](const std::string& text) { log += text; };
    const int code = cli::run(static_cast<int>(arguments.size()), arguments.data(), session);
    canaries.look(words.front(), out.take() + errors.take());
    return code;
  };
  CHECK(run({"collect", "-o", "/evidence"}) == 0);
  run({"check", "--live", "--verbose", "--format", "json"});
  run({"check", "--live", "--verbose"});
  CHECK(memory.store.files().size() == 3);
  run({"check", "--live", "--unsafe-fixes", "--select", "JAV008", "--backup-dir", "/state",
       "--reason", "http://bob:" + canaries.plant("a reason") + "@proxy"});
  CHECK(memory.store.files().size() > 3);
  run({"undo", "--list", "--backup-dir", "/state"});
  canaries.look("the event log", log);
  for (const std::string& file : memory.store.files()) {
    if (file.find(".shirlint-backup") == std::string::npos) {
      canaries.look(file, *memory.store.bytes(file));
    }
  }
}
