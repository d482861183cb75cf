#include "shir/products.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/ascii.h"

namespace shirlint::shir {
namespace {

constexpr std::array runtime_files = {
    ConfigFile{"diahost", "Shared/diahost.exe.config", true},
    ConfigFile{"diawp", "Shared/diawp.exe.config", true},
};

// Setup does not create the fourth file; who needs a proxy has to.
constexpr std::array purview_files = {
    ConfigFile{"diahost", "Shared/diahost.exe.config", true},
    ConfigFile{"diawp", "Shared/diawp.exe.config", true},
    ConfigFile{"datamap-agent", "Gateway/DataScan/Microsoft.DataMap.Agent.exe.config", true},
    ConfigFile{"datamap-servicehost",
               "Gateway/DataScan/DataTransfer/"
               "Microsoft.DataMap.Agent.Connectors.Azure.DataFactory.ServiceHost.exe.config",
               false},
};

constexpr std::array gateway_files = {
    ConfigFile{"gateway-configurator", "EnterpriseGatewayConfigurator.exe.config", true},
    ConfigFile{"gateway", "Microsoft.PowerBI.EnterpriseGateway.exe.config", true},
    ConfigFile{"gateway-mashup", "m/Microsoft.Mashup.Container.NetFX45.exe.config", true},
    ConfigFile{"gateway-pipeline-worker",
               "FabricIntegrationRuntime/5.0/Shared/FabricPipelineworker.exe.config", false},
};

constexpr std::array fabric_files = {
    gateway_files[0],
    gateway_files[1],
    gateway_files[2],
    ConfigFile{gateway_files[3].role, gateway_files[3].path, true},
};

constexpr std::array personal_files = {
    ConfigFile{"personal-configurator", "PersonalGatewayConfigurator.exe.config", true},
    ConfigFile{"personal-gateway", "Microsoft.PowerBI.DataMovement.PersonalGateway.exe.config",
               true},
    ConfigFile{"personal-mashup", "m/Microsoft.Mashup.Container.NetFX45.exe.config", true},
};

constexpr std::string_view runtime_folder = "C:\\Program Files\\Microsoft Integration Runtime\\5.0";
constexpr std::string_view gateway_folder = "C:\\Program Files\\On-premises data gateway";
constexpr std::string_view runtime_service = "DIAHostService";
constexpr std::string_view gateway_service = "PBIEgwService";

constexpr std::array all_products = {
    Product{"adf", runtime_folder, runtime_service, "NT SERVICE\\DIAHostService", runtime_files},
    Product{"synapse", runtime_folder, runtime_service, "NT SERVICE\\DIAHostService",
            runtime_files},
    Product{"purview", runtime_folder, runtime_service, "NT SERVICE\\DIAHostService",
            purview_files},
    Product{"fabric", gateway_folder, gateway_service, "NT SERVICE\\PBIEgwService", fabric_files},
    Product{"opdg", gateway_folder, gateway_service, "NT SERVICE\\PBIEgwService", gateway_files},
    Product{"opdg-personal", "%LocalAppData%\\Microsoft\\On-premises data gateway (personal mode)",
            "", "", personal_files},
};

constexpr std::array<std::string_view, 13> all_roles = {"diahost",
                                                        "diawp",
                                                        "datamap-agent",
                                                        "datamap-servicehost",
                                                        "gateway-configurator",
                                                        "gateway",
                                                        "gateway-mashup",
                                                        "gateway-pipeline-worker",
                                                        "personal-configurator",
                                                        "personal-gateway",
                                                        "personal-mashup",
                                                        "fragment",
                                                        "other"};

struct NamedRole {
  std::string_view executable;  // lower case, without ".config"
  std::string_view role;
};

// Both gateways have a mashup container of the same name; in doubt it is the standard gateway's.
constexpr std::array named_roles = {
    NamedRole{"diahost.exe", "diahost"},
    NamedRole{"diawp.exe", "diawp"},
    NamedRole{"microsoft.datamap.agent.exe", "datamap-agent"},
    NamedRole{"microsoft.datamap.agent.connectors.azure.datafactory.servicehost.exe",
              "datamap-servicehost"},
    NamedRole{"enterprisegatewayconfigurator.exe", "gateway-configurator"},
    NamedRole{"microsoft.powerbi.enterprisegateway.exe", "gateway"},
    NamedRole{"microsoft.mashup.container.netfx45.exe", "gateway-mashup"},
    NamedRole{"fabricpipelineworker.exe", "gateway-pipeline-worker"},
    NamedRole{"fabricworker.exe", "gateway-pipeline-worker"},  // before release 3000.258
    NamedRole{"personalgatewayconfigurator.exe", "personal-configurator"},
    NamedRole{"microsoft.powerbi.datamovement.personalgateway.exe", "personal-gateway"},
};

bool strip_suffix(std::string_view& text, std::string_view suffix) {
  if (text.size() <= suffix.size() || text.substr(text.size() - suffix.size()) != suffix) {
    return false;
  }
  text.remove_suffix(suffix.size());
  return true;
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

}  // namespace

std::span<const Product> products() { return all_products; }

const Product* find_product(std::string_view name) {
  const auto at = std::find_if(all_products.begin(), all_products.end(),
                               [&](const Product& product) { return product.name == name; });
  return at == all_products.end() ? nullptr : &*at;
}

std::span<const std::string_view> roles() { return all_roles; }

std::optional<std::string_view> role_of_file_name(std::string_view name) {
  const std::string lower = text::lower_case(name);
  std::string_view rest = lower;
  for (const std::string_view suffix : {".j2", ".tmpl", ".template"}) {
    if (strip_suffix(rest, suffix)) break;
  }
  if (!strip_suffix(rest, ".config")) return std::nullopt;
  if (strip_suffix(rest, ".tokenized")) strip_suffix(rest, ".config");
  for (const NamedRole& known : named_roles) {
    if (known.executable == rest) return known.role;
  }
  return std::nullopt;
}

std::string_view service_of_role(std::string_view role) {
  if (role == "diahost" || role == "diawp" || starts_with(role, "datamap-")) {
    return runtime_service;
  }
  // The configurator is a program that a person starts.
  if (role == "gateway-configurator") return {};
  return starts_with(role, "gateway") ? gateway_service : std::string_view{};
}

std::string_view guess_product(std::span<const std::string_view> roles_present) {
  const auto any = [&](std::string_view prefix) {
    return std::any_of(roles_present.begin(), roles_present.end(),
                       [&](std::string_view role) { return starts_with(role, prefix); });
  };
  if (any("datamap-")) return "purview";
  if (any("diahost") || any("diawp")) return "adf";
  if (any("personal-")) return "opdg-personal";
  return any("gateway") ? "opdg" : std::string_view{};
}

}  // namespace shirlint::shir
