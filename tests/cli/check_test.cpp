// `shirlint check` from the command line to its output and exit code, on made-up machines.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "program.h"

using shirlint::io::MemoryReader;

namespace {

const std::string good = "http://proxy.corp.contoso.com:8080";
const std::string bad = "proxy.corp.contoso.com:8080";  // PRX009: no scheme

MemoryReader& with_pair(MemoryReader& files, const std::string& address) {
  add_pair(files, "h", address);
  return files;
}

/// A rule of one's own on every <proxy>, with other lines where the test needs them.
std::string own_rule(const std::string& more = "") {
  return R"(code = "XAB001"
name = "a-proxy"
title = "There is a proxy"
severity = "info"
evidence = "documented"
sources = ["https://example.org/"]
why = "w"
remedy = "r"
select = "$net/setting[@name = 'proxyaddress']"
message = "a proxy"
)" + more +
         R"([[example]]
verdict = "bad"
name = "b"
config = '<defaultProxy><proxy proxyaddress="http://a:1"/></defaultProxy>'

[[example]]
verdict = "good"
name = "g"
config = '<defaultProxy/>'
)";
}

}  // namespace

TEST_CASE("nothing to complain of is 0, a finding 1", "[cli][quick]") {
  MemoryReader files;
  add_pair(files, "good", good);
  add_pair(files, "bad", bad);
  CHECK(run(files, {"check", "good"}).code == 0);
  const Ran ran = run(files, {"check", "bad", "--format", "concise"});
  CHECK(ran.code == 1);
  CHECK(ran.says("bad/diahost.exe.config:4:"));
  CHECK(ran.says("error PRX009"));
  CHECK(ran.errors.empty());
}

TEST_CASE("without a path the current folder is checked", "[cli][quick]") {
  MemoryReader files("/here");
  files.add("diahost.exe.config", config_with(""));
  files.add("diawp.exe.config", config_with(""));
  CHECK(run(files, {"check"}).code == 0);
}

TEST_CASE("what cannot be done is 2, in one sentence, and the rest is still checked",
          "[cli][quick]") {
  MemoryReader files;
  with_pair(files, bad);
  const auto check = [&](const std::string& path) {
    Ran ran = run(files, {"check", path, "h", "--format", "concise"});
    CHECK(ran.code == 2);
    CHECK(ran.says("PRX009"));
    ran.out += ran.errors;
    return ran;
  };
  CHECK(check("missing").says("there is no such file or folder"));
  files.add("empty/readme.md", "");
  CHECK(check("empty").says("holds no integration runtime"));
  add_pair(files, "locked", good);
  files.refuse("locked/diawp.exe.config", "Permission denied");
  CHECK(check("locked").says("locked/diawp.exe.config: error: cannot be read: Permission denied"));
  add_pair(files, "broken", good);
  files.add("broken/host.toml", "schema = \"shirlint.host/1\"\nname = \n");
  CHECK(check("broken").says("broken/host.toml:2:"));
  add_pair(files, "twice", good);
  files.add("twice/host.toml", "schema = \"shirlint.host/1\"\n");
  files.add("twice/Shared/host.toml", "schema = \"shirlint.host/1\"\n");
  CHECK(check("twice").says("is a second snapshot of this host"));
}

TEST_CASE("a file that cannot be read is there all the same", "[cli][quick]") {
  MemoryReader files;
  with_pair(files, good);
  files.refuse("h/diawp.exe.config", "Permission denied");
  const Ran ran = run(files, {"check", "h", "--format", "json"});
  CHECK(ran.code == 2);
  CHECK(ran.says("the file could not be read"));
}

TEST_CASE("with a bad rule, site or values file the rest is still checked", "[cli][quick]") {
  MemoryReader files;
  with_pair(files, bad);
  const auto check = [&](const std::string& option, const std::string& file) {
    Ran ran = run(files, {"check", "h", option, file, "--format", "concise"});
    CHECK(ran.code == 2);
    CHECK(ran.says("error PRX009"));
    return ran;
  };
  files.add("rules/x.toml", own_rule("colour = 'red'\n"));
  CHECK(check("--rules", "rules").says("rules/x.toml:11:1: error: unknown key 'colour'"));
  files.add("site.toml", "proxy_mode = 'sistem'\n");
  CHECK(check("--site", "site.toml")
            .says("site.toml:1:14: error: 'sistem' is no value of 'proxy_mode'; did you mean "
                  "'system'?"));
  CHECK(check("--site", "no.toml").says("no.toml: error: cannot be read"));
  files.add("values.toml", "ProxyHost = [1]\n");
  CHECK(check("--values", "values.toml").says("the value of token 'ProxyHost' must be"));
}

