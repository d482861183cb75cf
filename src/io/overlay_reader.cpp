#include "io/overlay_reader.h"

namespace shirlint::io {

text::Result<std::string> OverlayReader::read(const std::string& path, std::size_t limit) const {
  const auto at = files_.find(below_.absolute(path));
  if (at == files_.end()) return below_.read(path, limit);
  if (at->second.size() > limit) {
    return text::fail("would be too large for shirlint after the change", path);
  }
  return at->second;
}

}  // namespace shirlint::io
