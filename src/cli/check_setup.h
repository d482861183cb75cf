// From the options of check (and rules tree) to what the hosts are judged with.
#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/probe.h"
#include "cli/session.h"
#include "lint/backup_source.h"
#include "lint/baseline.h"
#include "lint/checker.h"
#include "lint/discovery.h"

namespace shirlint::cli {

struct CheckSetup {
  RuleChoice choice;                            // owns what `context` points to
  std::unique_ptr<lint::BackupSource> backups;  // likewise
  lint::CheckContext context;
  lint::Discovery discovery;
  std::vector<text::Error> errors;  // in rule, site, values and baseline files
  std::optional<lint::Baseline> baseline;
  std::string baseline_bytes;    // of its file
  std::string title;             // of the live machine: what is checked
  std::optional<Probed> probed;  // of the live machine, with --probe
};

/// Reads the site file (--site, else the nearest shirlint.toml upwards from `paths`) and --values
/// into `context`; what is wrong with them goes to `errors`. `known`: the rules that a site file
/// may name; null: it may name any.
void read_context_files(const Arguments& arguments, const Session& session,
                        const std::vector<std::string>& paths,
                        const std::vector<const rules::Rule*>* known, lint::CheckContext& context,
                        std::vector<text::Error>& errors);

/// A path as the reader wants it: with "/", without "./" in front and "/" behind.
[[nodiscard]] std::string portable_path(std::string path);

/// How many threads: --jobs, else one for each core.
[[nodiscard]] text::Result<unsigned> jobs_of(const Arguments& arguments);

/// Complains of bad usage itself, and then there is nothing.
[[nodiscard]] std::unique_ptr<CheckSetup> set_up_check(const Arguments& arguments,
                                                       const Session& session);

/// What is told of a host that an exception put an end to.
[[nodiscard]] lint::HostReport given_up(const lint::HostSource& host, const std::exception& error);

}  // namespace shirlint::cli
