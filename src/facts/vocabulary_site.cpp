#include <array>

#include "facts/vocabulary.h"

namespace shirlint::facts {
namespace {

constexpr std::array site = {
    Term{"site", TermType::element, "", "shirlint.toml", "what the organisation intends"},
    Term{"site/@proxy-mode", TermType::choice, "system|custom|none", "shirlint.toml: proxy_mode",
         "the mode set in Configuration Manager: the files count only with 'system'"},
    Term{"site/@proxy-authenticates", TermType::boolean, "", "shirlint.toml: proxy_authenticates",
         "the proxy asks for a Windows log-on"},
    Term{"site/@parquet", TermType::boolean, "", "shirlint.toml: parquet",
         "Parquet, ORC or Avro is copied, so Java is needed"},
};

}  // namespace

std::span<const Term> site_terms() { return site; }

}  // namespace shirlint::facts
