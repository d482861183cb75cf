#include "report/route_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/display.h"
#include "report/text_parts.h"
#include "report/wrap.h"
#include "text/secret.h"

namespace shirlint::report {
namespace {

constexpr std::string_view body = "    ";
constexpr std::size_t further_problems = 5;

/// What the answer takes for granted in the place of a fact (dotnet/route.cpp assumes them).
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> assumptions = {{
    {"os.dns_domain", "the machine is in no DNS domain, so no name with a dot is local"},
    {"os.addresses", "no address asked for is the machine's own"},
    {"proxy.account", "the service account has no bypass list of its own"},
    {"proxy.account.server", "the service account has no manual proxy"},
    {"proxy.account.bypass", "the service account has no bypass list of its own"},
    {"proxy.account.pac_url", "the service account has no proxy script"},
    {"proxy.account.auto_detect", "the service account does not look for a script (WPAD)"},
}};

std::string_view assumption(std::string_view fact) {
  const auto* at = std::find_if(assumptions.begin(), assumptions.end(),
                                [&](const auto& known) { return known.first == fact; });
  return at == assumptions.end() ? std::string_view() : at->second;
}

/// The first sentence, behind the file's name.
std::string verdict(const lint::RouteAnswer& answer) {
  const bool fragment = answer.role == "fragment";
  const std::string loads = fragment ? "loads, put in its place," : "loads";
  switch (answer.moment) {
    case dotnet::Moment::process_start:
      return "does not load: Windows refuses to start the program";
    case dotnet::Moment::config_init:
      return "does not load: the program starts, then fails with \"Configuration system failed to "
             "initialize\"";
    case dotnet::Moment::section_read:
      return fmt::format("{} but .NET refuses its section {}", fragment ? loads : "loads,",
                         answer.problems.front().section);
    case dotnet::Moment::request:
      return fmt::format("{} but every web request fails", fragment ? loads : "loads,");
    case dotnet::Moment::ok:
    case dotnet::Moment::not_judged:
      break;
  }
  return fmt::format("{} and {}", loads, answer.proxy ? answer.proxy->clause : "runs");
}

class Story {
 public:
  Story(const lint::RouteAnswer& answer, Pen& pen) : answer_(answer), pen_(pen) {}

  void write() {
    const std::string file = visible(answer_.config);
    const std::string sentence = verdict(answer_);
    if (text_width(file) + 1 + text_width(sentence) <= pen_.width()) {
      pen_.put(Style::bold, file).put(" " + sentence).end_line();
    } else {
      pen_.put(Style::bold, file).end_line();
      pen_.paragraph(body, Style::plain, "", sentence);
    }
    if (answer_.moment == dotnet::Moment::ok) {
      write_proxy();
      write_routes();
      write_assumed();
    } else {
      write_problems();
    }
  }

 private:
  /// `--> file:7:14` and the line with its mark; false for a place that was shown already.
  bool write_place(const lint::Location& place, Style mark) {
    if (place.file.empty()) return true;
    if (std::find(shown_.begin(), shown_.end(), place.start) != shown_.end()) return false;
    shown_.push_back(place.start);
    pen_.put(Style::blue, "  --> ").put(place_text(place, "")).end_line();
    write_source_line(place, mark, pen_);
    return true;
  }

  void write_proxy() {
    const lint::Location& place = answer_.proxy->place;
    static_cast<void>(write_place(place, Style::blue));
    if (place.file.empty()) {
      pen_.paragraph(body, Style::plain, "",
                     answer_.proxy_section ? "no line of it names a proxy"
                                           : "it has no defaultProxy, so .NET takes the default");
    }
    if (!answer_.own_proxy_said_by.empty()) {
      pen_.paragraph(body, Style::yellow, "but      ",
                     fmt::format("{} says that the runtime has a proxy of its own (Configuration "
                                 "Manager): it uses that one instead of this file's",
                                 answer_.own_proxy_said_by));
    }
  }

  static Style style_of(dotnet::Via via) {
    switch (via) {
      case dotnet::Via::proxy:
        return Style::blue;
      case dotnet::Via::direct:
        return Style::green;
      case dotnet::Via::system:
      case dotnet::Via::script:
      case dotnet::Via::unknown:
        break;
    }
    return Style::yellow;
  }

