// Logs and exported event logs: folded, recognised, told.
#include <array>
#include <string>

#include "fuzz.h"
#include "nlohmann/json.hpp"
#include "report/harmless_text.h"
#include "report/pipeline_agents.h"
#include "report/triage.h"
#include "rules/builtin_pack.h"
#include "triage/diagnosis.h"
#include "triage/folded.h"
#include "triage/recognise.h"

using namespace shirlint;
using fuzz::expect;

namespace {

void check_folded(const triage::Folded& folded, std::size_t lines) {
  std::uint32_t line = 1;
  for (std::size_t at = 0; at < folded.kept().size(); ++at) {
    expect(folded.line(at) >= line, "lines go up");
    line = folded.line(at);
  }
  expect(line <= lines, "lines are those of the text");
  static_cast<void>(folded.passage(0, folded.kept().size()));
}

void check_told(const triage::Answer& answer) {
  report::Sink sink;
  report::write_triage_text(answer, {}, sink);
  sink.finish();
  const std::string text = sink.take();
  expect(testing::is_harmless(text) && testing::commands_in(text).empty(), "it is told harmless",
         text);
  report::write_triage_json(answer, "0.1.0", sink);
  sink.finish();
  const std::string json = sink.take();
  expect(nlohmann::json::accept(json), "its JSON is JSON", json);
  expect(testing::commands_in(json).empty(), "its JSON is no command", json);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const triage::Signatures known = triage::read_signatures(rules::builtin_signatures());
  const auto text = triage::readable(std::string(data, data + size), "a.log");
  if (!text) {
    expect(!text.error().message.empty(), "a refusal has a sentence");
    return 0;
  }
  const auto lines = static_cast<std::size_t>(std::count(text->begin(), text->end(), '\n')) +
                     static_cast<std::size_t>(std::count(text->begin(), text->end(), '\r')) + 1;
  const triage::Folded folded(*text);
  check_folded(folded, lines);
  for (const triage::Sighting& sighting : triage::recognise(folded, known.items)) {
    expect(sighting.count >= 1 && !sighting.lines.empty(), "what is seen is seen somewhere");
    for (const std::uint32_t line : sighting.lines) expect(line <= lines, "its line is there");
  }
  const std::array inputs = {triage::Input{"a.log", *text}};
  check_told(triage::diagnose(inputs, known.items));
  return 0;
}
