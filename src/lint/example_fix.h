// What an example of a rule says about its fix, held against the fix that is offered.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/backup_source.h"
#include "lint/report.h"
#include "rules/rule.h"

namespace shirlint::lint {

/// Examples may be given as the part of a config that matters.
[[nodiscard]] std::string whole_config(std::string_view text);
/// Where the file of `role` stands in the made-up folder of an example.
[[nodiscard]] std::string config_path(const std::string& folder, std::string_view role);

/// Does the example say anything of the fix?
[[nodiscard]] bool shows_fix(const rules::Example& example);
/// How the fix of `findings`, of which there is one at least, differs from what the example says;
/// empty when it does not.
[[nodiscard]] std::string wrong_fix(const rules::Example& example,
                                    const std::vector<Finding>& findings);

/// Would the fixes of `findings` change the file that the example judges?
[[nodiscard]] bool changes_file(const rules::Example& example,
                                const std::vector<Finding>& findings);

/// shirlint's own backup of the file that an example judges, if it has one.
class ExampleBackup final : public BackupSource {
 public:
  explicit ExampleBackup(const rules::Example& example) : example_(example) {}

  [[nodiscard]] text::Result<std::optional<Backup>> newest(const std::string& path,
                                                           const std::string& version,
                                                           const Fits& fits) const override;

 private:
  const rules::Example& example_;
};

}  // namespace shirlint::lint
