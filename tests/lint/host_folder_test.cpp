// Whose folder a config is in.
#include "lint/host_folder.h"

#include <catch2/catch.hpp>

using shirlint::lint::host_folder_of;
using shirlint::lint::is_product_folder;

TEST_CASE("a product's sub-folder belongs to the folder above", "[lint][quick]") {
  CHECK(host_folder_of("node/Shared/diahost.exe.config", "diahost") == "node");
  CHECK(host_folder_of("Shared/diahost.exe.config", "diahost") == ".");
  CHECK(host_folder_of("/Shared/diahost.exe.config", "diahost") == "/");
  CHECK(host_folder_of("node/gateway/DATASCAN/x.config", "datamap-agent") == "node");
  CHECK(host_folder_of("node/m/x.config", "gateway-mashup") == "node");
}

TEST_CASE("any other folder is the host's own", "[lint][quick]") {
  CHECK(host_folder_of("node/diahost.exe.config", "diahost") == "node");
  CHECK(host_folder_of("node/m/diahost.exe.config", "diahost") == "node/m");
  CHECK(host_folder_of("unshared/diahost.exe.config", "diahost") == "unshared");
  CHECK(host_folder_of("diahost.exe.config", "diahost") == ".");
}

TEST_CASE("folders of products are known in any letter case", "[lint][quick]") {
  CHECK(is_product_folder("SHARED"));
  CHECK(is_product_folder("m"));
  CHECK_FALSE(is_product_folder("prod"));
}
