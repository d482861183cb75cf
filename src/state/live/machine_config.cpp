// Whether .NET Framework's machine.config sets a proxy for every program of the machine.
#include <pugixml.hpp>

#include "state/live/collectors.h"
#include "xml/document.h"

namespace shirlint::state::live {
namespace {

/// An empty <defaultProxy/> says nothing.
bool sets_proxy(const xml::Document& document) {
  const pugi::xml_node proxy =
      document.tree().child("configuration").child("system.net").child("defaultProxy");
  return !proxy.attributes().empty() || !proxy.children().empty();
}

}  // namespace

void collect_machine_config(const Machine& machine, const Subject& /*subject*/, Facts& facts) {
  const std::string fact = "dotnet.machine_default_proxy";
  constexpr std::size_t limit = std::size_t{4} << 20U;
  const Answer<std::string> windows = machine.folder(KnownFolder::windows);
  const std::string* folder = facts.take(windows, fact);
  if (folder == nullptr) return;
  const Answer<std::string> answer = machine.beginning(
      *folder + "\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config", limit);
  const std::string* bytes = facts.take(answer, fact);
  if (bytes == nullptr) return;
  const xml::Document document = xml::Document::parse(*bytes);
  if (bytes->size() == limit || !document.readable()) {
    return facts.refused(fact, {false, "machine.config cannot be read as XML"});
  }
  facts.set("dotnet", "machine_default_proxy", sets_proxy(document));
}

}  // namespace shirlint::state::live
