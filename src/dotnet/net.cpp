#include "dotnet/net.h"

#include <algorithm>

#include "dotnet/bypass.h"
#include "dotnet/loader.h"
#include "dotnet/proxy.h"
#include "dotnet/proxy_address.h"
#include "dotnet/route.h"
#include "dotnet/section_reader.h"
#include "dotnet/twin.h"

namespace shirlint::dotnet {
namespace {

constexpr std::string_view default_proxy_key = "system.net/defaultProxy";
constexpr std::string_view settings_key = "system.net/settings";

ErrorCause to_cause(xml::FaultCause cause) {
  switch (cause) {
    case xml::FaultCause::unquoted_attribute:
      return ErrorCause::unquoted_attribute;
    case xml::FaultCause::bare_ampersand:
      return ErrorCause::bare_ampersand;
    case xml::FaultCause::encoding:
      return ErrorCause::encoding;
    case xml::FaultCause::outside_root:
      return ErrorCause::outside_root;
    case xml::FaultCause::not_well_formed:
      break;
  }
  return ErrorCause::not_well_formed;
}

/// One XML error replaces every other.
void add_fault(const xml::Fault& fault, Net& net) {
  NetError error;
  error.moment = Moment::process_start;
  error.cause = to_cause(fault.cause);
  error.text = fault.message;
  error.span = fault.span;
  net.errors.push_back(std::move(error));
}

/// Every token that stands in an attribute's value or a text; not those in comments.
void find_tokens(const xml::Document& document, const text::DeploymentTokenFinder& finder,
                 Net& net) {
  const std::string_view text = document.source().text();
  for (const xml::Token& token : document.tokens()) {
    if (token.kind != xml::TokenKind::attribute_value && token.kind != xml::TokenKind::text &&
        token.kind != xml::TokenKind::cdata) {
      continue;
    }
    const std::string_view value = text.substr(token.span.start, token.span.size());
    for (auto found = finder.find(value); found; found = finder.find(value, found->span.end)) {
      net.tokens.push_back(*found);
      net.tokens.back().span.start += token.span.start;
      net.tokens.back().span.end += token.span.start;
    }
  }
}

void describe_addresses(Net& net) {
  constexpr std::string_view mark = "The error is: ";
  for (Setting& setting : net.settings) {
    const bool script = setting.name == "scriptLocation";
    if (!script && setting.name != "proxyaddress") continue;
    const std::size_t at = setting.error.find(mark);
    const std::string_view error = at == std::string::npos
                                       ? std::string_view()
                                       : std::string_view(setting.error).substr(at + mark.size());
    setting.address = describe_address(setting.value, setting.uri, error,
                                       script ? AddressUse::script : AddressUse::proxy);
  }
}

/// The sections with a schema; returns the defaultProxy that counts.
SectionInstance read_sections(const xml::Document& document, const Options& options, Net& net) {
  SectionInstance proxy;
  for (SectionInstance& section : load_sections(document, options.fragment, net.errors)) {
    const SectionSchema* schema = find_section_schema(section.key);
    if (schema == nullptr) continue;
    const bool is_proxy = schema->key == default_proxy_key;
    if (!section.elsewhere) {
      std::vector<Setting> others;
      const bool is_settings = schema->key == settings_key;
      SectionReading reading{document, options, net.errors,
                             is_proxy ? &net.settings : (is_settings ? &others : nullptr)};
      read_section(*schema, section.node, reading);
      for (Setting& setting : others) {
        if (setting.element == "servicePointManager")
          net.service_point.push_back(std::move(setting));
      }
      if (is_proxy) {
        for (const pugi::xml_node list : section.node.children("bypasslist")) {
          if (net.bypass_origin.empty()) net.bypass_origin = document.place(list).value;
          read_bypass_list(document, options, list, net.bypass);
        }
      }
    }
    if (is_proxy && !proxy.node) proxy = std::move(section);
  }
  return proxy;
}

/// A value or text with a token is unknown: what .NET will say of it is not known either. True when
/// such a text stands where a defaultProxy or its contents may come.
bool drop_errors_with_tokens(const Options& options, Net& net) {
  if (options.tokens_are_values) return false;
  bool in_proxy = false;
  const auto end = std::remove_if(net.errors.begin(), net.errors.end(), [&](const NetError& error) {
    switch (error.cause) {
      case ErrorCause::section_declaration:
      case ErrorCause::reserved_name:
      case ErrorCause::stray_text:
      case ErrorCause::section_text:
      case ErrorCause::location:
      case ErrorCause::config_source:
      case ErrorCause::duplicate_entry:
      case ErrorCause::bad_value:
        break;
      default:
        return false;
    }
    if (!options.tokens.any(error.name)) return false;
    in_proxy =
        in_proxy || error.section == default_proxy_key || error.cause == ErrorCause::stray_text;
    return true;
  });
  net.errors.erase(end, net.errors.end());
  return in_proxy;
}

/// The earliest moment at which something hurts, and .NET's words for it.
void find_moment(Net& net) {
  sort_errors(net.errors);
  if (net.errors.empty()) return;
  net.moment = net.errors.front().moment;
  net.error = net.errors.front().text;
}

void find_proxy(const xml::Document& document, const Options& options,
                const SectionInstance& section, Net& net) {
  const ProxyInput input{document,     net.settings,      net.bypass,
                         section.node, section.elsewhere, options.account};
  EffectiveProxy proxy = find_effective_proxy(input);
  find_request_errors(input, proxy, net.errors);
  net.proxy = std::move(proxy);
}

void find_endpoint_routes(const Options& options, Net& net) {
  if (net.moment != Moment::ok) return;
  if (auto routes = routes_like(options.twin, net)) {
    net.routes = std::move(*routes);
    return;
  }
  std::vector<RouteQuestion> questions;
  questions.reserve(options.endpoints.size() + options.questions.size());
  for (const std::string& host : options.endpoints) {
    questions.push_back({host, "https://" + host + "/", "endpoint"});
  }
  questions.insert(questions.end(), options.questions.begin(), options.questions.end());
  if (questions.empty()) return;
  const SystemProxy system =
      uses_account_proxy(*net.proxy) ? read_account_proxy(options.account) : SystemProxy{};
  net.routes.reserve(questions.size());
  for (RouteQuestion& question : questions) {
    EndpointRoute endpoint;
    endpoint.host = std::move(question.host);
    endpoint.url = std::move(question.url);
    endpoint.from = question.from;
    if (const auto uri = parse_absolute_uri(endpoint.url)) {
      endpoint.route = find_route(net, *uri, options.account, system);
    } else {
      endpoint.route.reason = uri.error();
    }
    net.routes.push_back(std::move(endpoint));
  }
}

}  // namespace

Net evaluate(const xml::Document& document, const Options& options) {
  Net net;
  net.fragment = options.fragment;
  if (options.tokens_are_values) find_tokens(document, options.tokens, net);
  if (document.not_judged()) {
    net.moment = Moment::not_judged;
    net.error = *document.not_judged();
    return net;
  }
  if (document.fault()) {
    add_fault(*document.fault(), net);
    find_moment(net);
    return net;
  }
  if (options.for_rules) {
    net.runtime =
        read_runtime_settings(document, options.tokens_are_values ? nullptr : &options.tokens);
  }
  SectionInstance section = read_sections(document, options, net);
  if (drop_errors_with_tokens(options, net)) section.elsewhere = true;
  net.proxy_section = !section.node.empty();
  describe_addresses(net);
  find_moment(net);
  if (net.moment != Moment::ok) return net;
  find_proxy(document, options, section, net);
  find_moment(net);
  find_endpoint_routes(options, net);
  return net;
}

}  // namespace shirlint::dotnet
