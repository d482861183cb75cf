#include "fix/machine_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "fix/certificate_file.h"
#include "fix/hosts_file.h"
#include "fix/proof.h"
#include "fix/setting_change.h"
#include "fix/setting_form.h"
#include "fix/state_folder.h"
#include "rules/rule.h"
#include "text/secret.h"

namespace shirlint::fix {
namespace {

using io::Setting;
using io::SettingKind;
using rules::Operation;

// winnt.h
constexpr std::uint32_t reg_sz = 1;
constexpr std::uint32_t reg_expand_sz = 2;
constexpr std::uint32_t reg_dword = 4;

tl::unexpected<text::Error> pass_on(const text::Error& error) {
  return tl::unexpected<text::Error>(error);
}

bool is(const lint::Action& action, Operation operation) {
  return action.kind == rules::to_text(operation);
}

/// Empty of an action that is not about a line of the hosts file.
std::string_view hosts_kind(const lint::Action& action) {
  if (is(action, Operation::set_hosts_line)) return hosts_line;
  return is(action, Operation::comment_hosts_line) ? hosts_comment : std::string_view();
}

/// What an action is about; of all but a line of the hosts file.
Setting setting_of(const lint::Action& action) {
  if (is(action, Operation::set_environment)) return {SettingKind::environment, action.target};
  if (is(action, Operation::set_registry)) return {SettingKind::registry_value, action.target};
  if (is(action, Operation::set_service_start)) return {SettingKind::service_start, action.target};
  if (is(action, Operation::start_service)) return {SettingKind::service_run, action.target};
  if (is(action, Operation::delete_registry)) {
    const bool key = !action.target.empty() && action.target.back() == '\\';
    if (!key) return {SettingKind::registry_value, action.target};
    return {SettingKind::registry_key, action.target.substr(0, action.target.size() - 1)};
  }
  return {SettingKind::certificate, fmt::format("{}/{}", action.target, action.value)};
}

Change change_of(const Setting& setting, std::optional<std::string> before,
                 std::optional<std::string> after) {
  return {setting.name,
          std::move(before),
          std::move(after),
          {},
          {},
          {},
          std::string(to_text(setting.kind))};
}

class Translator {
 public:
  explicit Translator(const MachineSources& sources) : sources_(sources) {}

  /// `planned`: what this run changes already.
  text::Result<Change> translate(const lint::Action& action,
                                 const std::vector<Change>& planned) const {
    if (const std::string_view kind = hosts_kind(action); !kind.empty()) {
      return change_hosts(sources_, kind, action.value, planned);
    }
    const Setting setting = setting_of(action);
    if (is(action, Operation::delete_registry)) return remove(setting);
    if (is(action, Operation::import_certificate)) return import_certificate(setting, action);
    if (is(action, Operation::copy_certificate)) return copy_certificate(setting, action);
    if (is(action, Operation::set_service_start)) return set_start(setting, action);
    if (is(action, Operation::start_service)) return start_service(setting);
    return set_value(setting, action);
  }

 private:
  [[nodiscard]] text::Result<std::optional<std::string>> look(const Setting& setting) const {
    return sources_.look(setting);
  }

  [[nodiscard]] text::Result<Change> set_value(const Setting& setting,
                                               const lint::Action& action) const {
    const auto before = look(setting);
    if (!before) return pass_on(before.error());
    const auto old = *before ? io::registry_data(**before) : std::nullopt;
    if (action.value.find('*') != std::string::npos && holds_secret(setting, *before)) {
      return text::fail("holds a secret, of which rules see asterisks only: change it by hand",
                        to_text(setting));
    }
    std::uint32_t type = old ? old->type : reg_sz;
    if (action.type == "REG_SZ") type = reg_sz;
    if (action.type == "REG_EXPAND_SZ") type = reg_expand_sz;
    if (action.type == "REG_DWORD") type = reg_dword;
    if (type == reg_dword) {
      std::uint32_t number = 0;
      const char* const end = action.value.data() + action.value.size();
      const auto [at, error] = std::from_chars(action.value.data(), end, number);
      if (error != std::errc() || at != end) {
        return text::fail("'" + action.value + "' is no number", to_text(setting));
      }
      std::string bytes;
      for (unsigned shift = 0; shift < 32; shift += 8) {
        bytes += static_cast<char>(number >> shift & 0xFFU);
      }
      return change_of(setting, *before, io::to_state({type, bytes}));
    }
    if (type != reg_sz && type != reg_expand_sz) {
      return text::fail("values of its type are changed by hand", to_text(setting));
    }
    return change_of(setting, *before, io::to_state(io::registry_text(type, action.value)));
  }

