#include "cli/apply_hosts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cli/machine_fix.h"
#include "cli/restart_service.h"
#include "fix/host_state.h"
#include "io/steady_reader.h"
#include "lint/backup_source.h"
#include "lint/host_loader.h"
#include "lint/new_file.h"
#include "text/sha256.h"

namespace shirlint::cli {
namespace {

/// Carries out the plan of one host, without writing.
class HostApplier {
 public:
  HostApplier(const fix::PlannedHost& plan, fix::PlanKind kind, const lint::HostSource& source,
              const CheckSetup& setup, const Session& session, lint::HostChecker& checker)
      : plan_(plan),
        kind_(kind),
        source_(source),
        session_(session),
        setup_(setup),
        reader_(session.reader),
        version_(lint::runtime_version(*lint::read_host(source, reader_, setup.context))),
        view_(checker, setup.context, source, reader_) {}

  text::Result<AppliedHost> apply() {
    AppliedHost applied;
    if (auto here = is_this_machine(); !here) return tl::unexpected<text::Error>(here.error());
    if (!plan_.settings.empty()) {
      auto machine = machine_of_plan(plan_, session_, setup_);
      if (!machine) return tl::unexpected<text::Error>(machine.error());
      applied.machine = *std::move(machine);
    }
    applied.restart = plan_.restart;
    for (const fix::PlannedFile& file : plan_.files) {
      auto change = change_of(file);
      if (!change) return tl::unexpected<text::Error>(change.error());
      applied.files.push_back(*std::move(change));
      applied.files.back().version = version_;
    }
    for (const fix::BesideFile& file : plan_.beside) {
      if (auto same = is_as_planned(file); !same) return tl::unexpected<text::Error>(same.error());
    }
    return applied;
  }

  /// Why the new bytes must not be written; empty when they may.
  std::string doubt(const AppliedHost& applied) const {
    if (applied.files.empty()) return {};  // what is not in files is proved where it is made
    const bool masked =
        std::any_of(plan_.files.begin(), plan_.files.end(),
                    [](const fix::PlannedFile& file) { return !file.redactions.empty(); });
    fix::Bytes bytes;
    for (const fix::FileChange& file : applied.files) bytes[file.path] = file.after;
    const auto host = view_.load({});
    const std::vector<std::string> hosts = fix::literal_hosts(*host);
    const auto then = view_.load(bytes);
    if (!masked) {
      // These are the very bytes that the rules were asked about when the plan was made.
      return fix::why_not_sound(applied.files, {{}, fix::outcomes_of(*host, hosts)},
                                {{}, fix::outcomes_of(*then, hosts)});
    }
    const fix::HostState before = view_.state(*host, hosts);
    const fix::HostState after = view_.state(*then, hosts);
    if (kind_ == fix::PlanKind::safe) {
      for (const fix::FileChange& file : applied.files) {
        const std::string why = fix::why_not_safe(file, before.outcomes, after.outcomes);
        if (!why.empty()) return fmt::format("{}: {}", file.path, why);
      }
    }
    const bool fragment = kind_ == fix::PlanKind::fragment;
    return fix::why_not_sound(applied.files, before, after,
                              fragment ? rules::Severity::error : rules::Severity::info);
  }

 private:
  [[nodiscard]] text::Result<const lint::ConfigFile*> find(const std::string& path,
                                                           const std::string& role,
                                                           bool is_changed) const {
    std::vector<const lint::ConfigFile*> found;
    for (const lint::ConfigFile& config : source_.configs) {
      if (config.role == role && (config.named || !is_changed)) found.push_back(&config);
    }
    if (found.empty()) {
      return text::fail(fmt::format("has no {}, which the plan {} ({})", role,
                                    is_changed ? "changes" : "needs", path),
                        source_.path);
    }
    if (found.size() == 1) return found.front();
    for (const lint::ConfigFile* config : found) {
      if (config->path == io::join_path(source_.path, path)) return config;
    }
    return text::fail(fmt::format("has several {}, and none at {}", role, path), source_.path);
  }

  text::Result<void> is_this_machine() const {
    if (plan_.settings.empty() || is_this_machines(source_, session_)) return {};
    return text::fail(
        "is not the runtime's folder of this machine, whose settings the plan would change",
        source_.path);
  }

