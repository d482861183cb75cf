#include "report/text.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "report/display.h"
#include "report/sample.h"
#include "report/whole_report.h"

using shirlint::report::Sink;
using shirlint::report::TextOptions;
namespace report = shirlint::report;
namespace testing = shirlint::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::string text_of(const testing::Sample& sample, const TextOptions& options = {}) {
  Sink sink;
  testing::write_text(sample.report, options, sink);
  return sink.take();
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

std::size_t lines(const std::string& text) { return occurrences(text, "\n"); }

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    widest = std::max(widest, report::text_width(text.substr(at, end - at)));
    at = end + 1;
  }
  return widest;
}

TextOptions verbose() {
  TextOptions options;
  options.verbose = true;
  return options;
}

TextOptions quiet() {
  TextOptions options;
  options.quiet = true;
  return options;
}

}  // namespace

TEST_CASE("the headline comes first, the sums last", "[report][quick]") {
  const std::string out = text_of(testing::ordinary_sample());
  CHECK_THAT(out, StartsWith("node-02  diahost asks no one: its proxy address is refused"));
  const std::size_t finding = out.find("error PRX009: The proxy address has no scheme\n");
  const std::size_t error = out.find("error: node-03: There is no such file or folder.\n");
  const std::size_t unknown = out.find("3 rules not judged on 1 host (no host.toml): java 1, ");
  const std::size_t sums = out.find("\n2 errors, 1 warning in 2 hosts, 4 files; 2 can be fixed\n");
  CHECK(finding < error);
  CHECK(error < unknown);
  CHECK(unknown < sums);
  CHECK(sums != std::string::npos);
}

TEST_CASE("info findings and each unknown need --verbose", "[report][quick]") {
  const testing::Sample sample = testing::ordinary_sample();
  const std::string brief = text_of(sample);
  CHECK_THAT(brief, !Contains("PRX020") && Contains("1 info not shown (--verbose)\n"));
  const std::string all = text_of(sample, verbose());
  CHECK_THAT(all, Contains("info PRX020: ") && !Contains("not shown"));
  CHECK_THAT(all, Contains("not judged CRT001 certificate.LocalMachine/Root: no host.toml"));
}

TEST_CASE("quiet leaves findings and errors", "[report][quick]") {
  const std::string out = text_of(testing::ordinary_sample(), quiet());
  CHECK_THAT(out, StartsWith("error PRX009") && Contains("error: node-03"));
  CHECK_THAT(out, !Contains("not judged") && !Contains("2 errors") && !Contains("node-01"));
}

TEST_CASE("statistics count by rule", "[report][quick]") {
  TextOptions options;
  options.statistics = true;
  const std::string out = text_of(testing::fleet_sample(7), options);
  CHECK_THAT(out, StartsWith("7  error    BYP008  bypass-entries-joined\n"
                             "7  error    PRX009  proxy-address-without-scheme  (7 fixable)\n"));
}

TEST_CASE("no lines are wider than the terminal", "[report][quick]") {
  for (const std::size_t width : {60U, 80U, 120U}) {
    TextOptions options = verbose();
    options.width = width;
    INFO(width);
    CHECK(widest_line(text_of(testing::fleet_sample(5), options)) <= width);
  }
}

TEST_CASE("a command to copy is not broken", "[report][quick]") {
  CHECK_THAT(text_of(testing::ordinary_sample()),
             Contains("[Environment]::SetEnvironmentVariable('JAVA_HOME', 'C:\\Program "
                      "Files\\Java\\jdk-17',  'Machine')\n"));
}

TEST_CASE("the same finding on many hosts is shown on three", "[report][quick]") {
  const testing::Sample sample = testing::fleet_sample(30);
  const std::string out = text_of(sample);
  CHECK(occurrences(out, "error PRX009") == 3);
  CHECK_THAT(out, Contains("also on  27 more hosts: node-0004, node-0005, node-0006, "));
  CHECK_THAT(out, Contains("and 17 more\n"));
  CHECK_THAT(out, Contains("60 errors in 30 hosts, 30 files; 30 can be fixed\n"));
}

TEST_CASE("hosts of the same name are several", "[report][quick]") {
  testing::Sample sample = testing::fleet_sample(5);
  for (auto& host : sample.report.hosts) host.name = "node";
  for (auto& host : sample.report.hosts) {
    for (auto& finding : host.findings) finding.host = "node";
  }
  CHECK_THAT(text_of(sample), Contains("also on  2 more hosts: node, node\n"));
}

TEST_CASE("thousands of findings do not scroll a person to death", "[report][quick]") {
  const testing::Sample sample = testing::fleet_sample(1000);
  const std::string out = text_of(sample);
  CHECK(lines(out) < 250);
  CHECK_THAT(out, Contains("50 of 1000 BYP008 findings shown (--format concise lists all)\n"));
  Sink sink;
  testing::write_concise(sample.report, sink);
  CHECK(lines(sink.take()) == 2000);
}

TEST_CASE("colours are there only when asked for", "[report][quick]") {
  const testing::Sample sample = testing::ordinary_sample();
  CHECK_THAT(text_of(sample), !Contains("\x1b"));
  TextOptions options;
  options.color = true;
  std::string colored = text_of(sample, options);
  CHECK_THAT(colored, Contains("\x1b[1m\x1b[31merror PRX009\x1b[0m"));
  for (std::size_t at = colored.find('\x1b'); at != std::string::npos; at = colored.find('\x1b')) {
    colored.erase(at, colored.find('m', at) + 1 - at);
  }
  CHECK(colored == text_of(sample));  // nothing but colour
}

TEST_CASE("nothing found is said", "[report][quick]") {
  testing::Sample sample = testing::ordinary_sample();
  sample.report = {};
  shirlint::lint::HostReport host;
  host.name = "node-01";
  sample.report.hosts.push_back(host);
  shirlint::lint::count(sample.report.summary, host);
  CHECK(text_of(sample) == "node-01  no findings\n\nno findings in 1 host, 0 files\n");
}

TEST_CASE("concise is one line a finding", "[report][quick]") {
  const testing::Sample sample = testing::ordinary_sample();
  Sink sink;
  testing::write_concise(sample.report, sink);
  const std::string out = sink.take();
  CHECK(lines(out) == 4 + 2);
  CHECK_THAT(out, StartsWith("node-02/diahost.exe.config:7:28: error PRX009 .NET takes what "));
  CHECK_THAT(out, Contains("\nnode-03: error: There is no such file or folder.\n"));
  CHECK_THAT(out, Contains("\nnode-04/host.toml:3:1: error: The key 'nmae' is not known"));
}
