// Markdown as its readers take it: a small reader of CommonMark's inline rules and GitHub's
// additions, which says what in a text is markup.
#include "report/markdown.h"

#include <catch2/catch.hpp>
#include <random>
#include <sstream>
#include <string>
#include <string_view>

#include "report/hostile_text.h"
#include "report/sample.h"
#include "report/whole_report.h"

namespace report = shirlint::report;
namespace testing = shirlint::testing;

namespace {

struct Shown {
  std::string text;
  std::string markup;  // what was not text
};

bool is_punctuation(char c) {
  return c > ' ' && c < 0x7f && std::isalnum(static_cast<unsigned char>(c)) == 0;
}

/// One line in the middle of a paragraph.
Shown read_inline(std::string_view line) {
  Shown out;
  while (!line.empty()) {
    const char c = line[0];
    std::size_t size = 1;
    if (c == '\\' && line.size() > 1 && is_punctuation(line[1])) {
      out.text += line[1];
      size = 2;
    } else if (line.substr(0, 5) == "&amp;") {
      out.text += '&', size = 5;
    } else if (line.substr(0, 4) == "&lt;") {
      out.text += '<', size = 4;
    } else if (line.substr(0, 4) == "&gt;") {
      out.text += '>', size = 4;
    } else if (line.substr(0, 8) == "<!-- -->") {
      size = 8;
    } else if (c == '`') {
      const std::size_t fence = std::min(line.find_first_not_of('`'), line.size());
      const std::string closing(fence, '`');
      std::size_t end = line.find(closing, fence);
      while (end != std::string_view::npos && end + fence < line.size() &&
             line[end + fence] == '`') {
        end = line.find(closing, line.find_first_not_of('`', end));
      }
      if (end == std::string_view::npos) {
        out.markup += closing, size = fence;
      } else {
        std::string code(line.substr(fence, end - fence));
        if (code.size() > 1 && code.front() == ' ' && code.back() == ' ' &&
            code.find_first_not_of(' ') != std::string::npos) {
          code = code.substr(1, code.size() - 2);
        }
        out.text += code, size = end + fence;
      }
    } else {
      const bool link = line.substr(0, 3) == "://" || line.substr(0, 4) == "www.";
      const bool mention = (c == '@' || c == '#' || c == '!') && line.size() > 1 &&
                           (std::isalnum(static_cast<unsigned char>(line[1])) != 0);
      if (link || mention || std::string_view("*_[]<>&|~$").find(c) != std::string_view::npos) {
        out.markup += c;
      }
      out.text += c;
    }
    line.remove_prefix(size);
  }
  return out;
}

std::string one_line(std::string text) {
  for (char& c : text) c = c == '\n' || c == '\t' ? ' ' : c;
  return text;
}

}  // namespace

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
    const std::string harmless = one_line(report::harmless(value));
    INFO("seed " << seed << ", number " << i << ": " << value);
    const Shown text = read_inline(report::markdown_text(value));
    REQUIRE(text.markup.empty());
    REQUIRE(text.text == harmless);
    const Shown code = read_inline(report::markdown_code(value));
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
