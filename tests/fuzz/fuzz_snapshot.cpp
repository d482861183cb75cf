// host.toml: both readers of TOML give the same, and what is read and printed says the same again.
#include <string>

#include "fuzz.h"
#include "loader_errors.h"
#include "state/plain_snapshot.h"
#include "state/snapshot.h"
#include "state/snapshot_printer.h"
#include "text/source.h"
#include "text/toml_plain.h"
#include "text/toml_written.h"

using namespace shirlint;
using fuzz::expect;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(data, data + size);
  const text::Source source(bytes);
  if (const auto plain = text::read_plain_toml(source.text())) {
    const auto all = text::parse_any_toml(source.text(), "host.toml");
    expect(all.has_value(), "what the fast reader takes is TOML");
    fuzz::expect_same(text::test::written(*plain), text::test::written(*all),
                      "both readers give the same");
  }
  const auto loaded = state::Snapshot::parse(bytes, "host.toml");
  fuzz::check_errors(loaded.errors, source);
  fuzz::check_errors(loaded.warnings, source);
  if (!loaded.errors.empty()) return 0;
  const std::string printed = state::print(loaded.snapshot);
  const auto again = state::Snapshot::parse(printed, "host.toml");
  expect(again.errors.empty(), "what is printed is read", printed);
  expect(state::test::plain(again.snapshot) == state::test::plain(loaded.snapshot),
         "what is printed says the same", printed);
  return 0;
}
