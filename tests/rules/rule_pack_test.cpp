// What the loader says of rule files: each refusal with its place, and what would be right.
#include "rules/rule_pack.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

using shirlint::rules::RulePack;

namespace {

const std::string good_rule = R"(code = "XAB001"
name = "a-name"
title = "A title"
severity = "error"
evidence = "source"
sources = ["https://example.org/"]
why = "w"
remedy = "r"
select = "$net/setting[@name = 'proxyaddress' and @fault = 'no-scheme']"
message = "'{$self/@value}' is wrong"

[[example]]
verdict = "bad"
name = "b"
config = '<defaultProxy><proxy proxyaddress="a:1"/></defaultProxy>'

[[example]]
verdict = "good"
name = "g"
config = '<defaultProxy/>'
)";

std::string with(const std::string& from, const std::string& to) {
  std::string text = good_rule;
  text.replace(text.find(from), from.size(), to);
  return text;
}

/// "line:column: message" of the first error; "" when the rule is taken.
std::string refusal(const std::string& toml) {
  RulePack pack;
  const auto errors = pack.add(toml, "r.toml", "r.toml");
  if (errors.empty()) return "";
  return fmt::format("{}:{}: {}", errors[0].at.line, errors[0].at.column, errors[0].message);
}

}  // namespace

TEST_CASE("a good rule is taken", "[rules][quick]") {
  RulePack pack;
  REQUIRE(pack.add(good_rule, "r.toml", "r.toml").empty());
  REQUIRE(pack.rules().size() == 1);
  const auto& rule = *pack.rules().front();
  CHECK(rule.code == "XAB001");
  CHECK(rule.examples.size() == 2);
  CHECK(rule.examples[0].configs[0].role == "diahost");
}

TEST_CASE("an unknown key is refused with did you mean", "[rules][quick]") {
  CHECK(refusal(with("severity =", "severty =")) ==
        "1:1: 'severity' is missing: it must be a text that is not empty");
  CHECK(refusal(with("remedy = \"r\"", "remedy = \"r\"\nmesage = \"m\"")) ==
        "9:1: unknown key 'mesage'; did you mean 'message'?");
}

TEST_CASE("a wrong choice is refused with did you mean", "[rules][quick]") {
  CHECK(refusal(with("\"error\"", "\"eror\"")) ==
        "4:12: 'eror' is no value of 'severity'; did you mean 'error'?");
}

TEST_CASE("bad XPath is refused at its place", "[rules][quick]") {
  CHECK(refusal(with("$net/setting[", "$net/setting[[")).substr(0, 16) == "9:24: bad XPath:");
  CHECK(refusal(with("$self/@value", "$slef/@value")).substr(0, 16) == "10:14: bad XPath");
}

TEST_CASE("a step that no tree has is refused", "[rules][quick]") {
  CHECK(refusal(with("$net/setting", "$net/seting")) ==
        "9:16: no tree has 'seting' here; did you mean 'setting'?");
  CHECK(refusal(with("@fault =", "@falt =")) ==
        "9:51: no tree has '@falt' here; did you mean '@fault'?");
  CHECK(refusal(with("$self/@value", "$self/@vale")) ==
        "10:20: no tree has '@vale' here; did you mean '@value'?");
}

TEST_CASE("a step that no .NET config has is refused", "[rules][quick]") {
  const auto select = [](const std::string& query) {
    return refusal(with("$net/setting[@name = 'proxyaddress' and @fault = 'no-scheme']", query));
  };
  CHECK(select("/configuration/systm.net") ==
        "9:26: no .NET config has 'systm.net'; did you mean 'system.net'?");
  CHECK(select("//proxy/@proxyadress") ==
        "9:19: no .NET config has 'proxyadress'; did you mean 'proxyaddress'?");
  CHECK(select("//frobnicate") ==
        "9:13: no .NET config has 'frobnicate'; what should not be there is asked for with "
        "*[local-name() = '...']");
  CHECK(select("//proxy[../bypaslist]") ==
        "9:22: no .NET config has 'bypaslist'; did you mean 'bypasslist'?");
}

