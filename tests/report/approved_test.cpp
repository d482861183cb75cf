// Every format over the same findings, compared with what a person has looked at and approved.
// SHIRLINT_APPROVE=1 writes the files anew; look at the difference before committing it.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "report/pipeline_agents.h"
#include "report/sample.h"
#include "report/text.h"
#include "report/whole_report.h"

using shirlint::report::Sink;
using shirlint::report::TextOptions;
namespace report = shirlint::report;
namespace testing = shirlint::testing;

namespace {

std::string approved_path(const std::string& name) {
  return std::string(SHIRLINT_SOURCE_DIR) + "/tests/report/approved/" + name;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

using Writer = std::function<void(const testing::Sample&, Sink&)>;

struct Format {
  std::string name;
  Writer write;
};

Writer text(bool verbose, std::size_t width, bool statistics = false) {
  TextOptions options;
  options.verbose = verbose;
  options.width = width;
  options.statistics = statistics;
  return [options](const testing::Sample& sample, Sink& sink) {
    testing::write_text(sample.report, options, sink);
  };
}

Writer format(const std::string& name) {
  return [name](const testing::Sample& sample, Sink& sink) {
    testing::write_format(name, testing::settings_of(sample), sample.report, sink);
  };
}

// A new format goes here: its approved texts and the tests below come with it.
std::vector<Format> formats() {
  return {{"text.txt", text(false, 80)},      {"verbose.txt", text(true, 80)},
          {"narrow.txt", text(false, 50)},    {"statistics.txt", text(false, 80, true)},
          {"concise.txt", format("concise")}, {"report.json", format("json")},
          {"report.jsonl", format("jsonl")},  {"report.sarif", format("sarif")},
          {"github.txt", format("github")},   {"azure.txt", format("azure")},
          {"gitlab.json", format("gitlab")},  {"junit.xml", format("junit")},
          {"report.md", format("markdown")},  {"report.html", format("html")}};
}

std::string output(const Format& format, const testing::Sample& sample) {
  Sink sink;
  format.write(sample, sink);
  return sink.take();
}

void check_approved(const std::string& prefix, const testing::Sample& sample) {
  for (const Format& format : formats()) {
    const std::string path = approved_path(prefix + format.name);
    const std::string out = output(format, sample);
    if (std::getenv("SHIRLINT_APPROVE") != nullptr) {
      std::ofstream(path, std::ios::binary) << out;
    }
    INFO(path);
    CHECK(out == read_file(path));
  }
}

}  // namespace

TEST_CASE("formats give the approved texts", "[report][quick]") {
  check_approved("ordinary-", testing::ordinary_sample());
  check_approved("hostile-", testing::hostile_sample());
  check_approved("fleet-", testing::fleet_sample(14));
}

TEST_CASE("no format shows a secret", "[report][quick]") {
  for (const Format& format : formats()) {
    INFO(format.name);
    CHECK(output(format, testing::hostile_sample()).find(testing::canary) == std::string::npos);
  }
}

// Commands are what two of the formats are made of: pipeline_test.cpp says that each is ours.
TEST_CASE("no line of any format is a pipeline command", "[report][quick]") {
  for (const Format& format : formats()) {
    if (format.name == "github.txt" || format.name == "azure.txt") continue;
    INFO(format.name);
    CHECK(testing::commands_in(output(format, testing::hostile_sample())).empty());
  }
}

TEST_CASE("no format lets through what steers a terminal", "[report][quick]") {
  for (const Format& format : formats()) {
    for (const char c : output(format, testing::hostile_sample())) {
      const auto byte = static_cast<unsigned char>(c);
      REQUIRE((byte >= 0x20 || byte == '\n'));
      REQUIRE(byte != 0x7f);
    }
  }
}
