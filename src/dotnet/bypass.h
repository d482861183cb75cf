// The bypass list of a defaultProxy: each entry with .NET's verdict and what it does.
//
// Rule source: facts 1.5 and 2; BypassElementCollection.cs and webproxy.cs of the reference source.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "dotnet/net.h"
#include "xml/document.h"

namespace shirlint::dotnet {

/// Appends the <add>, <remove> and <clear> of `list` (a <bypasslist>) in order. An <add> or
/// <remove> without an address is no entry: it is an error of the section.
void read_bypass_list(const xml::Document& document, const Options& options, pugi::xml_node list,
                      std::vector<BypassEntry>& entries);

/// Does .NET take the pattern? Sets `verdict`, `error` and `regex`.
void find_verdict(BypassEntry& entry);

/// The verdict on one pattern and what it can match; `in_effect`, `duplicate` and `span` are left.
void judge_bypass_entry(BypassEntry& entry);

/// The entry that exempts this host (as Uri.Host has it) on any port, and no other.
[[nodiscard]] std::string exempting_entry(std::string_view host);

}  // namespace shirlint::dotnet