TEST_CASE("a value that an attribute never has is refused", "[rules][quick]") {
  CHECK(refusal(with("'no-scheme'", "'no-sheme'")).find("is never 'no-sheme'") !=
        std::string::npos);
}

TEST_CASE("a union of config and facts is refused", "[rules][quick]") {
  CHECK(refusal(with("$net/setting[@name = 'proxyaddress' and @fault = 'no-scheme']",
                     "$net/setting | /configuration/system.net"))
            .find("a union of config and facts has no order") != std::string::npos);
}

TEST_CASE("a rule without examples is refused", "[rules][quick]") {
  CHECK(refusal(with("verdict = \"good\"", "verdict = \"bad\"")).find("verdict = 'good'") !=
        std::string::npos);
}

TEST_CASE("a code is never reused", "[rules][quick]") {
  RulePack pack;
  REQUIRE(pack.add(good_rule, "a.toml", "a.toml").empty());
  const auto errors = pack.add(good_rule, "b.toml", "b.toml");
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].message == "code 'XAB001' is taken by a.toml; a code is never reused");
}

TEST_CASE("an inferred rule says likely", "[rules][quick]") {
  CHECK(refusal(with("\"source\"", "\"inferred\"")) ==
        "10:11: the message of an inferred rule must say 'likely'");
}

TEST_CASE("facts that a rule needs must exist in host.toml", "[rules][quick]") {
  CHECK(refusal(with("remedy = \"r\"", "remedy = \"r\"\nneeds = [\"certificat.X\"]"))
            .find("did you mean 'certificate'?") != std::string::npos);
  CHECK(refusal(with("remedy = \"r\"", "remedy = \"r\"\nneeds = [\"os.dns_domian\"]"))
            .find("[os] has no key 'dns_domian'; did you mean 'dns_domain'?") != std::string::npos);
}

namespace {

std::string fix_refusal(const std::string& fix) {
  return refusal(good_rule + "[[fix]]\napplicability = 'unsafe'\ntitle = 't'\n" + fix);
}

void says(const std::string& refused, std::string_view what) {
  INFO(refused);
  CHECK(refused.find(what) != std::string::npos);
}

}  // namespace

TEST_CASE("a fix may have several steps", "[rules][quick]") {
  RulePack pack;
  REQUIRE(pack.add(good_rule + R"(
[[fix]]
applicability = "unsafe"
title = "t"
operation = "move-element"
target = "$self"
to = "/configuration"
place = "first"
[[fix.then]]
operation = "set-attribute"
name = "a"
value = "{$target/@value}"
)",
                   "r.toml", "r.toml")
              .empty());
  const auto& fix = pack.rules().front()->fixes[0];
  CHECK(fix.place == shirlint::xml::Placement::first);
  REQUIRE(fix.then.size() == 1);
  CHECK(fix.then[0].operation == shirlint::rules::Operation::set_attribute);
  CHECK(fix.then[0].value == "{$target/@value}");
}

TEST_CASE("each step of a fix is checked", "[rules][quick]") {
  const std::string first = "operation = 'remove-element'\n[[fix.then]]\n";
  says(fix_refusal(first + "operation = 'remove-elment'"), "did you mean 'remove-element'?");
  says(fix_refusal(first + "operation = 'remove-element'\ntraget = '$self'"),
       "unknown key 'traget'; did you mean 'target'?");
  says(fix_refusal(first + "operation = 'remove-element'\ntarget = '$net/seting'"),
       "did you mean 'setting'?");
  says(fix_refusal(first + "operation = 'set-attribute'\nname = 'a'\nvalue = '{$target/@vale}'"),
       "did you mean '@value'?");
  says(fix_refusal(first + "operation = 'set-attribute'\nname = '{$self/@vale}'"),
       "did you mean '@value'?");
  says(fix_refusal(first + "operation = 'set-environment'\nname = 'a'"),
       "a fix of several steps may only change config files");
}

