// The hosts file, line by line.
#include "state/live/collectors.h"
#include "state/live/recorded.h"

namespace shirlint::state::live {

void collect_hosts(const Machine& machine, const Subject& /*subject*/, Facts& facts) {
  constexpr std::size_t limit = std::size_t{1} << 20U;
  const Answer<std::string> windows = machine.folder(KnownFolder::windows);
  const std::string* folder = facts.take(windows, "hosts");
  if (folder == nullptr) return;
  const Answer<std::string> answer =
      machine.beginning(*folder + "\\System32\\drivers\\etc\\hosts", limit);
  const std::string* bytes = facts.take(answer, "hosts");
  if (!answer) return;
  if (bytes != nullptr && bytes->size() == limit) {
    return facts.refused("hosts", {false, "the file is larger than 1 MiB"});
  }
  std::string_view text = bytes == nullptr ? std::string_view{} : std::string_view(*bytes);
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  std::vector<std::string> lines;
  for (const std::string& line : lines_of(text)) lines.push_back(clean_utf8(line));
  facts.set("hosts", "lines", std::move(lines));
  facts.complete("hosts");
}

}  // namespace shirlint::state::live
