#include "lint/root_element.h"

#include <catch2/catch.hpp>
#include <string>

using shirlint::lint::root_element;

TEST_CASE("the root is found behind what may stand before it", "[lint][quick]") {
  CHECK(root_element("<?xml version='1.0'?>\r\n<!-- <a> --><!DOCTYPE b><defaultProxy enabled='1'>")
            .name == "defaultProxy");
  CHECK(root_element("\xEF\xBB\xBF<system.net/>").name == "system.net");
  CHECK(root_element("<a\n>").name == "a");
}

TEST_CASE("UTF-16 is seen through", "[lint][quick]") {
  const std::string text("\xFF\xFE<\0a\0/\0>\0", 10);
  CHECK(root_element(text).name == "a");
}

TEST_CASE("a transform declares its namespace on the root", "[lint][quick]") {
  CHECK(root_element("<configuration xmlns:xdt=\"http://x\">").has_xdt_namespace);
  CHECK_FALSE(root_element("<configuration><a xmlns:xdt=\"http://x\"/>").has_xdt_namespace);
}

TEST_CASE("what has no root has no name", "[lint][quick]") {
  CHECK(root_element("").name.empty());
  CHECK(root_element("no markup").name.empty());
  CHECK(root_element("<!-- never closed <a>").name.empty());
}
