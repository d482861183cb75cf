// compare: why does this host work and that one not.
#include "compare/comparison.h"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>

#include "cli/check_setup.h"
#include "cli/commands.h"
#include "cli/live_host.h"
#include "lint/host_loader.h"
#include "lint/selection.h"
#include "report/compare_json.h"
#include "report/compare_text.h"

namespace shirlint::cli {
namespace {

constexpr std::string_view usage =
    "compare needs two hosts: shirlint compare GOOD BAD, one of which may be --live";

/// The words GOOD and BAD; "--live" stands for this machine.
std::string read_usage(const Arguments& arguments, std::array<std::string, 2>& words) {
  if (std::string wrong = text_or_json_usage(arguments); !wrong.empty()) return wrong;
  std::vector<std::string> given = arguments.positional;
  if (arguments.has("--live")) {
    const std::size_t place = std::min(arguments.live_place, given.size());
    given.insert(given.begin() + static_cast<std::ptrdiff_t>(place), "--live");
  }
  if (given.size() != words.size()) return std::string(usage);
  words = {given[0], given[1]};
  return {};
}

/// The one host at `path`.
text::Result<lint::HostSource> find_host(const std::string& path, const Session& session,
                                         std::vector<text::Error>& errors) {
  const std::vector<std::string> paths = {path};
  lint::Discovery found = lint::discover(session.reader, paths, {});
  errors.insert(errors.end(), found.errors.begin(), found.errors.end());
  if (found.hosts.size() == 1) return std::move(found.hosts.front());
  if (found.hosts.empty() && !found.errors.empty()) return text::fail("");
  return text::fail(found.hosts.empty() ? std::string("holds no host")
                                        : fmt::format("holds {} hosts; compare takes one of them",
                                                      found.hosts.size()),
                    path);
}

text::Result<lint::HostSource> find_side(const std::string& word, const Session& session,
                                         std::vector<text::Error>& errors) {
  if (word != "--live") return find_host(portable_path(word), session, errors);
  const auto collection = look_at_this_machine(session, "--live compares");
  if (!collection) return tl::unexpected<text::Error>(collection.error());
  return live_source(*collection);
}

void take_trouble(const lint::LoadedHost& host, const Session& session,
                  std::vector<text::Error>& errors) {
  for (const text::Error& doubt : host.warnings) complain(session, as_warning(doubt));
  errors.insert(errors.end(), host.errors.begin(), host.errors.end());
}

}  // namespace

int run_compare(const Arguments& arguments, Session& session) {
  std::array<std::string, 2> words;
  if (const std::string wrong = read_usage(arguments, words); !wrong.empty()) {
    complain(session, {wrong, {}, {}});
    return exit_trouble;
  }
  const RuleChoice choice = choose_rules(arguments, session.reader);
  std::vector<text::Error> errors = choice.errors;
  lint::CheckContext context;
  const auto selected = lint::select_rules(choice.rules, {});
  if (selected) context.rules = selected->rules;
  context.data = choice.data;
  const auto day = text::parse_day(arguments.one("--date", session.today));
  if (!day) {
    complain(session, {fmt::format("--date '{}' is no day; a day is written 2026-11-22",
                                   arguments.one("--date")),
                       {},
                       {}});
    return exit_trouble;
  }
  context.today = *day;
  std::vector<std::string> paths;
  for (const std::string& path : arguments.positional) paths.push_back(portable_path(path));
  read_context_files(arguments, session, paths, &choice.rules, context, errors);

  std::array<std::unique_ptr<lint::LoadedHost>, 2> hosts;
  for (std::size_t side = 0; side < hosts.size(); ++side) {
    auto source = find_side(words.at(side), session, errors);
    if (!source) {
      if (!source.error().message.empty()) errors.push_back(source.error());
      continue;
    }
    hosts.at(side) = lint::load_host(*source, session.reader, context);
    take_trouble(*hosts.at(side), session, errors);
  }
  for (const text::Error& error : errors) complain(session, error);
  if (!hosts[0] || !hosts[1]) return exit_trouble;

  lint::HostChecker checker(context);
  const lint::HostReport good = checker.check(*hosts[0]);
  const lint::HostReport bad = checker.check(*hosts[1]);
  const compare::Comparison comparison =
      compare::compare({*hosts[0], good}, {*hosts[1], bad}, context);
  if (arguments.one("--format", "text") == "json") {
    report::write_compare_json(comparison, errors, session.out);
  } else {
    report::TextOptions options = text_options(arguments, session);
    options.verbose = arguments.has("--verbose");
    report::write_compare_text(comparison, options, session.out);
  }
  if (!errors.empty()) return exit_trouble;
  return comparison.differences.empty() ? exit_ok : exit_findings;
}

}  // namespace shirlint::cli
