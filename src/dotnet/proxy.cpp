#include "dotnet/proxy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace shirlint::dotnet {
namespace {

/// What decides the mode; each may be unknown because of a token.
struct Choices {
  TriState enabled = TriState::yes;
  TriState auto_detect = TriState::unspecified;
  TriState use_system_default = TriState::unspecified;
  TriState bypass_on_local = TriState::unspecified;
  TriState module = TriState::no;  // a non-empty type
  bool script = false;
  bool address = false;
  bool entries = false;
};

bool is_given(TriState value) { return value == TriState::no || value == TriState::yes; }

/// Branch 4 of the constructor: the proxy starts from the account's manual settings.
bool starts_from_system(const Choices& c) {
  return c.use_system_default == TriState::yes && c.auto_detect == TriState::unspecified &&
         !c.script;
}

/// Without unknowns.
ProxyMode decide(const Choices& c) {
  if (c.enabled == TriState::no) return ProxyMode::direct;
  const bool nothing = c.auto_detect == TriState::unspecified && !c.script &&
                       c.module == TriState::no && c.use_system_default != TriState::yes &&
                       !c.address && c.bypass_on_local == TriState::unspecified && !c.entries;
  if (nothing) {
    return c.use_system_default == TriState::no ? ProxyMode::direct : ProxyMode::system;
  }
  if (c.module == TriState::yes) return ProxyMode::module;
  if (c.address) return ProxyMode::explicit_address;
  if (starts_from_system(c)) return ProxyMode::system_manual;
  // Setting bypassonlocal or the list deletes the script engine that autoDetect or scriptLocation
  // had made.
  const bool engine =
      (c.auto_detect == TriState::yes || c.script) && !is_given(c.bypass_on_local) && !c.entries;
  return engine ? ProxyMode::script : ProxyMode::direct;
}

/// Every way the unknown ones may turn out; `unknown` when they disagree.
ProxyMode decide_with_unknowns(Choices choices) {
  constexpr std::array<TriState Choices::*, 5> members = {
      &Choices::enabled, &Choices::auto_detect, &Choices::use_system_default,
      &Choices::bypass_on_local, &Choices::module};
  for (const auto member : members) {
    if (choices.*member != TriState::unknown) continue;
    const bool yes_or_no = member == &Choices::enabled || member == &Choices::module;
    choices.*member = TriState::no;
    const ProxyMode mode = decide_with_unknowns(choices);
    choices.*member = TriState::yes;
    if (decide_with_unknowns(choices) != mode) return ProxyMode::unknown;
    choices.*member = TriState::unspecified;
    if (!yes_or_no && decide_with_unknowns(choices) != mode) return ProxyMode::unknown;
    return mode;
  }
  return decide(choices);
}

const Setting* find_setting(const ProxyInput& input, std::string_view element,
                            std::string_view name) {
  const auto at = std::find_if(
      input.settings.begin(), input.settings.end(),
      [&](const Setting& setting) { return setting.element == element && setting.name == name; });
  return at == input.settings.end() ? nullptr : &*at;
}

TriState to_tri_state(const Setting* setting, TriState absent) {
  if (setting == nullptr) return absent;
  if (setting->valid == Certainty::unknown) return TriState::unknown;
  if (setting->parsed == "true") return TriState::yes;
  return setting->parsed == "false" ? TriState::no : TriState::unspecified;
}

struct ProxySettings {
  explicit ProxySettings(const ProxyInput& input)
      : enabled(find_setting(input, "defaultProxy", "enabled")),
        credentials(find_setting(input, "defaultProxy", "useDefaultCredentials")),
        auto_detect(find_setting(input, "proxy", "autoDetect")),
        script(find_setting(input, "proxy", "scriptLocation")),
        bypass_on_local(find_setting(input, "proxy", "bypassonlocal")),
        address(find_setting(input, "proxy", "proxyaddress")),
        system(find_setting(input, "proxy", "usesystemdefault")),
        module(find_setting(input, "module", "type")) {}

