#include "text/encoding.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace shirlint::text;
using namespace std::string_literals;

namespace {

const std::vector<std::string> single_byte_names = {
    "us-ascii",     "iso-8859-1",   "iso-8859-2",   "iso-8859-3",   "iso-8859-4",   "iso-8859-5",
    "iso-8859-6",   "iso-8859-7",   "iso-8859-8",   "iso-8859-9",   "iso-8859-13",  "iso-8859-15",
    "windows-874",  "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254",
    "windows-1255", "windows-1256", "windows-1257", "windows-1258", "ibm437",       "ibm850"};

Encoding encoding(std::string_view name) {
  const auto found = find_encoding(name);
  REQUIRE(found);
  return *found;
}

std::string decoded(std::string_view bytes, std::string_view name) {
  return decode(bytes, encoding(name)).text;
}

}  // namespace

TEST_CASE("encodings go by the names that .NET accepts", "[text][quick]") {
  CHECK(encoding("UTF-8") == Encoding{});
  CHECK(encoding("Windows-1252").name() == "windows-1252");
  CHECK(encoding("latin1").name() == "iso-8859-1");
  CHECK(encoding("CP437").name() == "ibm437");
  CHECK(encoding("unicode").name() == "utf-16");
  CHECK(encoding("unicodeFFFE").name() == "utf-16BE");
  CHECK(encoding("utf-32").name() == "utf-32");
  for (const std::string& name : single_byte_names) CHECK(encoding(name).name() == name);
}

TEST_CASE("a name without a table is not guessed at", "[text][quick]") {
  for (const char* name :
       {"utf8", "", " ", "shift_jis", "gb18030", "cp1252", "ibm037", "l1 latin1"}) {
    CAPTURE(name);
    CHECK_FALSE(find_encoding(name));
  }
}

TEST_CASE("bytes without a meaning in a code page become what Windows makes of them",
          "[text][quick]") {
  CHECK(decoded("\x80\x81", "windows-1252") == "\xE2\x82\xAC\xC2\x81");  // euro, then a C1 control
  CHECK(decoded("\xD2", "windows-1253") == "\xEF\xA3\xBA");              // U+F8FA, private use
  CHECK(decoded("\xE9", "us-ascii") == "?");
  CHECK(decoded("\x82", "ibm850") == "\xC3\xA9");
}

TEST_CASE("every byte of a code page comes back", "[text][quick]") {
  for (const std::string& name : single_byte_names) {
    CAPTURE(name);
    std::string bytes;
    for (unsigned byte = 0; byte < (name == "us-ascii" ? 0x80U : 0x100U); ++byte) {
      bytes.push_back(static_cast<char>(byte));
    }
    // Six pages of ISO 8859 have holes that nobody fills; those bytes cannot come back.
    std::string kept;
    for (const char byte : bytes) {
      if (decoded(std::string(1, byte), name) != "\xEF\xBF\xBD") kept.push_back(byte);
    }
    CHECK(kept.size() >= (name == "us-ascii" ? 128U : 200U));
    CHECK(encode(decoded(kept, name), encoding(name)).value() == kept);
  }
}

TEST_CASE("UTF-16 and UTF-32 come back in both byte orders", "[text][quick]") {
  const std::string text = "a\xC3\xA9\xE4\xB8\x80\xF0\x9F\x98\x80\r\n";
  for (const char* name : {"utf-8", "utf-16", "utf-16be", "utf-32", "utf-32be"}) {
    CAPTURE(name);
    const std::string bytes = encode(text, encoding(name)).value();
    CHECK(decoded(bytes, name) == text);
  }
  CHECK(encode("\xF0\x9F\x98\x80", encoding("utf-16")).value() == "\x3D\xD8\x00\xDE"s);
  CHECK(encode("a", encoding("utf-32be")).value() == "\0\0\0a"s);
}

TEST_CASE("half a surrogate pair in UTF-16 is kept, not repaired", "[text][quick]") {
  const std::string bytes = "\x3D\xD8\x61\x00"s;
  const Decoded result = decode(bytes, encoding("utf-16"));
  CHECK_FALSE(result.fault);
  CHECK(result.text ==
        "\xED\xA0\xBD"
        "a");
  CHECK(encode(result.text, encoding("utf-16")).value() == bytes);
}

TEST_CASE("the first byte that UTF-8 refuses is named", "[text][quick]") {
  struct Example {
    std::string bytes;
    std::uint32_t fault;
  };
  const std::vector<Example> examples = {
      {"\x80", 0},                  // a second byte without a first
      {"ab\xFF", 2},                //
      {"a\xC3(", 1},                // the second byte is missing
      {"\xC0\xAF", 0},              // overlong
      {"\xE0\x80\x80", 0},          // overlong
      {"\xED\xA0\x80", 0},          // a surrogate
      {"\xF4\x90\x80\x80", 0},      // past U+10FFFF
      {"\xF5\x80\x80\x80", 0},      //
      {"abcdefgh12345678\xE9", 16}  // would be unfinished, were there not more
  };
  for (const Example& example : examples) {
    CAPTURE(example.bytes);
    CHECK(check_utf8(example.bytes + "x").fault == example.fault);
  }
}

TEST_CASE("a character cut off at the end is not a fault to .NET", "[text][quick]") {
  const Decoded utf8 = check_utf8("a\xE2\x82");
  CHECK_FALSE(utf8.fault);
  CHECK(utf8.unfinished == 2);
  const Decoded utf16 = decode("a\0b"s, encoding("utf-16"));
  CHECK(utf16.text == "a");
  CHECK(utf16.unfinished == 1);
}

TEST_CASE("UTF-32 refuses surrogates and what is past Unicode", "[text][quick]") {
  const Decoded surrogate = decode("a\0\0\0\x00\xD8\0\0"s, encoding("utf-32"));
  CHECK(surrogate.fault == 4U);
  CHECK(surrogate.text == "a");
  CHECK(decode("\0\x11\0\0"s, encoding("utf-32be")).fault == 0U);
}

TEST_CASE("a character that an encoding lacks is said by its number", "[text][quick]") {
  CHECK(encode("\xE4\xB8\x80", encoding("windows-1252")).error().message ==
        "the character U+4E00 does not exist in windows-1252");
  CHECK(encode("\xF0\x9F\x98\x80", encoding("us-ascii")).error().message ==
        "the character U+01F600 does not exist in us-ascii");
}

TEST_CASE("a byte order mark says what follows", "[text][quick]") {
  CHECK(find_byte_order_mark("\xEF\xBB\xBF<").size == 3);
  CHECK(find_byte_order_mark("\xFF\xFE<\0"s).encoding.name() == "utf-16");
  CHECK(find_byte_order_mark("\xFF\xFE\0\0"s).encoding.name() == "utf-32");
  CHECK(find_byte_order_mark("\xFE\xFF\0<"s).encoding.name() == "utf-16BE");
  CHECK(find_byte_order_mark("\0\0\xFE\xFF"s).encoding.name() == "utf-32BE");
  CHECK(find_byte_order_mark("<a/>").size == 0);
}
