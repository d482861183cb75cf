#include "fix/plan_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "fix/hosts_file.h"
#include "fix/setting_change.h"
#include "io/overlay_reader.h"
#include "state/fact_key.h"
#include "text/secret.h"

namespace shirlint::fix {
namespace {

using io::Setting;
using io::SettingKind;
using State = std::optional<std::string>;

constexpr std::string_view advice = "plan it on the machine: plan --live";

// -- from a snapshot ------------------------------------------------------------------------------

/// Tells the states of settings from a snapshot, where it has them exactly.
class SnapshotStates {
 public:
  explicit SnapshotStates(const state::Snapshot& snapshot) : snapshot_(snapshot) {}

  [[nodiscard]] text::Result<State> look(const Setting& setting) const {
    switch (setting.kind) {
      case SettingKind::environment:
        return value("environment.machine", setting);
      case SettingKind::registry_value:
        return value("registry", setting);
      case SettingKind::registry_key:
        return whole("registry." + setting.name + '\\', setting);
      case SettingKind::certificate: {
        const std::size_t slash = setting.name.rfind('/');
        return whole(fmt::format("certificate.{}.{}", setting.name.substr(0, slash),
                                 setting.name.substr(slash + 1)),
                     setting);
      }
      case SettingKind::service_start:
      case SettingKind::service_run:
        return service(setting);
    }
    return State();
  }

  /// As a file; nothing when they are not all known.
  [[nodiscard]] std::optional<std::string> hosts() const {
    if (snapshot_.known("hosts.lines").state != state::Knowledge::known) return std::nullopt;
    std::string bytes;
    for (const state::Record* line : snapshot_.all("hosts.line")) {
      bytes.append(line->text("text")).append("\r\n");
    }
    return bytes;
  }

 private:
  /// "it is there", "it is not there", or why that is not known.
  [[nodiscard]] text::Result<bool> is_there(const std::string& fact, const Setting& setting) const {
    const state::Known known = snapshot_.known(fact);
    if (known.state != state::Knowledge::unknown) return known.state == state::Knowledge::known;
    return text::fail(fmt::format("is not known ({}); {}", known.reason, advice),
                      io::to_text(setting));
  }

  [[nodiscard]] text::Result<State> value(const std::string& table, const Setting& setting) const {
    const auto there = is_there(fmt::format("{}.{}", table, setting.name), setting);
    if (!there) return tl::unexpected<text::Error>(there.error());
    if (!*there) return State();
    const state::Record* record = snapshot_.only(table, setting.name);
    const state::Value* found = record == nullptr ? nullptr : record->find("value");
    if (found != nullptr) {
      if (const auto* number = std::get_if<std::int64_t>(&found->data)) {
        return state_of(setting, {FormKind::number, std::to_string(*number)}, {});
      }
      const bool expandable = record->text("type") == "REG_EXPAND_SZ";
      const auto* words = std::get_if<std::string>(&found->data);
      if (words != nullptr && (expandable || record->text("type") == "REG_SZ")) {
        if (!snapshot_.tool.empty() && words->find("**") != std::string::npos) {
          return text::fail(fmt::format("is masked in the snapshot; {}", advice),
                            io::to_text(setting));
        }
        return state_of(setting, {expandable ? FormKind::expandable : FormKind::text, *words}, {});
      }
    }
    return text::fail("values of its type are changed by hand", io::to_text(setting));
  }

  /// Of a thing whose own bytes no snapshot has.
  [[nodiscard]] text::Result<State> whole(const std::string& fact, const Setting& setting) const {
    const auto there = is_there(fact, setting);
    if (!there) return tl::unexpected<text::Error>(there.error());
    if (!*there) return State();
    return text::fail(fmt::format("a snapshot does not tell all that is in it; {}", advice),
                      io::to_text(setting));
  }

  [[nodiscard]] text::Result<State> service(const Setting& setting) const {
    const bool start = setting.kind == SettingKind::service_start;
    const auto there =
        is_there(fmt::format("service.{}.{}", setting.name, start ? "start" : "state"), setting);
    if (!there) return tl::unexpected<text::Error>(there.error());
    if (!*there) return State();
    std::string word(snapshot_.only("service", setting.name)->text(start ? "start" : "state"));
    if (word == "start-pending") word = "running";
    if (word == "stop-pending") word = "stopped";
    return state_of(setting, {FormKind::word, word}, {});
  }

