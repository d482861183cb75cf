// When a rule fails, passes or cannot be judged, on trees made by hand.
#include "rules/evaluator.h"

#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

using namespace shirlint::rules;

namespace {

/// A host with a diahost and a diawp; what is in `gaps` is not known.
class Host {
 public:
  Host() {
    load(diahost, "<configuration><proxy address='a:1'/><proxy address='#{x}#'/></configuration>");
    load(diawp, "<configuration/>");
    load(facts,
         "<facts><net role='diahost' mode='explicit'><proxy/></net>"
         "<net role='diawp' mode='system'><proxy/></net>"
         "<host><certificate store='Root' days-left='3'/><certificate store='CA'/></host>"
         "<site/></facts>");
    const pugi::xml_node root = facts.child("facts");
    configs = {{diahost.root(), root.child("net"), "diahost", false, true},
               {diawp.root(), root.child("net").next_sibling("net"), "diawp", false, true}};
  }

  Verdicts judge(const Rule& rule) {
    const std::array<const Rule*, 1> rules = {&rule};
    Evaluator evaluator(rules);
    return judge(evaluator);
  }

  Verdicts judge(Evaluator& evaluator) {
    const pugi::xml_node root = facts.child("facts");
    Subject subject;
    subject.configs = configs;
    subject.facts = root;
    subject.host = root.child("host");
    subject.site = root.child("site");
    subject.product = product;
    subject.known = [this](std::string_view fact) {
      const auto gap = gaps.find(fact);
      return Gap{gap == gaps.end() ? "" : gap->second};
    };
    subject.unresolved = [](std::string_view value) {
      return value.find("#{") != std::string_view::npos;
    };
    return evaluator.judge(subject);
  }

  pugi::xml_document diahost;
  pugi::xml_document diawp;
  pugi::xml_document facts;
  std::vector<ConfigSubject> configs;
  std::string product = "adf";
  std::map<std::string, std::string, std::less<>> gaps;

