#include "cli/trusted_files.h"

#include <fmt/format.h>

#include "cli/check_setup.h"

namespace shirlint::cli {
namespace {

constexpr int deepest = 8;  // as rules::read_rule_folder reads

class TrustCheck {
 public:
  explicit TrustCheck(io::Store& store) : store_(store) {}

  /// The folders from `path`, a full name, up to the root; then it, with what is in it.
  text::Result<void> check(const std::string& path) {
    const auto status = store_.status(path);
    if (!status) return io::refusal(path, "cannot be looked at", status.error());
    // What comes into being after this look must not be somebody else's either.
    bool on_the_way = status->kind != io::Kind::missing;
    std::string below = path;
    for (std::string folder = io::parent_path(path); folder != below && folder != ".";
         folder = io::parent_path(folder)) {
      if (auto good = look(folder, on_the_way); !good) return good;
      on_the_way = true;
      below = folder;
    }
    return check_all(path, 0);
  }

 private:
  text::Result<void> look(const std::string& path, bool on_the_way) {
    const auto status = store_.status(path);
    if (!status) return io::refusal(path, "cannot be looked at", status.error());
    if (status->kind == io::Kind::missing) return {};
    const std::string why = why_not_trusted(*status, on_the_way);
    if (why.empty()) return {};
    return text::fail(why +
                          "; with an administrator's rights, rules, site files and baselines for a "
                          "live machine are taken only from where nobody else can write",
                      path);
  }

  text::Result<void> check_all(const std::string& path, int depth) {
    if (auto good = look(path, false); !good) return good;
    const auto status = store_.status(path);
    if (!status || status->kind != io::Kind::folder || depth > deepest) return {};
    const auto names = store_.list(path);
    if (!names) return io::refusal(path, "cannot be listed", names.error());
    for (const std::string& name : *names) {
      if (auto good = check_all(io::join_path(path, name), depth + 1); !good) return good;
    }
    return {};
  }

  io::Store& store_;
};

}  // namespace

std::string why_not_trusted(const io::Status& status, bool on_the_way) {
  if (status.link) return "is a link: name what it leads to";
  if (!status.owned_by_us && !status.owned_by_system) return "belongs to somebody else";
  if (on_the_way) {
    return status.replaceable_by_others ? "lets others replace what is in it" : std::string();
  }
  return status.writable_by_others ? "can be written by others" : std::string();
}

text::Result<void> check_trusted_files(const Arguments& arguments, const Session& session) {
  const bool live = arguments.has("--live") || arguments.command->name == "collect";
  if (!live || !session.elevated || session.store == nullptr) return {};
  TrustCheck check(*session.store);
  for (const char* const option : {"--rules", "--site", "--baseline"}) {
    for (const std::string& named : arguments.many(option)) {
      const std::string path =
          io::absolute_path(session.reader.absolute("."), portable_path(named));
      if (auto good = check.check(path); !good) return good;
    }
  }
  return {};
}

}  // namespace shirlint::cli
