#include <fmt/format.h>

#include "cli/check_setup.h"
#include "cli/commands.h"
#include "cli/rules_pages.h"
#include "facts/vocabulary.h"
#include "lint/group.h"

namespace shirlint::cli {
namespace {

void write_vocabulary(Session& session) {
  for (const Tree& tree : all_trees()) {
    for (const facts::Term& term : tree.terms) {
      const std::string_view type = term_type(term);
      session.out.text(fmt::format("${:<42} {}\n{:<8}{} ({})\n", term.path, type, "", term.meaning,
                                   term.source));
    }
  }
}

}  // namespace

int run_rules_tree(const Arguments& arguments, Session& session) {
  const std::string format = arguments.one("--format", "text");
  if (std::string wrong = tree_usage(format, arguments.positional.empty()); !wrong.empty()) {
    complain(session, {std::move(wrong), {}, {}});
    return exit_trouble;
  }
  if (format == "markdown") {
    write_trees_markdown(session);
    return exit_ok;
  }
  if (arguments.positional.empty()) {
    write_vocabulary(session);
    return exit_ok;
  }
  const std::unique_ptr<CheckSetup> setup = set_up_check(arguments, session);
  if (!setup) return exit_trouble;
  std::vector<text::Error> errors = setup->errors;
  errors.insert(errors.end(), setup->discovery.errors.begin(), setup->discovery.errors.end());
  lint::HostChecker checker(setup->context);
  lint::Groups groups;
  for (const lint::HostSource& host : setup->discovery.hosts) {
    session.out.text(fmt::format("<!-- {} -->\n", host.path));
    session.out.text(checker.tree(host, session.reader, errors));
    if (const auto node = checker.check(host, session.reader).node) groups.add(0, *node);
  }
  session.out.text(groups.trees());
  for (const text::Error& error : errors) complain(session, error);
  return errors.empty() ? exit_ok : exit_trouble;
}

}  // namespace shirlint::cli
