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
