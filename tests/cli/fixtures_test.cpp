// The program itself over the hosts in fixtures/: what it finds where, compared with what a person
// has looked at and approved; nothing on healthy hosts; exit codes; JSON that parses.
// SHIRLINT_APPROVE=1 writes the expected findings anew; look at the difference before committing
// it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#ifdef _WIN32
#define SHIRLINT_POPEN _popen
#define SHIRLINT_PCLOSE _pclose
#else
#include <sys/wait.h>
#define SHIRLINT_POPEN popen
#define SHIRLINT_PCLOSE pclose
#endif

namespace fs = std::filesystem;

namespace {

struct Run {
  std::string out;  // standard output and standard error
  int code = -1;
};

int exit_code(int status) {
#ifdef _WIN32
  return status;
#else
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
#endif
}

/// Runs `shirlint check` from the project's folder, on a fixed day.
Run check(const std::string& format, const std::string& arguments) {
  fs::current_path(SHIRLINT_SOURCE_DIR);
  std::string command = std::string("\"") + SHIRLINT_BINARY +
                        "\" check --date 2026-11-22 --color never --format " + format + " " +
                        arguments + " 2>&1";
#ifdef _WIN32
  command = "\"" + command + "\"";  // cmd takes the outer quotes away
#endif
  Run run;
  // NOLINTNEXTLINE(cert-env33-c): the command is ours from end to end.
  FILE* pipe = SHIRLINT_POPEN(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char buffer[4096];
  for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    run.out.append(buffer, got);
  }
  run.code = exit_code(SHIRLINT_PCLOSE(pipe));
  return run;
}

/// "FILE:LINE:COLUMN: SEVERITY CODE MESSAGE" without the message: texts may be improved freely.
std::string without_message(const std::string& line) {
  for (const std::string_view severity : {": error ", ": warning ", ": info "}) {
    const std::size_t at = line.find(severity);
    if (at != std::string::npos) return line.substr(0, line.find(' ', at + severity.size()));
  }
  return line;
}

std::string places_and_codes(const std::string& concise) {
  std::string out;
  for (std::size_t start = 0; start < concise.size();) {
    const std::size_t end = std::min(concise.find('\n', start), concise.size());
    out += without_message(concise.substr(start, end - start)) + "\n";
    start = end + 1;
  }
  return out;
}

std::vector<std::string> sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

fs::path fixtures() { return fs::path(SHIRLINT_SOURCE_DIR) / "fixtures"; }

std::vector<std::string> folders_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(fixtures() / folder)) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool is_group(const std::string& name) {
  return name == "broken" || name == "documented" || name == "odd-but-legal" || name == "ha-pair";
}

bool is_healthy(const std::string& name) {
  for (const std::string_view sick :
       {"broken", "demo-host", "guide-host", "guide-runbook", "ha-pair-drifted",
        "intercepted-corporate", "purview-missing-fourth"}) {
    if (name == sick) return false;
  }
  return true;
}

std::string in_group(std::string group, const std::string& host) {
  group += '/';
  group += host;
  return group;
}

/// Every folder that is one host (or one repository), relative to fixtures/.
std::vector<std::string> hosts() {
  std::vector<std::string> out;
  for (const std::string& name : folders_in("")) {
    if (!is_group(name)) {
      out.push_back(name);
      continue;
    }
    for (const std::string& host : folders_in(name)) out.push_back(in_group(name, host));
  }
  return out;
}

std::string group_of(const std::string& host) { return host.substr(0, host.find('/')); }

void compare_with_approved(const std::string& name, const std::string& arguments) {
  CAPTURE(name, arguments);
  const Run run = check("concise", arguments);
  const std::string found = places_and_codes(run.out);
  const fs::path path =
      fs::path(SHIRLINT_SOURCE_DIR) / "tests" / "fixtures_expect" / (name + ".txt");
  if (std::getenv("SHIRLINT_APPROVE") != nullptr) {
    std::ofstream(path, std::ios::binary) << found;
  }
  REQUIRE(fs::exists(path));
  CHECK(found == read_file(path));
  const bool complains =
      found.find(": error ") != std::string::npos || found.find(": warning ") != std::string::npos;
  CHECK(run.code == (complains ? 1 : 0));
}

}  // namespace

