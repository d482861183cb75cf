#include "report/route_json.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "report/json.h"
#include "text/secret.h"

namespace shirlint::report {
namespace {

std::string text_or_null(std::string_view text) {
  return text.empty() ? "null" : json_string(text);
}

std::string proxy(const lint::RouteAnswer& answer) {
  if (!answer.proxy) return "null";
  return fmt::format(R"({{"mode": {}, "address": {}}})",
                     json_string(dotnet::to_text(answer.proxy->mode)),
                     text_or_null(answer.proxy->address));
}

std::string route(const lint::UrlRoute& leg) {
  const std::uint32_t line = leg.place.start.line;
  return fmt::format(R"({{"url": {}, "via": {}, "reason": {}, "file": {}, "line": {}}})",
                     json_string(text::mask_value(leg.url)), json_string(leg.goes),
                     json_string(leg.reason), text_or_null(leg.place.file),
                     line == 0 ? "null" : fmt::to_string(line));
}

}  // namespace

void write_route_json(const lint::RouteAnswer& answer, Sink& sink) {
  const std::string error =
      answer.problems.empty() ? "null" : json_string(answer.problems.front().text);
  std::vector<std::string> assumed;
  for (const std::string& fact : answer.assumed) assumed.push_back(json_string(fact));
  std::vector<std::string> routes;
  for (const lint::UrlRoute& leg : answer.routes) routes.push_back("\n    " + route(leg));
  sink.machine(fmt::format(
      "{{\n  \"schema\": \"shirlint.route/1\",\n  \"config\": {},\n  \"moment\": {},\n"
      "  \"error\": {},\n  \"proxy\": {},\n  \"assumed\": [{}],\n  \"routes\": [{}{}]\n}}\n",
      json_string(answer.config), json_string(dotnet::to_text(answer.moment)), error, proxy(answer),
      fmt::join(assumed, ", "), fmt::join(routes, ","), routes.empty() ? "" : "\n  "));
}

}  // namespace shirlint::report
