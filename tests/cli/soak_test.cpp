// Check, fix and undo, again and again, on hosts that change, over a real disk: the files come back
// byte for byte, nothing is left beside them, and memory, descriptors and records stay bounded.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "cli/program.h"
#include "fix/generated_host.h"
#include "io/disk_reader.h"
#include "io/disk_store.h"
#include "io/temporary_folder.h"
#include "report/formats.h"
#include "seed.h"
#include "shir/products.h"

// A sanitizer's memory is not the program's, and it looks for leaks itself.
#if defined(__SANITIZE_ADDRESS__)
#define SHIRLINT_UNDER_SANITIZERS
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SHIRLINT_UNDER_SANITIZERS
#endif
#endif

using namespace shirlint;

namespace {

constexpr std::size_t cycles_of_run = 200;  // `./dev soak` asks for 100,000
constexpr std::size_t kept_runs = 8;

std::size_t wanted_cycles() {
  const char* const given = std::getenv("SHIRLINT_CYCLES");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : cycles_of_run;
}

using Files = std::map<std::string, std::string>;  // bytes by path below it; of a folder: none

Files files_below(const std::string& folder) {
  Files found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder).generic_string();
    std::ifstream file;
    if (entry.is_regular_file()) file.open(entry.path(), std::ios::binary);
    found[name] = file.is_open() ? std::string{std::istreambuf_iterator<char>(file), {}} : "";
  }
  return found;
}

/// Of this process. Nothing where the system, or a sanitizer, does not tell.
struct Figures {
  std::optional<std::size_t> resident;  // bytes
  std::optional<std::size_t> heap;      // bytes in use
  std::optional<std::size_t> descriptors;
};

Figures figures_now() {
  Figures now;
#if defined(__linux__) && !defined(SHIRLINT_UNDER_SANITIZERS)
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  now.resident = pages * 4096;
#endif
#if defined(__GLIBC__) && !defined(SHIRLINT_UNDER_SANITIZERS)
  now.heap = mallinfo2().uordblks;
#endif
#ifdef __linux__
  std::size_t open = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
    ++open;
  now.descriptors = open;
#endif
  return now;
}

/// The name that Setup gives to the file of a role.
std::string file_name_of(std::string_view role) {
  for (const shir::Product& product : shir::products()) {
    for (const shir::ConfigFile& file : product.files) {
      if (file.role == role) return std::string(io::file_name(file.path));
    }
  }
  return std::string(role) + ".config";
}

/// What the cycles did, so that an easy generator shows.
struct Tally {
  std::size_t cycles = 0;
  std::size_t fixed = 0;
  std::size_t refused_undos = 0;
  std::size_t most_files = 0;  // of the state folder
};

class Soak {
 public:
  void cycle(std::uint64_t number) {
    now_ = number;
    furnish();
    const std::string format(report::formats()[number % report::formats().size()].name);
    run({"check", host_, "--format", format});
    expect_files(before_, "check changed a file");

    std::vector<std::string> fix = {"check", "--fix", host_, "--format", format};
    fix.insert(fix.end(), {"--keep-backups", std::to_string(kept_runs)});
    if (host_made_.least != rules::Applicability::safe) fix.emplace_back("--unsafe-fixes");
    run(fix);
    const Files after = files_below(host_);
    if (after != before_) {
      ++tally_.fixed;
      if (number % 10 == 0) undo_is_refused(after);
      const Ran undone = run({"undo"});
      INFO(number << ": " << undone.out << undone.errors);
      REQUIRE(undone.code == 0);
      expect_files(before_, "undo did not restore");
    }
    check_state_folder();
    ++tally_.cycles;
  }

  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  /// A host that is there already gets new files, as a deployment would write them.
  void furnish() {
    host_made_ = generator_.make(seed_ + now_);
    host_ = folder_ / fmt::format("hosts/node-{:02}", now_ % 7);
    std::filesystem::remove_all(host_);
    before_.clear();
    for (const fix::test::HostFile& file : host_made_.files) {
      before_[file_name_of(file.role)] = file.content.bytes;
    }
    const rules::Example* example = host_made_.example;
    if (example != nullptr && !example->host.empty()) {
      before_["host.toml"] = std::string(example->host);
    }
    if (example != nullptr && !example->site.empty()) {
      before_["shirlint.toml"] = std::string(example->site);
    }
    for (const auto& [name, bytes] : before_) {
      folder_.write(fmt::format("hosts/node-{:02}/{}", now_ % 7, name), bytes);
    }
  }

