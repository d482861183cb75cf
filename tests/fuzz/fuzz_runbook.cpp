// Runbooks: taken apart, and through every rule about scripts. The first byte chooses the kind.
#include <array>
#include <string>
#include <string_view>

#include "fuzz.h"
#include "io/memory_reader.h"
#include "lint/checker.h"
#include "lint/script_comments.h"
#include "lint/script_loader.h"
#include "rules/builtin_pack.h"
#include "runbook/document.h"

using namespace shirlint;
using runbook::Kind;

namespace {

constexpr std::array<std::pair<Kind, const char*>, 3> kinds = {
    std::pair{Kind::powershell, "run.ps1"}, std::pair{Kind::batch, "run.cmd"},
    std::pair{Kind::markdown, "run.md"}};

void check_script(const text::Source& source, Kind kind) {
  const std::string_view text = source.text();
  for (const runbook::Command& command : runbook::read_script(text, kind).commands) {
    fuzz::expect_within(command.span, text, "a command lies within the text");
    for (const runbook::Word& word : command.words) {
      fuzz::expect_within(word.span, text, "a word lies within the text");
    }
    for (const runbook::Word& file : command.redirects) {
      fuzz::expect_within(file.span, text, "a redirection lies within the text");
    }
  }
  static_cast<void>(runbook::concerns_runtime(text, kind));
  for (const lint::ScriptComment& comment : lint::script_comments(source, kind)) {
    fuzz::expect_within(comment.at, text, "a comment lies within the text");
    fuzz::expect_within(comment.meant, text, "what it is for lies within the text");
  }
}

lint::CheckContext context_of_scripts() {
  lint::CheckContext context;
  for (const rules::Rule& rule : rules::builtin_rules()) {
    if (rule.scope == rules::Scope::script) context.rules.push_back(&rule);
  }
  context.data = rules::builtin_data();
  context.hashes = false;
  return context;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const lint::CheckContext context = context_of_scripts();
  static lint::HostChecker checker(context);
  fuzz::Input input(data, size);
  const auto& [kind, name] = kinds[input.byte() % kinds.size()];
  const std::string bytes = input.rest();
  check_script(lint::script_source(bytes), kind);

  io::MemoryReader files;
  files.add(std::string("/") + name, bytes);
  lint::HostSource source;
  source.kind = facts::InputKind::script;
  source.path = source.script = std::string("/") + name;
  const lint::HostReport report = checker.check(source, files);
  const text::Source text = lint::script_source(bytes);
  for (const lint::Finding& finding : report.findings) {
    fuzz::expect(finding.location.start.line <= text.line_count(), "a finding lies within the file",
                 finding.message);
  }
  return 0;
}