TEST_CASE("the findings in each fixture are the approved ones", "[cli][quick]") {
  for (const std::string& name : folders_in("")) compare_with_approved(name, "fixtures/" + name);
}

TEST_CASE("a golden repository with its values, and with tokens taken literally", "[cli][quick]") {
  const std::string golden = "fixtures/golden-repository";
  compare_with_approved("golden-repository-values",
                        "--values " + golden + "/values.toml " + golden);
  compare_with_approved("golden-repository-no-tokens", "--no-tokens " + golden);
}

TEST_CASE("JSON over each fixture parses, and its summary counts what it lists", "[cli][quick]") {
  for (const std::string& host : hosts()) {
    CAPTURE(host);
    const Run run = check("json", "fixtures/" + host);
    const nlohmann::json report = nlohmann::json::parse(run.out, nullptr, false);
    REQUIRE(!report.is_discarded());
    CHECK(report.at("schema") == "shirlint.check/1");
    CHECK(report.at("errors").empty());
    const nlohmann::json& summary = report.at("summary");
    std::size_t loud = 0;
    for (const nlohmann::json& finding : report.at("findings")) {
      if (finding.at("severity") != "info") ++loud;
    }
    CHECK(summary.at("error").get<std::size_t>() + summary.at("warning").get<std::size_t>() ==
          loud);
    CHECK(summary.at("unknown") == report.at("unknown").size());
    CHECK(run.code == (loud == 0 ? 0 : 1));
    CHECK((loud == 0) == is_healthy(group_of(host)));
  }
}

TEST_CASE("the guide's commands give its seven invented options and its host name",
          "[cli][quick]") {
  const std::vector<std::string> options = {
      "-Status",  "-Diagnose",          "-EnableProxy", "-GetConcurrentJobsLimit",
      "-Version", "-DisableAutoUpdate", "-Update"};
  const Run run = check("concise", "--select SCR001,NET008 fixtures/guide-runbook");
  for (const std::string& option : options) {
    CHECK(run.out.find("SCR001 dmgcmd has no option " + option + ",") != std::string::npos);
  }
  CHECK(run.out.find("NET008 frontend.datamovement.azure.com") != std::string::npos);
  CHECK(sorted_lines(run.out).size() == options.size() + 1);
}

TEST_CASE("a host with a whole snapshot leaves nothing unknown", "[cli][quick]") {
  for (const std::string host : {"reference-host", "demo-host", "ha-pair/node-01"}) {
    CAPTURE(host);
    const Run run = check("json", "fixtures/" + host);
    const nlohmann::json report = nlohmann::json::parse(run.out, nullptr, false);
    REQUIRE(!report.is_discarded());
    CHECK(report.at("unknown").empty());
  }
}

TEST_CASE("one fault in a broken config is one finding in it", "[cli][quick]") {
  for (const std::string& host : folders_in("broken")) {
    CAPTURE(host);
    const Run run = check("concise", "--fail-on error fixtures/broken/" + host);
    CHECK(run.code == 1);
    const std::string file = "fixtures/broken/" + host + "/diahost.exe.config:";
    const std::size_t first = run.out.find(file);
    REQUIRE(first != std::string::npos);
    CHECK(run.out.find(file, first + 1) == std::string::npos);
  }
}

TEST_CASE("all fixtures together are their findings one after the other", "[cli][quick]") {
  std::string all;
  for (const std::string& name : folders_in("")) all += check("concise", "fixtures/" + name).out;
  const Run run = check("concise", "fixtures");
  // What groups say comes behind all hosts.
  CHECK(sorted_lines(places_and_codes(run.out)) == sorted_lines(places_and_codes(all)));
  CHECK(run.code == 1);
}

TEST_CASE("the page about the fixtures names each of them", "[cli][quick]") {
  const std::string page = read_file(fixtures() / "README.md");
  for (const std::string& name : folders_in("")) {
    CAPTURE(name);
    CHECK(page.find("`" + name + "/`") != std::string::npos);
  }
}
