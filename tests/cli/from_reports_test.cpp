// check --from-reports: what hosts said of themselves, put together.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "program.h"
#include "report/formats.h"

using nlohmann::json;
using shirlint::io::MemoryReader;

namespace {

/// What a host writes that checks itself: `check --format jsonl` of a folder with its name.
std::string report_of(const std::string& host, const std::string& day = "2026-11-22",
                      const std::string& proxy = "proxy.contoso.com:8080") {
  MemoryReader files;
  add_pair(files, host, proxy);
  return run(files, {"check", host, "--format", "jsonl", "--date", day}).out;
}

Ran merge(const MemoryReader& files, std::vector<std::string> more = {"--format", "json"}) {
  more.insert(more.begin(), {"check", "--from-reports", "reports"});
  return run(files, more);
}

json merged(const MemoryReader& files, std::vector<std::string> more = {"--format", "json"}) {
  return json::parse(merge(files, std::move(more)).out);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// The first line, without its end.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }
std::string last_line(const std::string& text) {
  return text.substr(text.rfind('\n', text.size() - 2) + 1);
}

/// What is said of one report beside that of a healthy one, which must be there all the same.
json error_about(const std::string& report) {
  MemoryReader files;
  files.add("reports/b/broken.jsonl", report);
  files.add("reports/good.JSONL", report_of("good"));
  const Ran ran = merge(files);
  CHECK(ran.code == 2);
  const json out = json::parse(ran.out);
  bool good = false;
  for (const json& host : out["hosts"]) good = good || host["name"] == "good";
  CHECK(good);
  REQUIRE(out["errors"].size() == 1);
  CHECK(out["errors"][0]["file"] == "reports/b/broken.jsonl");
  return out["errors"][0];
}

}  // namespace

TEST_CASE("a merged report finds what a check of the same hosts finds", "[cli][quick]") {
  MemoryReader hosts;
  MemoryReader reports;
  for (const std::string name : {"a", "b", "c"}) {
    add_pair(hosts, name, "proxy.contoso.com:8080");
    reports.add("reports/" + name + ".jsonl", report_of(name));
  }
  const json checked = json::parse(run(hosts, {"check", "a", "b", "c", "--format", "json"}).out);
  const Ran ran = merge(reports);
  CHECK(ran.code == 1);
  const json out = json::parse(ran.out);
  for (const char* const part : {"findings", "unknown", "suppressed", "errors", "summary"}) {
    INFO(part);
    CHECK(out[part] == checked[part]);
  }
  REQUIRE(out["hosts"].size() == 3);
  CHECK(out["hosts"][1]["name"] == "b");
  CHECK(out["hosts"][1]["date"] == "2026-11-22");
  CHECK(out["hosts"][1]["files"] == checked["hosts"][1]["files"]);
}

TEST_CASE("every format can be made of reports, and of what was merged before", "[cli][quick]") {
  MemoryReader reports;
  reports.add("reports/a.jsonl", report_of("a"));
  reports.add("reports/b.jsonl", report_of("b"));
  for (const auto& format : shirlint::report::formats()) {
    INFO(format.name);
    const Ran ran = merge(reports, {"--format", std::string(format.name), "--jobs", "3"});
    CHECK(ran.code == 1);
    CHECK(ran.says("PRX009"));
    CHECK(ran.errors.empty());
  }
  MemoryReader again;
  again.add("reports/fleet.jsonl", merge(reports, {"--format", "jsonl"}).out);
  CHECK(merge(again, {"--format", "jsonl"}).out == merge(reports, {"--format", "jsonl"}).out);
}

TEST_CASE("the newest report of a host counts", "[cli][quick]") {
  MemoryReader files;
  files.add("reports/1.jsonl", report_of("a", "2026-11-22", "http://proxy.contoso.com:8080"));
  files.add("reports/2.jsonl", report_of("a", "2026-11-21"));
  const Ran ran = merge(files);
  CHECK(ran.code == 0);
  CHECK(ran.complains("1 reports were left out: newer ones of the same hosts are there"));
  CHECK(json::parse(ran.out)["hosts"].size() == 1);
}

TEST_CASE("of two reports of one day the last in the order of files and lines counts, and is told",
          "[cli][quick]") {
  const std::string bad = report_of("a");
  const std::string good = report_of("a", "2026-11-22", "http://proxy.contoso.com:8080");
  MemoryReader files;
  SECTION("of two files") {
    files.add("reports/1.jsonl", bad);
    files.add("reports/2.jsonl", good);
  }
  SECTION("of one file") { files.add("reports/1.jsonl", bad + good); }
  const Ran ran = merge(files);
  CHECK(ran.code == 0);
  CHECK(ran.complains("1 reports were left out for others of the same host and day"));
  CHECK(ran.complains("instead of reports/1.jsonl:1)"));
  const json out = json::parse(ran.out);
  CHECK(out["summary"]["error"] == 0);
  CHECK(out["errors"].empty());
  CHECK(out["hosts"].size() == 1);
}

TEST_CASE("a report that is none is told with its line and stops no other", "[cli][quick]") {
  const std::string report = report_of("x");
  const std::string host = first_line(report);
  const std::string summary = last_line(report);
  struct Broken {
    std::string text, sentence;
    int line;
  };
  const std::vector<Broken> all = {
      {"", "is empty", 0},
      {report.substr(0, report.size() / 3), "was cut off here", 1},
      {host + "\n", "has no summary at its end", 1},
      {summary, "counts 1 hosts, but 0 stand in front of it", 1},
      {"hello\n" + report, "is no JSON object", 1},
      {report + "[1, 2]\n", "is no JSON object", 3},
      {replaced(report, "host-report/1", "host-report/2"), "another version", 1},
      {replaced(report, "shirlint.host-report/1", "sarif"), "its schema is 'sarif'", 1},
      {"{}\n", "'schema' is missing", 1},
      {replaced(report, R"("date":"2026-11-22")", R"("date":"yesterday")"), "'date' is no day", 1},
      {replaced(report, R"("severity":"error")", R"("severity":"fatal")"),
       "'findings[0].severity' is none of the words", 1},
      {replaced(report, R"("line":4)", R"("line":-4)"), "'findings[0].location.line' is no number",
       1},
      {replaced(report, R"("line":4)", R"("line":"4")"), "'findings[0].location.line' is no number",
       1},
      {replaced(report, R"("findings":[)", R"("findings":7,"x":[)"), "'findings' is no list", 1},
      {replaced(report, R"("code":"PRX009")", R"("code":"</script>")"), "is no code of a rule", 1},
      {replaced(report, R"("host":"x")", R"("host":"y")"), "names another host than its own", 1},
      {replaced(report, R"("name":"x")", "\"name\":\"\xff\""), "is no JSON object", 1},
      {replaced(report, R"("runs":[)",
                R"("x":)" + std::string(100, '[') + std::string(100, ']') + R"(,"runs":[)"),
       "is nested deeper", 1},
      {replaced(report, R"("message":")", R"("message":")" + std::string(70'000, 'x')),
       "is longer than 65536 bytes", 1},
      {R"({"schema":")" + std::string(17'000'000, 'x') + "\"}\n", "is longer than 16 MiB", 1},
  };
  for (const Broken& broken : all) {
    INFO(broken.sentence);
    const json error = error_about(broken.text);
    INFO(error.dump());
    CHECK(error["message"].get<std::string>().find(broken.sentence) != std::string::npos);
    CHECK(error.value("line", 0) == broken.line);
  }
}

TEST_CASE("of a file of broken lines the first ten are told", "[cli][quick]") {
  MemoryReader files;
  std::string text;
  for (int line = 0; line < 50; ++line) text += "no report\n";
  files.add("reports/x.jsonl", text);
  const json errors = merged(files)["errors"];
  REQUIRE(errors.size() == 11);
  CHECK(errors[10]["message"] == "has 40 more lines that cannot be read");
}

TEST_CASE("a foreign report shows no secret and commands no pipeline", "[cli][quick]") {
  MemoryReader files;
  const std::string evil =
      R"(##vso[task.setvariable variable=x]y \u001b[2J \u202e http://u:CANARY@proxy.contoso.com/ )"
      R"(<script>alert(1)</script> IR@CANARY@name@region@CANARY= )";
  std::string report = replaced(report_of("a"), R"("message":")", R"("message":")" + evil);
  report = replaced(report, R"("title":")", R"("title":")" + evil);
  report = replaced(report, R"("code":"PRX009","name":")",
                    R"("code":"XYZ001","name":")" + evil);  // a rule that only the report knows
  files.add("reports/a.jsonl", report);
  for (const auto& format : shirlint::report::formats()) {
    INFO(format.name);
    const Ran ran = merge(files, {"--format", std::string(format.name), "--verbose"});
    CHECK(ran.code == 1);
    CHECK_FALSE(ran.says("CANARY"));
    CHECK_FALSE(ran.says("##vso[task.setvariable"));
    CHECK_FALSE(ran.says("\x1b"));
    CHECK_FALSE(ran.says("\xe2\x80\xae"));
    if (format.name == "html") CHECK_FALSE(ran.says("<script>alert"));
  }
}

TEST_CASE("a path of a host's own disk gets the host's name in front", "[cli][quick]") {
  MemoryReader files;
  std::string report = report_of("a");
  while (report.find("\"a/dia") != std::string::npos) {
    report = replaced(report, "\"a/dia", "\"C:/Program Files/dia");
  }
  files.add("reports/a.jsonl", report);
  const json out = merged(files);
  CHECK(out["findings"][0]["location"]["file"] == "a/C:/Program Files/diahost.exe.config");
  CHECK(out["hosts"][0]["files"][0]["path"] == "a/C:/Program Files/diahost.exe.config");
}

TEST_CASE("what a report says of a group stands with its hosts", "[cli][quick]") {
  MemoryReader hosts;
  for (const std::string name : {"a", "b"}) {
    add_pair(hosts, name, "http://proxy-" + name + ".contoso.com:8080");
    hosts.add(name + "/host.toml", "schema = \"shirlint.host/1\"\nname = \"" + name +
                                       "\"\nproduct = \"adf\"\ngroup = \"ir\"\n");
  }
  const std::vector<std::string> words = {"check", "a", "b", "--select", "PRX003", "--format"};
  const auto check = [&](const std::string& format) {
    std::vector<std::string> all = words;
    all.push_back(format);
    return run(hosts, all).out;
  };
  MemoryReader files;
  files.add("reports/group.jsonl", check("jsonl"));
  CHECK(merged(files)["findings"] == json::parse(check("json"))["findings"]);
  CHECK(merge(files, {"--format", "concise"}).out == check("concise"));

  // A newer report of that host alone: what the old one said of it in its group is past.
  files.add("reports/new.jsonl", report_of("b", "2026-11-23", "http://proxy.contoso.com:8080"));
  CHECK(merged(files, {"--format", "json", "--select", "PRX003"})["findings"].empty());
}

TEST_CASE("--select, --fail-on, a baseline and a site file apply to reports", "[cli][quick]") {
  MemoryReader files;
  files.add("reports/a.jsonl", report_of("a"));
  CHECK(merge(files, {"--fail-on", "never"}).code == 0);
  CHECK(merge(files, {"--ignore", "PRX009"}).code == 0);
  CHECK(merged(files, {"--format", "json", "--select", "JAV"})["findings"].empty());
  CHECK(merge(files, {"--fail-on", "never", "--strict=JAV"}).code == 1);

  files.add("site.toml",
            "[[suppress]]\ncode = \"PRX009\"\nhost = \"a\"\nreason = \"CHG-1\"\nowner = \"me\"\n"
            "expires = 2027-01-01\n");
  const json out = merged(files, {"--format", "json", "--site", "site.toml"});
  CHECK(out["errors"].empty());
  CHECK(out["summary"]["error"] == 0);
  REQUIRE(out["suppressed"].size() == 2);
  CHECK(out["suppressed"][0]["by"] == "site.toml:1");

  files.add("shirlint.toml", "not read, since nobody names it");
  CHECK(merge(files).code == 1);
}

TEST_CASE("Windows PowerShell's redirection writes UTF-16", "[cli][quick]") {
  std::string wide = "\xff\xfe";
  for (const char c : report_of("a")) wide += {c, '\0'};
  MemoryReader files;
  files.add("reports/a.jsonl", wide);
  const Ran ran = merge(files);
  CHECK(ran.code == 1);
  CHECK(json::parse(ran.out)["summary"]["hosts"] == 1);
}

TEST_CASE("old reports are told of", "[cli][quick]") {
  MemoryReader files;
  files.add("reports/a.jsonl", report_of("a"));
  files.add("reports/b.jsonl", report_of("b", "2026-09-01"));
  CHECK(merge(files).complains(
      "1 of 2 reports are older than 30 days; the oldest is of 2026-09-01, of the host b"));
}

TEST_CASE("options that ask for a check have no meaning for reports", "[cli][quick]") {
  MemoryReader files;
  files.add("reports/a.jsonl", report_of("a"));
  for (const std::string option : {"--live", "--fix", "--diff", "--no-tokens", "--probe"}) {
    const Ran ran = merge(files, {option});
    CHECK(ran.code == 2);
    CHECK(ran.complains(option + " has no meaning with --from-reports"));
  }
  CHECK(merge(files, {"a"}).complains("takes no PATH"));
  CHECK(run(files, {"check", "--from-reports", "nowhere"}).says("is no folder"));
  CHECK(run(files, {"check", "--from-reports", "reports/a.jsonl"}).code == 2);
  files.add("empty/readme.txt", "");
  CHECK(run(files, {"check", "--from-reports", "empty"}).says("holds no report"));
}

TEST_CASE("errors and withheld edits of a host survive the merge", "[cli][quick]") {
  const std::string rule =
      "code = 'XAB001'\nname = 'n'\ntitle = 't'\nseverity = 'error'\nevidence = 'source'\n"
      "sources = ['https://example.org/']\nwhy = 'w'\nremedy = 'r'\nmessage = 'm'\n"
      "select = '//proxy/@proxyaddress'\n"
      "[[fix]]\napplicability = 'unsafe'\ntitle = 't'\noperation = 'replace-value'\n"
      "value = 'http://user:xNEWy@p:1'\n"
      "[[example]]\nverdict = 'bad'\nname = 'b'\nconfig = '<a/>'\n"
      "[[example]]\nverdict = 'good'\nname = 'g'\nconfig = '<a/>'\n";
  MemoryReader host;
  add_pair(host, "h", "http://user:xOLDy@p:1");
  host.add("h/host.toml", "schema = 'shirlint.host/1'\nhalf =");
  host.add("r/rule.toml", rule);
  const std::string lines = run(host, {"check", "h", "--rules", "r", "--format", "jsonl"}).out;
  CHECK(lines.find(R"({"withheld":"secret"})") != std::string::npos);
  MemoryReader files;
  files.add("reports/h.jsonl", lines);
  files.add("r/rule.toml", rule);
  const json out = merged(files, {"--format", "json", "--rules", "r"});
  const json alone = json::parse(run(host, {"check", "h", "--rules", "r", "--format", "json"}).out);
  CHECK_FALSE(alone["errors"].empty());
  CHECK(out["errors"] == alone["errors"]);
  CHECK(out["findings"] == alone["findings"]);
}
