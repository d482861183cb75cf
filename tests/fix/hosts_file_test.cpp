#include "fix/hosts_file.h"

#include <catch2/catch.hpp>

using namespace shirlint::fix;

TEST_CASE("a line is added at the end of the hosts file", "[fix][quick]") {
  CHECK(with_hosts_line("", "127.0.0.1 localhost").value() == "127.0.0.1 localhost\r\n");
  CHECK(with_hosts_line("# no end", "127.0.0.1 localhost").value() ==
        "# no end\r\n127.0.0.1 localhost\r\n");
  for (const char* const line : {"", "10.0.0.1 a\n10.0.0.2 b", "10.0.0.1 a # b", "10.0.0.1 \x01"}) {
    CHECK(with_hosts_line("", line).error().message == "is changed by hand");
  }
  CHECK_FALSE(with_hosts_line(std::string("\xFF\xFE#\0", 4), "127.0.0.1 localhost"));
}

TEST_CASE("a line becomes a comment wherever it stands, and no other byte changes",
          "[fix][quick]") {
  const std::string line = "10.0.0.9\tlocalhost  # of old";
  CHECK(
      without_hosts_line("\xEF\xBB\xBF" + line + "\r\n10.0.0.9 localhost\n" + line, line).value() ==
      "\xEF\xBB\xBF# " + line + "\r\n10.0.0.9 localhost\n# " + line);
  CHECK(without_hosts_line("10.0.0.9 localhost2\r\n", "10.0.0.9 localhost").error().message ==
        "has no line '10.0.0.9 localhost'");
  CHECK(without_hosts_line("a\nb\n", "a\nb").error().message == "is changed by hand");
}

TEST_CASE("whom the hosts file calls localhost", "[fix][quick]") {
  CHECK(gives_loopback("\xEF\xBB\xBF 127.0.0.1\tsql LOCALHOST # a", "localhost"));
  CHECK(gives_loopback("10.0.0.1 a\n::1 localhost", "localhost"));
  CHECK_FALSE(gives_loopback("10.0.0.9 localhost\n# 127.0.0.1 localhost\n127.0.0.1", "localhost"));
}

TEST_CASE("the new lines of the hosts file are told", "[fix][quick]") {
  const auto changes = hosts_changes("10.0.0.9 a\r\nb", "# 10.0.0.9 a\r\nb\r\nc\r\n");
  REQUIRE(changes.size() == 2);
  CHECK((changes[0].comment && changes[0].line == "10.0.0.9 a"));
  CHECK((!changes[1].comment && changes[1].line == "c"));
}
