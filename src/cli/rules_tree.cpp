#include <fmt/format.h>

#include "cli/check_setup.h"
#include "cli/commands.h"
#include "facts/vocabulary.h"
#include "lint/group.h"

namespace shirlint::cli {
namespace {

std::string_view type_name(facts::TermType type) {
  switch (type) {
    case facts::TermType::element:
      return "element";
    case facts::TermType::integer:
      return "integer";
    case facts::TermType::boolean:
      return "true|false";
    case facts::TermType::date:
      return "date";
    case facts::TermType::choice:
    case facts::TermType::text:
      break;
  }
  return "text";
}

void write_vocabulary(Session& session) {
  for (const auto terms :
       {facts::net_terms(), facts::host_terms(), facts::site_terms(), facts::group_terms(),
        facts::data_terms(), facts::baseline_terms(), facts::script_terms()}) {
    for (const facts::Term& term : terms) {
      const std::string_view type = term.choices.empty() ? type_name(term.type) : term.choices;
      session.out.text(fmt::format("${:<42} {}\n{:<8}{} ({})\n", term.path, type, "", term.meaning,
                                   term.source));
    }
  }
}

}  // namespace

int run_rules_tree(const Arguments& arguments, Session& session) {
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
