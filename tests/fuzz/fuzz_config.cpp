// The configuration loader: what .NET does with a file. The first byte chooses the options, the
// rest is the config.
#include <optional>
#include <string>
#include <string_view>

#include "dotnet/net.h"
#include "fuzz.h"
#include "xml/document.h"

using namespace shirlint;
using dotnet::Moment;
using fuzz::expect;

namespace {

dotnet::Options options_of(unsigned choice) {
  dotnet::Options options;
  options.fragment = (choice & 1U) != 0;
  options.tokens_are_values = (choice & 2U) != 0;
  options.for_rules = (choice & 4U) == 0;
  if ((choice & 8U) != 0) {
    options.account.proxy_enabled = true;
    options.account.proxy_server = "http=a:1;https=b:2";
    options.account.proxy_bypass = "*.contoso.com;<local>";
    options.account.auto_detect = false;
    options.account.dns_domain = "corp.example";
  }
  options.endpoints = {"adf.servicebus.windows.net", "intranet", "10.1.2.3"};
  return options;
}

void check_spans(const dotnet::Net& net, std::string_view text) {
  const auto within = [&](text::Span span) {
    fuzz::expect_within(span, text, "what is told lies within the file");
  };
  for (const auto& error : net.errors) within(error.span);
  for (const auto& setting : net.settings) within(setting.span);
  for (const auto& setting : net.service_point) within(setting.span);
  for (const auto& entry : net.bypass) within(entry.span);
  for (const auto& token : net.tokens) within(token.span);
  for (const auto& route : net.routes) within(route.route.span);
  within(net.bypass_origin);
  if (net.proxy) within(net.proxy->span);
}

void check_verdict(const dotnet::Net& net, const xml::Document& document) {
  if (document.not_judged()) {
    expect(net.moment == Moment::not_judged, "what cannot be read is not judged");
    return;
  }
  expect(net.moment != Moment::not_judged || document.readable() || !document.fault(),
         "what .NET refuses is judged");
  for (const dotnet::NetError& error : net.errors) {
    const bool malformed = error.cause <= dotnet::ErrorCause::outside_root;
    expect(malformed == document.fault().has_value(),
           "malformed is what the strict pass calls so, and nothing else", error.text);
    expect(!error.text.empty(), "an error has a text");
  }
  expect(net.moment != Moment::ok || net.errors.empty(), "a file without errors is fine");
  expect(net.moment >= Moment::ok || net.errors.front().moment == net.moment,
         "the first error decides");
  expect(net.moment != Moment::ok || net.proxy, "of a file that loads the proxy is known");
}

std::string routes_of(const dotnet::Net& net) {
  std::string out = net.error;
  for (const auto& answer : net.routes) {
    out += "\n" + answer.url + " " + std::string(answer.route.text()) + " " + answer.route.reason;
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  dotnet::Options options = options_of(input.byte());
  const std::string bytes = input.rest();
  const xml::Document document =
      options.fragment ? xml::Document::parse_fragment(bytes) : xml::Document::parse(bytes);
  const dotnet::Net net = dotnet::evaluate(document, options);
  check_spans(net, document.source().text());
  check_verdict(net, document);
  options.twin = &net;
  const dotnet::Net again = dotnet::evaluate(document, options);
  fuzz::expect_same(routes_of(net), routes_of(again), "a twin changes no answer");
  return 0;
}
