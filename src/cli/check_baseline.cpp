#include "cli/check_baseline.h"

#include <algorithm>
#include <set>

#include "io/replace_file.h"
#include "lint/baseline_file.h"

namespace shirlint::cli {
namespace {

bool could_look_at_everything(const std::vector<lint::HostReport>& hosts,
                              const lint::Report& report) {
  return report.errors.empty() &&
         std::all_of(hosts.begin(), hosts.end(),
                     [](const lint::HostReport& host) { return host.errors.empty(); });
}

text::Result<void> create(io::Store& store, const std::string& path, const std::string& bytes) {
  const auto lock = io::lock_file(store, path);
  if (!lock) return tl::unexpected<text::Error>(lock.error());
  return io::put_ordinary_file(store, path, bytes);
}

/// Makes the file, or replaces a baseline; anything else that is there stays.
text::Result<void> write_whole(io::Store& store, const std::string& path,
                               const std::string& bytes) {
  const auto status = store.status(path);
  if (!status) return io::refusal(path, "cannot be looked at", status.error());
  if (status->kind == io::Kind::missing) return create(store, path, bytes);
  if (status->link) {
    return text::fail("is a link to " + status->link_target + ": name that file instead", path);
  }
  const auto old = store.read(path, io::file_limit);
  if (!old) return io::refusal(path, "cannot be read", old.error());
  if (*old == bytes) return {};
  if (!old->empty() && !lint::read_baseline(*old, path)) {
    return text::fail("is there already and is no baseline; choose another name, or remove it",
                      path);
  }
  return io::replace_file(store, path, *old, bytes);
}

void save(const Arguments& arguments, const Session& session, const CheckSetup& setup,
          const lint::Baseline& baseline, lint::Report& report) {
  const bool pruning = arguments.has("--prune-baseline");
  const std::string& file = report.baseline->file;
  if (session.store == nullptr) {
    report.errors.push_back(
        {"the baseline was not written: this session writes nothing", file, {}});
    return;
  }
  const std::string path = io::full_name(session.reader, file);
  const std::string bytes = lint::write_baseline(baseline);
  const auto done = pruning ? io::replace_file(*session.store, path, setup.baseline_bytes, bytes)
                            : write_whole(*session.store, path, bytes);
  if (done) {
    using Change = lint::BaselineReport::Change;
    report.baseline->change = pruning ? Change::pruned : Change::written;
  } else {
    text::Error error = done.error();
    error.message = "the baseline was not written: it " + error.message;
    report.errors.push_back(std::move(error));
  }
}

}  // namespace

bool uses_baseline(const Arguments& arguments) {
  return arguments.has("--baseline") || arguments.has("--write-baseline");
}

std::string baseline_usage(const Arguments& arguments) {
  const bool writing = arguments.has("--write-baseline");
  const bool pruning = arguments.has("--prune-baseline");
  if (writing && arguments.has("--baseline")) {
    return "--write-baseline makes a baseline of all findings there are; leave --baseline out";
  }
  if (pruning && !arguments.has("--baseline")) {
    return "--prune-baseline needs the baseline that is to shrink: --baseline FILE";
  }
  if ((writing || pruning) && arguments.has("--diff")) {
    return "--diff writes nothing; leave --write-baseline and --prune-baseline out";
  }
  return {};
}

void read_baseline_file(const Arguments& arguments, const Session& session, CheckSetup& setup) {
  setup.context.remember = arguments.has("--write-baseline");
  if (!arguments.has("--baseline")) return;
  const std::string file = portable_path(arguments.one("--baseline"));
  auto bytes = session.reader.read(file, io::file_limit);
  if (!bytes) {
    text::Error error = bytes.error();
    error.message = "the baseline " + error.message;
    setup.errors.push_back(std::move(error));
    return;
  }
  auto baseline = lint::read_baseline(*bytes, file);
  if (!baseline) {
    setup.errors.push_back(baseline.error());
    return;
  }
  setup.baseline_bytes = std::move(*bytes);
  setup.baseline = std::move(*baseline);
  setup.context.baseline = &*setup.baseline;
}

void settle_baseline(const Arguments& arguments, const Session& session, const CheckSetup& setup,
                     std::vector<lint::HostReport>& hosts, lint::Report& report) {
  const bool writing = arguments.has("--write-baseline");
  if (!writing && !setup.baseline) return;  // what is wrong with it was said
  const std::string file =
      portable_path(arguments.one(writing ? "--write-baseline" : "--baseline"));
  const bool complete = could_look_at_everything(hosts, report);
  const bool pruning = arguments.has("--prune-baseline");
  if ((writing || pruning) && !complete) {
    report.errors.push_back(
        {"the baseline was not written: not everything could be looked at", file, {}});
    if (writing) return;
  }
  std::set<std::string_view> asked;
  for (const rules::Rule* rule : setup.context.rules) asked.insert(rule->code);

  report.baseline = lint::BaselineReport{};
  report.baseline->file = file;
  const lint::Baseline made = writing ? lint::make_baseline(hosts) : lint::Baseline{};
  if (writing) {
    save(arguments, session, setup, made, report);
    if (report.baseline->change == lint::BaselineReport::Change::none) {
      report.baseline.reset();
      return;
    }
  }
  lint::BaselineMatch match = lint::suppress_known(writing ? made : *setup.baseline, asked, hosts);
  report.baseline->matched = match.matched;
  report.baseline->stale = std::move(match.stale);
  if (pruning && complete && !report.baseline->stale.empty()) {
    save(arguments, session, setup, match.without_stale, report);
  }
}

}  // namespace shirlint::cli
