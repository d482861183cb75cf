#include "fix/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "fix/host_state.h"
#include "io/steady_reader.h"
#include "text/compose.h"

namespace shirlint::fix {
namespace {

// A fix may make room for another (PRX001 can copy what CFG010 mended), and of those that insert at
// one place each has a pass of its own. Chains seen in the rules are six long.
constexpr int max_passes = 20;

class Planner {
 public:
  Planner(lint::HostChecker& checker, const lint::CheckContext& context,
          const lint::HostSource& source, const io::Reader& reader)
      : source_(source), reader_(reader), view_(checker, context, source, reader_) {}

  HostPlan plan(const Policy& policy) {
    const HostState before = look(policy);
    plan_.before = before.report;
    if (!plan_.refusal.empty()) return std::move(plan_);
    plan_safe(policy, before);
    if (policy.least < rules::Applicability::safe && plan_.refusal.empty()) {
      run_passes(policy, {});
    }
    finish(before);
    return std::move(plan_);
  }

 private:
  HostState look(const Policy& policy) {
    const std::unique_ptr<lint::LoadedHost> host = view_.load({});
    hosts_ = literal_hosts(*host);
    if (policy.shown) {
      auto originals = originals_of(*host);
      if (originals) {
        plan_.originals = std::move(originals->masked);
        plan_.notes = std::move(originals->changed);
      } else {
        plan_.refusal = fmt::format("{} {}", originals.error().file, originals.error().message);
      }
    }
    return view_.state(*host, hosts_);
  }

  /// Only fixes that their rules call safe, without those files where together they are not.
  void plan_safe(const Policy& policy, const HostState& before) {
    Policy safe = policy;
    safe.least = rules::Applicability::safe;
    std::set<std::string> excluded;
    for (;;) {
      changed_.clear();
      edits_.clear();
      codes_.clear();
      plan_.restart.clear();
      run_passes(safe, excluded);
      if (!plan_.refusal.empty()) return;
      const HostState after = view_.state(changed_, hosts_);
      bool again = false;
      for (const FileChange& change : changes()) {
        std::string why = why_not_safe(change, before.outcomes, after.outcomes);
        if (why.empty()) continue;
        again = excluded.insert(change.path).second || again;
        leave(change, why);
      }
      if (!again) return;
    }
  }

  /// Once, whichever pass met it.
  void leave(lint::UnappliedFix fix) {
    const bool known =
        std::any_of(plan_.left.begin(), plan_.left.end(), [&](const lint::UnappliedFix& other) {
          return other.code == fix.code && other.reason == fix.reason &&
                 other.location.file == fix.location.file &&
                 other.location.start == fix.location.start;
        });
    if (!known) plan_.left.push_back(std::move(fix));
  }

  void leave(const FileChange& change, const std::string& why) {
    for (const std::string& code : change.codes) {
      lint::Location location;
      location.file = change.path;
      for (const lint::Finding& finding : plan_.before.findings) {
        if (finding.rule->code == code && finding.location.file == change.path) {
          location = finding.location;
          break;
        }
      }
      plan_.left.push_back({code, location, why});
    }
  }

  /// Where the redactions are by now.
  Redactions redactions() const {
    Redactions all;
    for (const auto& [path, original] : plan_.originals) {
      const auto edits = edits_.find(path);
      all[path] = edits == edits_.end() ? original.redactions
                                        : text::moved(original.redactions, edits->second);
    }
    return all;
  }

  /// Applies what can be chosen until nothing is left to choose.
  void run_passes(const Policy& policy, const std::set<std::string>& excluded) {
    std::vector<Bytes> seen = {changed_};
    std::vector<std::string> applied;  // codes, pass by pass
    for (int pass = 0; pass < max_passes; ++pass) {
      Choice choice = choose_fixes(view_.report(changed_), policy, excluded, redactions());
      for (lint::UnappliedFix& fix : choice.left) leave(std::move(fix));
      if (choice.fixes.empty()) return;
      if (!apply(choice)) return;
      applied.push_back(names(choice));
      const auto again = std::find(seen.begin(), seen.end(), changed_);
      if (again != seen.end()) {
        applied.erase(applied.begin(), applied.begin() + (again - seen.begin()));
        plan_.refusal =
            fmt::format("these fixes undo each other: {}", fmt::join(applied, ", then "));
        return;
      }
      seen.push_back(changed_);
    }
    plan_.refusal = fmt::format("the fixes do not come to an end after {} passes", max_passes);
  }

