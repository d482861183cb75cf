#include "dotnet/twin.h"

#include <algorithm>

namespace shirlint::dotnet {
namespace {

bool same_text(const std::optional<Uri>& left, const std::optional<Uri>& right) {
  return left.has_value() == right.has_value() &&
         (!left || masked_text(*left) == masked_text(*right));
}

bool same_proxy(const EffectiveProxy& left, const EffectiveProxy& right) {
  return left.mode == right.mode && same_text(left.address, right.address) &&
         left.script == right.script && left.bypass_on_local == right.bypass_on_local &&
         left.starts_from_system == right.starts_from_system &&
         left.bypass_source == right.bypass_source && left.entries == right.entries;
}

bool same_entry(const BypassEntry& left, const BypassEntry& right) {
  return left.operation == right.operation && left.pattern == right.pattern &&
         left.verdict == right.verdict && left.in_effect == right.in_effect &&
         left.duplicate == right.duplicate;
}

text::Span span_of_local(const Net& net) {
  const auto found =
      std::find_if(net.settings.begin(), net.settings.end(),
                   [](const Setting& setting) { return setting.name == "bypassonlocal"; });
  return found == net.settings.end() ? text::Span{} : found->span;
}

/// Where `net` has what stands at `span` in `twin`.
text::Span moved(text::Span span, const Net& twin, const Net& net) {
  const auto is = [&](text::Span other) {
    return !span.empty() && span.start == other.start && span.end == other.end;
  };
  if (is(twin.proxy->span)) return net.proxy->span;
  if (is(span_of_local(twin))) return span_of_local(net);
  for (std::size_t at = 0; at < twin.bypass.size(); ++at) {
    if (is(twin.bypass[at].span)) return net.bypass[at].span;
  }
  return {};
}

}  // namespace

const BypassEntry* find_judged(const Net* twin, std::string_view pattern) {
  if (twin == nullptr) return nullptr;
  const auto found =
      std::find_if(twin->bypass.begin(), twin->bypass.end(), [&](const BypassEntry& entry) {
        return entry.operation == BypassOperation::add && entry.pattern == pattern &&
               entry.verdict != BypassVerdict::unknown;
      });
  return found == twin->bypass.end() ? nullptr : &*found;
}

std::optional<std::vector<EndpointRoute>> routes_like(const Net* twin, const Net& net) {
  if (twin == nullptr || twin->moment != Moment::ok || !twin->proxy || !net.proxy ||
      !same_proxy(*twin->proxy, *net.proxy) ||
      !std::equal(twin->bypass.begin(), twin->bypass.end(), net.bypass.begin(), net.bypass.end(),
                  same_entry)) {
    return std::nullopt;
  }
  std::vector<EndpointRoute> routes = twin->routes;
  for (EndpointRoute& each : routes) each.route.span = moved(each.route.span, *twin, net);
  return routes;
}

}  // namespace shirlint::dotnet
