// What shirlint.toml says of findings, and what is said of its suppressions at the end.
#include "lint/site_filter.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "lint/site_use.h"

using namespace shirlint;

namespace {

rules::Rule rule_of(std::string_view code) {
  rules::Rule rule;
  rule.code = code;
  return rule;
}
const rules::Rule scheme = rule_of("PRX009");
const rules::Rule anchor = rule_of("BYP006");

lint::Finding finding(const rules::Rule& rule, const std::string& host, const std::string& file) {
  lint::Finding out;
  out.rule = &rule;
  out.severity = rules::Severity::error;
  out.host = host;
  out.location.file = file;
  return out;
}

std::string suppression(const std::string& more, const std::string& expires = "2027-01-01") {
  return "[[suppress]]\ncode = 'PRX009'\nreason = 'r'\nowner = 'o'\nexpires = " + expires + "\n" +
         more;
}

/// How many of the findings are left.
std::size_t left(const lint::Site& site, std::vector<lint::Finding> findings,
                 std::vector<lint::Suppressed>* suppressed = nullptr) {
  std::vector<lint::Suppressed> here;
  const text::Day today = *text::parse_day("2026-11-22");
  lint::SiteFilter(site, "shirlint.toml", today).apply(findings, here);
  if (suppressed != nullptr) *suppressed = std::move(here);
  return findings.size();
}

lint::Site site_of(const std::string& toml) {
  auto loaded = lint::read_site(toml, "shirlint.toml");
  REQUIRE(loaded.errors.empty());
  return std::move(loaded.site);
}

const std::vector<lint::Finding> one = {finding(scheme, "node-01", "prod/node-01/a.config")};

}  // namespace

TEST_CASE("a suppression silences findings of its rule, host and path", "[lint][quick]") {
  CHECK(left(site_of(suppression("")), one) == 0);
  CHECK(left(site_of(suppression("")), {finding(anchor, "node-01", "a")}) == 1);
  CHECK(left(site_of(suppression("host = 'node-01'\n")), one) == 0);
  CHECK(left(site_of(suppression("host = 'node-02'\n")), one) == 1);
  CHECK(left(site_of(suppression("match = 'prod/**'\n")), one) == 0);
  CHECK(left(site_of(suppression("match = 'dev/**'\n")), one) == 1);
  std::vector<lint::Suppressed> suppressed;
  left(site_of(suppression("")), one, &suppressed);
  CHECK(suppressed.at(0).by == "shirlint.toml:1");
  CHECK(suppressed.at(0).reason == "r (o)");
  CHECK(suppressed.at(0).expires == "2027-01-01");
}

TEST_CASE("a suppression counts on its last day and not after it", "[lint][quick]") {
  CHECK(left(site_of(suppression("", "2026-11-22")), one) == 0);
  CHECK(left(site_of(suppression("", "2026-11-21")), one) == 1);
}

TEST_CASE("settings for a path silence rules, or weigh them", "[lint][quick]") {
  CHECK(left(site_of("[[path]]\nmatch = 'prod/**'\nignore = ['PRX']\n"), one) == 0);
  CHECK(left(site_of("[[path]]\nmatch = 'dev/**'\nignore = ['PRX']\n"), one) == 1);
  auto findings = one;
  std::vector<lint::Suppressed> none;
  const auto site = site_of("[[path]]\nmatch = 'prod/**'\nseverity = {PRX009 = 'info'}\n");
  lint::SiteFilter(site, "s", {}).apply(findings, none);
  CHECK(findings.at(0).severity == rules::Severity::info);
}

TEST_CASE("paths are seen from the site file's folder", "[lint][quick]") {
  auto site = site_of(suppression("match = 'node-01/*'\n"));
  site.folder = "/hosts/prod";
  site.started_in = "/hosts";
  CHECK(left(site, one) == 0);
  site.started_in = "/hosts/prod/node-01";
  CHECK(left(site, {finding(scheme, "n", "a.config")}) == 0);
  CHECK(left(site, {finding(scheme, "n", "../node-02/a.config")}) == 1);
}

namespace {

/// The entries that are told to be of no use: "expired" or "unused" each.
std::string told(const std::string& toml, bool covered, const lint::HostReport& host) {
  static const rules::Rule unused = [] {
    rules::Rule rule = rule_of("SIT002");
    rule.scope = rules::Scope::host;
    rule.select = "$site/suppression";
    rule.message = "{$self/@state} ";
    return rule;
  }();
  lint::CheckContext context;
  context.rules = {&scheme, &unused};
  context.site = site_of(toml);
  context.site.covered = covered;
  context.site_file = "shirlint.toml";
  context.today = *text::parse_day("2026-11-22");
  lint::SiteUse use(context);
  use.add(host);
  std::string out;
  if (const auto said = use.judge()) {
    for (const auto& found : said->findings) out += found.message;
  }
  return out;
}

lint::HostReport host_of(std::vector<lint::Suppressed> suppressed = {}) {
  lint::HostReport host;
  host.name = "node-01";
  host.whole = true;
  host.files = {{"prod/a.config", "diahost", ""}};
  host.suppressed = std::move(suppressed);
  return host;
}

}  // namespace

TEST_CASE("a suppression that silences nothing is told", "[lint][quick]") {
  CHECK(told(suppression(""), true, host_of()) == "unused ");
  CHECK(told(suppression(""), true, host_of({{{}, "shirlint.toml:1", "r", ""}})).empty());
  CHECK(told(suppression("", "2020-01-01"), true, host_of()) == "expired ");
}

TEST_CASE("what was not looked at may be of use", "[lint][quick]") {
  auto part = host_of();
  part.whole = false;
  CHECK(told(suppression(""), true, part).empty());
  auto broken = host_of();
  broken.errors.push_back({"unreadable", "a", {}});
  CHECK(told(suppression(""), true, broken).empty());
  auto unjudged = host_of();
  unjudged.unknown.push_back({&scheme, "node-01", "java", "not in the snapshot"});
  CHECK(told(suppression(""), true, unjudged).empty());
  CHECK(told(suppression(""), false, host_of()).empty());
  CHECK(told(suppression("host = 'node-02'\n"), false, host_of()).empty());
  CHECK(told(suppression("host = 'node-01'\n"), false, host_of()) == "unused ");
  CHECK(told(suppression("match = 'dev/*'\n"), false, host_of()).empty());
  CHECK(told(suppression("match = 'prod/*'\n"), false, host_of()) == "unused ");
}