  static std::string way(const lint::UrlRoute& leg) {
    switch (leg.via) {
      case dotnet::Via::proxy:
        return "through " + leg.goes;
      case dotnet::Via::direct:
        return "directly";
      case dotnet::Via::system:
        return "where the account's settings say";
      case dotnet::Via::script:
        return "where the proxy script says";
      case dotnet::Via::unknown:
        break;
    }
    return "unknown";
  }

  void write_route(const lint::UrlRoute& leg) {
    const std::string url = visible(text::mask_value(leg.url));
    const std::string goes = visible(way(leg));
    const bool beside = text_width(url) + 2 + text_width(goes) <= pen_.width();
    pen_.put(Style::bold, url);
    if (beside) {
      pen_.put("  ");
    } else {
      pen_.end_line();
      pen_.put(body);
    }
    pen_.put(Style::bold, style_of(leg.via), goes).end_line();
    const bool fresh = write_place(leg.place, style_of(leg.via));
    pen_.paragraph(
        body, Style::dim, "because  ",
        fresh ? leg.reason : fmt::format("{} (line {}, above)", leg.reason, leg.place.start.line));
    if (leg.needed.empty()) return;
    const bool same = leg.url.find("//" + leg.endpoint) != std::string::npos;
    const std::string stands_for = same ? "" : fmt::format(", stands for {}", leg.endpoint);
    pen_.paragraph(body, Style::dim, "for      ", std::string(leg.needed) + stands_for);
  }

  void write_routes() {
    for (const lint::UrlRoute& leg : answer_.routes) {
      pen_.end_line();
      write_route(leg);
    }
    if (!answer_.cloud.empty() && answer_.routes.empty()) {
      pen_.end_line();
      pen_.paragraph("", Style::plain, "",
                     fmt::format("No endpoint of {} in the {} cloud is known.", answer_.product,
                                 answer_.cloud));
    }
  }

  void write_assumed() {
    if (answer_.assumed.empty()) return;
    pen_.end_line();
    pen_.put(Style::bold, Style::yellow, "Not known, though it counts here").end_line();
    const bool account_decides = answer_.proxy->mode == dotnet::ProxyMode::system ||
                                 answer_.proxy->mode == dotnet::ProxyMode::system_manual;
    std::size_t widest = 0;
    for (const std::string& fact : answer_.assumed) widest = std::max(widest, fact.size());
    for (const std::string& fact : answer_.assumed) {
      const std::string_view instead = assumption(fact);
      std::string meaning = "the service account's own proxy settings decide";
      if (fact != "proxy.account" || !account_decides) {
        meaning = instead.empty() ? "not known" : fmt::format("assumed: {}", instead);
      }
      pen_.paragraph(body, Style::plain, fmt::format("{:<{}}  ", fact, widest), meaning);
    }
    pen_.paragraph(body, Style::plain, "",
                   answer_.snapshot.empty()
                       ? std::string("A host.toml beside the config, or given with --state, can "
                                     "tell.")
                       : fmt::format("{} does not tell.", answer_.snapshot));
  }

  void write_problems() {
    const std::vector<lint::RouteProblem>& problems = answer_.problems;
    static_cast<void>(write_place(problems.front().place, Style::red));
    pen_.paragraph(body, Style::dim, ".NET says  ", problems.front().text);
    const std::size_t last = std::min(problems.size(), further_problems + 1);
    for (std::size_t at = 1; at < last; ++at) {
      const std::uint32_t line = problems[at].place.start.line;
      pen_.paragraph(
          body, Style::dim, at == 1 ? "and then   " : "           ",
          line == 0 ? problems[at].text : fmt::format("line {}: {}", line, problems[at].text));
    }
    if (last < problems.size()) {
      pen_.paragraph(body, Style::plain, "           ",
                     fmt::format("and {} more", problems.size() - last));
    }
    pen_.end_line();
    pen_.paragraph("", Style::plain, "",
                   answer_.moment == dotnet::Moment::section_read
                       ? "Requests that need it fail before .NET looks for a proxy."
                       : "No request is sent, to whatever URL.");
  }

  const lint::RouteAnswer& answer_;
  Pen& pen_;
  std::vector<text::Position> shown_;
};

}  // namespace

void write_route_text(const lint::RouteAnswer& answer, const TextOptions& options, Sink& sink) {
  Pen pen(sink, options);
  Story(answer, pen).write();
}

}  // namespace shirlint::report
