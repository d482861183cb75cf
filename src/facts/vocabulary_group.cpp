#include <array>

#include "facts/vocabulary.h"

namespace shirlint::facts {
namespace {

constexpr std::array group = {
    Term{"group", TermType::element, "", "host.toml: group",
         "the hosts of this run that are nodes of one integration runtime, two or more"},
    Term{"group/@name", TermType::text, "", "host.toml: group", "what they share"},
    Term{"group/@newest-version", TermType::text, "", source_derived,
         "the newest runtime.version of its nodes"},
    Term{"group/node", TermType::element, "", "host.toml", "one host, in the order of the run"},
    Term{"group/node/@name", TermType::text, "", "host.toml: name", "what people call it"},
    Term{"group/node/@path", TermType::text, "", source_derived,
         "its folder, which no other node has"},
    Term{"group/node/@product", TermType::text, "", "host.toml: product",
         "what the integration runtime belongs to"},
    Term{"group/node/@version", TermType::text, "", "host.toml: runtime.version",
         "four-part version of the runtime"},
    Term{"group/node/@newest", TermType::boolean, "", source_derived,
         "no other node has a newer version; absent for a version that is none"},
    Term{"group/node/config", TermType::element, "", "config", "one of its config files"},
    Term{"group/node/config/@role", TermType::text, "", source_derived,
         "its role: diahost, diawp, ..."},
    Term{"group/node/config/@path", TermType::text, "", source_derived, "the file"},
    Term{"group/node/config/@mode", TermType::choice,
         "explicit|direct|system|system-manual|script|module|unknown", source_net,
         "where the proxy comes from; absent, as all below, for a file that .NET refuses"},
    Term{"group/node/config/@address", TermType::text, "", source_net,
         "the proxy's URL, user information masked"},
    Term{"group/node/config/@entries", TermType::integer, "", source_net,
         "how many different bypass entries are in effect"},
    Term{"group/node/config/@differs", TermType::boolean, "", source_derived,
         "it makes .NET do something else than the same file of most nodes (where there is no "
         "majority: of the first one that is not as shipped); absent where deployment tokens leave "
         "that open"},
    Term{"group/node/config/@model", TermType::text, "", source_derived,
         "path of the node that it is compared with"},
    Term{"group/node/config/entry", TermType::element, "", "config",
         "a bypass entry that is in effect and can match; of a config that differs, and its model"},
    Term{"group/node/config/entry/@pattern", TermType::text, "", "config", "the address"},
};

}  // namespace

std::span<const Term> group_terms() { return group; }

}  // namespace shirlint::facts
