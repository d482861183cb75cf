// A rule file: what is wrong with it is told; one that is taken can be asked without an exception.
#include <string>

#include "fuzz.h"
#include "lint/example_runner.h"
#include "loader_errors.h"
#include "rules/builtin_pack.h"
#include "rules/rule_pack.h"
#include "text/source.h"

using namespace shirlint;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  const text::Source source(bytes);
  rules::RulePack pack;
  const auto errors = pack.add(source.text(), "rule.toml", "proxy/rule.toml");
  fuzz::check_errors(errors, source);
  fuzz::expect(errors.empty() == !pack.rules().empty(), "a rule is taken, or an error is told");
  for (const rules::Rule* rule : pack.rules()) {
    if (!rule->redirect.empty()) continue;
    lint::ExampleRunner runner({rule}, rules::builtin_data());
    for (const rules::Example& example : rule->examples) static_cast<void>(runner.run(example));
  }
  return 0;
}
