// The tester of rules finds what is wrong with a rule's own examples.
#include "lint/rule_test.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/builtin_pack.h"
#include "rules/rule_pack.h"

using namespace shirlint;

namespace {

const std::string rule = R"(code = "XAB001"
name = "a"
title = "t"
severity = "error"
evidence = "source"
sources = ["https://example.org/"]
why = "w"
remedy = "r"
select = "$net/setting[@name = 'proxyaddress'][@value = 'a:1']/@value"
message = "'{$self}' is wrong"

[[example]]
verdict = "bad"
name = "an address"
config = '<defaultProxy><proxy proxyaddress="a:1"/></defaultProxy>'
marks = "a:1"
message = "is wrong"

[[example]]
verdict = "good"
name = "another address"
config = '<defaultProxy><proxy proxyaddress="b:1"/></defaultProxy>'

[[example]]
verdict = "good"
name = "another setting"
config = '<defaultProxy><proxy scriptLocation="a:1"/></defaultProxy>'
)";

/// "example: message" of each failure, with `from` replaced in the rule.
std::string failures(const std::string& from = "", const std::string& to = "",
                     const std::string& from_too = "", const std::string& to_too = "") {
  std::string text = rule;
  if (!from.empty()) text.replace(text.find(from), from.size(), to);
  if (!from_too.empty()) text.replace(text.find(from_too), from_too.size(), to_too);
  rules::RulePack pack;
  REQUIRE(pack.add(text, "r.toml", "r.toml").empty());
  lint::RuleTestResult result;
  lint::test_rule(*pack.rules().front(), {}, result);
  std::string lines;
  for (const auto& failure : result.failures)
    lines += failure.example + ": " + failure.message + "\n";
  return lines;
}

}  // namespace

TEST_CASE("a rule whose examples hold and kill its mutants passes", "[lint][quick]") {
  CHECK(failures() == "");
}

TEST_CASE("a wrong verdict, mark or message is told", "[lint][quick]") {
  CHECK(failures("proxyaddress=\"b:1\"", "proxyaddress=\"a:1\"")
            .find("another address: is bad, but should be good\n") == 0);
  CHECK(failures("marks = \"a:1\"", "marks = \"a\"") ==
        "an address: marks 'a:1', but should mark 'a'\n");
  CHECK(failures("message = \"is wrong\"", "message = \"is right\"") ==
        "an address: says ''a:1' is wrong', but should say 'is right'\n");
}

TEST_CASE("a condition that no example needs is told", "[lint][quick]") {
  CHECK(failures("scriptLocation=\"a:1\"", "scriptLocation=\"b:1\"")
            .find("no example notices that this condition is gone") != std::string::npos);
}

TEST_CASE("a part of a fix that no example needs is told", "[lint][quick]") {
  const std::string marks = "marks = \"a:1\"\n";
  const auto with_fix = [&](const std::string& fix, const std::string& example) {
    return failures("message = \"'{$self}' is wrong\"\n",
                    "message = \"'{$self}' is wrong\"\n[[fix]]\napplicability = 'unsafe'\n"
                    "title = 't'\n" +
                        fix,
                    marks, marks + example);
  };
  const std::string value = "operation = 'replace-value'\nvalue = 'http://{$self}'\n";
  CHECK(with_fix(value, "").find("fix 1 is gone: no example notices\n") == 0);
  CHECK(with_fix(value, "fix = 'unsafe'\n").empty());
  CHECK(with_fix(value, "fix = 'safe'\n") == "an address: its fix is unsafe, but should be safe\n");
  CHECK(with_fix(value + "when = \"starts-with($self, 'a')\"\n", "fix = 'unsafe'\n") ==
        "fix 1 without 'when': no example notices\n");
  const std::string insert = "operation = 'insert-element'\nvalue = '<x/>'\nto = '/*/*/*'\n";
  CHECK(with_fix(insert,
                 "fixed = '<defaultProxy><proxy proxyaddress=\"a:1\"/><x/></defaultProxy>'\n") ==
        "an address: its fix, made again, changes the file once more\n");
  CHECK(with_fix(insert, "fix = 'unsafe'\n") ==
        "fix 1 without 'to': no example notices\nfix 1 at the other end: no example notices\n");
}

TEST_CASE("a term of a fix's condition that no example needs is told", "[lint][quick]") {
  const std::string fix =
      "message = \"'{$self}' is wrong\"\n[[fix]]\napplicability = 'unsafe'\ntitle = 't'\n"
      "operation = 'replace-value'\nvalue = 'http://{$self}'\n"
      "when = \"starts-with($self, 'a') and $net/@role = 'diahost'\"\n";
  const std::string of_diawp =
      "marks = \"a:1\"\nfix = 'unsafe'\n[[example]]\nverdict = 'bad'\nname = 'of diawp'\n"
      "role = 'diawp'\nfix = 'none'\n"
      "config = '<defaultProxy><proxy proxyaddress=\"a:1\"/></defaultProxy>'\n";
  CHECK(failures("message = \"'{$self}' is wrong\"\n", fix, "marks = \"a:1\"\n", of_diawp) ==
        "fix 1 when without the term starts-with($self, 'a'): no example notices\n");
}

