// One function a command; each returns the process's exit code.
#pragma once

#include "cli/session.h"

namespace shirlint::cli {

int run_check(const Arguments& arguments, Session& session);
int run_collect(const Arguments& arguments, Session& session);
int run_plan(const Arguments& arguments, Session& session);
int run_apply(const Arguments& arguments, Session& session);
int run_undo(const Arguments& arguments, Session& session);
int run_route(const Arguments& arguments, Session& session);
int run_compare(const Arguments& arguments, Session& session);
int run_rules_list(const Arguments& arguments, Session& session);
int run_rules_show(const Arguments& arguments, Session& session);
int run_rules_test(const Arguments& arguments, Session& session);
int run_rules_tree(const Arguments& arguments, Session& session);
int run_rules_schema(const Arguments& arguments, Session& session);
int run_triage(const Arguments& arguments, Session& session);
int run_dsc(const Arguments& arguments, Session& session);
int run_dsc_schema(const Arguments& arguments, Session& session);
int run_completion(const Arguments& arguments, Session& session);

/// The whole program below main.
int run(int count, const char* const* arguments, Session& session);

}  // namespace shirlint::cli
