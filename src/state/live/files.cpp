// Who may read and write the configs, and when they were written.
#include "state/live/access.h"
#include "state/live/collectors.h"

namespace shirlint::state::live {

void collect_files(const Machine& machine, const Subject& subject, Facts& facts) {
  for (const Subject::Config& config : subject.configs) {
    const std::string fact = "file." + config.path;
    const Answer<FileLook> look = machine.file(config.path);
    const FileLook* file = facts.take(look, fact);
    if (!look) continue;
    Record& record = facts.add("file", config.path, file != nullptr);
    put(record, "path", config.path);
    if (file == nullptr) continue;
    if (!file->modified.empty()) put(record, "modified", file->modified);
    const Answer<AccessList> answer = machine.access(config.path);
    if (!answer || !answer->has_value()) continue;
    if (const auto may = may_read(**answer, subject.sid)) put(record, "readable_by_service", *may);
    put(record, "writable_by_users", users_may_write(**answer));
  }
}

}  // namespace shirlint::state::live
