// The story that `route` tells, compared with what a person has looked at and approved
// (SHIRLINT_APPROVE=1 writes the files anew).
#include "report/route_text.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "report/display.h"
#include "report/pipeline_agents.h"
#include "report/route_sample.h"

namespace report = shirlint::report;
using namespace shirlint::testing;
using shirlint::dotnet::Moment;
using shirlint::lint::RouteAnswer;

namespace {

std::string story(const RouteAnswer& answer, std::size_t width = 80, bool color = false) {
  report::TextOptions options;
  options.width = width;
  options.color = color;
  report::Sink sink;
  report::write_route_text(answer, options, sink);
  return sink.take();
}

std::vector<std::pair<std::string, RouteAnswer>> answers() {
  return {{"ordinary", ordinary_route()},
          {"process-start", broken_route(Moment::process_start)},
          {"config-init", broken_route(Moment::config_init)},
          {"section-read", broken_route(Moment::section_read)},
          {"request", broken_route(Moment::request)},
          {"system", system_route()},
          {"hostile", hostile_route()}};
}

}  // namespace

TEST_CASE("route's stories are the approved ones", "[report][quick]") {
  for (const auto& [name, answer] : answers()) {
    const std::string path =
        std::string(SHIRLINT_SOURCE_DIR) + "/tests/report/approved/route-" + name + ".txt";
    const std::string text = story(answer);
    if (std::getenv("SHIRLINT_APPROVE") != nullptr) std::ofstream(path, std::ios::binary) << text;
    std::ifstream in(path, std::ios::binary);
    INFO(path);
    CHECK(text == std::string(std::istreambuf_iterator<char>(in), {}));
  }
}

TEST_CASE("a story keeps to its width where blanks allow", "[report][quick]") {
  for (const std::size_t width : {50U, 80U, 120U}) {
    const std::string text = story(ordinary_route(), width);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      const std::string line = text.substr(at, end - at);
      INFO(line);
      // A long word stands alone.
      const std::string word = line.substr(std::min(line.find_first_not_of(' '), line.size()));
      CHECK((report::text_width(line) <= width || word.find(' ') == std::string::npos));
      at = end + 1;
    }
  }
}

TEST_CASE("a story in colours is the same story", "[report][quick]") {
  for (const auto& [name, answer] : answers()) {
    INFO(name);
    std::string coloured = story(answer, 80, true);
    CHECK(coloured.find("\x1b[") != std::string::npos);
    for (std::size_t at = coloured.find('\x1b'); at != std::string::npos;
         at = coloured.find('\x1b', at)) {
      coloured.erase(at, coloured.find('m', at) + 1 - at);
    }
    CHECK(coloured == story(answer));
  }
}

TEST_CASE("a place is shown once", "[report][quick]") {
  const std::string text = story(ordinary_route());
  const std::string line = "--> node-01/diahost.exe.config:7:";
  std::size_t count = 0;
  for (std::size_t at = text.find(line); at != std::string::npos; at = text.find(line, at + 1)) {
    ++count;
  }
  CHECK(count == 2);  // the address, and bypassonlocal of the same line
  CHECK(text.find("(line 7, above)") != std::string::npos);
}

TEST_CASE("no story shows a secret or steers a terminal or a pipeline", "[report][quick]") {
  for (const std::size_t width : {40U, 80U, 400U}) {
    const std::string text = story(hostile_route(), width);
    INFO(text);
    CHECK(text.find("CANARY") == std::string::npos);
    CHECK(commands_in(text).empty());
    CHECK(std::all_of(text.begin(), text.end(),
                      [](unsigned char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); }));
  }
}
