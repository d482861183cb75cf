#include "cli/check_setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "cli/check_baseline.h"
#include "cli/live_host.h"
#include "cli/runs.h"
#include "lint/selection.h"

namespace shirlint::cli {
namespace {

constexpr std::string_view site_name = "shirlint.toml";

bool lies_in(std::string_view path, std::string_view folder) {
  if (path.substr(0, folder.size()) != folder) return false;
  return path.size() == folder.size() || folder.back() == '/' || path[folder.size()] == '/';
}

/// The site file nearest to `path` upwards, from the root; a work tree of Git is not left.
std::string site_above(const io::Reader& reader, const std::string& path) {
  std::string folder = reader.absolute(path);
  if (reader.kind(folder) != io::Kind::folder) folder = io::parent_path(folder);
  for (;;) {
    std::string file = io::join_path(folder, site_name);
    if (reader.kind(file) == io::Kind::file) return file;
    const std::string parent = io::parent_path(folder);
    if (parent == folder || parent == "." ||
        reader.kind(io::join_path(folder, ".git")) != io::Kind::missing) {
      return {};
    }
    folder = parent;
  }
}

/// The site file that counts: the one that is named, else the one above the inputs. Of a machine
/// only one that is named: who may write to a folder above would decide what is said of it.
std::string choose_site_file(const Arguments& arguments, const Session& session,
                             const std::vector<std::string>& paths,
                             std::vector<text::Error>& errors) {
  if (arguments.has("--site")) return portable_path(arguments.one("--site"));
  if (arguments.has("--live")) return {};
  std::string chosen;
  for (std::size_t at = 0; at < paths.size(); ++at) {
    const std::string found = site_above(session.reader, paths[at]);
    if (at != 0 && found != chosen) {
      errors.push_back({fmt::format("'{}' and '{}' have different site files; name one with --site",
                                    paths.front(), paths[at]),
                        {},
                        {}});
      return {};
    }
    chosen = found;
  }
  const std::string here = session.reader.absolute(".");
  const bool below = lies_in(chosen, here) && chosen.size() > here.size() && here.back() != '/';
  return below ? chosen.substr(here.size() + 1) : chosen;
}

/// What is wrong with a site, values or rule file is reported like what is wrong with a host's
/// files (exit code 2), and the hosts are checked with the rest.
void read_site_file(const std::string& file, const Session& session,
                    const std::vector<std::string>& paths,
                    const std::vector<const rules::Rule*>* known_rules, lint::CheckContext& context,
                    std::vector<text::Error>& errors) {
  if (file.empty()) return;
  const auto bytes = session.reader.read(file, io::file_limit);
  if (!bytes) {
    errors.push_back(bytes.error());
    return;
  }
  lint::LoadedSite loaded = lint::read_site(*bytes, file);
  if (loaded.errors.empty() && known_rules != nullptr) {
    loaded.errors = lint::check_site_codes(loaded.site, file, *known_rules);
  }
  errors.insert(errors.end(), loaded.errors.begin(), loaded.errors.end());
  if (!loaded.errors.empty()) return;
  context.site_file = file;
  context.site = std::move(loaded.site);
  context.site.started_in = session.reader.absolute(".");
  context.site.folder = session.reader.absolute(io::parent_path(file));
  context.site.covered = std::any_of(paths.begin(), paths.end(), [&](const std::string& path) {
    return lies_in(context.site.folder, session.reader.absolute(path));
  });
  // A Source finds its lines when first asked; after this, threads only read.
  static_cast<void>(context.site.source.line_count());
}

void read_values_file(const Arguments& arguments, const Session& session,
                      lint::CheckContext& context, std::vector<text::Error>& errors) {
  if (!arguments.has("--values")) return;
  const std::string file = arguments.one("--values");
  const auto bytes = session.reader.read(file, io::file_limit);
  if (!bytes) {
    errors.push_back(bytes.error());
    return;
  }
  auto values = lint::read_values(*bytes, file);
  if (values) {
    context.values = std::move(*values);
  } else {
    errors.push_back(values.error());
  }
}

bool select(const Arguments& arguments, const Session& session, CheckSetup& setup) {
  auto chosen = lint::select_rules(setup.choice.rules,
                                   {arguments.list("--select"), arguments.list("--ignore")});
  if (!chosen) {
    complain(session, chosen.error());
    return false;
  }
  // A slip of the pen here would let everything pass.
  std::vector<std::string> strict = arguments.list("--strict");
  strict.erase(std::remove(strict.begin(), strict.end(), "all"), strict.end());
  if (const auto known = lint::select_rules(setup.choice.rules, {strict, {}}); !known) {
    complain(session, known.error());
    return false;
  }
  for (const std::string& warning : chosen->warnings) {
    complain(session, {"warning: " + warning, {}, {}});
  }
  setup.context.rules = std::move(chosen->rules);
  setup.context.all_rules = setup.choice.rules;
  setup.context.data = setup.choice.data;
  return true;
}

bool set_day(const Arguments& arguments, const Session& session, lint::CheckContext& context) {
  const std::string text = arguments.one("--date", session.today);
  const auto day = text::parse_day(text);
  if (!day) {
    complain(session,
             {fmt::format("--date '{}' is no day; a day is written 2026-11-22", text), {}, {}});
    return false;
  }
  context.today = *day;
  return true;
}

/// False, and said why, when there is no live host.
bool set_live_host(const Arguments& arguments, const Session& session, CheckSetup& setup) {
  if (!arguments.positional.empty()) {
    complain(session, {arguments.command->name == "apply"
                           ? "apply takes the host's folder instead of --live: apply FILE PATH"
                           : "--live checks this machine and takes no PATH",
                       {},
                       {}});
    return false;
  }
  auto collection = look_at_this_machine(session, "--live checks");
  if (!collection) {
    complain(session, collection.error());
    return false;
  }
  setup.title = live_title(session, *collection);
  if (arguments.has("--probe")) {
    setup.probed = probe_network(session, setup.context, *collection);
    add_probed(*setup.probed, collection->snapshot);
    setup.title += "\n" + setup.probed->text;
  }
  setup.discovery.hosts.push_back(live_source(*collection));
  return true;
}

/// Somebody on an integration runtime's machine who gave no PATH may mean the machine.
void hint_at_live(const Session& session, const CheckSetup& setup) {
  if (session.machine == nullptr || !setup.discovery.hosts.empty() ||
      !state::live::find_runtime(*session.machine)) {
    return;
  }
  complain(session, {"this machine has an integration runtime: --live checks it", {}, {}});
}

}  // namespace

void read_context_files(const Arguments& arguments, const Session& session,
                        const std::vector<std::string>& paths,
                        const std::vector<const rules::Rule*>* known, lint::CheckContext& context,
                        std::vector<text::Error>& errors) {
  const std::string site = choose_site_file(arguments, session, paths, errors);
  read_site_file(site, session, paths, known, context, errors);
  read_values_file(arguments, session, context, errors);
}

/// What a shell on Windows types with backslashes is the same path.
std::string portable_path(std::string path) {
#ifdef _WIN32
  std::replace(path.begin(), path.end(), '\\', '/');
#endif
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  while (path.size() > 2 && path.compare(0, 2, "./") == 0) path.erase(0, 2);
  return path;
}

text::Result<unsigned> jobs_of(const Arguments& arguments) {
  if (!arguments.has("--jobs")) return std::max(1U, std::thread::hardware_concurrency());
  const std::string text = arguments.one("--jobs");
  const bool digits =
      !text.empty() && text.size() <= 3 &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const unsigned jobs = digits ? static_cast<unsigned>(std::stoul(text)) : 0;
  if (jobs == 0) return text::fail(fmt::format("--jobs '{}' is no number from 1 to 999", text));
  return jobs;
}

std::unique_ptr<CheckSetup> set_up_check(const Arguments& arguments, const Session& session) {
  auto setup = std::make_unique<CheckSetup>();
  setup->choice = choose_rules(arguments, session.reader);
  setup->context.tokens_are_values = arguments.has("--no-tokens");
  setup->backups = backups_of(arguments, session);
  setup->context.backups = setup->backups.get();
  setup->errors = setup->choice.errors;
  std::vector<std::string> paths;
  for (const std::string& path : arguments.positional) paths.push_back(portable_path(path));
  // What was found elsewhere is no part of the folder's organisation: only a site file that is
  // named counts.
  const bool merging = arguments.has("--from-reports");
  if (paths.empty() && !merging) paths.emplace_back(".");
  read_context_files(arguments, session, paths, &setup->choice.rules, setup->context,
                     setup->errors);
  read_baseline_file(arguments, session, *setup);
  if (!set_day(arguments, session, setup->context) || !select(arguments, session, *setup)) {
    return nullptr;
  }
  if (arguments.has("--probe") && !arguments.has("--live")) {
    complain(session, {"--probe tries the network of this machine: give --live with it", {}, {}});
    return nullptr;
  }
  if (arguments.has("--live")) {
    return set_live_host(arguments, session, *setup) ? std::move(setup) : nullptr;
  }
  if (merging) return setup;
  setup->discovery =
      lint::discover(session.reader, paths, {arguments.one("--role"), arguments.many("--exclude")});
  if (arguments.positional.empty()) hint_at_live(session, *setup);
  return setup;
}

lint::HostReport given_up(const lint::HostSource& host, const std::exception& error) {
  lint::HostReport report;
  report.name = std::string(io::file_name(host.path));
  report.path = host.path;
  report.errors.push_back(
      {fmt::format("was given up after an unexpected error: {}", error.what()), host.path, {}});
  return report;
}

}  // namespace shirlint::cli
