#include <array>

#include "facts/vocabulary.h"

namespace shirlint::facts {
namespace {

constexpr std::string_view source = "baseline";

constexpr std::array baseline = {
    Term{"net/baseline", TermType::element, "", source,
         "only with --baseline: what it remembers of this config; empty when it does not know it"},
    Term{"net/baseline/@proxy", TermType::choice,
         "shipped-default|explicit|direct|system|system-manual|script|module|unknown", source,
         "where the proxy came from then, or that the block was exactly the shipped one"},
    Term{"net/baseline/@address", TermType::text, "", source,
         "the URL of the explicit proxy then, user information masked"},
    Term{"net/baseline/@configured", TermType::boolean, "", source,
         "the file then set something of its own beside useDefaultCredentials"},
    Term{"net/baseline/setting", TermType::element, "", source,
         "gcAllowVeryLargeObjects or gcServer; none of them: the file could not be read then"},
    Term{"net/baseline/setting/@name", TermType::choice, "gcAllowVeryLargeObjects|gcServer", source,
         "which of them"},
    Term{"net/baseline/setting/@value", TermType::text, "", source,
         "its attribute 'enabled' as written, or absent"},
    Term{"host/baseline", TermType::element, "", source,
         "only with --baseline: what it remembers of this host; empty when it does not know it"},
    Term{"host/baseline/@version", TermType::text, "", source, "version of the runtime then"},
};

}  // namespace

std::span<const Term> baseline_terms() { return baseline; }

}  // namespace shirlint::facts
