#include "cli/version.h"

#include <fmt/format.h>

#include <pugixml.hpp>

#include "cli/commit.h"
#include "rules/builtin_pack.h"

namespace shirlint::cli {

std::string version_text() {
  return fmt::format(
      "shirlint {}\ncommit     {}\nrules      {} built in, pack {}\n"
      "libraries  {}, pugixml {}.{}\n",
      SHIRLINT_VERSION, SHIRLINT_COMMIT, rules::builtin_rules().size(), rules::builtin_pack_id(),
      SHIRLINT_LIBRARIES, PUGIXML_VERSION / 1000, PUGIXML_VERSION % 1000 / 10);
}

}  // namespace shirlint::cli
