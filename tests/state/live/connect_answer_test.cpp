#include "state/live/connect_answer.h"

#include <catch2/catch.hpp>
#include <random>

#include "seed.h"

using namespace shirlint::state::live;

TEST_CASE("what is sent to a proxy holds no credentials", "[state][probe][quick]") {
  CHECK(connect_request("a.contoso.com", 443) ==
        "CONNECT a.contoso.com:443 HTTP/1.1\r\nHost: a.contoso.com:443\r\n\r\n");
  CHECK(authority("fd00::1", 8443) == "[fd00::1]:8443");
}

TEST_CASE("a proxy's answer is read when it is complete", "[state][probe][quick]") {
  const std::string answer =
      "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: NTLM\r\n\r\n";
  for (std::size_t size = 0; size < answer.size(); ++size) {
    const auto part = read_connect_answer(answer.substr(0, size));
    REQUIRE(part);
    CHECK_FALSE(part->has_value());
  }
  const auto whole = read_connect_answer(answer + "<html>");
  REQUIRE(whole);
  REQUIRE(whole->has_value());
  CHECK((*whole)->status == 407);
  CHECK((*whole)->reason == "Proxy Authentication Required");
}

TEST_CASE("old and lazy proxies are understood", "[state][probe][quick]") {
  for (const char* answer : {"HTTP/1.0 200 Connection established\n\n", "HTTP/1.1 200\r\n\r\n",
                             "HTTP/1.1 200 \r\nX\r\n\r\n"}) {
    INFO(answer);
    const auto read = read_connect_answer(answer);
    REQUIRE(read);
    REQUIRE(read->has_value());
    CHECK((*read)->status == 200);
  }
}

TEST_CASE("what is no answer of a proxy is refused at once", "[state][probe][quick]") {
  for (const char* bytes :
       {"SSH-2.0-OpenSSH_9.2\r\n", "\x15\x03\x01\x00\x02\x02\x46", "220 smtp ready", "\r\n\r\n",
        "HTTP/2 200\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 20\r\n\r\n", "HTTP/1.1 099 x\r\n\r\n", "HTTP/1.1 -20 x\r\n\r\n",
        "http/1.1 200 "}) {
    INFO(bytes);
    CHECK_FALSE(read_connect_answer(bytes));
  }
  CHECK_FALSE(read_connect_answer("HTTP/1.1 200 OK\r\n" + std::string(100'000, 'x')));
  CHECK_FALSE(read_connect_answer("HTTP/1.1 200 " + std::string(100'000, 'x')));
}

TEST_CASE("a reason cannot bring anything but text along", "[state][probe][quick]") {
  const auto read =
      read_connect_answer("HTTP/1.1 502 \x1b[31m\xff##vso[" + std::string(300, 'x') + "\r\n\r\n");
  REQUIRE(read);
  CHECK((*read)->reason.size() == 80);
  CHECK((*read)->reason.rfind("?[31m?##vso[x", 0) == 0);
}

TEST_CASE("any bytes are read to some end", "[state][probe][quick]") {
  const auto seed = shirlint::generated::seed_of_run();
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  const std::string letters = "HTP/1. 0247\r\n\t:x\xff";
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = random() % 2 == 0 ? "HTTP/1.1 200 OK\r\n" : "";
    for (auto left = random() % 40; left > 0; --left) bytes += letters[random() % letters.size()];
    const auto read = read_connect_answer(bytes);
    if (read && read->has_value()) {
      const int status = (*read)->status;
      CHECK((status >= 100 && status <= 999));
    }
  }
}
