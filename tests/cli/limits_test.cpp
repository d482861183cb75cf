// Limits at their edge, and one past it: docs/limits.md has them all.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/program.h"
#include "triage/folded.h"
#include "triage/recognise.h"

using shirlint::io::MemoryReader;

namespace {

std::string times(int count, const std::string& text) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

/// What is said of a config with this in it; nothing more than its findings: empty.
std::string config_refused(const std::string& inside) {
  MemoryReader files;
  const std::string text = "<configuration>" + inside + "</configuration>";
  files.add("h/diahost.exe.config", text);
  files.add("h/diawp.exe.config", config_with(""));
  const Ran ran = run(files, {"check", "h", "--format", "concise"});
  CHECK((ran.code == 2) == ran.says("too large for shirlint"));
  return ran.code == 2 ? ran.out : "";
}

std::string site_refused(const std::string& toml) {
  MemoryReader files;
  add_pair(files, "h", "http://proxy:80");
  files.add("site.toml", toml);
  return run(files, {"check", "h", "--site", "site.toml", "--format", "concise"}).out;
}

Ran run_with_input(const MemoryReader& files, const std::string& input,
                   const std::vector<std::string>& words) {
  return run_with(files, words, [&](shirlint::cli::Session& session) {
    session.input = [&](std::size_t limit) -> shirlint::text::Result<std::string> {
      if (input.size() > limit) return shirlint::text::fail("standard input is too large");
      return input;
    };
  });
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("limits: a file of 16 MB is read, one byte more is not", "[cli][limits][quick]") {
  MemoryReader files;
  const std::size_t limit = shirlint::io::file_limit;
  CHECK(limit == 16777216);
  files.add("a", std::string(limit, ' '));
  CHECK(files.read("a", limit).has_value());
  files.add("h/diahost.exe.config", std::string(limit + 1, ' '));
  files.add("h/diawp.exe.config", config_with(""));
  const Ran ran = run(files, {"check", "h", "--format", "concise"});
  CHECK(ran.code == 2);
  INFO(ran.out << ran.errors);
  CHECK(ran.says("h/diahost.exe.config: error: is too large for shirlint"));
}

TEST_CASE("limits: depth, attributes and children of a config", "[cli][limits][quick]") {
  // <configuration> is one of the elements within each other.
  CHECK(config_refused(times(255, "<a>") + times(255, "</a>")).empty());
  CHECK(has(config_refused(times(256, "<a>") + times(256, "</a>")),
            "its elements are nested deeper than 256"));
  std::string attributes;
  for (int i = 0; i < 1000; ++i) attributes += " a" + std::to_string(i) + "=''";
  CHECK(config_refused("<a" + attributes + "/>").empty());
  CHECK(has(config_refused("<a" + attributes + " b=''/>"),
            "one of its elements has more attributes than 1000"));
  CHECK(config_refused("<a>" + times(2000, "<b/>") + "</a>").empty());
  CHECK(has(config_refused("<a>" + times(2001, "<b/>") + "</a>"),
            "one of its elements has more children than 2000"));
}

TEST_CASE("limits: TOML keys and values", "[cli][limits][quick]") {
  const std::string past_key = "too large for shirlint: a key of more than 32 parts";
  const std::string past_depth = "too large for shirlint: values nested more than 32 deep";
  CHECK_FALSE(has(site_refused(times(31, "a.") + "a = 1\n"), past_key));
  CHECK(has(site_refused(times(32, "a.") + "a = 1\n"), past_key));
  CHECK_FALSE(has(site_refused("a = " + times(31, "[") + times(31, "]") + "\n"), past_depth));
  CHECK(has(site_refused("a = " + times(33, "[") + times(33, "]") + "\n"), past_depth));
}

TEST_CASE("limits: entries of the coverage", "[cli][limits][quick]") {
  const auto said = [](int entries) {
    MemoryReader files;
    add_pair(files, "h", "http://proxy:80");
    std::string text = "schema = \"shirlint.host/1\"\n[coverage]\n";
    for (int i = 0; i < entries; ++i) {
      text += "'registry.HKLM\\SOFTWARE\\X\\" + std::to_string(i) + "' = \"denied: no\"\n";
    }
    files.add("h/host.toml", text);
    const Ran ran = run(files, {"check", "h", "--format", "concise"});
    return ran.out + ran.errors;
  };
  CHECK_FALSE(has(said(1000), "too large for shirlint"));
  CHECK(has(said(1001), "too large for shirlint: more than 1000 entries in [coverage]"));
}

TEST_CASE("limits: a runbook, an instance of dsc", "[cli][limits][quick]") {
  MemoryReader files;
  constexpr std::size_t limit = 1024UL * 1024;
  files.add("a.ps1", std::string(limit, ' '));
  files.add("b.ps1", std::string(limit + 1, ' '));
  CHECK(run(files, {"check", "a.ps1"}).code == 0);
  const Ran past = run(files, {"check", "b.ps1"});
  CHECK(past.code == 2);
  CHECK(past.says("is too large for shirlint"));

  add_pair(files, "h", "http://proxy:80");
  const std::string instance = R"({"path": "h"})";
  const std::string most = instance + std::string(limit - instance.size(), ' ');
  CHECK(run_with_input(files, most, {"dsc", "get"}).code == 0);
  const Ran refused = run_with_input(files, most + " ", {"dsc", "get"});
  CHECK(refused.code == 1);
  CHECK(refused.complains("too large"));
}

TEST_CASE("limits: a log for triage", "[cli][limits][quick]") {
  MemoryReader files;
  const std::size_t limit = shirlint::triage::input_limit;
  std::size_t asked = 0;
  shirlint::report::Sink out;
  shirlint::report::Sink errors;
  shirlint::cli::Session session{files, out, errors, "2026-11-22"};
  session.input = [&](std::size_t most) -> shirlint::text::Result<std::string> {
    asked = most;
    return shirlint::text::fail("standard input is too large for shirlint");
  };
  const std::vector<const char*> words = {"shirlint", "triage"};
  CHECK(shirlint::cli::run(2, words.data(), session) == 2);
  CHECK(asked == limit);
  CHECK(has(errors.take(), "too large for shirlint"));
  files.add("a.log", std::string(limit + 1, '\n'));
  CHECK(run(files, {"triage", "a.log"}).complains("too large for shirlint"));
}

TEST_CASE("limits: a rule's query", "[cli][limits][quick]") {
  const auto said = [](const std::string& query) {
    MemoryReader files;
    files.add("r/a.toml",
              "code = \"XAB001\"\nname = \"a\"\ntitle = \"t\"\nseverity = \"info\"\n"
              "evidence = \"documented\"\nsources = [\"https://example.org/\"]\nwhy = \"w\"\n"
              "remedy = \"r\"\nmessage = \"m\"\nselect = \"$net/setting[" +
                  query + "]\"\n");
    const Ran ran = run(files, {"rules", "test", "r"});
    return ran.out + ran.errors;
  };
  // $ net / setting [ ... ] are six words, each "1+" two.
  const std::string past_words = "the query has more than 1000 tokens";
  CHECK_FALSE(has(said(times(400, "1+") + "1"), past_words));
  CHECK(has(said(times(500, "1+") + "1"), past_words));
  const std::string past_depth = "the query is nested more than 100 levels deep";
  CHECK_FALSE(has(said(times(90, "(") + "1" + times(90, ")")), past_depth));
  CHECK(has(said(times(101, "(") + "1" + times(101, ")")), past_depth));
}

TEST_CASE("limits: lines of one error in a log", "[cli][limits][quick]") {
  const auto error_of = [](int lines) {
    MemoryReader files;
    files.add("a.log", times(lines, "parsing \"*.x\" - Quantifier {x,y} following nothing.\n"));
    const Ran ran = run(files, {"triage", "a.log", "--format", "json"});
    return nlohmann::json::parse(ran.out)["known"][0];
  };
  const auto most = static_cast<int>(shirlint::triage::most_lines);
  CHECK(error_of(most)["places"].size() == 1000);
  const auto past = error_of(most + 1);
  CHECK(past["places"].size() == 1000);
  CHECK(past["count"] == 1001);
}

TEST_CASE("limits: folders within each other", "[cli][limits][quick]") {
  SECTION("below a searched folder") {
    MemoryReader files;
    add_pair(files, "a/" + times(63, "d/") + "d", "http://proxy:80");
    add_pair(files, "b/" + times(64, "d/") + "d", "http://proxy:80");
    CHECK(run(files, {"check", "a", "--format", "concise"}).code == 0);
    const Ran past = run(files, {"check", "b", "--format", "concise"});
    CHECK(past.code == 2);
    CHECK((past.says("no host") || past.complains("no host")));
  }
  SECTION("below a rule folder") {
    MemoryReader files;
    add_pair(files, "h", "http://proxy:80");
    files.add("a/" + times(8, "d/") + "rule.toml", "code = 1");
    files.add("b/" + times(9, "d/") + "rule.toml", "code = 1");
    CHECK(run(files, {"check", "h", "--rules", "a"}).code == 2);
    CHECK(run(files, {"check", "h", "--rules", "b"}).code == 0);
  }
  SECTION("below that of reports") {
    MemoryReader files;
    files.add("a/" + times(32, "d/") + "a.jsonl", "no report\n");
    files.add("b/" + times(33, "d/") + "a.jsonl", "no report\n");
    CHECK(run(files, {"check", "--from-reports", "a"}).says("d/a.jsonl"));
    CHECK_FALSE(run(files, {"check", "--from-reports", "b"}).says("d/a.jsonl"));
  }
}

TEST_CASE("limits: the line that is shown with a finding", "[cli][limits][quick]") {
  const auto shown = [](std::size_t bytes) {
    const std::string proxy = "<proxy proxyaddress='proxy.contoso.com:8080'/>";
    MemoryReader files;
    files.add("h/diahost.exe.config", "<configuration><system.net><defaultProxy>\n" + proxy +
                                          std::string(bytes - proxy.size(), ' ') +
                                          "\n</defaultProxy></system.net></configuration>");
    const Ran ran = run(files, {"check", "h/diahost.exe.config", "--select", "PRX009"});
    CHECK(ran.says("PRX009"));
    return ran.says(" | ... proxyaddress='proxy");
  };
  CHECK(shown(2000));
  CHECK_FALSE(shown(2001));
}

TEST_CASE("limits: findings of one kind in a baseline", "[cli][limits][quick]") {
  const auto ran = [](const std::string& count) {
    MemoryReader files;
    add_pair(files, "h", "http://proxy:80");
    files.add("b.json",
              R"({"schema": "shirlint.baseline/1", "findings": [{"host": "h", "file": "f",)"
              R"( "code": "PRX009", "fingerprint": "v1:0a", "count": )" +
                  count + "}]}");
    return run(files, {"check", "h", "--baseline", "b.json"});
  };
  CHECK(ran("1000000000").code == 0);
  const Ran past = ran("1000000001");
  CHECK(past.code == 2);
  INFO(past.out << past.errors);
  CHECK((past.says("entry 1 of its findings") || past.complains("entry 1 of its findings")));
}
