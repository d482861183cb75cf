// A golden fragment: a `system.net` or `defaultProxy` that live files shall have.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "fix/plan.h"
#include "text/error.h"
#include "text/tokens.h"
#include "xml/document.h"

namespace shirlint::fix {

struct Fragment {
  xml::Document document;
  pugi::xml_node element;  // its root, in a tree with the elements around it that .NET needs
};

/// What stands for deployment tokens in the fragment.
struct TokenValues {
  text::DeploymentTokenFinder finder;
  const std::map<std::string, std::string, std::less<>>& values;  // by name
  bool tokens_are_values = false;                                 // they are left as they are
};

/// The bytes of `file`, tokens filled in. Errors: not well-formed, another root, a token without a
/// value.
[[nodiscard]] text::Result<Fragment> read_fragment(const std::string& bytes,
                                                   const std::string& file,
                                                   const TokenValues& tokens);

/// What puts the fragment into a config, in the config's own layout and encoding, as edits of its
/// bytes; none when the config says the same already. Each section of a `system.net` takes the
/// place of the config's section of that name; other sections of the config stay, as do comments
/// beside them. Errors: .NET cannot read the config, or it has a section more than once.
[[nodiscard]] text::Result<text::Edits> put_fragment(const xml::Document& config,
                                                     const Fragment& fragment);

/// The plan that gives every named config of the host the fragment, proved like unsafe fixes; new
/// findings below errors are what the fragment says of itself, and become notes. Configs that are
/// fragments or transforms themselves are left out.
[[nodiscard]] HostPlan plan_fragment(lint::HostChecker& checker, const lint::CheckContext& context,
                                     const lint::HostSource& source, const io::Reader& reader,
                                     const Fragment& fragment);

}  // namespace shirlint::fix
