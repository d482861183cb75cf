#include <array>

#include "facts/vocabulary.h"

namespace shirlint::facts {
namespace {

constexpr std::array site = {
    Term{"site", TermType::element, "", "shirlint.toml", "what the organisation intends"},
    Term{"site/@proxy-mode", TermType::choice, "system|custom|none", "shirlint.toml: proxy_mode",
         "the mode set in Configuration Manager: the files count only with 'system'"},
    Term{"site/@proxy", TermType::text, "", "shirlint.toml: proxy",
         "the proxy that is meant to be used, as .NET spells its URL"},
    Term{"site/@proxy-authenticates", TermType::boolean, "", "shirlint.toml: proxy_authenticates",
         "the proxy asks for a Windows log-on"},
    Term{"site/@managed-identity", TermType::boolean, "", "shirlint.toml: managed_identity",
         "the machine's managed identity is used, so the metadata service is asked"},
    Term{"site/@parquet", TermType::boolean, "", "shirlint.toml: parquet",
         "Parquet, ORC or Avro is copied, so Java is needed"},
    Term{"site/@cloud", TermType::choice, "public|government|china", "shirlint.toml: cloud",
         "where the factory is"},
    Term{"site/@factory", TermType::text, "", "shirlint.toml: factory", "name of the data factory"},
    Term{"site/@region", TermType::text, "", "shirlint.toml: region",
         "its region, such as westeurope"},
    Term{"site/@jdk", TermType::text, "", "shirlint.toml: jdk",
         "the folder that JAVA_HOME should name"},
    Term{"site/@runtime-version", TermType::text, "", "shirlint.toml: versions.runtime",
         "the version of the runtime that the nodes should have"},
    Term{"site/@java-version", TermType::text, "", "shirlint.toml: versions.java",
         "the version of Java that the nodes should have"},
    Term{"site/root", TermType::element, "", "shirlint.toml: root",
         "an authority that the machines must trust"},
    Term{"site/root/@thumbprint", TermType::text, "", "shirlint.toml: root.thumbprint",
         "SHA-1 in upper case"},
    Term{"site/root/@file", TermType::text, "", "shirlint.toml: root.file",
         "where its certificate is"},
    Term{"site/private-endpoint", TermType::element, "", "shirlint.toml: private_endpoints",
         "a name that a private endpoint answers"},
    Term{"site/private-endpoint/@host", TermType::text, "", "shirlint.toml: private_endpoints",
         "its host"},
    Term{"site/private-endpoint/@url", TermType::text, "", "derived", "the URL that is asked for"},
    Term{"site/suppression", TermType::element, "", "shirlint.toml: suppress",
         "one of no more use, or a comment that suppresses; there only when these are judged"},
    Term{"site/suppression/@state", TermType::choice, "expired|unused|idle-comment|misread-comment",
         "derived", "why"},
    Term{"site/suppression/@code", TermType::text, "", "shirlint.toml: suppress.code",
         "which rule's findings"},
    Term{"site/suppression/@owner", TermType::text, "", "shirlint.toml: suppress.owner",
         "who answers for it"},
    Term{"site/suppression/@reason", TermType::text, "", "shirlint.toml: suppress.reason", "why"},
    Term{"site/suppression/@problem", TermType::text, "", "derived",
         "why a comment cannot be understood"},
    Term{"site/suppression/@expires", TermType::date, "", "shirlint.toml: suppress.expires",
         "the last day on which it counts"},
    Term{"site/must-bypass", TermType::element, "", "shirlint.toml: must_bypass",
         "a name that must not go through the proxy"},
    Term{"site/must-bypass/@host", TermType::text, "", "shirlint.toml: must_bypass", "its host"},
    Term{"site/must-bypass/@url", TermType::text, "", "derived", "the URL that is asked for"},
    Term{"site/must-proxy", TermType::element, "", "shirlint.toml: must_proxy",
         "a name that must go through the proxy"},
    Term{"site/must-proxy/@host", TermType::text, "", "shirlint.toml: must_proxy", "its host"},
    Term{"site/must-proxy/@url", TermType::text, "", "derived", "the URL that is asked for"},
};

}  // namespace

std::span<const Term> site_terms() { return site; }

}  // namespace shirlint::facts
