#include "state/live/registry_watch.h"

#include <algorithm>
#include <utility>

#include "state/live/recorded.h"

namespace shirlint::state::live {
namespace {

constexpr std::size_t most_values = 200;

/// False when host.toml cannot hold it.
bool add_value(const std::string& path, const RegistryValue& value, Facts& facts) {
  auto read = typed(value);
  if (!read) {
    facts.refused("registry." + path, {false, "its type has no words in host.toml"});
    return false;
  }
  Record& record = facts.add("registry", path);
  put(record, "type", std::string(read->type));
  put(record, "value", std::move(read->data));
  return true;
}

}  // namespace

void watch_value(const Machine& machine, const std::string& key, const std::string& name,
                 Facts& facts) {
  const std::string path = key + "\\" + name;
  const Answer<RegistryValue> answer = machine.value(key, name);
  if (const RegistryValue* value = facts.take(answer, "registry." + path)) {
    add_value(path, *value, facts);
  } else if (answer) {
    facts.add("registry", path, false);
  }
}

void watch_key(const Machine& machine, const std::string& key, int depth, Facts& facts) {
  const std::string path = key + "\\";
  const Answer<RegistryKey> answer = machine.key(key);
  const RegistryKey* found = facts.take(answer, "registry." + path);
  if (found == nullptr) {
    if (answer) facts.add("registry", path, false);
    return;
  }
  facts.add("registry", path);
  bool all = found->values.size() <= most_values && found->subkeys.size() <= most_values;
  if (!all) facts.refused("registry." + path, {false, "it has more than 200 values or keys"});
  for (std::size_t at = 0; at < std::min(found->values.size(), most_values); ++at) {
    const auto& [name, value] = found->values[at];
    // [registry] has no name for a key's default value.
    if (!name.empty()) all = add_value(path + name, value, facts) && all;
  }
  if (all) facts.complete("registry." + path);
  if (depth <= 0) return;
  for (std::size_t at = 0; at < std::min(found->subkeys.size(), most_values); ++at) {
    watch_key(machine, path + found->subkeys[at], depth - 1, facts);
  }
}

std::string text_value(const Machine& machine, const std::string& key, const std::string& name) {
  const Answer<RegistryValue> answer = machine.value(key, name);
  if (!answer || !answer->has_value()) return {};
  return string_of(**answer).value_or("");
}

}  // namespace shirlint::state::live
