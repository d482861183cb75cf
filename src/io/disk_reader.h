// Reader over the machine's own files.
#pragma once

#include "io/reader.h"

namespace shirlint::io {

class DiskReader final : public Reader {
 public:
  [[nodiscard]] Kind kind(const std::string& path) const override;
  [[nodiscard]] text::Result<std::string> read(const std::string& path,
                                               std::size_t limit) const override;
  [[nodiscard]] text::Result<std::vector<Entry>> list(const std::string& folder) const override;
  [[nodiscard]] std::string absolute(const std::string& path) const override;
};

}  // namespace shirlint::io
