// A host with a fault that has a safe fix, the rules, and the plan of it.
#pragma once

#include <string>
#include <vector>

#include "fix/plan.h"
#include "fix/plan_carry.h"
#include "io/memory_reader.h"
#include "lint/discovery.h"
#include "rules/builtin_pack.h"

inline std::string config_of(const std::string& default_proxy) {
  return "<configuration>\r\n  <system.net>\r\n    " + default_proxy +
         "\r\n  </system.net>\r\n</configuration>\r\n";
}

inline const std::string without_scheme =
    config_of("<defaultProxy><proxy proxyaddress='proxy.contoso.com:8080' /></defaultProxy>");
inline const std::string with_scheme = config_of(
    "<defaultProxy><proxy proxyaddress='http://proxy.contoso.com:8080' /></defaultProxy>");

struct RulesOverFiles {
  shirlint::io::MemoryReader files;
  shirlint::lint::CheckContext context;

  RulesOverFiles() {
    for (const shirlint::rules::Rule& rule : shirlint::rules::builtin_rules()) {
      context.rules.push_back(&rule);
    }
    context.data = shirlint::rules::builtin_data();
    context.today = shirlint::text::parse_day("2026-11-22").value();
  }

  [[nodiscard]] shirlint::lint::HostSource host() const {
    const std::vector<std::string> paths = {"h"};
    return shirlint::lint::discover(files, paths, {}).hosts.at(0);
  }

  [[nodiscard]] shirlint::fix::HostPlan plan(
      shirlint::rules::Applicability least = shirlint::rules::Applicability::safe) const {
    shirlint::lint::HostChecker checker(context);
    shirlint::fix::Policy policy;
    policy.least = least;
    policy.shown = true;
    return shirlint::fix::plan_host(checker, context, host(), files, policy);
  }
};