  static std::string names(const Choice& choice) {
    std::set<std::string> codes;
    for (const ChosenFix& fix : choice.fixes) codes.insert(fix.code);
    return fmt::format("{}", fmt::join(codes, ", "));
  }

  bool apply(const Choice& choice) {
    for (const auto& [path, edits] : choice.edits) {
      const std::string* before = bytes_of(path);
      if (before == nullptr) return false;
      std::string after = text::apply_edits(*before, edits);
      if (!text::are_apart(edits, before->size()) || !only_edits_differ(*before, after, edits)) {
        plan_.refusal = fmt::format("more than the named places of {} would change", path);
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
    for (const std::string& service : choice.restart) {
      if (std::find(plan_.restart.begin(), plan_.restart.end(), service) == plan_.restart.end()) {
        plan_.restart.push_back(service);
      }
    }
    return true;
  }

  /// Of a file as it is now in the plan; null after a refusal.
  const std::string* bytes_of(const std::string& path) {
    if (const auto at = changed_.find(path); at != changed_.end()) return &at->second;
    if (const auto at = original_.find(path); at != original_.end()) return &at->second;
    text::Result<std::string> bytes = reader_.read(path, io::file_limit);
    if (!bytes) {
      plan_.refusal = fmt::format("{} {}", path, bytes.error().message);
      return nullptr;
    }
    return &original_.emplace(path, *std::move(bytes)).first->second;
  }

  std::vector<FileChange> changes() const {
    std::vector<FileChange> out;
    for (const auto& [path, after] : changed_) {
      const std::string& before = original_.at(path);
      FileChange change{path, {}, before, after, codes_.at(path), edits_.at(path)};
      for (const lint::ConfigFile& file : source_.configs) {
        if (file.path == path) change.role = file.role;
      }
      out.push_back(std::move(change));
    }
    return out;
  }

  void finish(const HostState& before) {
    plan_.files = changes();
    if (plan_.files.empty()) {
      plan_.restart.clear();
      plan_.after = plan_.before;
      return;
    }
    HostState after = view_.state(changed_, hosts_);
    if (plan_.refusal.empty()) plan_.refusal = why_not_sound(plan_.files, before, after);
    std::set<std::string> codes;
    for (FileChange& change : plan_.files) {
      forget_overtaken(change, before, after);
      codes.insert(change.codes.begin(), change.codes.end());
    }
    plan_.codes.assign(codes.begin(), codes.end());
    plan_.routes = route_changes(plan_.files, before, after);
    plan_.after = std::move(after.report);
    forget_applied();
  }

  /// A block that a later pass copied in may have brought back what an earlier one had mended: then
  /// it is not told as fixed. Of a file that .NET refused nobody knows what there was to find.
  static void forget_overtaken(FileChange& change, const HostState& before,
                               const HostState& after) {
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

  /// What one pass left alone a later one may have done, or made needless.
  void forget_applied() {
    const auto is_gone = [&](const lint::UnappliedFix& fix) {
      const auto& findings = plan_.after.findings;
      return std::none_of(findings.begin(), findings.end(), [&](const lint::Finding& finding) {
        return finding.rule->code == fix.code && finding.location.file == fix.location.file;
      });
    };
    plan_.left.erase(std::remove_if(plan_.left.begin(), plan_.left.end(), is_gone),
                     plan_.left.end());
  }

  const lint::HostSource& source_;
  io::SteadyReader reader_;  // offsets found in one version of a file never meet another
  HostView view_;
  std::vector<std::string> hosts_;
  Bytes original_;
  Bytes changed_;
  std::map<std::string, text::Edits> edits_;            // from original_ to changed_
  std::map<std::string, std::set<std::string>> codes_;  // by file
  HostPlan plan_;
};

}  // namespace

HostPlan plan_host(lint::HostChecker& checker, const lint::CheckContext& context,
                   const lint::HostSource& source, const io::Reader& reader, const Policy& policy) {
  return Planner(checker, context, source, reader).plan(policy);
}

}  // namespace shirlint::fix