  text::Result<void> is_as_planned(const fix::BesideFile& file) const {
    const auto config = find(file.path, file.role, false);
    if (!config) return tl::unexpected<text::Error>(config.error());
    const auto bytes = reader_.read((*config)->path, io::file_limit);
    if (!bytes) return tl::unexpected<text::Error>(bytes.error());
    if (text::sha256(*bytes) == file.sha256) return {};
    return text::fail("was changed since the plan was made, which is proved beside it as it was",
                      (*config)->path);
  }

  /// A file that the plan makes.
  text::Result<fix::FileChange> creation_of(const fix::PlannedFile& file) {
    const auto like = find(file.path, file.like, false);
    if (!like) return tl::unexpected<text::Error>(like.error());
    const auto path = lint::new_file_path(source_, file.role);
    if (!path) return tl::unexpected<text::Error>(path.error());
    if (reader_.kind(*path) != io::Kind::missing) {
      return text::fail("is there already, and the plan would make it", *path);
    }
    auto after = fix::carry_out_new(file, *path);
    if (!after) return tl::unexpected<text::Error>(after.error());
    fix::FileChange change;
    change.path = *path;
    change.role = file.role;
    change.after = *std::move(after);
    change.codes.insert(file.codes.begin(), file.codes.end());
    change.like = (*like)->path;
    return change;
  }

  text::Result<fix::FileChange> change_of(const fix::PlannedFile& file) {
    if (!file.like.empty()) return creation_of(file);
    const auto config = find(file.path, file.role, true);
    if (!config) return tl::unexpected<text::Error>(config.error());
    const std::string& path = (*config)->path;
    auto before = reader_.read(path, io::file_limit);
    if (!before) return tl::unexpected<text::Error>(before.error());
    auto after = fix::carry_out(file, *before, path);
    if (!after) return tl::unexpected<text::Error>(after.error());
    fix::FileChange change;
    change.path = path;
    change.role = (*config)->role;
    change.before = *std::move(before);
    change.after = *std::move(after);
    change.codes.insert(file.codes.begin(), file.codes.end());
    return change;
  }

  const fix::PlannedHost& plan_;
  fix::PlanKind kind_;
  const lint::HostSource& source_;
  const Session& session_;
  const CheckSetup& setup_;
  io::SteadyReader reader_;
  std::string version_;  // of the runtime
  fix::HostView view_;
};

text::Result<const lint::HostSource*> find_host(const fix::PlannedHost& plan,
                                                const fix::PlanFile& all, const CheckSetup& setup,
                                                const Session& session) {
  const std::vector<lint::HostSource>& found = setup.discovery.hosts;
  if (found.size() == 1 && all.hosts.size() == 1) return &found.front();
  for (const lint::HostSource& host : found) {
    if (host.path == plan.path) return &host;
  }
  const lint::HostSource* same = nullptr;
  for (const lint::HostSource& host : found) {
    if (lint::read_host(host, session.reader, setup.context)->name != plan.name) continue;
    if (same != nullptr) {
      return text::fail(fmt::format("host '{}' of the plan is there twice: {} and {}", plan.name,
                                    same->path, host.path));
    }
    same = &host;
  }
  if (same != nullptr) return same;
  return text::fail(fmt::format("host '{}' of the plan is not among those that were found{}",
                                plan.name, found.empty() ? ": there are none" : ""));
}

}  // namespace

std::vector<AppliedHost> apply_hosts(const fix::PlanFile& plan, const CheckSetup& setup,
                                     const Session& session, lint::Report& report) {
  lint::HostChecker checker(setup.context);
  std::vector<AppliedHost> all;
  for (const fix::PlannedHost& planned : plan.hosts) {
    const auto source = find_host(planned, plan, setup, session);
    if (!source) {
      report.errors.push_back(source.error());
      continue;
    }
    HostApplier applier(planned, plan.kind, **source, setup, session, checker);
    auto applied = applier.apply();
    if (!applied) {
      report.errors.push_back(applied.error());
      continue;
    }
    if (const std::string why = applier.doubt(*applied); !why.empty()) {
      lint::RefusedPlan refused{planned.name, (*source)->path, {}, {}, why};
      for (const fix::FileChange& file : applied->files) refused.files.push_back(file.path);
      report.refused.push_back(std::move(refused));
      report.errors.push_back(
          {fmt::format("the plan is not carried out: {}", why), (*source)->path, {}});
    }
    all.push_back(*std::move(applied));
  }
  return all;
}

}  // namespace shirlint::cli
