#include "report/text_layout.h"

#include <fmt/format.h>

#include "report/text.h"

namespace shirlint::report {

void HostNames::add(std::string_view name, std::size_t host) {
  if (count_ != 0 && name == last_ && host == last_host_) return;
  last_ = name;
  last_host_ = host;
  if (++count_ <= TextLimits::hosts_named) told_.emplace_back(name);
}

std::string HostNames::to_text() const {
  std::string out = fmt::format("{}", fmt::join(told_, ", "));
  if (told_.size() < count_) out += fmt::format(" and {} more", count_ - told_.size());
  return out;
}

void Layout::add(lint::HostReport& host) {
  ++hosts_;
  const Block& block = add_block(host);
  const bool few = clean_hosts_ && hosts_ <= TextLimits::clean_hosts;
  if (block.findings.empty() && !few) blocks_.pop_back();
  if (hosts_ == TextLimits::clean_hosts + 1) drop_clean_hosts();
}

void Layout::add_group(lint::HostReport& group) {
  if (add_block(group).findings.empty()) blocks_.pop_back();
}

Block& Layout::add_block(lint::HostReport& host) {
  ++seen_;
  Block& block = blocks_.emplace_back();
  block.findings.reserve(host.findings.size());
  for (lint::Finding& finding : host.findings) add(finding, finding.host, block);
  block.name = host.name;
  block.headline = std::move(host.headline);
  block.suppressed = !host.suppressed.empty();
  block.clean = host.findings.empty() && host.errors.empty();
  return block;
}

void Layout::drop_clean_hosts() {
  blocks_.remove_if([](const Block& block) { return block.findings.empty(); });
}

void Layout::add(lint::Finding& finding, std::string_view host, Block& block) {
  if (finding.severity == rules::Severity::info && !infos_) {
    ++hidden_infos_;
    return;
  }
  const std::string_view code = finding.rule->code;
  const auto same = same_.find({code, finding.message});
  const bool here = same != same_.end() && same->second.last_block == seen_;
  if (!here && same != same_.end() && same->second.shown_on >= TextLimits::same_finding_hosts) {
    same->second.last->also_on.add(host, seen_);
    return;
  }
  Rule& rule = rules_[code];
  if (rule.shown >= TextLimits::per_rule) {
    ++rule.left_out;
    return;
  }
  Shown& shown = block.findings.emplace_back();
  shown.finding = std::move(finding);
  shown.detail = rule.shown < TextLimits::in_full       ? Detail::full
                 : rule.shown < TextLimits::with_source ? Detail::source
                                                        : Detail::line;
  ++rule.shown;
  Same& now = same_[{code, shown.finding.message}];
  if (!here) ++now.shown_on;
  now.last_block = seen_;
  now.last = &shown;
}

}  // namespace shirlint::report
