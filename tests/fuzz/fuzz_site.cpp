// What an organisation writes: shirlint.toml, or (first byte odd) a file for --values.
#include <string>

#include "fuzz.h"
#include "lint/checker.h"
#include "lint/site.h"
#include "loader_errors.h"
#include "rules/builtin_pack.h"
#include "text/source.h"

using namespace shirlint;

namespace {

std::vector<const rules::Rule*> all_rules() {
  std::vector<const rules::Rule*> all;
  for (const rules::Rule& rule : rules::builtin_rules()) all.push_back(&rule);
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<const rules::Rule*> known = all_rules();
  fuzz::Input input(data, size);
  const bool values = input.byte() % 2 == 1;
  const std::string bytes = input.rest();
  const text::Source source(bytes);
  if (values) {
    const auto read = lint::read_values(bytes, "values.toml");
    if (!read) fuzz::check_errors({read.error()}, source);
    return 0;
  }
  lint::LoadedSite loaded = lint::read_site(bytes, "shirlint.toml");
  fuzz::check_errors(loaded.errors, source);
  if (!loaded.errors.empty()) return 0;
  fuzz::check_errors(lint::check_site_codes(loaded.site, "shirlint.toml", known), source);
  return 0;
}
