// Who may read and write the configs, when they were written, and whether the service may write
// where it keeps its registration. Source: the folders of Microsoft's troubleshooting guide and of
// its scripts, which spell them in two ways.
#include "state/live/access.h"
#include "state/live/collectors.h"

namespace shirlint::state::live {

namespace {

void look_at_data_folder(const Machine& machine, const Subject& subject, const std::string& path,
                         Facts& facts) {
  const Answer<FileLook> look = machine.file(path);
  const FileLook* folder = facts.take(look, "file." + path);
  if (!look) return;
  Record& record = facts.add("file", path, folder != nullptr);
  put(record, "path", path);
  if (folder == nullptr) return;
  const Answer<AccessList> answer = machine.access(path);
  if (!answer || !answer->has_value()) return;
  if (const auto may = may_write(**answer, subject.sid)) put(record, "writable_by_service", *may);
}

}  // namespace

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
  const Answer<std::string> data = machine.expand("%ProgramData%");
  if (!data || !data->has_value()) return;
  for (const char* const spelling : {"DataTransfer", "Data Transfer"}) {
    look_at_data_folder(machine, subject,
                        **data + "\\Microsoft\\" + spelling + "\\DataManagementGateway", facts);
  }
}

}  // namespace shirlint::state::live