TEST_CASE("own rules add to the built-in ones, or stand alone", "[cli][quick]") {
  MemoryReader files;
  with_pair(files, good);
  files.add("rules/x.toml", own_rule());
  const Ran ran = run(files, {"check", "h", "--rules", "rules", "--no-builtin-rules", "--fail-on",
                              "info", "--format", "concise"});
  CHECK(ran.code == 1);
  CHECK(ran.says("info XAB001 a proxy"));
  std::string taken = own_rule();
  taken.replace(taken.find("XAB001"), 6, "PRX999");
  files.add("rules/x.toml", taken);
  CHECK(run(files, {"check", "h", "--rules", "rules", "--format", "concise"})
            .says("rules/x.toml:1:8: error: code 'PRX999' is not yours to give: codes of own "
                  "rules begin with "
                  "X"));
}

TEST_CASE("--select and --ignore take codes and categories", "[cli][quick]") {
  MemoryReader files;
  with_pair(files, bad);
  CHECK(run(files, {"check", "h", "--select", "PRX009"}).code == 1);
  CHECK(run(files, {"check", "h", "--select", "PRX", "--ignore", "PRX009"}).code == 0);
  const Ran ran = run(files, {"check", "h", "--select", "PRX00"});
  CHECK(ran.code == 2);
  CHECK(ran.complains("there is no rule 'PRX00'; did you mean 'PRX"));
}

TEST_CASE("--fail-on says from which severity on it is 1", "[cli][quick]") {
  MemoryReader files;
  with_pair(files, bad);
  CHECK(run(files, {"check", "h", "--fail-on", "error"}).code == 1);
  CHECK(run(files, {"check", "h", "--fail-on", "never"}).code == 0);
  CHECK(run(files, {"check", "h", "--fail-on", "eror"}).code == 2);
  files.add("site.toml", "[severity]\nPRX009 = 'warning'\n");
  CHECK(
      run(files, {"check", "h", "--select", "PRX009", "--site", "site.toml", "--fail-on", "error"})
          .code == 0);
  files.add("site.toml", "[severity]\nPRX999 = 'warning'\n");
  CHECK(run(files, {"check", "h", "--site", "site.toml"}).says("there is no rule 'PRX999'"));
}

TEST_CASE("--strict makes what is not known fail, all of it or by category", "[cli][quick]") {
  MemoryReader files;
  with_pair(files, good);
  CHECK(run(files, {"check", "h"}).code == 0);
  CHECK(run(files, {"check", "h", "--strict"}).code == 1);
  CHECK(run(files, {"check", "h", "--strict=JAV"}).code == 1);
  CHECK(run(files, {"check", "h", "--strict=RUN"}).code == 0);
  const Ran slip = run(files, {"check", "h", "--strict=JVA"});
  CHECK(slip.code == 2);
  CHECK(slip.complains("there is no rule 'JVA'; did you mean 'JAV'?"));
}

TEST_CASE("rules about dates use --date", "[cli][quick]") {
  MemoryReader files;
  with_pair(files, good);
  const auto day_of = [&](const std::string& day) {
    return run(files, {"check", "h", "--format", "json", "--date", day});
  };
  CHECK(day_of("2027-03-01").says("2027-03-01"));
  CHECK(run(files, {"check", "h", "--format", "json"}).says("2026-11-22"));
  CHECK(day_of("2027-02-30").code == 2);
  CHECK(day_of("soon").complains("--date 'soon' is no day; a day is written 2026-11-22"));
}

TEST_CASE("only named files are reported, siblings are read to compare", "[cli][quick]") {
  MemoryReader files;
  files.add("h/diahost.exe.config", config_with("<proxy proxyaddress=\"" + good + "\"/>"));
  files.add("h/diawp.exe.config", config_with("<proxy proxyaddress=\"proxy:1\"/>"));
  const Ran ran = run(files, {"check", "h/diahost.exe.config", "--format", "concise"});
  CHECK(ran.code == 1);
  CHECK_FALSE(ran.says("PRX009"));  // diawp's own fault
  CHECK(ran.says("PRX001"));        // the pair's, told at the file that was named
  CHECK(ran.says("h/diahost.exe.config"));
  CHECK_FALSE(ran.says("h/diawp.exe.config:"));
}

TEST_CASE("a token is unknown until --values fills it in", "[cli][quick]") {
  MemoryReader files;
  with_pair(files, "#{Proxy}#");
  const auto check = [&](std::vector<std::string> more) {
    std::vector<std::string> words = {"check", "h", "--select", "PRX009", "--format", "json"};
    words.insert(words.end(), more.begin(), more.end());
    return run(files, words);
  };
  CHECK(check({}).code == 0);
  CHECK(check({}).says("deployment token"));
  files.add("values.toml", "Proxy = '" + bad + "'\n");
  CHECK(check({"--values", "values.toml"}).code == 1);
  CHECK(check({"--values", "values.toml"}).says(bad));
  files.add("values.toml", "Proxy = '" + good + "'\n");
  CHECK(check({"--values", "values.toml"}).code == 0);
  const Ran left = run(files, {"check", "h", "--no-tokens", "--format", "concise"});
  CHECK(left.code == 1);
  CHECK(left.says("CFG029"));
}