  const state::Snapshot& snapshot_;
};

// -- into a plan ----------------------------------------------------------------------------------

/// What a reviewer should see of a key that goes: its values.
void add_contents(const std::string& state, std::vector<std::string>& notes) {
  for (std::size_t from = 0; from < state.size();) {
    const std::size_t end = std::min(state.find('\n', from), state.size());
    std::vector<std::string> parts;
    for (std::size_t at = from; at <= end;) {
      const std::size_t tab = std::min(state.find('\t', at), end);
      parts.push_back(state.substr(at, tab - at));
      at = tab + 1;
    }
    from = end + 1;
    if (parts.size() != 4 || parts[0] != "value") continue;
    const std::string name = parts[1].empty() ? parts[2] : parts[1] + '\\' + parts[2];
    notes.push_back(
        fmt::format("holds {} = {}", name,
                    shown_state({SettingKind::registry_value, '\\' + parts[2]}, parts[3])));
  }
}

void plan_hosts(const Change& change, std::vector<PlannedSetting>& settings) {
  const SettingForm old = form_of_hosts(*change.before);
  std::set<std::string> comments;  // one for all lines that read the same
  for (const auto& [comment, line] : hosts_changes(*change.before, *change.after)) {
    if (comment && !comments.insert(line).second) continue;
    settings.push_back(
        {std::string(comment ? hosts_comment : hosts_line), line, change.codes, old, {}, {}});
  }
}

PlannedSetting planned(const Setting& setting, const Change& change) {
  PlannedSetting one{change.kind, change.path, change.codes, {}, {}, {}};
  one.old = form_of(setting, change.before);
  one.fresh = form_of(setting, change.after);
  if (setting.kind == SettingKind::registry_key) add_contents(*change.before, one.notes);
  return one;
}

bool is_secret(const PlannedSetting& setting) {
  return setting.fresh.kind == FormKind::hash || text::mask(setting.name) != setting.name;
}

bool has_code(const std::vector<std::string>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

// -- out of a plan --------------------------------------------------------------------------------

text::Result<Change> change_of_hosts(const PlannedSetting& planned, const MachineSources& sources,
                                     const std::vector<Change>& others) {
  auto change = change_hosts(sources, planned.kind, planned.name, others);
  if (!change || form_of_hosts(*change->before) == planned.old) return change;
  return text::fail("does not have the lines that were planned for: somebody changed it since",
                    change->path);
}

text::Result<Change> change_of(const PlannedSetting& planned, const MachineSources& sources,
                               const std::vector<Change>& others) {
  if (is_of_hosts(planned.kind)) return change_of_hosts(planned, sources, others);
  const Setting setting{*io::setting_kind(planned.kind), planned.name};
  auto now = sources.look(setting);
  if (!now) return tl::unexpected<text::Error>(now.error());
  if (!has_form(setting, *now, planned.old)) {
    if (has_form(setting, *now, planned.fresh)) {
      return text::fail("has already the state that the plan gives it", io::to_text(setting));
    }
    return text::fail(fmt::format("is not as it was planned for: it is {}; planned for was {}",
                                  shown_state(setting, *now), to_text(planned.old)),
                      io::to_text(setting));
  }
  Change change{planned.name, *now,        state_of(setting, planned.fresh, *now), {}, {},
                {},           planned.kind};
  return change;
}

/// Is this what the finding's fix would do?
bool aims_at(const lint::Finding& finding, const PlannedSetting& planned) {
  const std::string wanted = fmt::format("{} {}", planned.kind, planned.name);
  return acts_on_machine(finding) && has_code(planned.codes, finding.rule->code) &&
         std::any_of(finding.fix->actions.begin(), finding.fix->actions.end(),
                     [&](const lint::Action& action) {
                       return state::same_name(target_text(action), wanted);
                     });
}

}  // namespace

std::vector<PlannedSetting> planned_settings(MachinePlan& plan) {
  std::vector<PlannedSetting> settings;
  std::set<std::string> secret;
  for (const Change& change : plan.changes) {
    const std::size_t first = settings.size();
    if (const auto setting = setting_of(change)) {
      settings.push_back(planned(*setting, change));
    } else {
      plan_hosts(change, settings);
    }
    if (std::none_of(settings.begin() + static_cast<std::ptrdiff_t>(first), settings.end(),
                     is_secret)) {
      continue;
    }
    secret.insert(change.codes.begin(), change.codes.end());
  }
  const auto is_gone = [&](const auto& item) {
    return std::any_of(item.codes.begin(), item.codes.end(),
                       [&](const std::string& code) { return secret.count(code) != 0; });
  };
  std::erase_if(settings, is_gone);
  std::erase_if(plan.changes, is_gone);
  std::erase_if(plan.mended, [&](const lint::Finding& finding) {
    if (secret.count(std::string(finding.rule->code)) == 0) return false;
    plan.left.push_back({std::string(finding.rule->code), finding.location,
                         "its new value would show a secret, which no plan may", true});
    return true;
  });
  for (PlannedSetting& setting : settings) {
    std::vector<std::string> notes;
    for (const lint::Finding& finding : plan.mended) {
      if (!aims_at(finding, setting)) continue;
      notes.push_back(text::mask(fmt::format("mends {}: {}", finding.rule->code, finding.message)));
    }
    setting.notes.insert(setting.notes.begin(), notes.begin(), notes.end());
  }
  return settings;
}

MachinePlan plan_snapshot_machine(const lint::HostReport& host, const state::Snapshot& snapshot,
                                  const io::Reader& reader, const lint::Site& site) {
  const SnapshotStates states(snapshot);
  io::OverlayReader files(reader);
  MachineSources sources{
      [&](const Setting& setting) { return states.look(setting); }, files, site, {}};
  if (auto lines = states.hosts()) {
    sources.hosts_file = "hosts";
    files.replace(sources.hosts_file, *std::move(lines));
  }
  return plan_machine(host, sources);
}

text::Result<MachinePlan> machine_of(const std::vector<PlannedSetting>& settings,
                                     const MachineSources& sources,
                                     const lint::HostReport& before) {
  MachinePlan plan;
  for (const PlannedSetting& setting : settings) {
    auto change = change_of(setting, sources, plan.changes);
    if (!change) return tl::unexpected<text::Error>(change.error());
    std::string why = add_change(*std::move(change), setting.codes, plan.changes);
    if (!why.empty()) return text::fail(std::move(why), setting.name);
  }
  for (const lint::Finding& finding : before.findings) {
    const bool mended =
        std::any_of(settings.begin(), settings.end(),
                    [&](const PlannedSetting& setting) { return aims_at(finding, setting); });
    if (mended) plan.mended.push_back(finding);
  }
  return plan;
}

}  // namespace shirlint::fix
