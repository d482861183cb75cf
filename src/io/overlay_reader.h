// A Reader that sees other bytes for some files: what the machine will look like after changes
// that nobody has written yet.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "io/reader.h"

namespace shirlint::io {

/// `below` must outlive it. Files are told apart by their full names.
class OverlayReader final : public Reader {
 public:
  explicit OverlayReader(const Reader& below) : below_(below) {}

  /// From now on the file at `path` has these bytes. One that does not exist below can be read,
  /// but is in no list.
  void replace(const std::string& path, std::string bytes) {
    files_.insert_or_assign(below_.absolute(path), std::move(bytes));
  }

  [[nodiscard]] Kind kind(const std::string& path) const override { return below_.kind(path); }
  [[nodiscard]] text::Result<std::string> read(const std::string& path,
                                               std::size_t limit) const override;
  [[nodiscard]] text::Result<std::vector<Entry>> list(const std::string& folder) const override {
    return below_.list(folder);
  }
  [[nodiscard]] std::string absolute(const std::string& path) const override {
    return below_.absolute(path);
  }

 private:
  const Reader& below_;
  std::map<std::string, std::string> files_;
};

}  // namespace shirlint::io
