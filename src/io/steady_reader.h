// A Reader that asks the one below once: what a file holds, what a folder has and what a name is
// stay as they were at the first look, errors included. A plan that reads a file twice must not see
// two versions of it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/reader.h"

namespace shirlint::io {

/// For one thread; `below` must outlive it.
class SteadyReader final : public Reader {
 public:
  explicit SteadyReader(const Reader& below) : below_(below) {}

  [[nodiscard]] Kind kind(const std::string& path) const override;
  /// `limit` must be the same for each read of a file.
  [[nodiscard]] text::Result<std::string> read(const std::string& path,
                                               std::size_t limit) const override;
  [[nodiscard]] text::Result<std::vector<Entry>> list(const std::string& folder) const override;
  [[nodiscard]] std::string absolute(const std::string& path) const override;

 private:
  const Reader& below_;
  mutable std::map<std::string, Kind> kinds_;
  mutable std::map<std::string, text::Result<std::string>> files_;
  mutable std::map<std::string, text::Result<std::vector<Entry>>> folders_;
  mutable std::map<std::string, std::string> names_;
};

}  // namespace shirlint::io