  const Setting* enabled;
  const Setting* credentials;
  const Setting* auto_detect;
  const Setting* script;
  const Setting* bypass_on_local;
  const Setting* address;
  const Setting* system;
  const Setting* module;
};

TriState module_state(const Setting* module) {
  if (module == nullptr || module->value.empty()) return TriState::no;
  return module->valid == Certainty::unknown ? TriState::unknown : TriState::yes;
}

std::uint32_t count_entries(const std::vector<BypassEntry>& entries) {
  std::uint32_t count = 0;
  for (const BypassEntry& entry : entries) {
    if (entry.operation == BypassOperation::add && entry.in_effect && !entry.duplicate) ++count;
  }
  return count;
}

text::Span find_span(const ProxyInput& input, const ProxySettings& settings,
                     const EffectiveProxy& proxy) {
  const auto value_of = [](const Setting* setting) {
    return setting == nullptr ? text::Span{} : setting->span;
  };
  const auto element = [&](pugi::xml_node node) {
    return node ? input.document.place(node).value : text::Span{};
  };
  if (proxy.enabled != TriState::yes) return value_of(settings.enabled);
  switch (proxy.mode) {
    case ProxyMode::module:
      return value_of(settings.module);
    case ProxyMode::explicit_address:
      return value_of(settings.address);
    case ProxyMode::script:
      return value_of(settings.script != nullptr ? settings.script : settings.auto_detect);
    case ProxyMode::system_manual:
      return value_of(settings.system);
    case ProxyMode::direct:
      if (proxy.entries > 0) return element(input.section.child("bypasslist"));
      if (is_given(proxy.bypass_on_local)) return value_of(settings.bypass_on_local);
      return value_of(settings.auto_detect != nullptr ? settings.auto_detect : settings.system);
    case ProxyMode::system:
    case ProxyMode::unknown:
      break;
  }
  return element(input.section);
}

/// Nothing but useDefaultCredentials="true", as the product ships it.
bool is_shipped_default(const ProxyInput& input, const EffectiveProxy& proxy) {
  if (!input.section || proxy.use_default_credentials != TriState::yes) return false;
  if (input.section.first_attribute() != input.section.last_attribute()) return false;
  const auto children = input.section.children();
  return std::none_of(children.begin(), children.end(), [](const pugi::xml_node& child) {
    return child.type() == pugi::node_element;
  });
}

bool is_configured(const ProxyInput& input) {
  if (input.elsewhere) return true;
  return !input.bypass.empty() ||
         std::any_of(input.settings.begin(), input.settings.end(), [](const Setting& setting) {
           return setting.name != "useDefaultCredentials";
         });
}

/// Equal for two configs exactly when .NET does the same with them; an entry that can never match
/// makes no difference.
std::string make_canonical(const ProxyInput& input, const EffectiveProxy& proxy,
                           const ProxySettings& settings) {
  std::string text(to_text(proxy.mode));
  if (proxy.mode == ProxyMode::direct) return text;
  if (proxy.mode == ProxyMode::unknown) {
    for (const Setting& setting : input.settings) {
      text += fmt::format("\n{}/@{}={}", setting.element, setting.name,
                          setting.token ? setting.value : setting.parsed);
    }
  }
  if (proxy.mode == ProxyMode::module) text += fmt::format("\ntype={}", settings.module->value);
  if (proxy.address) text += fmt::format("\naddress={}", masked_text(*proxy.address));
  if (proxy.address_unknown) text += fmt::format("\naddress={}", settings.address->value);
  if (proxy.mode == ProxyMode::script) {
    text += fmt::format("\nscript={}\nauto={}", proxy.script, to_text(proxy.auto_detect));
  }
  text += fmt::format("\ncredentials={}", to_text(proxy.use_default_credentials));
  const bool manual = proxy.mode == ProxyMode::explicit_address ||
                      proxy.mode == ProxyMode::system_manual || proxy.mode == ProxyMode::unknown;
  if (!manual) return text;
  const bool local_matters =
      proxy.bypass_on_local != TriState::unspecified || proxy.starts_from_system;
  const TriState local = local_matters ? proxy.bypass_on_local : TriState::no;
  text += fmt::format("\nlocal={}\nlist={}", to_text(local), to_text(proxy.bypass_source));
  std::set<std::string_view> patterns;
  for (const BypassEntry& entry : input.bypass) {
    const bool counts = entry.operation == BypassOperation::add && entry.in_effect;
    if (counts && entry.can_match != Certainty::no) patterns.insert(entry.pattern);
  }
  for (const std::string_view pattern : patterns) text += fmt::format("\n{}", pattern);
  return text;
}

/// The account's manual proxy; a table of schemes counts with what it has for https.
std::string effective_manual(const SystemProxy& system) {
  if (system.address) return masked_text(*system.address);
  for (const auto& [scheme, address] : system.by_scheme) {
    if (scheme == "https") return masked_text(address);
  }
  return "direct";
}

std::string find_effective(const EffectiveProxy& proxy, const AccountState& account) {
  switch (proxy.mode) {
    case ProxyMode::explicit_address:
      return proxy.address ? masked_text(*proxy.address) : "unknown";
    case ProxyMode::direct:
      return "direct";
    case ProxyMode::script:
      return "script";
    case ProxyMode::module:
    case ProxyMode::unknown:
      return "unknown";
    case ProxyMode::system:
      if ((account.pac_url && !account.pac_url->empty()) || account.auto_detect.value_or(false)) {
        return "script";
      }
      break;
    case ProxyMode::system_manual:
      break;
  }
  const bool known = !account.proxy_enabled.value_or(true) || account.proxy_server;
  return known ? effective_manual(read_account_proxy(account)) : "unknown";
}

/// A type without an assembly is looked for in System.dll and mscorlib only.
bool is_unknown_module(std::string_view type) {
  return type.find(',') == std::string_view::npos && !type.starts_with("System.") &&
         !type.starts_with("Microsoft.");
}

NetError make_error(ErrorCause cause, std::string text, std::string name, std::string element,
                    text::Span span, std::uint8_t rank) {
  NetError error;
  error.moment = Moment::request;
  error.cause = cause;
  error.text = std::move(text);
  error.name = std::move(name);
  error.element = std::move(element);
  error.section = "system.net/defaultProxy";
  error.span = span;
  error.rank = rank;
  return error;
}

}  // namespace

