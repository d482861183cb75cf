// A config as `collect` takes it away: secrets masked, everything else at its place.
#pragma once

#include <string>
#include <vector>

#include "state/snapshot.h"

namespace shirlint::state::live {

struct MaskedCopy {
  std::string bytes;                    // as long as the original
  std::string sha256;                   // of the original
  std::vector<std::string> redactions;  // "start-end" in bytes, as the snapshot has them
};
/// In: the bytes of an XML file in any encoding that it declares.
[[nodiscard]] MaskedCopy masked_copy(std::string bytes);

/// Writes the copy's hash and redactions into the record of a config.
void describe(const MaskedCopy& copy, Record& config);

}  // namespace shirlint::state::live
