// One section as ConfigurationElement.DeserializeElement reads it: every attribute, element and
// text that it refuses.
//
// Rule source: ConfigurationElement.cs and ConfigurationElementCollection.cs of the reference
// source. .NET throws at the first structural fault and keeps refused values until the end; here
// all are found, and `NetError::rank` keeps .NET's order.
#pragma once

#include <pugixml.hpp>
#include <vector>

#include "dotnet/net.h"
#include "dotnet/section_schema.h"
#include "xml/document.h"

namespace shirlint::dotnet {

struct SectionReading {
  const xml::Document& document;
  const Options& options;
  std::vector<NetError>& errors;
  std::vector<Setting>* settings = nullptr;  // where attributes outside collections are listed
};

void read_section(const SectionSchema& schema, pugi::xml_node section, SectionReading& reading);

}  // namespace shirlint::dotnet
