#include "rules/rule.h"

#include <array>

namespace shirlint::rules {
namespace {

constexpr std::array<std::string_view, 27> operation_names = {
    "set-attribute",     "rename-attribute", "remove-attribute",
    "insert-element",    "remove-element",   "move-element",
    "wrap-elements",     "rename-element",   "replace-value",
    "replace-span",      "copy-subtree",     "create-file",
    "re-encode",         "quote-values",     "escape-ampersands",
    "trim-outside-root", "restore-backup",   "set-environment",
    "set-registry",      "delete-registry",  "import-certificate",
    "copy-certificate",  "set-hosts-line",   "comment-hosts-line",
    "set-service-start", "start-service",    "command"};

}  // namespace

std::string_view to_text(Severity value) {
  switch (value) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      break;
  }
  return "info";
}

std::string_view to_text(Evidence value) {
  switch (value) {
    case Evidence::documented:
      return "documented";
    case Evidence::source:
      return "source";
    case Evidence::reported:
      return "reported";
    case Evidence::inferred:
      break;
  }
  return "inferred";
}

std::string_view to_text(Scope value) {
  switch (value) {
    case Scope::config:
      return "config";
    case Scope::host:
      return "host";
    case Scope::group:
      return "group";
    case Scope::script:
      break;
  }
  return "script";
}

std::string_view to_text(Status value) {
  switch (value) {
    case Status::preview:
      return "preview";
    case Status::deprecated:
      return "deprecated";
    case Status::stable:
      break;
  }
  return "stable";
}

std::string_view to_text(Applicability value) {
  switch (value) {
    case Applicability::safe:
      return "safe";
    case Applicability::unsafe:
      return "unsafe";
    case Applicability::manual:
      break;
  }
  return "manual";
}

std::string_view to_text(Operation value) {
  return operation_names.at(static_cast<std::size_t>(value));
}

std::string_view to_text(xml::Placement value) {
  switch (value) {
    case xml::Placement::first:
      return "first";
    case xml::Placement::before:
      return "before";
    case xml::Placement::after:
      return "after";
    case xml::Placement::last:
      break;
  }
  return "last";
}

bool edits_config(Operation operation) { return operation <= Operation::restore_backup; }

std::string_view to_text(Verdict value) {
  switch (value) {
    case Verdict::bad:
      return "bad";
    case Verdict::good:
      return "good";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

}  // namespace shirlint::rules
