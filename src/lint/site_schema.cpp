#include "lint/site_schema.h"

#include <array>

namespace shirlint::lint {
namespace {

using enum SiteType;

constexpr std::array keys = {
    SiteKey{"", "proxy", text, false, "", "URL of the proxy that is meant to be used"},
    SiteKey{"", "proxy_authenticates", flag, false, "", "it asks for a Windows log-on"},
    SiteKey{"", "proxy_mode", text, false, "system|custom|none", "as set in Configuration Manager"},
    SiteKey{"", "must_bypass", texts, false, "",
            "hosts or URLs that must not go through the proxy"},
    SiteKey{"", "must_proxy", texts, false, "", "hosts or URLs that must go through the proxy"},
    SiteKey{"", "private_endpoints", texts, false, "", "names that a private endpoint answers"},
    SiteKey{"", "allow_list", texts, false, "",
            "names that the firewall or proxy lets out, *.NAME for all below one"},
    SiteKey{"", "cloud", text, false, "public|government|china", "where the factory is"},
    SiteKey{"", "factory", text, false, "", "name of the data factory"},
    SiteKey{"", "region", text, false, "", "its region, such as westeurope"},
    SiteKey{"", "parquet", flag, false, "",
            "Parquet, ORC or Avro is copied, so that Java is needed"},
    SiteKey{"", "managed_identity", flag, false, "", "the machine's managed identity is used"},
    SiteKey{"", "jdk", text, false, "", "the folder that JAVA_HOME should name"},
    SiteKey{"", "severity", severities, false, "", "how much a rule's findings count, by code"},
    SiteKey{"versions", "runtime", text, false, "", "version of the runtime, or its first parts"},
    SiteKey{"versions", "java", text, false, "", "version of Java, or its first parts"},
    SiteKey{"root", "thumbprint", text, true, "", "SHA-1 of an authority of your own"},
    SiteKey{"root", "file", text, false, "", "where its certificate is"},
    SiteKey{"token", "prefix", text, true, "", "what a deployment token begins with"},
    SiteKey{"token", "suffix", text, true, "", "what it ends with"},
    SiteKey{"path", "match", text, true, "", "a glob on paths as seen from this file"},
    SiteKey{"path", "ignore", texts, false, "", "rules or categories that are not asked there"},
    SiteKey{"path", "severity", severities, false, "", "how much findings count there, by code"},
    SiteKey{"suppress", "code", text, true, "", "the rule whose findings are silenced"},
    SiteKey{"suppress", "match", text, false, "", "only in files that this glob matches"},
    SiteKey{"suppress", "host", text, false, "", "only of this host"},
    SiteKey{"suppress", "reason", text, true, "", "why"},
    SiteKey{"suppress", "owner", text, true, "", "who answers for it"},
    SiteKey{"suppress", "expires", day, true, "", "the last day on which it counts"},
};

}  // namespace

std::span<const SiteKey> site_keys() { return keys; }

}  // namespace shirlint::lint
