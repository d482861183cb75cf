// From the steps of a fix to the edits of the files they concern. A thin mapping: what an operation
// does to a file is `xml/edit_*.h`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lint/locate.h"
#include "rules/evaluator.h"
#include "text/edit.h"
#include "text/tokens.h"

namespace shirlint::lint {

/// A file that is edited: a config, or a runbook.
struct EditedFile {
  const LoadedConfig* config = nullptr;
  const LoadedScript* script = nullptr;

  [[nodiscard]] const text::Source& source() const {
    return script != nullptr ? script->source : config->document.source();
  }
  [[nodiscard]] const std::string& path() const {
    return script != nullptr ? script->path : config->file.path;
  }
  friend bool operator==(const EditedFile&, const EditedFile&) = default;
};

/// One file and its edits, ordered and apart.
struct FileEdits {
  EditedFile file;
  text::Edits edits;  // in the text of the file's source
  text::Edits disk;   // the same in its bytes
  text::Edits meant;  // in its bytes, before they were cut to what differs
};

/// A file that a step makes.
struct NewFile {
  std::string path;
  std::string text;                    // UTF-8, as it is written
  const LoadedConfig* like = nullptr;  // what it was made after
};

class FixEditor {
 public:
  /// `tokens`: null where a deployment token is a value like any other.
  FixEditor(const Locator& locator, const text::DeploymentTokenFinder* tokens)
      : locator_(locator), tokens_(tokens) {}

  /// Adds one step, seen from the files as they are. Error: why it cannot be made.
  [[nodiscard]] text::Result<void> add(const rules::StepHit& hit);
  /// Would a value with a deployment token change? Then the fix must not be offered.
  [[nodiscard]] bool touches_token() const { return touches_token_; }
  /// All steps together. Error: they contradict each other, or a file cannot hold a character.
  [[nodiscard]] text::Result<std::vector<FileEdits>> finish();
  /// Which backup a file gets, for people; empty: none.
  [[nodiscard]] const std::string& backup_told() const { return backup_told_; }
  /// The files that do not exist yet.
  [[nodiscard]] const std::vector<NewFile>& created() const { return created_; }

 private:
  struct Target {
    const LoadedConfig* config = nullptr;
    pugi::xpath_node node;
  };
  struct Change {
    EditedFile file;
    text::Edits edits;
    bool on_disk = false;  // a repair: its edits are in bytes
  };

  [[nodiscard]] std::optional<Target> resolve(const pugi::xpath_node& node) const;
  text::Result<void> keep(const LoadedConfig& config, text::Result<text::Edits> edits,
                          bool on_disk = false);
  void check_value(const Target& target, const pugi::xpath_node& value);

  text::Result<void> repair(const rules::StepHit& hit);
  text::Result<void> restore(const LoadedConfig& config);
  text::Result<void> replace_marked(const rules::StepHit& hit);
  text::Result<void> change_each(const rules::StepHit& hit);
  text::Result<text::Edits> change(const rules::StepHit& hit, const Target& target,
                                   const std::string& value);
  text::Result<void> insert(const rules::StepHit& hit);
  text::Result<void> insert_around(const rules::StepHit& hit);
  text::Result<void> change_together(const rules::StepHit& hit);
  text::Result<void> copy(const rules::StepHit& hit);
  text::Result<void> create(const rules::StepHit& hit);
  text::Result<void> copy_new(const rules::StepHit& hit, const LoadedConfig& config,
                              const LoadedConfig& peer);

  const Locator& locator_;
  const text::DeploymentTokenFinder* tokens_;
  std::vector<Change> changes_;
  std::vector<NewFile> created_;
  std::string backup_told_;
  bool touches_token_ = false;
};

}  // namespace shirlint::lint
