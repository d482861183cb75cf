#include "lint/comment_offers.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/comment_suppressions.h"
#include "text/edit.h"
#include "xml/edit_layout.h"

namespace shirlint::lint {
namespace {

/// The findings that one comment silences.
struct Group {
  const LoadedConfig* config = nullptr;
  std::uint32_t at = 0;  // where the element starts
  Finding* first = nullptr;
  std::vector<std::string> codes;
};

const LoadedConfig* config_of(const LoadedHost& host, const std::string& path) {
  const auto config = std::find_if(host.configs.begin(), host.configs.end(),
                                   [&](const LoadedConfig& one) { return one.file.path == path; });
  const bool usable =
      config != host.configs.end() && config->file.named && config->document.readable();
  return usable ? &*config : nullptr;
}

/// Where the innermost element that holds `position` starts; the root element for a file as a
/// whole.
std::uint32_t element_start(const LoadedConfig& config, text::Position position) {
  const text::Source& source = config.document.source();
  std::uint32_t start = 0;
  pugi::xml_node at = config.document.tree();
  for (bool found = true; found;) {
    found = false;
    for (const pugi::xml_node child : at.children()) {
      if (child.type() != pugi::node_element) continue;
      const text::Span whole = config.document.place(child).whole;
      const bool root = at.type() == pugi::node_document || whole.empty();
      const bool holds =
          source.position(whole.start) <= position && position < source.position(whole.end);
      if (!root && !holds) continue;
      if (!whole.empty()) start = whole.start;
      at = child;
      // Of a file as a whole the comment stands in front of its own root element.
      found = whole.empty() || holds;
      break;
    }
  }
  return start;
}

FixOffer offer_by_hand(const Finding& finding, bool in_script) {
  FixOffer offer;
  if (in_script) {
    offer.title = fmt::format("the comment '{} {}: the reason' in a line above silences it",
                              suppression_word, finding.rule->code);
    return offer;
  }
  offer.title = fmt::format(
      "stands in no config that can be read: a [[suppress]] entry of shirlint.toml can silence {}",
      finding.rule->code);
  return offer;
}

FixOffer comment_offer(const Group& group, const std::string& reason) {
  const text::Source& source = group.config->document.source();
  std::string text = suppression_comment(group.codes, reason);
  if (const auto blanks = xml::indentation(source.text(), group.at)) {
    const std::string_view before = source.text().substr(0, group.at - blanks->size());
    const bool crlf = source.text().find("\r\n") != std::string_view::npos;
    const std::string_view end = before.empty()             ? (crlf ? "\r\n" : "\n")
                                 : before.ends_with("\r\n") ? "\r\n"
                                                            : before.substr(before.size() - 1);
    text += fmt::format("{}{}", end, *blanks);
  }
  FixOffer offer;
  offer.title = "put a comment in front that silences it";
  const text::Position place = source.position(group.at);
  const auto disk = text::encode_edits(source, {{{group.at, group.at}, text}});
  if (!disk) {
    offer.title += fmt::format(" (by hand: {})", disk.error().message);
    return offer;
  }
  offer.applicability = rules::Applicability::safe;
  const text::Edit& edit = disk->front();
  const std::string& file = group.config->file.path;
  offer.edits.push_back(
      {file, edit.span.start, edit.span.end, text, false, edit.text, place, place});
  offer.places.push_back({file, edit.span, edit.text});
  return offer;
}

}  // namespace

void offer_comments(const LoadedHost& host, const CheckContext& context,
                    std::vector<Finding>& findings) {
  std::vector<Group> groups;
  for (Finding& finding : findings) {
    finding.fix.reset();
    if (finding.severity < *context.comment_from) continue;
    const LoadedConfig* config = config_of(host, finding.location.file);
    if (config == nullptr) {
      finding.fix = offer_by_hand(finding, host.script.has_value());
      continue;
    }
    const std::uint32_t at = element_start(*config, finding.location.start);
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& one) {
      return one.config == config && one.at == at;
    });
    if (group == groups.end()) group = groups.insert(group, {config, at, &finding, {}});
    const std::string code(finding.rule->code);
    if (std::find(group->codes.begin(), group->codes.end(), code) == group->codes.end()) {
      group->codes.push_back(code);
    }
  }
  for (const Group& group : groups) {
    group.first->fix = comment_offer(group, context.comment_reason);
  }
}

}  // namespace shirlint::lint
