#include "dotnet/values.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace shirlint::dotnet;

TEST_CASE("true and false in any letter case, with white space and NULs around",
          "[dotnet][quick]") {
  for (const std::string& text :
       {std::string("true"), std::string("TRUE"), std::string(" True\r\n"),
        std::string("\0true\0", 6), std::string("\xC2\xA0true")}) {
    CHECK(parse_bool(text) == true);
  }
  CHECK(parse_bool("fAlSe") == false);
  for (const std::string text : {"yes", "1", "on", "", " ", "tr ue", "#{x}#"}) {
    CHECK(parse_bool(text).error() == text + " is not a valid value for Boolean.");
  }
}

TEST_CASE("the proxy element's enumerations", "[dotnet][quick]") {
  struct Row {
    std::string text;
    int value;
  };
  const std::vector<Row> rows = {
      {"True", 1},
      {"false", 0},
      {" UNSPECIFIED\t", -1},
      {"1", 1},
      {"0", 0},
      {"-1", -1},
      {"+5", 5},
      {"True,False", 1},
      {"1, true", 1},
      {"False,-1", -1},
      {"2147483647", 2147483647},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_enum(row.text, bypass_on_local_values()) == row.value);
  }
  for (const std::string text : {"yes", "", "True,", "tru", "2147483648", "1.0", "0x1", "- 1"}) {
    CHECK(parse_enum(text, bypass_on_local_values()).error() ==
          text + " is not a valid value for BypassOnLocalValues.");
  }
  CHECK(parse_enum("x", use_system_default_values()).error() ==
        "x is not a valid value for UseSystemDefaultValues.");
  CHECK(parse_enum("x", auto_detect_values()).error() ==
        "x is not a valid value for AutoDetectValues.");
}

TEST_CASE("other sections' enumerations are strict", "[dotnet][quick]") {
  const EnumType policy = {
      "EncryptionPolicy",
      {{"RequireEncryption", 0}, {"AllowNoEncryption", 1}, {"NoEncryption", 2}}};
  CHECK(parse_generic_enum("NoEncryption", policy) == 2);
  CHECK(parse_generic_enum("AllowNoEncryption, NoEncryption", policy) == 3);
  for (const char* text : {"noencryption", " NoEncryption", "2", "-1", "", "x"}) {
    CHECK(parse_generic_enum(text, policy).error() ==
          "The enumeration value must be one of the following: RequireEncryption, "
          "AllowNoEncryption, NoEncryption.");
  }
}

TEST_CASE("numbers", "[dotnet][quick]") {
  CHECK(parse_int32(" 12 ") == 12);
  CHECK(parse_int32("-2147483648") == -2147483647 - 1);
  CHECK(parse_int32("0x1F") == 31);
  CHECK(parse_int32("#FFFFFFFF") == -1);
  CHECK(parse_int32("&h10") == 16);
  for (const char* text : {"", "x", "1.5", "2147483648", "0x", "# 1"}) {
    CHECK(parse_int32(text).error() == std::string(text) + " is not a valid value for Int32.");
  }
  CHECK(parse_int32("  12a ").error() == "12a is not a valid value for Int32.");
}