TEST_CASE("an operation has what it needs and nothing that means nothing", "[rules][quick]") {
  says(fix_refusal("operation = 'move-element'"), "operation 'move-element' needs 'to'");
  says(fix_refusal("operation = 'insert-element'"), "needs 'value': the XML to insert");
  says(fix_refusal("operation = 'copy-subtree'\nname = 'a'"),
       "needs 'value': the role to copy from");
  says(fix_refusal("operation = 'set-attribute'"), "operation 'set-attribute' needs 'name'");
  says(fix_refusal("operation = 'wrap-elements'"), "operation 'wrap-elements' needs 'name'");
  says(fix_refusal("operation = 'create-file'\nname = 'a'"), "needs 'name', the file, and 'value'");
  says(refusal(good_rule + "[[fix]]\napplicability = 'safe'\ntitle = 't'\n"
                           "operation = 'create-file'\nname = 'a'\nvalue = '<a/>'"),
       "a whole file is never made or put back as 'safe'");
  says(fix_refusal("operation = 'remove-element'\nto = '/configuration'"),
       "operation 'remove-element' has no 'to' and no 'place'");
  says(fix_refusal("operation = 'move-element'\nto = '/configuration'\nplace = 'frist'"),
       "did you mean 'first'?");
  says(fix_refusal("operation = 'remove-element'\ntarget = '$target'"), "bad XPath");
}

TEST_CASE("what an action needs, and how safe it can be", "[rules][quick]") {
  const auto safe = [](const std::string& step) {
    return refusal(good_rule + "[[fix]]\napplicability = 'safe'\ntitle = 't'\n" + step);
  };
  says(safe("operation = 'set-environment'\nname = 'a'\nvalue = 'b'"),
       "an action on the machine's state is never 'safe'");
  says(safe("operation = 'command'\nvalue = 'dir'"),
       "a command is never run: its applicability must be 'manual'");
  says(refusal(good_rule + "[[fix]]\napplicability = 'manual'\ntitle = 't'\n"
                           "operation = 'command'"),
       "operation 'command' needs 'value': the exact command");
  says(fix_refusal("operation = 'rename-attribute'\nname = 'a'\nvalue = 'b'"),
       "operation 'rename-attribute' needs 'name', or 'value' as a template");
}

TEST_CASE("what says who a rule is", "[rules][quick]") {
  says(refusal(with("XAB001", "XAB01")), "is no code: capital letters and three digits (PRX009)");
  says(refusal(with("sources = [\"https://example.org/\"]\n", "")),
       "evidence 'source' needs 'sources'");
  says(refusal(with("remedy", "roles = [\"diahots\"]\nremedy")), "there is no role 'diahots'");
  says(refusal(with("remedy", "products = [\"fabrik\"]\nremedy")), "there is no product 'fabrik'");
}

TEST_CASE("a let is checked like what uses it, and has its type", "[rules][quick]") {
  const auto let = [](const std::string& lets, const std::string& select) {
    std::string text = with("[[example]]", "[let]\n" + lets + "\n[[example]]");
    const std::string old = "$net/setting[@name = 'proxyaddress' and @fault = 'no-scheme']";
    return text.replace(text.find(old), old.size(), select);
  };
  RulePack pack;
  REQUIRE(pack.add(let("all = \"$net/setting\"\ncount = \"count($all)\"\nmany = \"$count > 1\"\n"
                       "first = \"string($all/@name)\"",
                       "$all[$many and @name = $first]"),
                   "r.toml", "r.toml")
              .empty());
  using shirlint::rules::LetType;
  std::vector<LetType> types;
  for (const auto& one : pack.rules().front()->lets) types.push_back(one.type);
  CHECK(types ==
        std::vector{LetType::node_set, LetType::number, LetType::boolean, LetType::string});
  says(refusal(let("all = \"$net/seting\"", "$all")), "did you mean 'setting'?");
  says(refusal(let("all = \"count(\"", "$net/setting")), "bad XPath");
  says(refusal(let("number = \"1 + 1\"", "$number")),
       "this must be a node-set, but it is a number");
  says(refusal(let("text = \"'x'\"", "$text")), "this must be a node-set, but it is a string");
  says(refusal(let("truth = \"true()\"", "$truth")),
       "this must be a node-set, but it is a boolean");
}

