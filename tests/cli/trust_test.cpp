// Whose rules and site files count on a live machine, with an administrator's rights.
#include "cli/trusted_files.h"

#include <catch2/catch.hpp>

#include "cli/program.h"
#include "io/memory_store.h"
#include "state/live/scripted_machine.h"

using namespace shirlint;
using namespace shirlint::state::live;
using io::Status;

namespace {

const std::string shared = "C:/Program Files/Microsoft Integration Runtime/5.0/Shared/";

/// A live host, and files that the administrator names.
struct Node {
  std::shared_ptr<ScriptedMachine> machine = make_node();
  io::MemoryReader files;
  io::MemoryStore store;
  bool elevated = true;
  std::string input;

  Node() {
    for (const char* const name : {"diahost.exe.config", "diawp.exe.config"}) {
      files.add(shared + name, config_with(""));
    }
    add("/ops/shirlint/site.toml", "schema = \"shirlint.site/1\"\n");
    add("/ops/shirlint/rules/deep/a.toml", "");
    add("/ops/shirlint/known.json", "{}");
  }
  void add(const std::string& path, const std::string& bytes) {
    files.add(path, bytes);
    store.add(path, bytes);
  }
  Ran run(const std::vector<std::string>& words) {
    return run_with(files, words, [&](cli::Session& session) {
      session.store = &store;
      session.now = "2026-11-22T03:00:00Z";
      session.machine = machine;
      session.elevated = elevated;
      session.input = [&](std::size_t) { return text::Result<std::string>(input); };
    });
  }
  /// Is it refused because of what `path` is?
  bool refuses(const std::vector<std::string>& words, const std::string& path,
               const std::string& why) {
    const Ran ran = run(words);
    INFO(ran.errors);
    return ran.code == 2 && ran.out.empty() && ran.complains(path + ": " + why + "; with an");
  }
};

Status of(void (*change)(Status&)) {
  Status status;
  change(status);
  return status;
}
const Status foreign = of([](Status& status) { status.owned_by_us = false; });
const Status open = of([](Status& status) { status.writable_by_others = true; });
const Status loose = of([](Status& status) {
  status.writable_by_others = true;
  status.replaceable_by_others = true;
});

const std::vector<std::string> with_site = {"check", "--live", "--site", "/ops/shirlint/site.toml"};

}  // namespace

TEST_CASE("trust: the decision", "[cli][trust][quick]") {
  const auto why = [](bool ours, bool systems, bool writable, bool replaceable, bool on_the_way) {
    Status status;
    status.owned_by_us = ours;
    status.owned_by_system = systems;
    status.writable_by_others = writable;
    status.replaceable_by_others = replaceable;
    return cli::why_not_trusted(status, on_the_way);
  };
  CHECK(why(true, false, false, false, false).empty());
  CHECK(why(false, true, false, false, false).empty());
  CHECK(why(false, false, false, false, false) == "belongs to somebody else");
  CHECK(why(false, false, false, false, true) == "belongs to somebody else");
  CHECK(why(true, false, true, false, false) == "can be written by others");
  CHECK(why(true, false, true, false, true).empty());  // C:\ and ProgramData: adding is harmless
  CHECK(why(true, false, true, true, true) == "lets others replace what is in it");
  Status link;
  link.link = true;
  CHECK(cli::why_not_trusted(link, true) == "is a link: name what it leads to");
}

TEST_CASE("trust: a site file that others could have written is refused", "[cli][trust][quick]") {
  Node node;
  CHECK(node.run(with_site).errors.find("others") == std::string::npos);
  CHECK_FALSE(node.run(with_site).out.empty());
  node.store.describe("/ops/shirlint/site.toml", open);
  CHECK(node.refuses(with_site, "/ops/shirlint/site.toml", "can be written by others"));
  node.store.describe("/ops/shirlint/site.toml", foreign);
  CHECK(node.refuses(with_site, "/ops/shirlint/site.toml", "belongs to somebody else"));
  node.store.describe("/ops/shirlint/site.toml", {});
  for (const char* const folder : {"/ops", "/ops/shirlint"}) {
    node.store.describe(folder, open);
    CHECK_FALSE(node.run(with_site).out.empty());
    node.store.describe(folder, loose);
    CHECK(node.refuses(with_site, folder, "lets others replace what is in it"));
    node.store.describe(folder, foreign);
    CHECK(node.refuses(with_site, folder, "belongs to somebody else"));
    node.store.describe(folder, {});
  }
}

