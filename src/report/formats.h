// Every format of a check behind one interface: hosts go in as they are checked, and each format
// writes at once what it can.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/failing.h"
#include "lint/report.h"
#include "report/sink.h"
#include "report/text.h"

namespace shirlint::report {

/// What the machine a report is made on says of the pipeline that runs it; all may be empty.
struct Pipeline {
  std::string root;  // full name of the folder that the pipeline checked out
  // Azure Pipelines: System.CollectionUri, System.TeamProjectId, System.DefinitionId,
  // Build.DefinitionName, System.PhaseId, System.PhaseName, Build.SourceBranch, Build.BuildId.
  std::string collection_uri, project_id, definition_id, definition_name, phase_id, phase_name,
      branch, build_id;
};

/// What the formats need besides hosts; outlives the writers.
struct FormatSettings {
  lint::ToolInfo tool;
  std::string date;
  std::string now;                        // "2026-11-22T09:00:00Z"; may be empty
  std::vector<const rules::Rule*> rules;  // those that were asked, by code
  bool baseline = false;                  // a baseline says what is new
  lint::Failing failing;
  TextOptions text;
  std::string folder;  // full name of the folder that paths are relative to
  Pipeline pipeline;
  /// Full name of the Markdown report that this run writes; empty if there is none (any more).
  std::string summary_file;
};

/// Writes one report. Hosts come in order; `finish` once, behind everything.
class ReportWriter {
 public:
  ReportWriter() = default;
  ReportWriter(const ReportWriter&) = delete;
  ReportWriter& operator=(const ReportWriter&) = delete;
  virtual ~ReportWriter() = default;

  virtual void add(lint::HostReport host) = 0;
  /// What is said of the nodes of `group.group` together, once all hosts are in; it has no files
  /// and each finding names its host. Not called for a format that wants groups within hosts.
  virtual void add_group(lint::HostReport group) = 0;
  /// What belongs to no host, and the sums; `report.hosts` is empty.
  virtual void finish(const lint::Report& report) = 0;
};

struct Format {
  std::string_view name;
  bool for_people = false;           // --quiet leaves out what does not make the run fail
  bool groups_within_hosts = false;  // what groups say stands among what is said of their hosts
  bool hashes = false;               // shows files' hashes
  std::unique_ptr<ReportWriter> (*make)(const FormatSettings&, Sink&) = nullptr;
};

/// In the order in which they are told to people.
[[nodiscard]] std::span<const Format> formats();
[[nodiscard]] const Format* find_format(std::string_view name);

}  // namespace shirlint::report
