// Suppressions in a config itself:
//   <!-- shirlint-ignore PRX009 PRX012: the proxy team moves in March -->
// silences the findings of these rules in the element that follows, with all that is in it; in
// front of the root element, in the whole file. Where a file cannot be read as XML there are none.
// In runbooks: script_comments.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/checker.h"
#include "lint/loaded_host.h"
#include "lint/report.h"
#include "text/span.h"

namespace shirlint::lint {

constexpr std::string_view suppression_word = "shirlint-ignore";

/// The comment as it is written into a file. `reason` in one line; what a comment cannot hold
/// ("--") is spelt apart.
[[nodiscard]] std::string suppression_comment(const std::vector<std::string>& codes,
                                              std::string_view reason);

struct CommentSuppression {
  const text::Source* source = nullptr;  // of the file that it stands in
  std::string_view file;
  text::Span at;  // the comment
  std::vector<std::string> codes;
  std::string reason;
  std::string problem;  // why it silences nothing; empty when it is well made
  bool whole_file = false;
  text::Position start;  // of what it is for
  text::Position end;
  std::vector<bool> used;  // by code
};

class CommentSuppressions {
 public:
  /// Of the files that were named, and of a script. Both must outlive it.
  CommentSuppressions(const LoadedHost& host, const CheckContext& context);

  /// Moves what a comment silences to `suppressed`. A finding with two places counts where it is
  /// reported.
  void apply(std::vector<Finding>& findings, std::vector<Suppressed>& suppressed);
  /// What the rules of category SIT say of comments that cannot be understood, or that silenced
  /// nothing though their rule was asked. After apply(). `unknown`: of this host.
  [[nodiscard]] std::vector<Finding> judge(const std::vector<Unknown>& unknown, bool whole) const;

 private:
  void read(const LoadedConfig& config);
  void read(const LoadedScript& script);
  void judge_file(const text::Source& source, const std::string& file,
                  const std::vector<Unknown>& unknown, bool whole,
                  std::vector<Finding>& findings) const;
  [[nodiscard]] bool silences(CommentSuppression& comment, const Finding& finding) const;
  [[nodiscard]] bool was_asked(std::string_view code, const std::vector<Unknown>& unknown,
                               bool whole) const;

  const LoadedHost& host_;
  const CheckContext& context_;
  std::vector<CommentSuppression> comments_;
};

}  // namespace shirlint::lint