 private:
  static void load(pugi::xml_document& document, const char* text) {
    REQUIRE(document.load_string(text));
  }
};

Rule rule_on(std::string_view select) {
  Rule rule;
  rule.code = "XAB001";
  rule.select = select;
  rule.message = "m";
  return rule;
}

std::vector<std::string> misses(const Verdicts& verdicts) {
  std::vector<std::string> lines;
  for (const Miss& miss : verdicts.misses) lines.push_back(miss.needs + ": " + miss.reason);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a selected node is a hit, in the config it stands in", "[rules][quick]") {
  Host host;
  Rule rule = rule_on("//proxy[@address = 'a:1']/@address");
  rule.message = "'{$self}' in {$net/@role}, not in {$peers/@role}";
  const Verdicts verdicts = host.judge(rule);
  REQUIRE(verdicts.hits.size() == 1);
  CHECK(verdicts.hits[0].config == 0);
  CHECK(verdicts.hits[0].message == "'a:1' in diahost, not in diawp");
}

TEST_CASE("roles and products limit whom a rule is asked of", "[rules][quick]") {
  Host host;
  const std::array<std::string_view, 1> diawp = {"diawp"};
  const std::array<std::string_view, 1> purview = {"purview"};
  Rule rule = rule_on("/configuration");
  CHECK(host.judge(rule).hits.size() == 2);
  rule.roles = diawp;
  CHECK(host.judge(rule).hits.size() == 1);
  rule.products = purview;
  CHECK(host.judge(rule).hits.empty());
  CHECK(host.judge(rule).misses.empty());
  host.product.clear();
  CHECK(misses(host.judge(rule)) == Lines{"product: nothing tells which product it is"});
}

TEST_CASE("without a fact that it needs a rule is neither failed nor passed", "[rules][quick]") {
  Host host;
  const std::array<std::string_view, 1> needs = {"java"};
  Rule rule = rule_on("$host/certificate[@days-left < 10]");
  rule.scope = Scope::host;
  rule.needs = needs;
  CHECK(host.judge(rule).hits.size() == 1);
  host.gaps["java"] = "not in the snapshot";
  CHECK(host.judge(rule).hits.empty());
  CHECK(misses(host.judge(rule)) == Lines{"java: not in the snapshot"});
}

TEST_CASE("a fact that only passing needs does not hide a hit", "[rules][quick]") {
  Host host;
  const std::array<std::string_view, 1> needs = {"certificate.LocalMachine/Root"};
  Rule rule = rule_on("$host/certificate[@days-left < 10]");
  rule.scope = Scope::host;
  rule.needs_for_pass = needs;
  host.gaps["certificate.LocalMachine/Root"] = "denied: needs administrator rights";
  CHECK(host.judge(rule).hits.size() == 1);
  CHECK(host.judge(rule).misses.empty());
  rule.select = "$host/certificate[@days-left < 1]";
  CHECK(misses(host.judge(rule)) ==
        Lines{"certificate.LocalMachine/Root: denied: needs administrator rights"});
}

TEST_CASE("each item must say what the rule asks of it", "[rules][quick]") {
  Host host;
  const std::array<std::string_view, 1> attributes = {"days-left"};
  const std::array<Each, 1> each = {{{"$host/certificate", attributes}}};
  Rule rule = rule_on("$host/certificate[@days-left < 1]");
  rule.scope = Scope::host;
  rule.each = each;
  CHECK(misses(host.judge(rule)) == Lines{"certificate.CA.days-left: not in the snapshot"});
}

TEST_CASE("rules that name the same items ask for different things of them", "[rules][quick]") {
  const std::array<std::string_view, 1> days = {"days-left"};
  const std::array<std::string_view, 1> subject = {"subject"};
  const std::array<Let, 1> roots = {{{"wanted", "$host/certificate[1]", LetType::node_set}}};
  const std::array<Let, 1> others = {{{"wanted", "$host/certificate[2]", LetType::node_set}}};
  const std::array<Each, 2> first = {{{"$host/certificate", days}, {"$wanted", subject}}};
  const std::array<Each, 2> second = {{{"$host/certificate", subject}, {"$wanted", subject}}};
  Rule one = rule_on("$host/certificate[@days-left < 1]");
  one.scope = Scope::host;
  one.lets = roots;
  one.each = first;
  Rule two = one;
  two.lets = others;
  two.each = second;
  const std::array<const Rule*, 2> rules = {&one, &two};
  Evaluator evaluator(rules);
  Host host;
  CHECK(misses(host.judge(evaluator)) == Lines{"certificate.CA.days-left: not in the snapshot",
                                               "certificate.Root.subject: not in the snapshot",
                                               "certificate.Root.subject: not in the snapshot",
                                               "certificate.CA.subject: not in the snapshot",
                                               "certificate.CA.subject: not in the snapshot"});
  SECTION("and of the next host its own") {
    Host next;
    for (pugi::xml_node item : next.facts.child("facts").child("host").children()) {
      item.append_attribute("subject") = "CN=node";
    }
    CHECK(misses(next.judge(evaluator)) == Lines{"certificate.CA.days-left: not in the snapshot"});
  }
}

TEST_CASE("a let may use the lets before it, and $self", "[rules][quick]") {
  Host host;
  const std::array<Let, 3> lets = {{{"all", "//proxy", LetType::node_set},
                                    {"many", "count($all)", LetType::number},
                                    {"own", "concat($self/@address, '!')", LetType::string}}};
  Rule rule = rule_on("$all[1]");
  rule.lets = lets;
  rule.when = "$many = 2 and $own = 'a:1!'";
  rule.message = "{$own} of {$many}";
  const Verdicts verdicts = host.judge(rule);
  REQUIRE(verdicts.hits.size() == 1);
  CHECK(verdicts.hits[0].message == "a:1! of 2");
}

TEST_CASE("circumstances change the severity; the first that holds counts", "[rules][quick]") {
  Host host;
  const std::array<SeverityWhen, 3> when = {{{Severity::error, "$self/@address = 'other'"},
                                             {Severity::info, "$self/@address = 'a:1'"},
                                             {Severity::warning, "true()"}}};
  Rule rule = rule_on("//proxy[1]");
  rule.severity = Severity::error;
  rule.severity_when = when;
  CHECK(host.judge(rule).hits.at(0).severity == Severity::info);
}

TEST_CASE("related places and the fixes that apply come with a hit", "[rules][quick]") {
  Host host;
  const std::array<Related, 1> related = {{{"$peers", "{$peers/@mode}"}}};
  std::array<Fix, 3> fixes;
  fixes[0].when = "false()";
  fixes[1].target = "$self/@none";
  fixes[2].target = "$self/@address";
  fixes[2].value = "http://{$self/@address}";
  Rule rule = rule_on("//proxy[@address = 'a:1']");
  rule.related = related;
  rule.fixes = fixes;
  const Hit hit = host.judge(rule).hits.at(0);
  REQUIRE(hit.related.size() == 1);
  CHECK(hit.related[0].message == "system");
  REQUIRE(hit.fixes.size() == 1);
  REQUIRE(hit.fixes[0].steps.size() == 1);
  REQUIRE(hit.fixes[0].steps[0].targets.size() == 1);
  const FixTarget& target = hit.fixes[0].steps[0].targets[0];
  CHECK(target.value == "http://a:1");
  CHECK(std::string_view(target.node.attribute().name()) == "address");
}

TEST_CASE("each target of each step has its own value; a step without targets is no fix",
          "[rules][quick]") {
  Host host;
  std::array<FixStep, 1> then;
  then[0].operation = Operation::insert_element;
  then[0].value = "<add address='{$target/@address}&amp;{'<'}'/>";
  then[0].to = "$self/..";
  std::array<FixStep, 1> nothing;
  nothing[0].target = "//none";
  std::array<Fix, 2> fixes;
  fixes[0].target = "//proxy";
  fixes[0].operation = Operation::set_attribute;
  fixes[0].name = "{name($self)}";
  fixes[0].value = "{$target/@address}";
  fixes[1] = fixes[0];
  fixes[0].then = then;
  fixes[1].then = nothing;
  Rule rule = rule_on("//proxy[@address = 'a:1']");
  rule.fixes = fixes;
  const Hit hit = host.judge(rule).hits.at(0);
  REQUIRE(hit.fixes.size() == 1);
  REQUIRE(hit.fixes[0].steps.size() == 2);
  const StepHit& first = hit.fixes[0].steps[0];
  REQUIRE(first.targets.size() == 2);
  CHECK(first.targets[0].value == "a:1");
  CHECK(first.targets[1].value == "#{x}#");
  CHECK(first.name == "proxy");
  CHECK(hit.fixes[0].steps[1].targets.at(0).value == "<add address='a:1&amp;&lt;'/>");
  CHECK(std::string_view(hit.fixes[0].steps[1].to.node().name()) == "configuration");
}

TEST_CASE("a value that holds a token is unknown", "[rules][quick]") {
  Host host;
  const Verdicts verdicts = host.judge(rule_on("//proxy/@address"));
  CHECK(verdicts.hits.size() == 1);
  CHECK(misses(verdicts) == Lines{"the value of a deployment token: filled in by the deployment "
                                  "(--values FILE gives it)"});
}

TEST_CASE("a file that is no XML is asked only of rules about such files", "[rules][quick]") {
  Host host;
  host.configs[1].readable = false;
  Rule rule = rule_on("/configuration");
  CHECK(host.judge(rule).hits.size() == 1);
  CHECK(misses(host.judge(rule)) == Lines{"config.diawp: the file cannot be read as XML"});
  rule.malformed = true;
  rule.select = "$net[@role = 'diawp']";
  CHECK(host.judge(rule).hits.size() == 1);
  CHECK(host.judge(rule).misses.empty());
}

TEST_CASE("who asks for the effective proxy needs a file that .NET loads", "[rules][quick]") {
  Host host;
  host.facts.child("facts").child("net").remove_child("proxy");
  CHECK(misses(host.judge(rule_on("$net/proxy[@address]"))) ==
        Lines{"config.diahost: .NET refuses the file, so there is no effective proxy"});
}

TEST_CASE("a rule about whole files is not asked of fragments", "[rules][quick]") {
  Host host;
  host.configs[0].fragment = true;
  Rule rule = rule_on("/configuration");
  CHECK(host.judge(rule).hits.size() == 2);
  rule.fragments = false;
  CHECK(host.judge(rule).hits.size() == 1);
}

TEST_CASE("hits come in the order of the document", "[rules][quick]") {
  Host host;
  Rule rule = rule_on("//proxy[2] | //proxy[1]");
  const Verdicts verdicts = host.judge(rule);
  REQUIRE(verdicts.hits.size() == 2);
  CHECK(std::string_view(verdicts.hits[0].node.node().attribute("address").value()) == "a:1");
}

TEST_CASE("a rule about a group is asked of groups and of nothing else", "[rules][quick]") {
  Rule rule;
  rule.scope = Scope::group;
  rule.select = "$group/node[@newest = 'false']";
  rule.message = "{$self/@name}";
  CHECK(Host().judge(rule).hits.empty());

  pugi::xml_document facts;
  REQUIRE(
      facts.load_string("<facts><group><node name='a' newest='false'/>"
                        "<node name='b' newest='true'/></group></facts>"));
  const std::array<const Rule*, 1> rules = {&rule};
  const pugi::xml_node root = facts.child("facts");
  const Verdicts verdicts =
      Evaluator(rules).judge_group({root, root.child("group"), nullptr, nullptr, "adf"});
  REQUIRE(verdicts.hits.size() == 1);
  CHECK(verdicts.hits[0].message == "a");

  const std::array<std::string_view, 1> purview = {"purview"};
  rule.products = purview;
  CHECK(Evaluator(rules)
            .judge_group({root, root.child("group"), nullptr, nullptr, "adf"})
            .hits.empty());
  const Verdicts mixed =
      Evaluator(rules).judge_group({root, root.child("group"), nullptr, nullptr, ""});
  REQUIRE(mixed.misses.size() == 1);
  CHECK(mixed.misses[0].needs == "product");
}

TEST_CASE("a rule that redirects is never asked", "[rules][quick]") {
  Rule rule;
  rule.redirect = "PRX001";
  rule.scope = Scope::host;
  rule.needs_for_pass = {};
  rule.select = "$net";
  CHECK(Host().judge(rule).hits.empty());
}