  [[nodiscard]] text::Result<Change> remove(const Setting& setting) const {
    auto before = look(setting);
    if (!before) return pass_on(before.error());
    return change_of(setting, *std::move(before), std::nullopt);
  }

  [[nodiscard]] text::Result<Change> import_certificate(const Setting& setting,
                                                        const lint::Action& action) const {
    const auto& roots = sources_.site.roots;
    const auto root = std::find_if(roots.begin(), roots.end(), [&](const lint::SiteRoot& one) {
      return one.thumbprint == action.value && !one.file.empty();
    });
    if (root == roots.end()) {
      return text::fail("the site file (--site) has no [[root]] with 'file' for " + action.value);
    }
    std::string file = root->file;
    std::replace(file.begin(), file.end(), '\\', '/');
    if (!is_full_name(file)) file = io::join_path(sources_.site.folder, file);
    const auto bytes = sources_.reader.read(file, io::file_limit);
    if (!bytes) return pass_on(bytes.error());
    const auto der = read_certificate(*bytes, action.value, file);
    if (!der) return pass_on(der.error());
    return put_certificate(setting, io::to_hex(*der));
  }

  [[nodiscard]] text::Result<Change> copy_certificate(const Setting& setting,
                                                      const lint::Action& action) const {
    for (const char* const store :
         {"CurrentUser/Root", "LocalMachine/CA", "CurrentUser/CA", "LocalMachine/My"}) {
      const auto found =
          look({SettingKind::certificate, fmt::format("{}/{}", store, action.value)});
      if (!found) return pass_on(found.error());
      if (*found) return put_certificate(setting, **found);
    }
    return text::fail("no store has the certificate " + action.value);
  }

  [[nodiscard]] text::Result<Change> put_certificate(const Setting& setting,
                                                     const std::string& state) const {
    auto before = look(setting);
    if (!before) return pass_on(before.error());
    return change_of(setting, *std::move(before), state);
  }

  [[nodiscard]] text::Result<Change> set_start(const Setting& setting,
                                               const lint::Action& action) const {
    const auto before = look(setting);
    if (!before) return pass_on(before.error());
    if (!*before) return text::fail("is not there", to_text(setting));
    constexpr std::array<std::string_view, 3> known = {"automatic", "manual", "disabled"};
    if (std::find(known.begin(), known.end(), action.value) == known.end()) {
      return text::fail("'" + action.value + "' is no start type", to_text(setting));
    }
    // The delay stays as it is: so the change is one step of the system.
    std::string after = (*before)->substr(0, (*before)->find('\n') + 1);
    after += "start=" + action.value + '\n';
    return change_of(setting, *before, std::move(after));
  }

  [[nodiscard]] text::Result<Change> start_service(const Setting& setting) const {
    auto before = look(setting);
    if (!before) return pass_on(before.error());
    if (!*before) return text::fail("is not there", to_text(setting));
    return change_of(setting, *std::move(before), "running");
  }

