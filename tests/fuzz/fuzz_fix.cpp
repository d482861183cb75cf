// Fixes of any config through plan, run and undo, with the properties of
// tests/fix/property_test.cpp. First byte: safe fixes only, or all. A line `====` divides diahost's
// config from diawp's.
#include <fmt/format.h>

#include <string>
#include <utility>

#include "fix/fix_trial.h"
#include "fuzz.h"
#include "xml/document.h"

using namespace shirlint;
using fix::test::LaidOut;

namespace {

std::string line_ends_of(std::string_view text) {
  if (text.find_first_of("\r\n") == text.npos) return "none";
  for (const char* const kind : {"CRLF", "LF", "CR", "mixed"}) {
    if (fix::test::has_line_ends(kind, text)) return kind;
  }
  return "none";
}

LaidOut laid_out(std::string bytes) {
  const xml::Document document = xml::Document::parse(bytes);
  LaidOut out;
  out.encoding = document.source().encoding();
  out.encoding_label = out.encoding.name();
  out.bom = bytes.substr(0, text::find_byte_order_mark(bytes).size);
  out.line_ends = line_ends_of(document.source().text());
  out.bytes = std::move(bytes);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static fix::test::Tally tally;
  static fix::test::Trial trial(tally);
  fuzz::Input input(data, size);
  fix::test::GeneratedHost host;
  if (input.byte() % 2 == 1) host.least = rules::Applicability::unsafe;
  for (const std::string role : {"diahost", "diawp"}) {
    std::string bytes = input.up_to("\n====\n");
    if (bytes.empty()) continue;
    host.files.push_back({"/host/" + role + ".exe.config", role, laid_out(std::move(bytes))});
  }
  if (host.files.empty()) return 0;
  trial.run(std::move(host));
  fuzz::expect(trial.failures().empty(), "fixes keep what is promised",
               fmt::format("{}", fmt::join(trial.failures(), "\n")));
  tally = {};  // what was covered is the engine's business
  return 0;
}
