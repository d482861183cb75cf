// Copies of configs in which secrets are masked (`collect`), and what host.toml tells of their
// originals. Contract: [[config]] has the SHA-256 of the original and `redactions`; masking keeps
// lengths, so that offsets are those of the original.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/loaded_host.h"
#include "text/error.h"
#include "text/span.h"

namespace shirlint::fix {

struct Original {
  std::string sha256;
  std::vector<text::Span> redactions;  // byte offsets, ordered and apart
};

struct Originals {
  /// By the path of the copy; a file that is its own original is not in it.
  std::map<std::string, Original> masked;
  /// Sentences on files that host.toml tells of with another hash and without redactions: they were
  /// changed since they were collected, and stand for themselves.
  std::vector<std::string> changed;
};

/// Error: what host.toml says of a file cannot be true.
[[nodiscard]] text::Result<Originals> originals_of(const lint::LoadedHost& host);

/// `bytes` without those in `redactions`, which must lie within them: what copy and original share.
[[nodiscard]] std::string without(std::string_view bytes,
                                  const std::vector<text::Span>& redactions);

}  // namespace shirlint::fix