TEST_CASE("a site's own tokens count too", "[cli][quick]") {
  MemoryReader files;
  with_pair(files, "%%proxy%%");
  files.add("site.toml", "[[token]]\nprefix = '%%'\nsuffix = '%%'\n");
  const Ran without = run(files, {"check", "h", "--select", "PRX009", "--format", "json"});
  CHECK_FALSE(without.says("deployment token"));
  const Ran with =
      run(files, {"check", "h", "--select", "PRX009", "--format", "json", "--site", "site.toml"});
  CHECK(with.says("deployment token"));
}

TEST_CASE("a fragment is judged as if it stood in its place", "[cli][quick]") {
  MemoryReader files;
  files.add("f/proxy.xml",
            "<defaultProxy>\n<proxy proxyaddress=\"" + bad + "\"/>\n</defaultProxy>");
  for (const char* const path : {"f/proxy.xml", "f"}) {
    const Ran ran = run(files, {"check", path, "--format", "concise"});
    CHECK(ran.code == 1);
    CHECK(ran.says("f/proxy.xml:2:"));
    CHECK(ran.says("PRX009"));
  }
}

TEST_CASE("an XDT transform is one info finding", "[cli][quick]") {
  MemoryReader files;
  files.add("h/diahost.exe.Release.config",
            "<configuration xmlns:xdt=\"http://schemas.microsoft.com/XML-Document-Transform\">"
            "<proxy xdt:Transform=\"Remove\"/></configuration>");
  const Ran ran = run(files, {"check", "h", "--format", "concise", "--verbose"});
  CHECK(ran.code == 0);
  CHECK(ran.says("info "));
  CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 1);
}

TEST_CASE("--role judges a file under another name", "[cli][quick]") {
  MemoryReader files;
  files.add("h/copy.txt", config_with("<proxy proxyaddress=\"" + bad + "\"/>"));
  CHECK(run(files, {"check", "h/copy.txt"}).code == 2);
  CHECK(run(files, {"check", "h/copy.txt", "--role", "diawp"}).code == 1);
  CHECK(run(files, {"check", "h/copy.txt", "--role", "diawq"})
            .says("there is no role 'diawq'; did you mean 'diawp'?"));
  CHECK(run(files, {"check", "h", "--role", "diawp"}).says("is a folder; --role is for files"));
}

TEST_CASE("eight threads write what one writes", "[cli]") {
  MemoryReader files;
  for (int host = 0; host < 60; ++host) {
    add_pair(files, "fleet/node-" + std::to_string(host),
             host % 3 == 0 ? good : "proxy-" + std::to_string(host) + ":8080");
  }
  for (const char* const format : {"text", "concise", "json", "jsonl"}) {
    const Ran one = run(files, {"check", "fleet", "--jobs", "1", "--format", format});
    const Ran eight = run(files, {"check", "fleet", "--jobs", "8", "--format", format});
    CHECK(one.code == 1);
    CHECK(eight.code == 1);
    CHECK(one.out == eight.out);
    CHECK(one.says("node-1"));
  }
  CHECK(run(files, {"check", "fleet", "--jobs", "0"}).complains("is no number from 1 to 999"));
}

TEST_CASE("JSON Lines: an object a host, then the summary", "[cli][quick]") {
  MemoryReader files;
  add_pair(files, "r/a", good);
  add_pair(files, "r/b", bad);
  const Ran ran = run(files, {"check", "r", "--format", "jsonl"});
  CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 3);
  CHECK(ran.says("shirlint.host-report/1"));
}

TEST_CASE("--live is only for Windows", "[cli][quick]") {
  const MemoryReader files;
  const Ran ran = run(files, {"check", "--live"});
  CHECK(ran.code == 2);
  CHECK(ran.complains("--live checks the Windows machine"));
}

TEST_CASE("a secret does not come out, not even in a complaint", "[cli][quick]") {
  MemoryReader files;
  with_pair(files, "http://user:CANARY@proxy:8080");
  for (const char* const format : {"text", "concise", "json", "jsonl"}) {
    const Ran ran = run(files, {"check", "h", "http://user:CANARY@x/", "--format", format});
    CHECK_FALSE(ran.says("CANARY"));
    CHECK_FALSE(ran.complains("CANARY"));
  }
}

TEST_CASE("reference tables that should be looked up again are named, and change no exit code",
          "[cli][quick]") {
  MemoryReader files;
  files.add("h/diahost.exe.config", config_with(""));
  const Ran old = run(files, {"check", "--select", "PRX009", "h", "--date", "2026-11-22"});
  CHECK(old.code == 0);
  CHECK(old.says("reference tables older than 180 days: "));
  CHECK(old.says("versions (2025-08-04)"));
  const Ran fresh = run(files, {"check", "--select", "PRX009", "h", "--date", "2023-07-14"});
  CHECK_FALSE(fresh.says("reference tables"));
  const Ran json = run(files, {"check", "h", "--format", "json"});
  CHECK(json.says("\"old_tables\""));
}
