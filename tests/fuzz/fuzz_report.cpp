// Every report's escaping: what its receiver reads is the value, harmless; no value becomes markup,
// a command, or anything that steers a terminal. The first byte chooses a way of escaping or a
// format.
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "fuzz.h"
#include "report/display.h"
#include "report/harmless_text.h"
#include "report/html_page_reader.h"
#include "report/html_parts.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/markdown_reader.h"
#include "report/pipeline.h"
#include "report/pipeline_agents.h"
#include "report/read_jsonl.h"
#include "report/sample.h"
#include "report/whole_report.h"
#include "text/secret.h"

using namespace shirlint;
using fuzz::expect;
using fuzz::expect_same;
using nlohmann::json;

namespace {

void check_shown(std::string_view out) {
  const auto commands = testing::commands_in(out);
  expect(commands.empty(), "no line is a command", commands.empty() ? "" : commands.front());
  expect(testing::is_harmless(out), "nothing steers a terminal", out);
}

void check_sink(const std::string& value) {
  report::Sink sink;
  sink.text(value);
  sink.finish();
  check_shown(sink.take());
  const std::string visible = report::visible(value);
  expect_same(visible, report::visible(visible), "what is visible stays");
  const std::string masked = text::mask(value);
  expect_same(masked, text::mask(masked), "what is masked stays");
  expect(text::mask_same_length(value).size() == value.size(), "masked at the same length");
}

void check_json(const std::string& value) {
  const std::string out = report::json_string(value);
  check_shown(out);
  expect_same(json::parse(out).get<std::string>(), testing::as_json_shows(value),
              "JSON gives the value back");
}

void check_markup(const std::string& value) {
  const std::string escaped = report::html(value);
  pugi::xml_document page;
  const std::string out = "<p title=\"" + escaped + "\">" + escaped + "</p>";
  const auto parsed =
      page.load_buffer(out.data(), out.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  expect(static_cast<bool>(parsed), "HTML stays well-formed", out);
  const pugi::xml_node node = page.child("p");
  expect(node.next_sibling().empty() && node.select_nodes(".//*").empty(), "no element comes");
  expect_same(testing::text_of(node), report::harmless(value), "HTML gives the text back");
  expect_same(testing::one_line(node.attribute("title").value()),
              testing::one_line(report::harmless(value)), "HTML gives the attribute back");
}

void check_markdown(const std::string& value) {
  const std::string harmless = testing::one_line(report::harmless(value));
  const testing::Shown text = testing::read_inline(report::markdown_text(value));
  expect(text.markup.empty(), "no markup comes", text.markup);
  expect_same(text.text, harmless, "Markdown gives the text back");
  const testing::Shown code = testing::read_inline(report::markdown_code(value));
  expect(code.markup.empty(), "no markup comes out of code", code.markup);
  if (harmless.find_first_not_of(' ') == std::string::npos) return;
  expect_same(code.text, harmless, "Markdown gives the code back");
}

void check_agents(const std::string& value) {
  const std::string property = "x" + value;
  const auto github = testing::parse_github("::error title=" + report::github_property(property) +
                                            ",file=f::" + report::github_data(value));
  expect(github.has_value(), "GitHub sees the command");
  expect_same(github->properties.at("title"), report::harmless(property), "GitHub: a property");
  expect_same(github->properties.at("file"), "f", "GitHub: the property behind it");
  expect_same(github->data, report::harmless(value), "GitHub: the message");
  const std::string line =
      "##"
      "vso[task.logissue type=error;code=" +
      report::azure_property(property) + ";]" + report::azure_data(value);
  expect(testing::commands_in(line).size() == 1, "Azure sees one command", line);
  const auto azure = testing::parse_azure(line);
  expect(azure.has_value(), "Azure sees the command");
  expect_same(azure->properties.at("code"), report::harmless(property), "Azure: a property");
  expect_same(azure->data, report::harmless(value), "Azure: the message");
}

/// The value wherever the report of a check holds one.
testing::Sample sample_with(const std::string& value) {
  testing::Sample sample = testing::ordinary_sample();
  lint::HostReport& host = sample.report.hosts.at(0);
  host.headline = {value};
  host.name = "n" + value;
  for (lint::Finding& one : host.findings) one.host = host.name;
  for (lint::Unknown& one : host.unknown) one.host = host.name;
  lint::Finding& finding = host.findings.at(0);
  finding.message = "x" + value;
  finding.location.file = finding.location.line_text = finding.location.fact = value;
  finding.fix->title = value;
  finding.fix->edits.at(0).text = value;
  sample.report.errors = {{"x" + value, value, {}}};
  return sample;
}

bool holds(const json& tree, const std::string& value) {
  if (tree.is_string()) return tree.get<std::string>() == value;
  return tree.is_structured() && std::any_of(tree.begin(), tree.end(),
                                             [&](const json& part) { return holds(part, value); });
}

void check_whole_json(std::string_view format, const std::string& out, const std::string& value) {
  const std::string message = testing::as_json_shows("x" + value);
  for (std::size_t at = 0; at < out.size();) {
    const std::size_t end = format == "jsonl" ? out.find('\n', at) : out.size();
    const json tree = json::parse(out.substr(at, end - at));
    expect(format == "sarif" || format == "gitlab" || at != 0 || holds(tree, message),
           "the message is in the report", message);
    at = end + (format == "jsonl" ? 1 : 0);
  }
  if (format != "jsonl") return;
  report::NamedRules rules({});
  const std::string line = out.substr(0, out.find('\n'));
  const auto read = report::read_jsonl_line(line, rules);
  expect(read.has_value(), "our own report is read", read ? "" : read.error().message);
  expect_same(read->report.findings.at(0).message, message, "and says the same");
}

void check_whole(std::string_view format, const std::string& value) {
  const std::string out = testing::format_output(format, sample_with(value));
  const bool commands = format == "github" || format == "azure";
  if (!commands) check_shown(out);
  if (commands) expect(testing::is_harmless(out), "nothing steers a terminal", out);
  for (const std::string& command :
       commands ? testing::commands_in(out) : std::vector<std::string>())
    expect(command.rfind(format == "azure" ? "task.logissue <- " : "error <- ", 0) == 0 ||
               command.rfind(format == "azure" ? "task.logissue <- " : "warning <- ", 0) == 0 ||
               command.rfind(format == "azure" ? "task.logissue <- " : "notice <- ", 0) == 0,
           "no command but ours", command);
  if (format == "json" || format == "jsonl" || format == "sarif" || format == "gitlab") {
    check_whole_json(format, out, value);
  }
  if (format != "html" && format != "junit") return;
  pugi::xml_document page;
  const auto parsed =
      page.load_buffer(out.data(), out.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  expect(static_cast<bool>(parsed), "the page is well-formed", out);
  const std::string foreign = format == "html" ? testing::not_ours(page) : std::string();
  expect(foreign.empty(), "a page holds nothing but our elements", foreign);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::array checks = {check_sink, check_json, check_markup, check_markdown, check_agents};
  fuzz::Input input(data, size);
  const std::size_t which = input.byte() % (checks.size() + report::formats().size());
  const std::string value = input.rest();
  if (which < checks.size()) {
    checks[which](value);
  } else {
    check_whole(report::formats()[which - checks.size()].name, value);
  }
  return 0;
}
