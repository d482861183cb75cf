#include "shir/products.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <string>

using namespace shirlint::shir;

TEST_CASE("a file's name tells its role", "[shir][quick]") {
  CHECK(role_of_file_name("diahost.exe.config") == "diahost");
  CHECK(role_of_file_name("DIAWP.EXE.CONFIG") == "diawp");
  CHECK(role_of_file_name("diahost.exe.config.j2") == "diahost");
  CHECK(role_of_file_name("diahost.exe.config.tmpl") == "diahost");
  CHECK(role_of_file_name("diahost.exe.config.template") == "diahost");
  CHECK(role_of_file_name("diahost.exe.tokenized.config") == "diahost");
  CHECK(role_of_file_name("Diawp.exe.config.tokenized.config") == "diawp");
  CHECK(role_of_file_name("Microsoft.DataMap.Agent.exe.config") == "datamap-agent");
  CHECK(role_of_file_name("Microsoft.DataMap.Agent.Connectors.Azure.DataFactory.ServiceHost.exe."
                          "config") == "datamap-servicehost");
  CHECK(role_of_file_name("Fabricworker.exe.config") == "gateway-pipeline-worker");
}

TEST_CASE("other names tell nothing", "[shir][quick]") {
  for (const char* name : {"web.config", "diahost.exe", "diahost.config", "diahost.exe.config.bak",
                           "diahost.exe - Copy.config", "diahost.exe.config.txt", ".config", "",
                           "xdiahost.exe.config", "diahost.exe.config.j2.tmpl"}) {
    CAPTURE(name);
    CHECK_FALSE(role_of_file_name(name));
  }
}

TEST_CASE("each product has its files, and each file's name tells its role", "[shir][quick]") {
  CHECK(find_product("adf")->files.size() == 2);
  CHECK(find_product("purview")->files.size() == 4);
  CHECK_FALSE(find_product("purview")->files[3].required);  // Setup does not create it
  CHECK(find_product("nothing") == nullptr);
  for (const Product& product : products()) {
    for (const ConfigFile& file : product.files) {
      CAPTURE(product.name, file.path);
      const std::string_view name = file.path.substr(file.path.rfind('/') + 1);
      // The mashup container of the personal gateway has the other gateway's name.
      if (file.role != "personal-mashup") {
        CHECK(role_of_file_name(name) == file.role);
      }
      CHECK(std::find(roles().begin(), roles().end(), file.role) != roles().end());
    }
  }
}

TEST_CASE("a role names the service to restart", "[shir][quick]") {
  CHECK(service_of_role("diahost") == "DIAHostService");
  CHECK(service_of_role("datamap-agent") == "DIAHostService");
  CHECK(service_of_role("gateway") == "PBIEgwService");
  CHECK(service_of_role("gateway-configurator").empty());
  CHECK(service_of_role("personal-gateway").empty());
  CHECK(service_of_role("fragment").empty());
}

TEST_CASE("the files of a folder tell the product", "[shir][quick]") {
  const auto guess = [](std::initializer_list<std::string_view> present) {
    return guess_product(std::span<const std::string_view>(present.begin(), present.size()));
  };
  CHECK(guess({"diahost", "diawp"}) == "adf");
  CHECK(guess({"diahost", "diawp", "datamap-agent"}) == "purview");
  CHECK(guess({"gateway"}) == "opdg");
  CHECK(guess({"personal-gateway"}) == "opdg-personal");
  CHECK(guess({"fragment"}).empty());
  CHECK(guess({}).empty());
}
