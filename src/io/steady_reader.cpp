#include "io/steady_reader.h"

namespace shirlint::io {
namespace {

template <class Value, class Ask>
const Value& first(std::map<std::string, Value>& known, const std::string& name, const Ask& ask) {
  const auto at = known.find(name);
  return at != known.end() ? at->second : known.emplace(name, ask()).first->second;
}

}  // namespace

Kind SteadyReader::kind(const std::string& path) const {
  return first(kinds_, path, [&] { return below_.kind(path); });
}

text::Result<std::string> SteadyReader::read(const std::string& path, std::size_t limit) const {
  return first(files_, path, [&] { return below_.read(path, limit); });
}

text::Result<std::vector<Entry>> SteadyReader::list(const std::string& folder) const {
  return first(folders_, folder, [&] { return below_.list(folder); });
}

std::string SteadyReader::absolute(const std::string& path) const {
  return first(names_, path, [&] { return below_.absolute(path); });
}

}  // namespace shirlint::io
