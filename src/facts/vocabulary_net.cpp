#include <array>

#include "facts/vocabulary.h"

namespace shirlint::facts {
namespace {

constexpr std::string_view file = "config";

constexpr TermType element = TermType::element;
constexpr TermType text = TermType::text;
constexpr TermType integer = TermType::integer;
constexpr TermType boolean = TermType::boolean;
constexpr TermType choice = TermType::choice;

constexpr std::string_view moments = "ok|request|section-read|config-init|process-start|not-judged";
constexpr std::string_view causes =
    "not-well-formed|unquoted-attribute|bare-ampersand|encoding|outside-root|root-name|"
    "root-namespace|root-attribute|config-sections-place|config-sections-twice|"
    "section-declaration|reserved-name|unrecognized-section|section-twice|stray-text|"
    "processing-instruction|location|config-source|unrecognized-attribute|unrecognized-element|"
    "element-twice|section-text|missing-key|bad-boolean|bad-enum|bad-integer|bad-uri|"
    "duplicate-entry|bad-value|bad-regex|proxy-scheme|proxy-module";
constexpr std::string_view three = "true|false|unknown";
constexpr std::string_view four = "true|false|unspecified|unknown";
constexpr std::string_view answers = "yes|no|unknown";

constexpr Term terms[] = {
    {"net", element, "", source_net, "what .NET makes of this config"},
    {"net/@role", text, "", source_derived, "the file's role: diahost, diawp, fragment, ..."},
    {"net/@moment", choice, moments, source_net, "the earliest moment at which the file hurts"},
    {"net/@error", text, "", source_net,
     "the text of the earliest error; empty when there is none"},
    {"net/@fragment", boolean, "", source_derived,
     "judged as a fragment, as if it stood in its place"},
    {"net/@proxy-section", boolean, "", source_net, "the file has a defaultProxy that .NET reads"},

    {"net/error", element, "", source_net,
     "one thing that .NET refuses; earliest moment first, then what .NET meets first"},
    {"net/error/@moment", choice, moments, source_net, "when it bites"},
    {"net/error/@cause", choice, causes, source_derived, "what kind of error it is"},
    {"net/error/@text", text, "", source_net, ".NET's own innermost text, without the file suffix"},
    {"net/error/@name", text, "", file, "the offending name or value"},
    {"net/error/@known", text, "", source_derived,
     "the right name (another letter case), or its right place with a slash in it: "
     "'proxy/@usesystemdefault', 'system.net/defaultProxy'"},
    {"net/error/@element", text, "", file, "the element it stands on"},
    {"net/error/@section", text, "", source_net,
     "'system.net/defaultProxy'; empty outside of a section"},
    {"net/error/@likely", boolean, "", source_derived,
     "another machine.config could change the verdict"},
    {"net/error/@equal-to-first", boolean, "", source_derived,
     "of a section that is there twice: it says the same as the first one"},

    {"net/setting", element, "", file,
     "an attribute of defaultProxy, proxy or module that .NET knows"},
    {"net/setting/@element", choice, "defaultProxy|proxy|module", file, "where it stands"},
    {"net/setting/@name", text, "", file, "its name"},
    {"net/setting/@value", text, "", file, "its value as it stands there"},
    {"net/setting/@valid", choice, three, source_net,
     "does .NET take it; unknown: a token is in it"},
    {"net/setting/@parsed", text, "", source_net,
     "true, false, unspecified, or the canonical URI without its user information"},
    {"net/setting/@error", text, "", source_net, "why .NET refuses it"},
    {"net/setting/@has-token", boolean, "", source_derived,
     "an unresolved deployment token is in it"},
    {"net/setting/@fault", choice, "none|empty|no-scheme|scheme|port|host|format|not-absolute",
     source_derived, "what is wrong with a URI; no-scheme: meant as host[:port]"},
    {"net/setting/@scheme", text, "", source_net, "the URI's scheme; absent for no-scheme"},
    {"net/setting/@host", text, "", source_net,
     "the URI's host; for no-scheme the host that is meant"},
    {"net/setting/@port", integer, "", source_net, "the port that .NET takes"},
    {"net/setting/@port-given", boolean, "", source_derived, "the text names a port"},
    {"net/setting/@user-info", boolean, "", source_derived,
     "the text holds a user name or password"},
    {"net/setting/@path", text, "", source_net, "the URI's path, '/' when it has none"},
    {"net/setting/@query", text, "", source_net, "the URI's query with its '?'"},
    {"net/setting/@loopback", boolean, "", source_net, "the host is the machine itself"},
    {"net/setting/@file-uri", boolean, "", source_net, "a file or UNC path"},
    {"net/setting/@white-space", choice, "none|leading|trailing|inner|after-port", source_derived,
     "white space in the URI; after-port makes .NET take another port"},
    {"net/setting/@odd-characters", boolean, "", source_derived,
     "invisible characters, typographic quotes or look-alikes of Latin letters"},

    {"net/proxy", element, "", source_net,
     "the effective proxy; only when moment is ok or request"},
    {"net/proxy/@mode", choice, "explicit|direct|system|system-manual|script|module|unknown",
     source_net, "where the proxy comes from"},
    {"net/proxy/@address", text, "", source_net, "its URL, user information masked"},
    {"net/proxy/@scheme", text, "", source_net, "the scheme of the address"},
    {"net/proxy/@host", text, "", source_net, "the host of the address"},
    {"net/proxy/@port", integer, "", source_net, "the port of the address"},
    {"net/proxy/@loopback", boolean, "", source_net, "the address is the machine itself"},
    {"net/proxy/@script", text, "", source_net, "scriptLocation, also where it is ignored"},
    {"net/proxy/@enabled", choice, three, source_net, "defaultProxy/@enabled"},
    {"net/proxy/@use-default-credentials", choice, three, source_net,
     "defaultProxy/@useDefaultCredentials"},
    {"net/proxy/@use-system-default", choice, four, source_net, "proxy/@usesystemdefault"},
    {"net/proxy/@bypass-on-local", choice, four, source_net, "proxy/@bypassonlocal"},
    {"net/proxy/@auto-detect", choice, four, source_net, "proxy/@autoDetect"},
    {"net/proxy/@entries", integer, "", source_net,
     "how many different bypass entries are in effect"},
    {"net/proxy/@bypass-source", choice, "file|system|none", source_net,
     "whose bypass list counts: the file's or the account's own"},
    {"net/proxy/@script-ignored", boolean, "", source_net,
     "autoDetect or scriptLocation is given and has no effect"},
    {"net/proxy/@shipped-default", boolean, "", source_derived,
     "exactly the shipped block: useDefaultCredentials=\"true\" and nothing else"},
    {"net/proxy/@configured", boolean, "", source_derived,
     "the file sets something of its own beside useDefaultCredentials"},
    {"net/proxy/@canonical", text, "", source_derived,
     "equal for two configs exactly when .NET does the same with them"},
    {"net/proxy/@effective", text, "", source_net,
     "what requests meet that no exception concerns: a proxy URL, direct, script or unknown"},

    {"net/bypass", element, "", file, "the bypass list"},
    {"net/bypass/entry", element, "", file, "an add, remove or clear, in file order"},
    {"net/bypass/entry/@op", choice, "add|remove|clear", file, "which of the three"},
    {"net/bypass/entry/@pattern", text, "", file, "the address as it stands there"},
    {"net/bypass/entry/@verdict", choice, "valid|invalid|not-judged|unknown", source_net,
     "does it compile as a .NET regular expression; unknown: a token is in it"},
    {"net/bypass/entry/@error", text, "", source_net, "why it does not compile"},
    {"net/bypass/entry/@in-effect", boolean, "", source_net, "still there after remove and clear"},
    {"net/bypass/entry/@form", choice,
     "empty|literal-host|literal-ipv4|wildcard|cidr|list|local-token|placeholder|regex",
     source_derived, "what the author probably meant"},
    {"net/bypass/entry/@can-match", choice, answers, source_net,
     "can it match any http or https destination"},
    {"net/bypass/entry/@matches-everything", choice, answers, source_net,
     "does it match every http and https destination"},
    {"net/bypass/entry/@never-because", choice,
     "anchor|path|default-port|trailing-slash|cidr|list|local-token|private-link|other",
     source_derived,
     "why it never matches; private-link and default-port also where it could match what nobody "
     "asks "
     "for"},
    {"net/bypass/entry/@loopback-only", boolean, "", source_derived,
     "it only names loopback hosts, which .NET never sends to a proxy"},
    {"net/bypass/entry/@duplicate", boolean, "", source_net, "an equal entry stands before it"},
    {"net/bypass/entry/@catastrophic", boolean, "", source_net, "matching may take very long"},
    {"net/bypass/entry/@host", text, "", source_derived, "the host of a literal entry"},
    {"net/bypass/entry/@rewrite", text, "", source_net,
     "for a wildcard: what .NET itself makes of such an entry in the account's own list"},
    {"net/bypass/entry/@repair", text, "", source_derived,
     "for some entries that never match or do not compile: one that does"},
    {"net/bypass/entry/@escaped", text, "", source_derived,
     "for a literal entry: the same with each dot escaped"},
    {"net/bypass/entry/part", element, "", source_derived,
     "of a list in one entry: one host, where all of them can be told"},
    {"net/bypass/entry/part/@pattern", text, "", source_derived, "an entry for that host alone"},
    {"net/bypass/entry/@plain-dots", boolean, "", source_derived,
     "a literal entry with a dot that is not escaped"},

    {"net/route", element, "", source_net, "where a request goes; only when moment is ok"},
    {"net/route/@host", text, "", source_derived, "the host"},
    {"net/route/@url", text, "", source_derived, "the URL that was asked"},
    {"net/route/@from", choice,
     "endpoint|local-name|unrelated-name|azure|snapshot|must-bypass|must-proxy|private-endpoint",
     source_derived,
     "who asks: the endpoint table; a made-up name without a dot; made-up public names; the "
     "addresses of Azure's platform; host.toml's endpoints; shirlint.toml"},
    {"net/route/@via", text, "", source_net, "a proxy URL, direct, system, script or unknown"},
    {"net/route/@reason", text, "", source_derived, "why, as a sentence without a full stop"},

    {"net/route/@exemption", text, "", source_derived,
     "for one that goes to a proxy: the bypass entry that would exempt just this host"},
    {"net/route/@entry", text, "", source_net, "the bypass entry that exempts it from the proxy"},

    {"net/service-point", element, "", file,
     "an attribute of system.net/settings/servicePointManager"},
    {"net/service-point/@name", text, "", file, "its name"},
    {"net/service-point/@value", text, "", file, "its value as it stands there"},
    {"net/service-point/@valid", choice, three, source_net,
     "does .NET take it; unknown: a token is in it"},
    {"net/service-point/@parsed", text, "", source_net,
     "the value that .NET takes: true, false, ..."},

    {"net/switch", element, "", file, "a switch of runtime/AppContextSwitchOverrides"},
    {"net/switch/@name", text, "", source_net, "its name; .NET trims nothing"},
    {"net/switch/@state", choice, "true|false|ignored|unknown", source_net,
     "ignored: the value is no boolean, so .NET drops the switch"},
    {"net/switch/@in-effect", boolean, "", source_net, "the last one of its name"},
    {"net/switch/@rest", text, "", source_derived, "the attribute's value without it"},

    {"net/fips-policy", element, "", file, "an enforceFIPSPolicy, wherever it stands"},
    {"net/fips-policy/@enabled", text, "", file, "its value as it stands there"},
    {"net/fips-policy/@in-place", boolean, "", source_net, "it stands where the CLR looks for it"},

    {"net/token", element, "", file,
     "a deployment token that was not replaced; only on a live host and with --no-tokens"},
    {"net/token/@text", text, "", file, "the whole token"},
    {"net/token/@style", choice, "octopus|dollar-brace|dollar-paren|underscores|mustache|site",
     source_derived, "how it is written"},
    {"net/token/@name", text, "", file, "the variable it names"},

    {"net/doctype", element, "", file, "a DOCTYPE before the root element"},
    {"net/auth-key", element, "", file,
     "an authentication key of a runtime, wherever it stands in the file"},
};

}  // namespace

std::span<const Term> net_terms() { return terms; }

}  // namespace shirlint::facts
