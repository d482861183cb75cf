// --add-suppressions: instead of a fix, each finding is offered the comment that silences it.
#pragma once

#include <vector>

#include "lint/checker.h"
#include "lint/loaded_host.h"
#include "lint/report.h"

namespace shirlint::lint {

/// Replaces the fixes of `findings`, which are in the report's order, by comments for those from
/// `context.comment_from` on; findings of one element share the comment, which the first of them
/// has. What stands in no config that can be read is told what else can silence it.
void offer_comments(const LoadedHost& host, const CheckContext& context,
                    std::vector<Finding>& findings);

}  // namespace shirlint::lint