bool uses_account_proxy(const EffectiveProxy& proxy) {
  return proxy.mode == ProxyMode::system || proxy.mode == ProxyMode::system_manual ||
         proxy.bypass_source == BypassSource::system ||
         (proxy.starts_from_system && proxy.bypass_on_local == TriState::unspecified);
}

bool reads_account_proxy(const EffectiveProxy& proxy) {
  return proxy.mode == ProxyMode::system || proxy.starts_from_system;
}

SystemProxy read_account_proxy(const AccountState& account) {
  if (!account.proxy_enabled.value_or(account.proxy_server.has_value())) return {};
  return read_wininet_proxy(account.proxy_server.value_or(""), account.proxy_bypass.value_or(""));
}

EffectiveProxy find_effective_proxy(const ProxyInput& input) {
  EffectiveProxy proxy;
  const ProxySettings settings(input);
  proxy.enabled = to_tri_state(settings.enabled, TriState::yes);
  proxy.use_default_credentials = to_tri_state(settings.credentials, TriState::no);
  proxy.auto_detect = to_tri_state(settings.auto_detect, TriState::unspecified);
  proxy.use_system_default = to_tri_state(settings.system, TriState::unspecified);
  proxy.bypass_on_local = to_tri_state(settings.bypass_on_local, TriState::unspecified);
  proxy.entries = count_entries(input.bypass);
  if (settings.script != nullptr) {
    proxy.script = settings.script->token ? settings.script->value : settings.script->parsed;
  }

  Choices choices;
  choices.enabled = proxy.enabled;
  choices.auto_detect = proxy.auto_detect;
  choices.use_system_default = proxy.use_system_default;
  choices.bypass_on_local = proxy.bypass_on_local;
  choices.module = module_state(settings.module);
  choices.script = settings.script != nullptr;
  choices.address = settings.address != nullptr;
  choices.entries = proxy.entries > 0;
  proxy.mode = input.elsewhere ? ProxyMode::unknown : decide_with_unknowns(choices);

  if (proxy.mode == ProxyMode::explicit_address) {
    proxy.address = settings.address->uri;
    proxy.address_unknown = !proxy.address;
  }
  const bool manual =
      proxy.mode == ProxyMode::explicit_address || proxy.mode == ProxyMode::system_manual;
  proxy.starts_from_system = manual && starts_from_system(choices);
  if (proxy.entries > 0 && !input.elsewhere) {
    proxy.bypass_source = BypassSource::file;
  } else if (reads_account_proxy(proxy)) {
    proxy.bypass_source = BypassSource::system;
  }
  const bool gave_script = choices.script || choices.auto_detect == TriState::yes;
  proxy.script_ignored =
      gave_script && proxy.enabled == TriState::yes &&
      (proxy.mode == ProxyMode::explicit_address || proxy.mode == ProxyMode::direct);
  proxy.shipped_default = is_shipped_default(input, proxy);
  proxy.configured = input.section && is_configured(input);
  proxy.span = find_span(input, settings, proxy);
  if (uses_account_proxy(proxy)) {
    if (input.account.knows_proxy()) {
      if (proxy.bypass_source == BypassSource::system) {
        proxy.entries = static_cast<std::uint32_t>(read_account_proxy(input.account).bypass.size());
      }
    } else {
      proxy.assumed.emplace_back("proxy.account");
    }
  }
  proxy.canonical = make_canonical(input, proxy, settings);
  proxy.effective = find_effective(proxy, input.account);
  return proxy;
}

