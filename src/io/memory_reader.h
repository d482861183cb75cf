// Reader over files that exist only in memory: made-up machines for tests and rule examples.
#pragma once

#include <map>

#include "io/reader.h"

namespace shirlint::io {

class MemoryReader final : public Reader {
 public:
  /// Adds or replaces a file; its folders come into being with it.
  void add(const std::string& path, std::string bytes);
  /// Reading this path fails with `reason` from now on.
  void refuse(const std::string& path, std::string reason);

  [[nodiscard]] Kind kind(const std::string& path) const override;
  [[nodiscard]] text::Result<std::string> read(const std::string& path,
                                               std::size_t limit) const override;
  [[nodiscard]] text::Result<std::vector<Entry>> list(const std::string& folder) const override;

 private:
  std::map<std::string, std::string> files_;
  std::map<std::string, std::string> refused_;
};

}  // namespace shirlint::io
