#include "lint/suppression_rules.h"

#include "lint/loaded_host.h"
#include "lint/selection.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view suppression_category = "SIT";

void add(LoadedHost& host, const IdleSuppression& entry) {
  const pugi::xml_node node =
      host.tree.add(host.site_node, "suppression", {host.site_source, entry.at});
  const auto set = [&](const char* name, std::string_view value) {
    if (!value.empty()) host.tree.set(node, name, value);
  };
  set("state", entry.state);
  set("code", entry.code);
  set("owner", entry.owner);
  set("reason", entry.reason);
  set("expires", entry.expires);
  set("problem", entry.problem);
}

}  // namespace

std::vector<Finding> judge_suppressions(const CheckContext& context, const text::Source& source,
                                        const std::string& file,
                                        const std::vector<IdleSuppression>& entries) {
  CheckContext own;
  for (const rules::Rule* rule : context.rules) {
    if (category(rule->code) == suppression_category) own.rules.push_back(rule);
  }
  if (own.rules.empty() || entries.empty()) return {};
  own.data = context.data;
  own.today = context.today;
  own.site.severity = context.site.severity;
  LoadedHost host;
  host.source.path = file;
  host.site_source = &source;
  host.site_file = file;
  host.host_node = host.tree.add(host.tree.root(), "host");
  host.site_node = host.tree.add(host.tree.root(), "site");
  for (const IdleSuppression& entry : entries) add(host, entry);
  return HostChecker(own).check(host).findings;
}

}  // namespace shirlint::lint
