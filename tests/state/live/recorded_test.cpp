#include "state/live/recorded.h"

#include <catch2/catch.hpp>

#include "state/live/access.h"
#include "state/live/scripted_machine.h"

using namespace shirlint::state;
using namespace shirlint::state::live;

namespace {

std::string counted(const std::string& text) {
  return dword_bytes(static_cast<unsigned char>(text.size())) + text;
}

/// DefaultConnectionSettings: version 70, counter, flags, three texts, 32 bytes for WPAD.
std::string blob(unsigned char flags, const std::string& server, const std::string& bypass,
                 const std::string& script) {
  return dword_bytes(70) + dword_bytes(5) + dword_bytes(flags) + counted(server) + counted(bypass) +
         counted(script) + std::string(32, '\0');
}

/// "MZ", the header's offset at 0x3C, "PE", then the machine.
std::string pe(unsigned char low, unsigned char high) {
  std::string out = "MZ" + std::string(0x3A, '\0') + dword_bytes(0x40);
  out += std::string("PE\0\0", 4);
  out += static_cast<char>(low);
  out += static_cast<char>(high);
  return out + std::string(18, '\0');
}

}  // namespace

TEST_CASE("registry values as host.toml has them", "[state][live][quick]") {
  CHECK(typed(sz("C:\\jdk"))->type == "REG_SZ");
  CHECK(typed(sz("C:\\jdk"))->data == Datum(std::string("C:\\jdk")));
  CHECK(typed(expand_sz("%X%"))->type == "REG_EXPAND_SZ");
  CHECK(typed(dword(200))->data == Datum(std::int64_t{200}));
  CHECK(typed({7, utf16(std::string("a\0b\0\0", 5))})->data ==
        Datum(std::vector<std::string>{"a", "b"}));
  CHECK(typed({3, "\x01\xAB"})->data == Datum(std::string("01AB")));
  SECTION("a string ends at its first zero, or without one") {
    CHECK(string_of({1, utf16(std::string("a\0b", 3))}) == "a");
    CHECK(string_of({1, utf16("ab")}) == "ab");
  }
  SECTION("half a surrogate is no UTF-8 and is replaced") {
    CHECK(string_of({1, std::string("\x00\xD8", 2)}) == "\xEF\xBF\xBD");
  }
  SECTION("what has no words, or the wrong size, is nothing") {
    CHECK_FALSE(typed({0, ""}));
    CHECK_FALSE(typed({4, "\x01"}));
    CHECK_FALSE(typed({11, std::string(8, '\xFF')}));
  }
}

TEST_CASE("WinINet's and WinHTTP's settings", "[state][live][quick]") {
  const auto manual = read_proxy_settings(blob(3, "proxy:8080", "*.contoso.com;<local>", ""));
  REQUIRE(manual);
  CHECK(manual->enabled);
  CHECK(manual->server == "proxy:8080");
  CHECK(manual->bypass == "*.contoso.com;<local>");
  CHECK_FALSE(manual->auto_detect);
  const auto script = read_proxy_settings(blob(13, "", "", "http://wpad/p.pac"));
  REQUIRE(script);
  CHECK(script->has_script);
  CHECK(script->auto_detect);
  CHECK(script->pac_url == "http://wpad/p.pac");
  CHECK_FALSE(script->enabled);
  SECTION("a text that claims to be longer than the value is empty, and so are those behind it") {
    std::string cut = blob(3, "proxy:8080", "b", "");
    cut[12] = '\x7F';
    CHECK(read_proxy_settings(cut)->server.empty());
    CHECK(read_proxy_settings(cut)->bypass.empty());
  }
  SECTION("no length makes it read past the end") {
    const std::string whole = blob(3, "proxy:8080", "b", "c");
    for (std::size_t size = 0; size <= whole.size(); ++size) {
      CHECK(read_proxy_settings(whole.substr(0, size)).has_value() == (size >= 12));
    }
  }
}

TEST_CASE("what a DLL is made for", "[state][live][quick]") {
  CHECK(pe_machine(pe(0x64, 0x86)) == "x64");
  CHECK(pe_machine(pe(0x4C, 0x01)) == "x86");
  CHECK(pe_machine(pe(0x64, 0xAA)) == "arm64");
  CHECK(pe_machine(pe(0x00, 0x02)).empty());
  CHECK(pe_machine("ZM" + pe(0x64, 0x86).substr(2)).empty());
  CHECK(pe_machine("MZ").empty());
  CHECK(pe_machine("#!/bin/sh").empty());
  std::string far = pe(0x64, 0x86);
  far.replace(0x3C, 4, "\xFF\xFF\xFF\xFF");
  CHECK(pe_machine(far).empty());
}

TEST_CASE("a JDK's release file", "[state][live][quick]") {
  CHECK(java_version("IMPLEMENTOR=\"Microsoft\"\r\nJAVA_VERSION=\"17.0.8\"\r\n") == "17.0.8");
  CHECK(java_version("JAVA_VERSION=1.8.0_391") == "1.8.0_391");
  CHECK(java_version("JAVA_VERSION_DATE=\"2023-07-18\"\n").empty());
}

TEST_CASE("lines with any ends", "[state][live][quick]") {
  CHECK(lines_of("a\r\n\nb\rc") == std::vector<std::string>{"a", "", "b", "c"});
  CHECK(lines_of("a\n") == std::vector<std::string>{"a"});
  CHECK(lines_of("").empty());
}

TEST_CASE("what an access control list lets a service do", "[state][live][quick]") {
  constexpr std::uint32_t all = 0x1F01FF;
  constexpr std::uint32_t read = 0x1200A9;
  const AccessEntry system{true, "S-1-5-18", all};
  const AccessEntry administrators{true, "S-1-5-32-544", all};
  const AccessEntry users_read{true, "S-1-5-32-545", read};
  const AccessEntry nobody{false, service_sid, read};
  const AccessEntry staff{true, "S-1-5-21-1-2-3-1105", read};
  SECTION("Program Files: users read, and a service is one") {
    const AccessList list{false, {system, administrators, users_read}};
    CHECK(may_read(list, service_sid) == true);
    CHECK_FALSE(users_may_write(list));
  }
  SECTION("the first entry that speaks of it decides") {
    CHECK(may_read({false, {nobody, users_read}}, service_sid) == false);
    CHECK(may_read({false, {users_read, nobody}}, service_sid) == true);
  }
  SECTION("only SYSTEM and administrators") {
    const AccessList list{false, {system, administrators}};
    CHECK(may_read(list, service_sid) == false);
    CHECK(may_read(list, "S-1-5-18") == true);
  }
  SECTION("a person may be in a group that nobody lists here") {
    CHECK(may_read({false, {staff}}, "S-1-5-21-1-2-3-1200") == std::nullopt);
    CHECK(may_read({false, {staff}}, "S-1-5-21-1-2-3-1105") == true);
    CHECK(may_read({false, {staff}}, service_sid) == false);
  }
  SECTION("no list, an empty list, no account") {
    CHECK(may_read({true, {}}, service_sid) == true);
    CHECK(users_may_write({true, {}}));
    CHECK(may_read({false, {}}, service_sid) == false);
    CHECK(may_read({false, {users_read}}, "") == std::nullopt);
  }
  SECTION("whoever logs on may write") {
    CHECK(users_may_write({false, {{true, "S-1-5-11", all}}}));
    CHECK_FALSE(users_may_write({false, {{false, "S-1-1-0", all}, {true, "S-1-1-0", all}}}));
  }
}
