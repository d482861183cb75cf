#include "fix/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "lint/backup_source.h"
#include "shir/products.h"
#include "text/compose.h"

namespace shirlint::fix {
namespace {

// A fix may make room for another (PRX001 can copy what CFG010 mended), and of those that insert at
// one place each has a pass of its own. Chains seen in the rules are six long.
constexpr int max_passes = 20;
// With one fix a pass; more places than that are mended in several runs.
constexpr int max_single_passes = 500;

std::string names(const Choice& choice) {
  std::set<std::string> codes;
  for (const ChosenFix& fix : choice.fixes) codes.insert(fix.code);
  return fmt::format("{}", fmt::join(codes, ", "));
}

/// A block that a later pass copied in may have brought back what an earlier one had mended: then
/// it is not told as fixed. Of a file that .NET refused nobody knows what there was to find.
void forget_overtaken(FileChange& change, const HostState& before, const HostState& after) {
  const ConfigOutcome* outcome = find_outcome(before.outcomes, change.path);
  if (outcome == nullptr || outcome->moment != dotnet::Moment::ok) return;
  const auto count = [&](const HostState& state, const std::string& code) {
    const auto& findings = state.report.findings;
    return std::count_if(findings.begin(), findings.end(), [&](const lint::Finding& finding) {
      return finding.rule->code == code && finding.location.file == change.path;
    });
  };
  std::erase_if(change.codes, [&](const std::string& code) {
    const auto left = count(after, code);
    return left > 0 && left >= count(before, code);
  });
}

}  // namespace

Planner::Planner(lint::HostChecker& checker, const lint::CheckContext& context,
                 const lint::HostSource& source, const io::Reader& reader)
    : source_(source), reader_(reader), view_(checker, context, source, reader_) {}

Attempt Planner::attempt(const Policy& policy, const Unwanted& unwanted) {
  if (!looked_) look(policy);
  try_ = {};
  try_.plan = start_;
  if (!start_.refusal.empty()) return std::move(try_);
  changed_.clear();
  created_.clear();
  edits_.clear();
  codes_.clear();
  unwanted_ = unwanted;
  shown_ = policy.shown;
  plan_safe(policy);
  if (policy.least < rules::Applicability::safe && try_.plan.refusal.empty()) {
    unwanted_.files.clear();
    run_passes(policy);
  }
  finish();
  return std::move(try_);
}

void Planner::look(const Policy& policy) {
  looked_ = true;
  const std::unique_ptr<lint::LoadedHost> host = view_.load({});
  hosts_ = literal_hosts(*host);
  version_ = lint::runtime_version(*host);
  if (policy.shown) {
    auto originals = originals_of(*host);
    if (originals) {
      start_.originals = std::move(originals->masked);
      start_.notes = std::move(originals->changed);
    } else {
      start_.refusal = fmt::format("{} {}", originals.error().file, originals.error().message);
    }
  }
  before_ = view_.state(*host, hosts_);
  start_.before = before_.report;
}

/// Only fixes that their rules call safe, without those files where together they are not.
void Planner::plan_safe(const Policy& policy) {
  Policy safe = policy;
  safe.least = rules::Applicability::safe;
  for (;;) {
    changed_.clear();
    created_.clear();
    edits_.clear();
    codes_.clear();
    try_.applied.clear();
    try_.plan.restart.clear();
    run_passes(safe);
    if (!try_.plan.refusal.empty()) return;
    const HostState after = view_.state(changed_, hosts_);
    bool again = false;
    for (const FileChange& change : changes()) {
      std::string why = why_not_safe(change, before_.outcomes, after.outcomes);
      if (why.empty()) continue;
      again = unwanted_.files.insert(change.path).second || again;
      leave(change, why);
    }
    if (!again) return;
  }
}

/// Once, whichever pass met it.
void Planner::leave(lint::UnappliedFix fix) {
  auto& all = try_.plan.left;
  const bool known = std::any_of(all.begin(), all.end(), [&](const lint::UnappliedFix& other) {
    return other.code == fix.code && other.reason == fix.reason &&
           other.location.file == fix.location.file && other.location.start == fix.location.start;
  });
  if (!known) all.push_back(std::move(fix));
}

void Planner::leave(const FileChange& change, const std::string& why) {
  for (const std::string& code : change.codes) {
    lint::Location location;
    location.file = change.path;
    for (const lint::Finding& finding : before_.report.findings) {
      if (finding.rule->code == code && finding.location.file == change.path) {
        location = finding.location;
        break;
      }
    }
    try_.plan.left.push_back({code, location, why});
  }
}

/// Where the redactions are by now.
Redactions Planner::redactions() const {
  Redactions all;
  for (const auto& [path, original] : start_.originals) {
    const auto edits = edits_.find(path);
    all[path] = edits == edits_.end() ? original.redactions
                                      : text::moved(original.redactions, edits->second);
  }
  return all;
}

/// Applies what can be chosen until nothing is left to choose.
void Planner::run_passes(const Policy& policy) {
  std::vector<Bytes> seen = {changed_};
  std::vector<Choice> applied;  // pass by pass
  const int bound = unwanted_.second ? max_single_passes : max_passes;
  for (int pass = 0; pass < bound; ++pass) {
    Choice choice = choose_fixes(view_.report(changed_), policy, unwanted_, redactions());
    for (lint::UnappliedFix& fix : choice.left) leave(std::move(fix));
    if (choice.fixes.empty()) return;
    remember(choice);
    if (!apply(choice)) return;
    applied.push_back(std::move(choice));
    const auto again = std::find(seen.begin(), seen.end(), changed_);
    if (again != seen.end()) {
      std::vector<std::string> circle;
      for (auto at = applied.begin() + (again - seen.begin()); at != applied.end(); ++at) {
        circle.push_back(names(*at));
        for (const ChosenFix& fix : at->fixes) try_.guilty.insert(fix.key);
      }
      return refuse(fmt::format("these fixes undo each other: {}", fmt::join(circle, ", then ")));
    }
    seen.push_back(changed_);
  }
  refuse(fmt::format("the fixes do not come to an end after {} passes", bound));
}

/// What is planned cannot be, because of what the fixes do.
void Planner::refuse(std::string why) {
  try_.plan.refusal = std::move(why);
  try_.by_fixes = true;
}

void Planner::remember(const Choice& choice) {
  for (const ChosenFix& fix : choice.fixes) {
    const auto is_same = [&](const ChosenFix& other) { return other.key == fix.key; };
    if (std::none_of(try_.applied.begin(), try_.applied.end(), is_same)) {
      try_.applied.push_back(fix);
    }
  }
}

/// For files that are to be made: nothing may have their name, and their folder must be there.
bool Planner::make_room(const Choice& choice) {
  for (const auto& [path, like] : choice.created) {
    const std::string folder = io::parent_path(path);
    if (reader_.kind(path) != io::Kind::missing) {
      refuse(fmt::format("{} would be made, but is there already", path));
      return false;
    }
    // A copy of a host, of which a plan to be shown may be made, has no empty folders.
    if (!shown_ && reader_.kind(folder) != io::Kind::folder) {
      refuse(fmt::format("{} would be made, but its folder is not there", path));
      return false;
    }
    original_[path] = "";
    created_[path] = like;
  }
  return true;
}

bool Planner::apply(const Choice& choice) {
  if (!make_room(choice)) return false;
  for (const auto& [path, edits] : choice.edits) {
    const std::string* before = bytes_of(path);
    if (before == nullptr) return false;
    std::string after = text::apply_edits(*before, edits);
    if (!text::are_apart(edits, before->size()) || !only_edits_differ(*before, after, edits)) {
      refuse(fmt::format("more than the named places of {} would change", path));
      return false;
    }
    edits_[path] = text::compose(edits_[path], edits);
    if (after == original_.at(path)) {
      changed_.erase(path);
      edits_.erase(path);
    } else {
      changed_[path] = std::move(after);
    }
  }
  for (const ChosenFix& fix : choice.fixes) {
    for (const std::string& file : fix.files) codes_[file].insert(fix.code);
  }
  auto& restart = try_.plan.restart;
  for (const std::string& service : choice.restart) {
    if (std::find(restart.begin(), restart.end(), service) == restart.end()) {
      restart.push_back(service);
    }
  }
  return true;
}

/// Of a file as it is now in the plan; null after a refusal.
const std::string* Planner::bytes_of(const std::string& path) {
  if (const auto at = changed_.find(path); at != changed_.end()) return &at->second;
  if (const auto at = original_.find(path); at != original_.end()) return &at->second;
  text::Result<std::string> bytes = reader_.read(path, io::file_limit);
  if (!bytes) {
    try_.plan.refusal = fmt::format("{} {}", path, bytes.error().message);
    return nullptr;
  }
  return &original_.emplace(path, *std::move(bytes)).first->second;
}

std::vector<FileChange> Planner::changes() const {
  std::vector<FileChange> out;
  for (const auto& [path, after] : changed_) {
    const std::string& before = original_.at(path);
    FileChange change{path, {}, before, after, codes_.at(path), edits_.at(path)};
    change.version = version_;
    if (const auto made = created_.find(path); made != created_.end()) {
      change.like = made->second;
      change.role = shir::role_of_file_name(io::file_name(path)).value_or("");
    }
    if (path == source_.script) change.role = script_role;
    for (const lint::ConfigFile& file : source_.configs) {
      if (file.path == path) change.role = file.role;
      if (file.path == change.like) change.like_role = file.role;
    }
    out.push_back(std::move(change));
  }
  return out;
}

void Planner::finish() {
  HostPlan& plan = try_.plan;
  plan.files = changes();
  if (plan.files.empty()) {
    plan.restart.clear();
    plan.after = plan.before;
    return;
  }
  HostState after = view_.state(changed_, hosts_);
  if (plan.refusal.empty()) {
    if (std::string why = why_not_sound(plan.files, before_, after); !why.empty()) {
      refuse(std::move(why));
    }
  }
  std::set<std::string> codes;
  for (FileChange& change : plan.files) {
    forget_overtaken(change, before_, after);
    codes.insert(change.codes.begin(), change.codes.end());
  }
  plan.codes.assign(codes.begin(), codes.end());
  plan.routes = route_changes(plan.files, before_, after);
  plan.after = std::move(after.report);
  forget_applied();
}

/// What one pass left alone a later one may have done, or made needless.
void Planner::forget_applied() {
  const auto is_gone = [&](const lint::UnappliedFix& fix) {
    const auto& findings = try_.plan.after.findings;
    return std::none_of(findings.begin(), findings.end(), [&](const lint::Finding& finding) {
      return finding.rule->code == fix.code && finding.location.file == fix.location.file;
    });
  };
  auto& left = try_.plan.left;
  left.erase(std::remove_if(left.begin(), left.end(), is_gone), left.end());
}

}  // namespace shirlint::fix
