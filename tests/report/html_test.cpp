// The HTML report, read by a parser. How a browser takes it: html_chromium.sh.
#include <catch2/catch.hpp>
#include <pugixml.hpp>
#include <random>
#include <string>
#include <string_view>

#include "report/hostile_text.h"
#include "report/html_page_reader.h"
#include "report/html_parts.h"
#include "report/sample.h"
#include "report/whole_report.h"

namespace report = shirlint::report;
namespace testing = shirlint::testing;

namespace {

pugi::xml_document parse(const testing::Sample& sample) {
  pugi::xml_document document;
  const std::string text = testing::format_output("html", sample);
  REQUIRE(
      document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata));
  return document;
}

void check_only_ours(const pugi::xml_document& document) {
  CHECK(testing::not_ours(document).empty());
}

}  // namespace

TEST_CASE("a page loads nothing, and holds nothing but our elements", "[report][quick]") {
  for (const auto& sample : {testing::ordinary_sample(), testing::hostile_sample()}) {
    const auto document = parse(sample);
    check_only_ours(document);
    CHECK(document.select_nodes("//@src").empty());
    const std::string policy =
        document.select_node("//meta[@http-equiv]/@content").attribute().value();
    CHECK(policy.find("default-src 'none'") == 0);
  }
}

TEST_CASE("a host's page says what, where, why and how to mend it", "[report][quick]") {
  testing::Sample sample = testing::ordinary_sample();
  sample.report.hosts.resize(1);
  auto& edit = sample.report.hosts.at(0).findings.at(0).fix->edits.at(0);
  edit.from = edit.to = {7, 28};
  const auto document = parse(sample);
  CHECK(document.select_node("//section/details[@open]"));
  CHECK(document.select_nodes("//form").empty());  // one host needs no filter
  const pugi::xml_node article = document.select_node("//article").node();
  CHECK(testing::text_of(article.child("h3")) == "error PRX009 The proxy address has no scheme");
  CHECK(testing::text_of(article.select_node(".//mark").node()) == "proxy.corp.com:8080");
  CHECK(testing::text_of(article.select_node(".//del").node()) ==
        "-       <proxy proxyaddress=\"proxy.corp.com:8080\" bypassonlocal=\"True\"/>");
  CHECK(testing::text_of(article.select_node(".//ins").node()) ==
        "+       <proxy proxyaddress=\"http://proxy.corp.com:8080\" bypassonlocal=\"True\"/>");
}

TEST_CASE("a fleet's page has a table, worst first, and goes to each host", "[report][quick]") {
  testing::Sample sample = testing::fleet_sample(14);
  auto& findings = sample.report.hosts.at(8).findings;
  findings.push_back(findings.front());
  const auto document = parse(sample);
  CHECK(document.select_nodes("//tbody/tr").size() == 14);
  CHECK(testing::text_of(document.select_node("//tbody/tr/th").node()) == "node-0009");
  CHECK(testing::text_of(document.select_node("//tbody/tr/td").node()) == "3 errors");
  for (const pugi::xpath_node& link : document.select_nodes("//tbody//@href")) {
    const std::string id = std::string(link.attribute().value()).substr(1);
    CHECK(document.select_node(("//section[@id='" + id + "']").c_str()));
  }
}

TEST_CASE("a line after a fix, by columns", "[report][quick]") {
  const testing::Location place = testing::place("a", 3, 2, 4, "\xc3\xa4\xc3\xb6 x y");
  shirlint::lint::FixOffer fix;
  fix.edits = {{"a", 0, 0, "<", false}, {"a", 0, 0, "", false}};
  fix.edits[0].from = fix.edits[0].to = {3, 2};
  fix.edits[1].from = {3, 4}, fix.edits[1].to = {3, 6};
  CHECK(report::line_after_fix(place, fix) == "\xc3\xa4<\xc3\xb6 y");
  fix.edits[1].to = {4, 1};
  CHECK(report::line_after_fix(place, fix).empty());  // of another line
}

TEST_CASE("whatever a value holds, a browser shows it and nothing else", "[report][quick]") {
  const unsigned seed = 31;
  std::mt19937 random(seed);
  testing::Sample sample = testing::ordinary_sample();
  testing::Finding& finding = sample.report.hosts.at(0).findings.at(0);
  for (int i = 0; i < 300; ++i) {
    INFO("seed " << seed << ", number " << i);
    finding.message = "x" + testing::hostile_text(random);
    finding.location.file = testing::hostile_text(random);
    finding.location.line_text = testing::hostile_text(random);
    sample.report.hosts.at(0).name = finding.host = "n" + testing::hostile_text(random);
    const auto document = parse(sample);
    check_only_ours(document);
    CHECK(testing::text_of(document.select_node("//article[1]/p[2]").node()) ==
          report::harmless(finding.message));
    CHECK(testing::text_of(document.select_node("//section//h2").node()) ==
          report::harmless(finding.host));
  }
}
