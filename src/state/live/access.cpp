#include "state/live/access.h"

#include <algorithm>
#include <vector>

namespace shirlint::state::live {
namespace {

// winnt.h
constexpr std::uint32_t read_data = 0x1;
constexpr std::uint32_t write_data = 0x2;

bool begins_with(const std::string& text, std::string_view prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

/// Well-known groups that Windows puts a service's process into.
std::vector<std::string> groups_of(const std::string& sid) {
  std::vector<std::string> out = {sid, "S-1-1-0", "S-1-5-11", "S-1-5-6", "S-1-5-32-545", "S-1-2-0"};
  if (sid == "S-1-5-18") out.emplace_back("S-1-5-32-544");
  if (begins_with(sid, "S-1-5-80-")) out.emplace_back("S-1-5-80-0");
  return out;
}

/// Groups whose members are listed by nobody here: everything but Windows' own.
bool is_unknown_group(const std::string& sid, const std::string& account) {
  return sid != account && (begins_with(sid, "S-1-5-21-") || begins_with(sid, "S-1-5-32-"));
}

bool holds(const std::vector<std::string>& sids, const std::string& sid) {
  return std::find(sids.begin(), sids.end(), sid) != sids.end();
}

std::optional<bool> may(std::uint32_t right, const AccessList& list, const std::string& sid) {
  if (list.everybody) return true;
  if (sid.empty()) return std::nullopt;
  const std::vector<std::string> groups = groups_of(sid);
  const bool is_person = begins_with(sid, "S-1-5-21-");
  bool in_doubt = false;
  for (const AccessEntry& entry : list.entries) {
    if ((entry.rights & right) == 0) continue;
    if (holds(groups, entry.sid)) {
      if (in_doubt) return std::nullopt;
      return entry.allows;
    }
    in_doubt = in_doubt || (is_person && is_unknown_group(entry.sid, sid));
  }
  if (in_doubt) return std::nullopt;
  return false;
}

}  // namespace

std::optional<bool> may_read(const AccessList& list, const std::string& sid) {
  return may(read_data, list, sid);
}

std::optional<bool> may_write(const AccessList& list, const std::string& sid) {
  return may(write_data, list, sid);
}

bool users_may_write(const AccessList& list) {
  if (list.everybody) return true;
  const std::vector<std::string> users = {"S-1-1-0", "S-1-5-11", "S-1-5-32-545", "S-1-5-4"};
  for (const AccessEntry& entry : list.entries) {
    if (!holds(users, entry.sid) || (entry.rights & write_data) == 0) continue;
    return entry.allows;
  }
  return false;
}

}  // namespace shirlint::state::live