  Ran run(const std::vector<std::string>& words) {
    return run_with(reader_, words, [&](cli::Session& session) {
      session.store = &store_;
      session.state.home = folder_.path();
      // Three cycles a second: names of runs have to be told apart.
      const std::uint64_t second = now_ / 3;
      session.now = fmt::format("2026-11-{:02}T{:02}:{:02}:{:02}Z", 1 + second / 86'400,
                                second / 3600 % 24, second / 60 % 60, second % 60);
      session.user = "oncall";
    });
  }

  void expect_files(const Files& wanted, std::string_view otherwise) {
    if (files_below(host_) == wanted) return;
    INFO("cycle " << now_ << " of seed " << seed_);
    FAIL(otherwise);
  }

  /// Somebody goes on editing: undo leaves all as it is, until the file is again as it was.
  void undo_is_refused(const Files& after) {
    const auto changed = std::find_if(after.begin(), after.end(), [&](const auto& file) {
      return before_.count(file.first) == 0 || before_[file.first] != file.second;
    });
    Files moved_on = after;
    moved_on[changed->first] += "<!-- mine -->";
    const std::string path = host_ + "/" + changed->first;
    std::ofstream(path, std::ios::binary) << moved_on[changed->first];
    REQUIRE(run({"undo"}).code == 2);
    expect_files(moved_on, "a refused undo changed a file");
    std::ofstream(path, std::ios::binary) << changed->second;
    ++tally_.refused_undos;
  }

  /// The lock may stay as a file; of each run that is kept there are a record and its backups. An
  /// undo is a run, and no run is removed while it is made.
  void check_state_folder() {
    const std::string state = folder_ / ".local/state/shirlint";
    if (!std::filesystem::exists(state)) return;
    std::size_t runs = 0;
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(state)) {
      if (entry.is_directory() && entry.path().filename() != "runs") ++runs;
      if (entry.is_regular_file()) ++files;
    }
    tally_.most_files = std::max(tally_.most_files, files);
    INFO("cycle " << now_ << ": " << runs << " runs, " << files << " files");
    REQUIRE(runs <= kept_runs + 1);
    REQUIRE(files <= 1 + (kept_runs + 1) * 5);
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      REQUIRE((entry.path().filename() == "hosts" || entry.path().filename() == ".local"));
    }
  }

  TemporaryFolder folder_;
  io::DiskReader reader_;
  io::DiskStore store_;
  fix::test::HostGenerator generator_;
  std::uint64_t seed_ = generated::seed_of_run();
  std::uint64_t now_ = 0;
  fix::test::GeneratedHost host_made_;
  std::string host_;
  Files before_;
  Tally tally_;
};

std::string bytes_text(const std::optional<std::size_t>& bytes) {
  return bytes ? fmt::format("{:.2f} MB", static_cast<double>(*bytes) / 1e6) : "not known";
}

/// May `now` be so much more than when all was warm?
bool grew(const std::optional<std::size_t>& warm, const std::optional<std::size_t>& now,
          std::size_t by) {
  return warm && now && *now > *warm + by;
}

}  // namespace

TEST_CASE("hosts are checked, mended and restored again and again", "[cli][soak][slow]") {
  constexpr std::size_t megabyte = 1'000'000;
  const std::size_t cycles = wanted_cycles();
  const std::size_t warm_up = std::min<std::size_t>(cycles / 3, 2'000);
  const std::size_t print_every = std::max<std::size_t>(cycles / 10, 1'000);
  Soak soak;
  std::optional<Figures> warm;
  for (std::size_t number = 0; number < cycles; ++number) {
    soak.cycle(number);
    const bool tell = (number + 1) % print_every == 0 || number + 1 == cycles;
    if (number == warm_up || tell) {
      const Figures now = figures_now();
      if (number >= warm_up && !warm) warm = now;
      std::cout << fmt::format("soak: {:>7} cycles, {:>6} fixed; resident {}, heap {}, {} open\n",
                               number + 1, soak.tally().fixed, bytes_text(now.resident),
                               bytes_text(now.heap), now.descriptors.value_or(0))
                << std::flush;
      CHECK_FALSE(grew(warm->resident, now.resident, 4 * megabyte));
      CHECK_FALSE(grew(warm->heap, now.heap, megabyte / 4));
      CHECK_FALSE(grew(warm->descriptors, now.descriptors, 0));
    }
  }
  const Tally& tally = soak.tally();
  std::cout << fmt::format(
      "soak: {} cycles, {} with a fix that was taken back, {} undos refused first; at most {} "
      "files in the state folder\n",
      tally.cycles, tally.fixed, tally.refused_undos, tally.most_files);
  CHECK(tally.fixed * 2 > tally.cycles);
  CHECK(tally.refused_undos > 0);
}