  const MachineSources& sources_;
};

std::string shown_lines(const Change& hosts) {
  std::string out;
  for (const auto& [comment, line] : hosts_changes(*hosts.before, *hosts.after)) {
    out += fmt::format("{}'{}{}'", out.empty() ? "" : ", ", comment ? "# " : "", text::mask(line));
  }
  return out;
}

}  // namespace

bool is_hosts_file(const Change& change) { return change.kind.empty(); }

text::Result<Change> change_hosts(const MachineSources& sources, std::string_view kind,
                                  const std::string& line, const std::vector<Change>& planned) {
  if (sources.hosts_file.empty()) return text::fail("the hosts file is not known");
  const auto same = std::find_if(planned.begin(), planned.end(), is_hosts_file);
  std::string before;
  if (same != planned.end()) {
    before = same->before.value_or("");
  } else {
    auto bytes = sources.reader.read(sources.hosts_file, io::file_limit);
    if (!bytes) return pass_on(bytes.error());
    before = *std::move(bytes);
  }
  const std::string& now = same != planned.end() ? *same->after : before;
  const bool adds = kind == hosts_line;
  auto after = adds ? with_hosts_line(now, line) : without_hosts_line(now, line);
  // A finding for the same line has taken it out of use already.
  if (!after && !adds && without_hosts_line(before, line)) after = now;
  if (!after) return text::fail(after.error().message, sources.hosts_file);
  return Change{sources.hosts_file, std::move(before), *std::move(after), {}};
}

std::string add_change(Change change, const std::vector<std::string>& codes,
                       std::vector<Change>& planned) {
  if (change.before == change.after) return "it would change nothing";
  const auto same = std::find_if(planned.begin(), planned.end(), [&](const Change& other) {
    return other.kind == change.kind && other.path == change.path;
  });
  if (same == planned.end()) {
    change.codes = codes;
    planned.push_back(std::move(change));
    return {};
  }
  // It was made of what is planned.
  if (!is_hosts_file(change)) return "another fix of this run changes the same thing";
  same->after = std::move(change.after);
  for (const std::string& code : codes) {
    const auto& known = same->codes;
    if (std::find(known.begin(), known.end(), code) == known.end()) same->codes.push_back(code);
  }
  return {};
}

bool acts_on_machine(const lint::Finding& finding) {
  return finding.fix && !finding.fix->actions.empty() &&
         finding.fix->applicability == rules::Applicability::unsafe;
}

MachinePlan plan_machine(const lint::HostReport& host, const MachineSources& sources) {
  MachinePlan plan;
  const Translator translator(sources);
  for (const lint::Finding& finding : host.findings) {
    if (!acts_on_machine(finding)) continue;
    const std::string code(finding.rule->code);
    std::vector<Change> then = plan.changes;
    std::string why;
    for (const lint::Action& action : finding.fix->actions) {
      auto change = translator.translate(action, then);
      if (!change) {
        const text::Error& error = change.error();
        why = error.file.empty() ? error.message : error.file + ' ' + error.message;
        break;
      }
      why = add_change(*std::move(change), {code}, then);
      if (!why.empty()) break;
    }
    if (!why.empty()) {
      plan.left.push_back({code, finding.location, why});
      continue;
    }
    plan.changes = std::move(then);
    plan.mended.push_back(finding);
  }
  return plan;
}

std::string target_text(const lint::Action& action) {
  if (const std::string_view kind = hosts_kind(action); !kind.empty()) {
    return fmt::format("{} {}", kind, action.value);
  }
  return to_text(setting_of(action));
}

state::live::PlannedState planned_state(const MachinePlan& plan) {
  state::live::PlannedState planned;
  for (const Change& change : plan.changes) {
    if (is_hosts_file(change)) {
      std::string name = change.path;
      std::replace(name.begin(), name.end(), '/', '\\');
      planned.files[name] = change.after.value_or("");
    } else {
      planned.settings.push_back({{*io::setting_kind(change.kind), change.path}, change.after});
    }
  }
  return planned;
}

std::string why_not_proved(const MachinePlan& plan, const lint::HostReport& before,
                           const lint::HostReport& after) {
  // By their number: with another value a finding has another fingerprint.
  const auto count = [](const std::vector<lint::Finding>& findings, std::string_view code) {
    return std::count_if(findings.begin(), findings.end(),
                         [&](const lint::Finding& one) { return one.rule->code == code; });
  };
  for (const lint::Finding& wanted : plan.mended) {
    const std::string_view code = wanted.rule->code;
    const auto left = count(before.findings, code) - count(plan.mended, code);
    if (count(after.findings, code) <= left) continue;
    const auto still =
        std::find_if(after.findings.begin(), after.findings.end(),
                     [&](const lint::Finding& one) { return one.rule->code == code; });
    return fmt::format("{} would still be found: {}", code, still->message);
  }
  const HostState old{before, {}};
  const HostState fresh{after, {}};  // what is found points into it
  for (const lint::Finding* finding : new_findings({}, old, fresh)) {
    if (finding->severity < rules::Severity::warning) continue;
    return fmt::format("{} would be found: {}", finding->rule->code, finding->message);
  }
  return {};
}

std::string describe(const Change& change) {
  if (is_hosts_file(change)) return fmt::format("{}: now has {}", change.path, shown_lines(change));
  const Setting setting = *setting_of(change);
  return fmt::format("{}: {} -> {}", to_text(setting), shown_state(setting, change.before),
                     shown_state(setting, change.after));
}

}  // namespace shirlint::fix
