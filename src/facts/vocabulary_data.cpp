#include <array>

#include "facts/vocabulary.h"

namespace shirlint::facts {
namespace {

// The tables that the built-in rules use; a test compares this with rules/data. A table that
// replaces one of them has the same names.
constexpr std::array data = {
    Term{"data", TermType::element, "", "rules/data", "reference tables, a row an element"},
    Term{"data/table", TermType::element, "", "rules/data", "where a table comes from"},
    Term{"data/table/@name", TermType::text, "", "name", "of the table"},
    Term{"data/table/@element", TermType::text, "", "derived", "name of its rows"},
    Term{"data/table/@source", TermType::text, "", "source", "where its facts come from"},
    Term{"data/table/@as-of", TermType::date, "", "as_of", "the day they were true"},

    Term{"data/version", TermType::element, "", "versions.toml", "a version with an expiry date"},
    Term{"data/version/@number", TermType::text, "", "versions.toml", "major.minor"},
    Term{"data/version/@expires", TermType::date, "", "versions.toml", "when it goes offline"},
    Term{"data/version/@builds", TermType::text, "", "versions.toml",
         "its four-part versions, separated by single blanks"},

    Term{"data/root", TermType::element, "", "roots.toml", "a root of Azure's endpoints"},
    Term{"data/root/@thumbprint", TermType::text, "", "roots.toml", "SHA-1 in upper case"},
    Term{"data/root/@name", TermType::text, "", "roots.toml", "common name"},
    Term{"data/root/@state", TermType::choice, "required|in-use|retired", "roots.toml",
         "required: asked for by name by the troubleshooting guide"},
    Term{"data/root/@url", TermType::text, "", "roots.toml", "where the certificate can be got"},
    Term{"data/root/@retired", TermType::text, "", "roots.toml", "since which month"},

    Term{"data/endpoint", TermType::element, "", "endpoints.toml", "a name that must be reached"},
    Term{"data/endpoint/@host", TermType::text, "", "endpoints.toml", "with * and {placeholders}"},
    Term{"data/endpoint/@port", TermType::integer, "", "endpoints.toml", "TCP port"},
    Term{"data/endpoint/@cloud", TermType::choice, "public|government|china|any", "endpoints.toml",
         "which cloud"},
    Term{"data/endpoint/@products", TermType::text, "", "endpoints.toml",
         "of which products, separated by single blanks"},
    Term{"data/endpoint/@needed", TermType::choice,
         "service|interactive-authoring|updates|key-vault|staged-copy|azure-sql|data-lake-gen1",
         "endpoints.toml", "what for"},
    Term{"data/endpoint/@probe", TermType::text, "", "endpoints.toml",
         "a real name for one with *"},

    Term{"data/option", TermType::element, "", "dmgcmd.toml", "an option of dmgcmd.exe"},
    Term{"data/option/@short", TermType::text, "", "dmgcmd.toml", "short form"},
    Term{"data/option/@long", TermType::text, "", "dmgcmd.toml", "long form"},
    Term{"data/option/@least", TermType::integer, "", "dmgcmd.toml", "fewest arguments"},
    Term{"data/option/@most", TermType::integer, "", "dmgcmd.toml", "most arguments"},
    Term{"data/option/@state", TermType::choice, "documented|undocumented|v1-only|old",
         "dmgcmd.toml", "how well known it is"},
    Term{"data/option/@does", TermType::text, "", "dmgcmd.toml", "what it does"},

    Term{"data/invented-option", TermType::element, "", "dmgcmd_invented.toml",
         "an option that dmgcmd.exe does not have"},
    Term{"data/invented-option/@name", TermType::text, "", "dmgcmd_invented.toml", "in lower case"},
    Term{"data/invented-option/@instead", TermType::text, "", "dmgcmd_invented.toml",
         "what does what it promises: a sentence"},
    Term{"data/invented-option/@command", TermType::text, "", "dmgcmd_invented.toml",
         "the same as a command, if it is one"},

    Term{"data/operating-system", TermType::element, "", "operating_systems.toml",
         "a supported version of Windows"},
    Term{"data/operating-system/@name", TermType::text, "", "operating_systems.toml", "its name"},
    Term{"data/operating-system/@build", TermType::integer, "", "operating_systems.toml",
         "its first build number"},
    Term{"data/operating-system/@kind", TermType::choice, "client|server", "operating_systems.toml",
         "which family"},

    Term{"data/placeholder", TermType::element, "", "placeholders.toml",
         "a word of a published sample that stands for one's own"},
    Term{"data/placeholder/@text", TermType::text, "", "placeholders.toml", "in lower case"},
    Term{"data/placeholder/@kind", TermType::choice, "host|label|text", "placeholders.toml",
         "a whole host name, one label of it, or any text"},
    Term{"data/placeholder/@from", TermType::text, "", "placeholders.toml", "where it is printed"},
};

}  // namespace

std::span<const Term> data_terms() { return data; }

}  // namespace shirlint::facts