TEST_CASE("severities and related places are checked", "[rules][quick]") {
  const auto more = [](const std::string& text) { return refusal(good_rule + text); };
  CHECK(more("[[severity-when]]\nseverity = 'info'\nwhen = \"$self/@value = 'x'\"\n"
             "[[related]]\nselect = '$self/..'\nmessage = 'in {name($self)}'\n")
            .empty());
  says(more("[[severity-when]]\nseverity = 'inof'\nwhen = \"$self\"\n"), "did you mean 'info'?");
  says(more("[[severity-when]]\nseverity = 'info'\nwhen = \"$self/@vale\"\n"),
       "did you mean '@value'?");
  says(more("[[related]]\nselect = '$self/@vale'\nmessage = 'm'\n"), "did you mean '@value'?");
  says(more("[[related]]\nselect = '$self'\nmessage = '{$self/@vale}'\n"),
       "did you mean '@value'?");
  says(more("[[related]]\nselect = '$self'\nmessage = 'open {'\n"), "'message': ");
  says(more("related = 'x'\n"), "related");
}

namespace {

const std::string group_rule = R"(code = "XAB001"
name = "a-name"
title = "A title"
severity = "error"
evidence = "source"
scope = "group"
sources = ["https://example.org/"]
why = "w"
remedy = "r"
select = "$group/node[@newest = 'false']"
message = "{$self/@name} is old"

[[example]]
verdict = "bad"
name = "b"
[[example.node]]
host = "schema = 's'"
[example.node.configs]
diahost = "<configuration/>"
[[example.node]]
host = "schema = 't'"

[[example]]
verdict = "good"
name = "g"
[[example.node]]
host = "schema = 's'"
[[example.node]]
host = "schema = 's'"
)";

std::string with_group(const std::string& from, const std::string& to) {
  std::string text = group_rule;
  text.replace(text.find(from), from.size(), to);
  return text;
}

const std::string redirect_rule = R"(code = "XAB002"
name = "a-name"
title = "A title"
severity = "error"
evidence = "inferred"
why = "w"
remedy = "r"
redirect = "XAB001"
)";

}  // namespace

TEST_CASE("a rule about a group asks $group, and its examples have nodes", "[rules][quick]") {
  RulePack pack;
  REQUIRE(pack.add(group_rule, "r.toml", "r.toml").empty());
  const auto& example = pack.rules().front()->examples[0];
  REQUIRE(example.nodes.size() == 2);
  CHECK(example.nodes[0].configs[0].role == "diahost");
  CHECK(example.nodes[1].host == "schema = 't'");
  CHECK(refusal(with_group("@newest =", "@newst =")) ==
        "10:23: no tree has '@newst' here; did you mean '@newest'?");
  CHECK(refusal(with_group("$group/node", "$host/node")).find("10:11: bad XPath") == 0);
  CHECK(refusal(with("$net/setting", "$group/node")).find("bad XPath") != std::string::npos);
  CHECK(refusal(with_group("message =", "needs = [\"os.build\"]\nmessage =")) ==
        "11:9: a rule about a group has no 'needs'; [[each]] says what must be known of each node");
  CHECK(refusal(with_group("[[example.node]]\nhost = \"schema = 't'\"\n", ""))
            .find("needs two [[example.node]] or more") != std::string::npos);
}

TEST_CASE("a rule that redirects asks nothing", "[rules][quick]") {
  RulePack pack;
  REQUIRE(pack.add(redirect_rule, "r.toml", "r.toml").empty());
  CHECK(pack.rules().front()->redirect == "XAB001");
  CHECK(refusal(redirect_rule + "select = \"$net\"\n") ==
        "9:10: a rule with 'redirect' asks nothing, so it has no 'select'");
  CHECK(refusal(redirect_rule + "[[example]]\nverdict = \"bad\"\nname = \"b\"\n")
            .find("so it has no 'example'") != std::string::npos);
}

TEST_CASE("a rule may be a preview or deprecated", "[rules][quick]") {
  RulePack pack;
  REQUIRE(pack.add(with("remedy", "status = \"preview\"\nremedy"), "r.toml", "r.toml").empty());
  CHECK(pack.rules().front()->status == shirlint::rules::Status::preview);
  CHECK(refusal(with("remedy", "status = \"previw\"\nremedy")).find("did you mean 'preview'") !=
        std::string::npos);
}
