// What the agents of GitHub and Azure make of our lines.
#include "report/pipeline.h"

#include <catch2/catch.hpp>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "report/hostile_text.h"
#include "report/pipeline_agents.h"
#include "report/sample.h"
#include "report/whole_report.h"

namespace report = shirlint::report;
namespace testing = shirlint::testing;
using testing::AgentCommand;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<AgentCommand> commands_of(const std::string& name, const testing::Sample& sample) {
  std::vector<AgentCommand> out;
  for (const std::string& line : lines_of(testing::format_output(name, sample))) {
    const auto command = name == "azure" ? testing::parse_azure(line) : testing::parse_github(line);
    if (command) out.push_back(*command);
  }
  return out;
}

}  // namespace

TEST_CASE("GitHub annotates the place of a finding", "[report][quick]") {
  const std::vector<AgentCommand> commands = commands_of("github", testing::ordinary_sample());
  REQUIRE(commands.size() == 6);  // four findings and two errors
  const AgentCommand& first = commands.at(0);
  CHECK(first.name == "error");
  CHECK(first.properties ==
        std::map<std::string, std::string>{{"file", "/checkout/hosts/node-02/diahost.exe.config"},
                                           {"line", "7"},
                                           {"endLine", "7"},
                                           {"col", "28"},
                                           {"endColumn", "46"},
                                           {"title", "PRX009 The proxy address has no scheme"}});
  CHECK(first.data.find("\nTo do: Write the address as http://host:port.\nFix: put 'http://'") !=
        std::string::npos);
  CHECK(commands.at(3).name == "notice");
  CHECK(commands.at(5).properties.at("line") == "3");
}

TEST_CASE("Azure shows errors and warnings as issues, and infos as lines", "[report][quick]") {
  const testing::Sample sample = testing::ordinary_sample();
  const std::vector<AgentCommand> commands = commands_of("azure", sample);
  REQUIRE(commands.size() == 5);
  const AgentCommand& first = commands.at(0);
  CHECK(first.name == "task.logissue");
  CHECK(first.properties == std::map<std::string, std::string>{
                                {"type", "error"},
                                {"sourcepath", "/checkout/hosts/node-02/diahost.exe.config"},
                                {"linenumber", "7"},
                                {"columnnumber", "28"},
                                {"code", "PRX009"}});
  CHECK(first.data.substr(0, 7) == "PRX009 ");
  CHECK(commands.at(2).properties.at("type") == "warning");
  CHECK(testing::format_output("azure", sample).find("\ninfo PRX020 node-02/") !=
        std::string::npos);
}

TEST_CASE("Azure gets the Markdown report as the run's summary", "[report][quick]") {
  const testing::Sample sample = testing::ordinary_sample();
  report::FormatSettings settings = testing::settings_of(sample);
  settings.summary_file = "/checkout/100%;summary].md";
  report::Sink sink;
  testing::write_format("azure", settings, sample.report, sink);
  const auto command = testing::parse_azure(lines_of(sink.take()).back());
  REQUIRE(command);
  CHECK(command->name == "task.uploadsummary");
  CHECK(command->data == settings.summary_file);
}

TEST_CASE("hostile values make no command but ours", "[report][quick]") {
  const testing::Sample sample = testing::hostile_sample();
  for (const std::string& line : lines_of(testing::format_output("azure", sample))) {
    const std::string command = testing::azure_command(line);
    CHECK((command.empty() || command == "task.logissue"));
    CHECK(testing::github_command(line).empty());
  }
  for (const std::string& line : lines_of(testing::format_output("github", sample))) {
    CHECK(testing::github_command(line) == "error");
    CHECK(testing::azure_command(line).empty());
  }
}

TEST_CASE("whatever a value holds, the agents read it back harmless", "[report][quick]") {
  const unsigned seed = 77;
  std::mt19937 random(seed);
  std::size_t changed = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string property = "x" + testing::hostile_text(random);
    const std::string data = testing::hostile_text(random);
    INFO("seed " << seed << ", number " << i);
    const auto github = testing::parse_github("::error title=" + report::github_property(property) +
                                              ",file=f::" + report::github_data(data));
    REQUIRE(github);
    // The runner trims the last property; ours are never the last thing a blank is behind.
    CHECK(github->properties.at("title") == report::harmless(property));
    CHECK(github->properties.at("file") == "f");
    CHECK(github->data == report::harmless(data));
    const std::string line =
        "##vso[task.logissue type=error;code=" + report::azure_property(property) + ";]" +
        report::azure_data(data);
    REQUIRE(testing::commands_in(line).size() == 1);
    const auto azure = testing::parse_azure(line);
    REQUIRE(azure);
    CHECK(azure->properties.at("code") == report::harmless(property));
    CHECK(azure->data == report::harmless(data));
    if (report::azure_data(data) != data) ++changed;
  }
  WARN("seed " << seed << ": 20000 values, " << changed << " escaped");
  CHECK(changed > 10000);
}
