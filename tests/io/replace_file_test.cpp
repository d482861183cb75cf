// Whatever goes wrong at whichever step, a user's file is the old or the new one.
#include "io/replace_file.h"

#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "fault_list.h"

using shirlint::io::Fault;
using shirlint::io::FaultyStore;
using shirlint::io::lock_file;
using shirlint::io::Loss;
using shirlint::io::MemoryStore;
using shirlint::io::replace_file;
using shirlint::io::Status;
using shirlint::io::Store;
using shirlint::io::sweep_siblings;

namespace {

const std::string config = "/host/diahost.exe.config";
const std::string old_bytes = "<configuration>old</configuration>\r\n";
const std::string new_bytes = "<configuration>new, and longer</configuration>\r\n";

std::unique_ptr<MemoryStore> host() {
  auto files = std::make_unique<MemoryStore>();
  files->add(config, old_bytes);
  return files;
}

using Replace = std::function<bool(Store&)>;

bool ours(Store& store) { return replace_file(store, config, old_bytes, new_bytes).has_value(); }

struct Tally {
  std::size_t points = 0;
  std::vector<std::string> losses;
};

/// What is wrong after one accident; empty when nothing is.
std::string judge(MemoryStore& files, const Accident& accident, bool success) {
  if (accident.deadly()) files.crash(accident.loss, accident.seed);
  const auto content = [&] {
    const std::string* bytes = files.bytes(config);
    return bytes == nullptr ? std::string("gone") : *bytes;
  };
  if (content() != old_bytes && content() != new_bytes) return "is torn, empty or gone";
  if (success && content() != new_bytes) return "is old after success";
  // A process that lives leaves nothing beside the file, unless it could not do anything any more.
  const bool could = !accident.deadly() && accident.fault != Fault::disk_dead;
  const bool unknown_lock = accident.fault == Fault::late_error;
  if (could && !unknown_lock && files.files().size() != 1) return "has something beside it";
  if (success) {
    files.crash(Loss::all);
    if (content() != new_bytes) return "is lost by a power cut after success";
  }
  {
    const auto lock = lock_file(files, config);
    if (!lock || !sweep_siblings(files, *lock)) return "cannot be swept";
  }
  if (files.files().size() != 1) return "has something beside it after sweeping";
  return content() == old_bytes && !ours(files) ? "cannot be replaced afterwards" : "";
}

Tally try_everything(const Replace& replace) {
  Tally tally;
  for (const Accident& accident : accidents) {
    for (std::size_t n = 1;; ++n) {
      const auto files = host();
      FaultyStore faulty(*files, n, accident.fault);
      const bool success = replace(faulty);
      if (!faulty.reached()) break;
      ++tally.points;
      if (const auto wrong = judge(*files, accident, success); !wrong.empty()) {
        tally.losses.push_back(faulty.steps()[n - 1] + " " + std::to_string(n) + ": " + wrong);
      }
    }
  }
  return tally;
}

/// The usual mistakes of others, to show that the matrix finds them.
struct Mistake {
  bool sync_file = true;
  bool sync_folder = true;
  bool remove_first = false;
};

bool mistaken(Store& store, Mistake mistake) {
  const shirlint::io::Replacement names{config, config + ".shirlint-new", config + ".shirlint-old"};
  const auto clean_up = [&] { return store.settle(names) && false; };
  {
    const auto file = store.create(names.fresh);
    if (!file) return clean_up();
    for (std::string_view rest = new_bytes; !rest.empty();) {
      const auto written = (*file)->write(rest);
      if (!written) return clean_up();
      rest.remove_prefix(*written);
    }
    if (mistake.sync_file && !(*file)->sync()) return clean_up();
  }
  if (mistake.remove_first && !store.remove(config)) return clean_up();
  if (!store.replace(names)) return clean_up();
  return !mistake.sync_folder || store.sync_folder("/host").has_value();
}

bool mentions(const Tally& tally, const std::string& what) {
  for (const std::string& loss : tally.losses) {
    if (loss.find(what) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a file is old or new after every accident at every step", "[io][quick]") {
  const Tally tally = try_everything(ours);
  for (const std::string& loss : tally.losses) FAIL_CHECK(loss);
  CHECK(tally.points > 300);
  WARN("replace_file: " << tally.points << " points tried, " << tally.losses.size() << " losses");
}

TEST_CASE("the matrix finds what others forget", "[io][quick]") {
  SECTION("the sync of the file") {
    const Tally tally = try_everything([](Store& store) { return mistaken(store, {false, true}); });
    CHECK(mentions(tally, "torn, empty or gone"));
  }
  SECTION("the sync of the folder") {
    const Tally tally = try_everything([](Store& store) { return mistaken(store, {true, false}); });
    CHECK(mentions(tally, "lost by a power cut after success"));
  }
  SECTION("that the name must never be free") {
    const Tally tally = try_everything([](Store& store) {
      return mistaken(store, {true, true, true});
    });
    CHECK(mentions(tally, "torn, empty or gone"));
  }
}

TEST_CASE("a file that moved on is left alone", "[io][quick]") {
  const auto files = host();
  files->add(config, "edited");
  const auto refused = replace_file(*files, config, old_bytes, new_bytes);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "changed since it was read");
  CHECK(refused.error().file == config);
  CHECK(*files->bytes(config) == "edited");
  CHECK(files->files().size() == 1);
  CHECK(replace_file(*files, "/host/no", "", "").error().message ==
        "changed since it was read: it is gone");
}

TEST_CASE("a change at any step before the replace is seen", "[io][quick]") {
  std::size_t seen = 0;
  for (std::size_t n = 1;; ++n) {
    const auto files = host();
    const auto intrude = [&] {
      files->add(config + "2", "somebody else's");
      static_cast<void>(files->replace({config, config + "2", ""}));
    };
    FaultyStore watched(*files, n, Fault::none, intrude);
    const auto result = replace_file(watched, config, old_bytes, new_bytes);
    CAPTURE(n);
    REQUIRE(watched.reached());
    if (watched.steps()[n - 1] == "replace") break;  // too late for anybody to see
    ++seen;
    REQUIRE_FALSE(result);
    CHECK(result.error().message.find("changed since it was read") == 0);
    CHECK(*files->bytes(config) == "somebody else's");
    CHECK(files->files().size() == 1);
  }
  CHECK(seen >= 10);
}

TEST_CASE("what must not be replaced is refused with the reason", "[io][quick]") {
  const auto files = host();
  const auto reason = [&](const Status& status) {
    files->describe(config, status);
    const auto refused = replace_file(*files, config, old_bytes, new_bytes);
    REQUIRE_FALSE(refused);
    CHECK(*files->bytes(config) == old_bytes);
    CHECK(files->files().size() == 1);
    return refused.error().message;
  };
  Status link;
  link.link = true;
  link.link_target = "golden/diahost.exe.config";
  CHECK(reason(link) == "is a link to golden/diahost.exe.config: name that file instead");
  Status linked;
  linked.names = 2;
  CHECK(reason(linked) == "has 2 hard links: a change would part it from its other names");
  Status marked;
  marked.read_only = true;
  CHECK(reason(marked) == "is read-only: make it writable first");
  files->describe(config, Status{});
  CHECK(replace_file(*files, config, old_bytes, new_bytes));
  CHECK(replace_file(*files, "/host", "", "").error().message ==
        "is no regular file and is left alone");
}

TEST_CASE("a lock that is held refuses, one left behind does not", "[io][quick]") {
  const auto files = host();
  const std::string lock = config + ".shirlint-lock";
  {
    const auto held = files->lock(lock);
    REQUIRE(held);
    CHECK(replace_file(*files, config, old_bytes, new_bytes).error().message ==
          "is being changed by another run of shirlint");
    CHECK_FALSE(lock_file(*files, config));
  }
  REQUIRE(files->bytes(lock) != nullptr);
  REQUIRE(replace_file(*files, config, old_bytes, new_bytes));
  CHECK(files->bytes(lock) == nullptr);
}
