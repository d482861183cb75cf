// Markdown as its readers take it.
#include "report/markdown.h"

#include <catch2/catch.hpp>
#include <random>
#include <sstream>
#include <string>
#include <string_view>

#include "report/hostile_text.h"
#include "report/markdown_reader.h"
#include "report/sample.h"
#include "report/whole_report.h"

namespace report = shirlint::report;
namespace testing = shirlint::testing;

TEST_CASE("values are text", "[report][quick]") {
  CHECK(report::markdown_text("a *b* [c](d) <e> `f` | ~~g~~") ==
        "a \\*b\\* \\[c\\](d) &lt;e&gt; \\`f\\` \\| \\~\\~g\\~\\~");
  CHECK(report::markdown_text("ask @team about #12 and !7") ==
        "ask @<!-- -->team about #<!-- -->12 and !<!-- -->7");
  CHECK(report::markdown_text("http://proxy:8080/, www.contoso.com.") ==
        "http\\://proxy:8080/, www\\.contoso.com.");
  CHECK(report::markdown_code("a `b` c") == "``a `b` c``");
  CHECK(report::markdown_code("`") == "`` ` ``");
  CHECK(report::markdown_code("") == "(none)");
}

TEST_CASE("whatever a value holds, a reader shows it and nothing else", "[report][quick]") {
  const unsigned seed = 5;
  std::mt19937 random(seed);
  for (int i = 0; i < 20000; ++i) {
    const std::string value = testing::hostile_text(random);
    const std::string harmless = testing::one_line(report::harmless(value));
    INFO("seed " << seed << ", number " << i << ": " << value);
    const testing::Shown text = testing::read_inline(report::markdown_text(value));
    REQUIRE(text.markup.empty());
    REQUIRE(text.text == harmless);
    const testing::Shown code = testing::read_inline(report::markdown_code(value));
    REQUIRE(code.markup.empty());
    if (harmless.find_first_not_of(' ') != std::string::npos) REQUIRE(code.text == harmless);
  }
}

TEST_CASE("each line of a report begins with our own words", "[report][quick]") {
  const std::string out = testing::format_output("markdown", testing::hostile_sample());
  std::istringstream in(out);
  std::size_t bars = 0;
  for (std::string line; std::getline(in, line);) {
    INFO(line);
    bool ours = line.empty();
    for (const std::string_view start :
         {"# shirlint: ", "## ", "| ", "|---", "**In short:** ", "- **error ", "- **warning ",
          "- **info ", "- **could not be done** ", "  - "}) {
      ours = ours || std::string_view(line).substr(0, start.size()) == start;
    }
    CHECK(ours);
    if (line.substr(0, 2) == "| ") ++bars;
  }
  CHECK(bars == 2);  // head and one host
}

TEST_CASE("a fleet's report fits a comment, worst hosts first", "[report][quick]") {
  testing::Sample sample = testing::fleet_sample(300);
  auto& findings = sample.report.hosts.at(200).findings;
  findings.push_back(findings.front());
  const std::string out = testing::format_output("markdown", sample);
  CHECK(out.size() < 65536);
  CHECK(out.find("| `node-0201` | 3 |") < out.find("| `node-0001` | 2 |"));
  CHECK(out.find("200 more hosts not listed.") != std::string::npos);
  CHECK(out.find("more items not shown here") != std::string::npos);
}
