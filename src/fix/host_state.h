// A host as it is, or as it would be with other bytes in some files: what is found, and what .NET
// does.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fix/proof.h"
#include "io/reader.h"
#include "lint/checker.h"

namespace shirlint::fix {

/// New bytes of files, by their paths; one that the host does not have is made.
using Bytes = std::map<std::string, std::string>;

class HostView {
 public:
  /// All must outlive it.
  HostView(lint::HostChecker& checker, const lint::CheckContext& context,
           const lint::HostSource& source, const io::Reader& reader)
      : checker_(checker), context_(context), source_(source), reader_(reader) {}

  [[nodiscard]] std::unique_ptr<lint::LoadedHost> load(const Bytes& bytes) const;
  /// `hosts`: the names whose routes are asked for (outcome.h).
  [[nodiscard]] HostState state(const lint::LoadedHost& host,
                                const std::vector<std::string>& hosts) const;
  [[nodiscard]] HostState state(const Bytes& bytes, const std::vector<std::string>& hosts) const;
  /// What is found, without the routes.
  [[nodiscard]] lint::HostReport report(const Bytes& bytes) const;

 private:
  lint::HostChecker& checker_;
  const lint::CheckContext& context_;
  const lint::HostSource& source_;
  const io::Reader& reader_;
};

}  // namespace shirlint::fix