TEST_CASE("what a fix does to the machine must be shown", "[lint][quick]") {
  const auto with = [&](const std::string& example) {
    return failures("message = \"'{$self}' is wrong\"\n",
                    "message = \"'{$self}' is wrong\"\n[[fix]]\napplicability = 'manual'\n"
                    "title = 't'\noperation = 'command'\nvalue = 'ping {$self}'\n",
                    "marks = \"a:1\"\n", "marks = \"a:1\"\n" + example);
  };
  CHECK(with("actions = 'command ping a:1'\n").empty());
  CHECK(with("fix = 'manual'\n") == "fix 1 with another value: no example notices\n");
  CHECK(with("actions = 'command ping b:1'\n") ==
        "an address: its fix does\ncommand ping a:1\nbut should do\ncommand ping b:1\n");
}

TEST_CASE("a snapshot's fact may not turn bad into good by being absent", "[lint][quick]") {
  const std::string snapshot =
      "marks = \"a:1\"\nhost = '''\nschema = \"shirlint.host/1\"\nname = \"n\"\n'''\n";
  CHECK(failures("marks = \"a:1\"\n", snapshot) == "");
}

namespace {

/// A rule about what has changed; `guard` is what it does where the baseline tells nothing.
std::string baseline_failures(const std::string& guard) {
  const std::string text = R"(code = "XAB002"
name = "a"
title = "t"
severity = "error"
evidence = "source"
malformed = true
sources = ["https://example.org/"]
why = "w"
remedy = "r"
select = "$net[baseline/@proxy = 'explicit']/proxy[@shipped-default = 'true']"
message = "it has changed"
)" + guard + R"(
[[example]]
verdict = "bad"
name = "changed"
config = '<defaultProxy useDefaultCredentials="true" />'
baseline = '{"configs": [{"role": "diahost", "proxy": "explicit"}]}'

[[example]]
verdict = "good"
name = "as then"
config = '<defaultProxy useDefaultCredentials="true" />'
baseline = '{"configs": [{"role": "diahost", "proxy": "shipped-default"}]}'

[[example]]
verdict = "good"
name = "changed by hand"
config = '<defaultProxy enabled="false" />'
baseline = '{"configs": [{"role": "diahost", "proxy": "explicit"}]}'
)";
  rules::RulePack pack;
  const auto errors = pack.add(text, "r.toml", "r.toml");
  for (const text::Error& error : errors) FAIL(error.message);
  lint::RuleTestResult result;
  lint::test_rule(*pack.rules().front(), {}, result);
  std::string lines;
  for (const auto& failure : result.failures) {
    lines += failure.example + ": " + failure.message + "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("an example can state a baseline, and loses each fact of it", "[lint][quick]") {
  CHECK(baseline_failures("[[each]]\nof = \"$net/baseline\"\nattributes = [\"proxy\"]\n") == "");
  const std::string lost = baseline_failures("");
  CHECK(lost.find("changed: without 'baseline' it is good, but must stay bad or become unknown\n"
                  "changed: without 'baseline.configs' it is good") == 0);
  CHECK(lost.find("changed: without 'baseline.configs.proxy' it is good") != std::string::npos);
}

TEST_CASE("a rule about a baseline must say nothing without one", "[lint][quick]") {
  const std::string noisy = baseline_failures(
      "[[each]]\nof = \"$net[not(baseline/@proxy)]\"\nattributes = [\"proxy\"]\n");
  CHECK(noisy.find("changed: without a baseline it is unknown, but must say nothing") == 0);
}

TEST_CASE("no two rules of the pack say the same of the same place", "[lint][quick]") {
  // Of one text both may be true: two faults in it, or what .NET does and what the site file wants.
  const std::set<std::pair<std::string, std::string>> both_true = {
      {"CFG014", "RUN001"}, {"CFG020", "CFG031"}, {"JAV007", "JAV022"}, {"PRX001", "PRX014"},
      {"PRX009", "PRX014"}, {"PRX014", "PRX015"}, {"PRX014", "PRX036"}, {"PRX017", "PRX041"},
      {"PRX018", "PRX041"}, {"PRX034", "PRX042"}, {"PRX035", "PRX042"}, {"SCR007", "SCR008"},
      {"VER003", "VER007"}};
  std::vector<const rules::Rule*> pack;
  for (const rules::Rule& built_in : rules::builtin_rules()) pack.push_back(&built_in);
  std::set<std::pair<std::string, std::string>> seen;
  for (const rules::Rule* subject : pack) {
    for (const std::string& line : lint::same_places(*subject, pack, rules::builtin_data())) {
      CAPTURE(line);
      const std::string one = line.substr(0, 6);
      const std::string other = line.substr(11, 6);
      seen.insert(std::minmax(one, other));
      CHECK(both_true.count(std::minmax(one, other)) == 1);
    }
  }
  CHECK(seen == both_true);
}
