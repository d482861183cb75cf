// The configuration loader: which sections of a file .NET takes, and what it refuses when the
// configuration system is initialised.
//
// Rule source: BaseConfigurationRecord.cs (ScanFactories, ScanSections), XmlUtil.cs and
// ClientConfigurationHost.cs of the reference source; texts from System.Configuration's resources.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "dotnet/net_error.h"
#include "xml/document.h"

namespace shirlint::dotnet {

/// A section that counts: outside <location>, or in one that means this very file.
struct SectionInstance {
  std::string key;  // "system.net/defaultProxy"
  pugi::xml_node node;
  bool elsewhere = false;  // configSource or configProtectionProvider: contents are not here
};

/// Everything from the root down to the sections, which are returned in file order; appends what is
/// wrong to `errors`. `document` must be readable.
[[nodiscard]] std::vector<SectionInstance> load_sections(const xml::Document& document,
                                                         bool fragment,
                                                         std::vector<NetError>& errors);

}  // namespace shirlint::dotnet
