// The JUnit report as a test page reads it. That it is valid: junit_schema.sh.
#include <catch2/catch.hpp>
#include <pugixml.hpp>
#include <random>
#include <string>

#include "report/hostile_text.h"
#include "report/sample.h"
#include "report/whole_report.h"

namespace report = shirlint::report;
namespace testing = shirlint::testing;

namespace {

pugi::xml_document parse(const std::string& text) {
  pugi::xml_document document;
  REQUIRE(document.load_buffer(text.data(), text.size()));
  return document;
}

std::string write(const report::FormatSettings& settings, const testing::Sample& sample) {
  report::Sink sink;
  testing::write_format("junit", settings, sample.report, sink);
  return sink.take();
}

pugi::xml_node case_of(const pugi::xml_document& document, const std::string& suite,
                       const std::string& code) {
  const std::string query =
      "//testsuite[@name='" + suite + "']/testcase[starts-with(@name, '" + code + "')]";
  return document.select_node(query.c_str()).node();
}

}  // namespace

TEST_CASE("rules are cases: failed, skipped, passed", "[report][quick]") {
  const auto document = parse(testing::format_output("junit", testing::ordinary_sample()));
  const pugi::xml_node suite = document.select_node("//testsuite[@name='node-02']").node();
  CHECK(suite.attribute("tests").as_int() == 9);
  CHECK(suite.attribute("failures").as_int() == 3);
  CHECK(suite.attribute("skipped").as_int() == 3);
  CHECK(std::string(
            case_of(document, "node-02", "PRX009").child("failure").attribute("type").value()) ==
        "error");
  CHECK(case_of(document, "node-02", "CRT001").child("skipped"));
  CHECK(case_of(document, "node-02", "PRX020").child("system-out"));  // an info: said, no failure
  const pugi::xml_node passed = case_of(document, "node-02", "BYP008");
  CHECK(passed);
  CHECK_FALSE(passed.first_child());
  CHECK(document.select_nodes("//testsuite[@name='node-01']/testcase").size() == 9);
  CHECK(document.select_nodes("//testsuite[@name='shirlint']/testcase/error").size() == 2);
}

TEST_CASE("--fail-on and --strict decide what a failure is", "[report][quick]") {
  const testing::Sample sample = testing::ordinary_sample();
  report::FormatSettings settings = testing::settings_of(sample);
  settings.failing.least.reset();
  CHECK(parse(write(settings, sample)).select_nodes("//failure").empty());
  settings.failing.strict = true;
  settings.failing.strict_categories = {"CRT"};
  const auto strict = parse(write(settings, sample));
  CHECK(case_of(strict, "node-02", "CRT001").child("failure"));
  CHECK(case_of(strict, "node-02", "JAV001").child("skipped"));
}

TEST_CASE("a rule that cannot concern a host is no case of it", "[report][quick]") {
  testing::Sample sample = testing::ordinary_sample();
  static constexpr std::string_view purview[] = {"purview"};
  static constexpr std::string_view gateway[] = {"gateway"};
  for (shirlint::rules::Rule& rule : sample.rules) {
    if (rule.code == "BYP008") rule.products = purview;
    if (rule.code == "PRX014") rule.roles = gateway;
    if (rule.code == "SVC001") rule.scope = shirlint::rules::Scope::group;
  }
  const auto document = parse(testing::format_output("junit", sample));
  CHECK(document.select_nodes("//testsuite[@name='node-01']/testcase").size() == 6);
}

TEST_CASE("what groups say is a suite of the group", "[report][quick]") {
  const testing::Sample sample = testing::ordinary_sample();
  const report::FormatSettings settings = testing::settings_of(sample);
  report::Sink sink;
  const auto writer = report::find_format("junit")->make(settings, sink);
  shirlint::lint::HostReport group;
  group.group = "ir-prod";
  group.findings.push_back(sample.report.hosts.at(0).findings.at(1));
  writer->add_group(group);
  writer->finish({});
  const auto document = parse(sink.take());
  CHECK(case_of(document, "group ir-prod", "PRX001").child("failure"));
}

TEST_CASE("whatever a value holds, an XML reader gets it back harmless", "[report][quick]") {
  const unsigned seed = 12;
  std::mt19937 random(seed);
  testing::Sample sample = testing::ordinary_sample();
  for (int i = 0; i < 500; ++i) {
    INFO("seed " << seed << ", number " << i);
    const std::string value = "x" + testing::hostile_text(random);
    sample.report.hosts.at(0).findings.at(0).message = value;
    const auto document = parse(testing::format_output("junit", sample));
    CHECK(
        std::string(
            case_of(document, "node-02", "PRX009").child("failure").attribute("message").value()) ==
        report::harmless(value));
  }
}
