// A rule's query: our verdict and type of it are pugixml's.
#include <string>

#include "fuzz.h"
#include "rules/xpath_judges.h"
#include "rules/xpath_mutations.h"

using namespace shirlint::rules;
using shirlint::fuzz::expect;

namespace {

/// The refusals of ours that xpath_syntax.h names: a NUL, and the limits.
bool is_past_a_limit(const std::string& query) {
  if (query.find('\0') != std::string::npos) return true;
  const auto ast = xpath::parse(query);
  return !ast && (ast.error().message.find("more than 1000 tokens") != std::string::npos ||
                  ast.error().message.find("more than 100 levels") != std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static xpath_test::Pugixml pugixml;
  const std::string query(data, data + size);
  const auto ours = xpath_test::our_verdict(query);
  if (is_past_a_limit(query)) return 0;
  expect(ours == pugixml.verdict(query), "our verdict is pugixml's", query);
  if (!ours) return 0;
  for (const xpath::Mutation& mutation : xpath::mutations(*xpath::parse(query))) {
    expect(pugixml.verdict(mutation.query).has_value(), "a mutant is a query", mutation.query);
  }
  return 0;
}