TEST_CASE("trust: every file of a rule folder, every command, every such option",
          "[cli][trust][quick]") {
  Node node;
  const std::string site = "/ops/shirlint/site.toml";
  node.store.describe("/ops/shirlint/rules/deep", open);
  CHECK(node.refuses({"check", "--live", "--rules", "/ops/shirlint/rules"},
                     "/ops/shirlint/rules/deep", "can be written by others"));
  CHECK(node.refuses({"plan", "--live", "--rules", "/ops/shirlint/rules/"},
                     "/ops/shirlint/rules/deep", "can be written by others"));
  node.store.describe("/ops/shirlint/rules/deep", {});
  node.store.describe("/ops/shirlint/rules/deep/a.toml", foreign);
  CHECK(node.refuses({"check", "--live", "--site", site, "--rules", "/ops/shirlint/rules"},
                     "/ops/shirlint/rules/deep/a.toml", "belongs to somebody else"));
  node.store.describe("/ops/shirlint", loose);
  const std::string why = "lets others replace what is in it";
  CHECK(node.refuses({"check", "--live", "--baseline", "/ops/shirlint/known.json"}, "/ops/shirlint",
                     why));
  CHECK(node.refuses({"compare", "--live", "/ops", "--site", site}, "/ops/shirlint", why));
  CHECK(node.refuses({"triage", "--live", "--site", site}, "/ops/shirlint", why));
  CHECK(node.refuses({"collect", "-o", "/new", "--probe", "--site", site}, "/ops/shirlint", why));
  node.input = R"({"live": true, "rules": ["/ops/shirlint/rules"]})";
  const Ran dsc = node.run({"dsc", "set"});
  CHECK(dsc.code == 2);
  CHECK(dsc.complains("/ops/shirlint: " + why));
  CHECK(dsc.out.empty());
}

TEST_CASE("trust: a name that is not there yet is not somebody else's to make",
          "[cli][trust][quick]") {
  Node node;
  const std::vector<std::string> words = {"check", "--live", "--site", "/ops/shirlint/new.toml"};
  CHECK(node.run(words).says("new.toml: cannot be read"));
  node.store.describe("/ops/shirlint", open);
  CHECK(node.refuses(words, "/ops/shirlint", "can be written by others"));
}

TEST_CASE("trust: it is asked of the machine itself, with its rights, only",
          "[cli][trust][quick]") {
  Node node;
  node.store.describe("/ops/shirlint/site.toml", foreign);
  CHECK_FALSE(node.run({"check", "C:/Program Files/Microsoft Integration Runtime/5.0", "--site",
                        "/ops/shirlint/site.toml"})
                  .complains("somebody else"));
  node.elevated = false;
  CHECK_FALSE(node.run(with_site).complains("somebody else"));
}

TEST_CASE("trust: on a live machine no site file is found, only named", "[cli][trust][quick]") {
  Node node;
  node.add("C:/Program Files/Microsoft Integration Runtime/shirlint.toml", "this is no TOML");
  node.add("/shirlint.toml", "this is no TOML");
  CHECK(node.run({"check", "--live"}).code != 2);
}

TEST_CASE("reach: a hosts line that is none is not written", "[cli][trust][quick]") {
  Node node;
  const std::string hosts = "127.0.0.1 localhost\r\n";
  node.files.add("C:/Windows/System32/drivers/etc/hosts", hosts);
  node.machine->add_file("C:\\Windows\\System32\\drivers\\etc\\hosts", hosts);
  node.machine->set(machine_environment, "JAVA_HOME", sz("C:\\jdk"));
  const auto run = [&](const std::string& line) {
    node.add("/rules/a.toml", R"(code = "XAB001"
name = "a"
title = "t"
severity = "error"
scope = "host"
evidence = "documented"
sources = ["https://example.org/"]
why = "w"
remedy = "r"
message = "m"
select = "$host/java-home[not($host/hosts/line[@address = '10.0.0.1'])]"
[[fix]]
applicability = "unsafe"
title = "t"
operation = "set-hosts-line"
value = ")" + line + R"("
[[example]]
verdict = "bad"
name = "b"
host = "[environment.machine]\nJAVA_HOME = 'C:\\jdk'"
[[example]]
verdict = "good"
name = "g"
config = '<defaultProxy/>'
)");
    return node.run(
        {"check", "--live", "--unsafe-fixes", "--select", "XAB001", "--rules", "/rules", "--diff"});
  };
  const Ran good = run("10.0.0.1 a.contoso.com");
  INFO(good.out << good.errors);
  CHECK(good.says("now has '10.0.0.1 a.contoso.com'"));
  for (const char* const line : {"10.0.0.1 a\\n10.0.0.2 login.microsoftonline.com",
                                 "10.0.0.1 a\\r10.0.0.2 b", "10.0.0.1 a # b", "10.0.0.1 \\u0001"}) {
    CHECK_FALSE(run(line).says("now has"));
  }
}
