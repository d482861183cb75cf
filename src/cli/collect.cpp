// collect: takes the evidence away, so that it can be judged elsewhere.
#include <fmt/format.h>

#include <set>

#include "cli/check_setup.h"
#include "cli/commands.h"
#include "cli/live_host.h"
#include "cli/probe.h"
#include "cli/runs.h"
#include "io/replace_file.h"
#include "state/live/masked_copy.h"
#include "state/snapshot_printer.h"

namespace shirlint::cli {
namespace {

using Done = text::Result<void>;

/// Files by their path below the folder.
struct Evidence {
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<text::Error> unread;
};

/// The configs with their secrets masked; what host.toml is to say of them goes into its records.
void add_configs(const Session& session, state::live::Collection& collection, Evidence& out) {
  for (const auto& config : collection.subject.configs) {
    auto bytes = session.reader.read(reader_path(config.path), io::file_limit);
    if (!bytes) {
      collection.snapshot.coverage["config." + config.role] = "failed: " + bytes.error().message;
      out.unread.push_back(bytes.error());
      continue;
    }
    const state::live::MaskedCopy copy = state::live::masked_copy(*std::move(bytes));
    for (state::Record& record : collection.snapshot.records) {
      if (record.table == "config" && record.text("path") == config.path) describe(copy, record);
    }
    out.files.emplace_back(config.relative, copy.bytes);
  }
}

/// Only a folder that is not there yet, or is empty, so that nothing of anybody's is mixed in.
Done check_folder(io::Store& store, const std::string& folder, const std::string& shown) {
  const auto status = store.status(folder);
  if (!status) return io::refusal(shown, "cannot be looked at", status.error());
  if (status->kind == io::Kind::missing) return {};
  if (status->kind != io::Kind::folder) return text::fail("is no folder", shown);
  const auto names = store.list(folder);
  if (!names) return io::refusal(shown, "cannot be listed", names.error());
  if (!names->empty()) {
    return text::fail("holds something already; collect into a new or an empty folder", shown);
  }
  return {};
}

Done make_folders(io::Store& store, const std::string& folder, const std::string& relative,
                  std::set<std::string>& made) {
  std::vector<std::string> wanted = {folder};
  for (std::size_t at = relative.find('/'); at != std::string::npos;
       at = relative.find('/', at + 1)) {
    wanted.push_back(io::join_path(folder, relative.substr(0, at)));
  }
  for (const std::string& path : wanted) {
    if (!made.insert(path).second) continue;
    const auto status = store.status(path);
    if (status && status->kind == io::Kind::folder) continue;
    const auto done = store.make_folder(path);
    if (!done) return io::refusal(path, "cannot be made", done.error());
  }
  return {};
}

Done write_all(io::Store& store, const std::string& folder, const Evidence& evidence) {
  std::set<std::string> made;
  for (const auto& [relative, bytes] : evidence.files) {
    if (Done done = make_folders(store, folder, relative, made); !done) return done;
    Done done = io::make_private_file(store, io::join_path(folder, relative), bytes);
    if (!done) return done;
  }
  made.insert(io::parent_path(folder));
  for (const std::string& path : made) {
    const auto synced = store.sync_folder(path);
    if (!synced) return io::refusal(path, "is not for sure on the disk", synced.error());
  }
  return {};
}

/// The site file names the factory and other endpoints; nothing else of it matters here.
text::Result<std::string> probe_for(const Arguments& arguments, const Session& session,
                                    state::live::Collection& collection) {
  if (!arguments.has("--probe")) return std::string();
  const RuleChoice choice = choose_rules({}, session.reader);
  lint::CheckContext context;
  context.data = choice.data;
  std::vector<text::Error> errors;
  read_context_files(arguments, session, {}, nullptr, context, errors);
  if (!errors.empty()) return tl::unexpected<text::Error>(std::move(errors.front()));
  const Probed probed = probe_network(session, context, collection);
  add_probed(probed, collection.snapshot);
  return probed.text + "\n";
}

void tell(const state::live::Collection& collection, const std::string& probed,
          const std::string& folder, const Evidence& evidence, const Session& session) {
  session.out.text(fmt::format("{}\n{}host.toml and {} config files are in {}\n",
                               live_title(session, collection), probed, evidence.files.size() - 1,
                               folder));
  for (const auto& [fact, said] : collection.snapshot.coverage) {
    if (said != "complete") session.out.text(fmt::format("  not read: {} ({})\n", fact, said));
  }
}

}  // namespace

int run_collect(const Arguments& arguments, Session& session) {
  const auto fail = [&](const text::Error& error) {
    complain(session, error);
    return exit_trouble;
  };
  if (session.machine == nullptr) {
    return fail(look_at_this_machine(session, "collect looks at").error());
  }
  if (!arguments.has("--output")) return fail({"collect needs a folder: -o FOLDER", {}, {}});
  if (arguments.has("--site") && !arguments.has("--probe")) {
    return fail({"--site belongs to --probe, which asks it for names", {}, {}});
  }
  if (session.store == nullptr) return fail({"this session cannot write", {}, {}});
  const std::string shown = portable_path(arguments.one("--output"));
  const std::string folder = io::full_name(session.reader, shown);
  if (const Done good = check_folder(*session.store, folder, shown); !good) {
    return fail(good.error());
  }
  auto collection = look_at_this_machine(session, "collect looks at");
  if (!collection) return fail(collection.error());
  const auto probed = probe_for(arguments, session, *collection);
  if (!probed) return fail(probed.error());
  Evidence evidence;
  add_configs(session, *collection, evidence);
  evidence.files.emplace_back("host.toml", state::print(collection->snapshot));
  for (const text::Error& error : evidence.unread) complain(session, error);
  if (const Done done = write_all(*session.store, folder, evidence); !done) {
    return fail(done.error());
  }
  tell(*collection, *probed, shown, evidence, session);
  return exit_ok;
}

}  // namespace shirlint::cli