void find_request_errors(const ProxyInput& input, const EffectiveProxy& proxy,
                         std::vector<NetError>& errors) {
  if (proxy.enabled != TriState::yes || input.elsewhere) return;
  const ProxySettings settings(input);
  if (proxy.mode == ProxyMode::module) {
    const std::string& type = settings.module->value;
    if (!is_unknown_module(type)) return;
    errors.push_back(
        make_error(ErrorCause::proxy_module,
                   fmt::format("Could not load type '{}' from assembly 'System, Version=4.0.0.0, "
                               "Culture=neutral, PublicKeyToken=b77a5c561934e089'.",
                               type),
                   type, "module", settings.module->span, 0));
    return;
  }
  if (reads_account_proxy(proxy) && input.account.knows_proxy()) {
    SystemProxy system = read_account_proxy(input.account);
    if (!system.error.empty()) {
      errors.push_back(make_error(ErrorCause::bad_value, std::move(system.error),
                                  input.account.proxy_server.value_or(""), "defaultProxy",
                                  proxy.span, 0));
    }
  }
  for (const BypassEntry& entry : input.bypass) {
    if (!entry.in_effect || entry.verdict != BypassVerdict::invalid) continue;
    errors.push_back(
        make_error(ErrorCause::bad_regex, entry.error, entry.pattern, "add", entry.span, 1));
  }
  if (proxy.address && proxy.address->scheme != "http") {
    errors.push_back(make_error(
        ErrorCause::proxy_scheme,
        fmt::format("The ServicePointManager does not support proxies with the {} scheme.",
                    proxy.address->scheme),
        settings.address->value, "proxy", settings.address->span, 2));
  }
}

}  // namespace shirlint::dotnet
