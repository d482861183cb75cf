// Reader over files that exist only in memory: made-up machines for tests and rule examples.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "io/reader.h"

namespace shirlint::io {

class MemoryReader final : public Reader {
 public:
  MemoryReader() = default;
  /// `current` is the folder that relative paths begin in, itself from the root.
  explicit MemoryReader(std::string current) : current_(std::move(current)) {}

  /// Adds or replaces a file; its folders come into being with it.
  void add(const std::string& path, std::string bytes);
  /// Reading this file, or listing this folder, fails with `reason` from now on.
  void refuse(const std::string& path, std::string reason);

  [[nodiscard]] Kind kind(const std::string& path) const override;
  [[nodiscard]] text::Result<std::string> read(const std::string& path,
                                               std::size_t limit) const override;
  [[nodiscard]] text::Result<std::vector<Entry>> list(const std::string& folder) const override;
  [[nodiscard]] std::string absolute(const std::string& path) const override;

 private:
  std::string current_ = "/";
  std::map<std::string, std::string> files_;  // by full name, as `refused_`
  std::map<std::string, std::string> refused_;
};

}  // namespace shirlint::io
