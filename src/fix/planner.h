// One try at the fixes of a host.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "fix/choose.h"
#include "fix/host_state.h"
#include "fix/plan.h"
#include "io/steady_reader.h"

namespace shirlint::fix {

/// What became of a try.
struct Attempt {
  HostPlan plan;
  std::vector<ChosenFix> applied;  // each once, in the order in which it was first applied
  /// The fixes that the refusal names, if it names them (a circle).
  std::set<FixKey> guilty;
  bool by_fixes = false;  // refused, and other fixes might not be
};

/// Tries at one host, which is read once.
class Planner {
 public:
  /// All must outlive it.
  Planner(lint::HostChecker& checker, const lint::CheckContext& context,
          const lint::HostSource& source, const io::Reader& reader);

  /// All fixes that `policy` wants but those of `unwanted`; its `files` is for the planner itself.
  [[nodiscard]] Attempt attempt(const Policy& policy, const Unwanted& unwanted);

 private:
  void look(const Policy& policy);
  void plan_safe(const Policy& policy);
  void leave(lint::UnappliedFix fix);
  void leave(const FileChange& change, const std::string& why);
  [[nodiscard]] Redactions redactions() const;
  void run_passes(const Policy& policy);
  void refuse(std::string why);
  bool apply(const Choice& choice);
  void remember(const Choice& choice);
  bool make_room(const Choice& choice);
  const std::string* bytes_of(const std::string& path);
  [[nodiscard]] std::vector<FileChange> changes() const;
  void finish();
  void forget_applied();

  const lint::HostSource& source_;
  io::SteadyReader reader_;  // offsets found in one version of a file never meet another
  HostView view_;
  std::vector<std::string> hosts_;
  std::string version_;  // of the runtime
  HostState before_;
  HostPlan start_;  // what each try begins with
  bool looked_ = false;

  Bytes original_;
  // Of one try:
  Bytes changed_;
  std::map<std::string, std::string> created_;          // of changed_: what it is to be like
  std::map<std::string, text::Edits> edits_;            // from original_ to changed_
  std::map<std::string, std::set<std::string>> codes_;  // by file
  Unwanted unwanted_;
  bool shown_ = false;
  Attempt try_;
};

}  // namespace shirlint::fix
