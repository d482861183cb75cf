// What can be proved of a bypass entry.
#include "dotnet/regex_analysis.h"

#include <catch2/catch.hpp>
#include <iostream>
#include <random>
#include <string>
#include <string_view>

#include "dotnet/regex_generator.h"

namespace shirlint::dotnet::test {

namespace {

struct Entry {
  std::string_view pattern;
  Proof can_match;
  Proof matches_every;
};

constexpr Proof no = Proof::no;
constexpr Proof yes = Proof::yes;
constexpr Proof unknown = Proof::unknown;

// The pattern; can it match a subject; does it match every subject?
constexpr Entry entries[] = {
    {"contoso.com", yes, no},
    {"^contoso\\.com$", no, no},
    {"^https?://([^/:]+\\.)?contoso\\.com(:\\d+)?$", yes, no},
    {"^(?:.*://)?.*\\.windows\\.net(?::[0-9]{1,5})?$", yes, no},
    {"", yes, yes},
    {".*", yes, yes},
    {".", yes, yes},
    {"^https?://", yes, yes},
    {"://", yes, yes},
    {"[^/:]", yes, yes},
    {"^https?://[^/]+$", yes, yes},
    {"^http://", yes, no},
    {"contoso.com;10.*", no, no},
    {"<local>", no, no},
    {"10.0.0.0/8", no, no},
    {"contoso\\.com/", no, no},
    {"^https://contoso\\.com:443$", no, no},  // https' own port is not in the subject
    {"^http://contoso\\.com:443$", yes, no},
    {"^http://contoso\\.com:80$", no, no},
    {"^http://contoso\\.com:8[0-9]$", yes, no},
    {":65535$", yes, no},
    {":65536", no, no},
    {":080", no, no},
    {"HTTP://A", yes, no},       // ignoring case
    {"(?-i:HTTP)://a", no, no},  // subjects are lower case
    {"a\\.\\.b", no, no},
    {"\\[::1\\]", yes, no},
    {"\\[::1::2\\]", no, no},
    {"\\bcom$", yes, no},
    {"\\Bcom\\B", yes, no},
    {"^\\bhttp", yes, yes},
    {"^\\Bhttp", no, no},
    {"a$b", no, no},
    {"a^", no, no},
    {"x{3}", yes, no},
    {"(?:a|b)*", yes, yes},
    {"é", no, no},
    {"(?=a)", unknown, unknown},
    {"^x(?=y)", no, no},  // not even without the lookahead
    {"(a)\\1", unknown, no},
    {"(?>a)", unknown, no},
    {"(?<!x)", unknown, unknown},
    {"()(?(1)a|b)", unknown, no},
    {"(?:(?:a{1,99}){1,99}){1,99}", unknown, unknown},  // too large
    {"(.*){1200}~", unknown, no},                       // too much work
    // Nothing, as often as that, is at once nothing (tests/fuzz/found/regex has two billion times).
    {"a(?:){20000}", yes, no},
    {"a(?:(?:(?=x)){2147483646}b){2}", unknown, no},
};

/// A random subject of a bypass entry.
std::string http_subject(std::mt19937_64& random) {
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  static constexpr std::string_view labels[] = {
      "a", "b", "ab", "contoso", "com", "10", "0", "192", "web1", "a-b", "_x", "x", "c", "net"};
  static constexpr std::string_view addresses[] = {"[::1]", "[fe80::1]", "[1:2:3:4:5:6:7:8]",
                                                   "[::ffff:10.0.0.1]", "[a::]"};
  const bool https = below(2) != 0;
  std::string text = https ? "https://" : "http://";
  if (below(8) == 0) {
    text += addresses[below(5)];
  } else {
    text += labels[below(14)];
    for (std::size_t i = below(4); i > 0; --i) text.append(".").append(labels[below(14)]);
    if (below(20) == 0) text += ".";
  }
  if (below(3) == 0) {
    const std::size_t port = below(4) == 0 ? below(65536) : 8080 + below(3);
    if (port != (https ? 443 : 80)) text += ":" + std::to_string(port);
  }
  return text;
}

}  // namespace

TEST_CASE("regex analysis: can an entry match, does it match everything?", "[dotnet][quick]") {
  for (const Entry& entry : entries) {
    INFO(entry.pattern);
    const auto regex = Regex::parse(entry.pattern);
    REQUIRE(regex);
    CHECK(can_match_http_subject(*regex) == entry.can_match);
    CHECK(matches_every_http_subject(*regex) == entry.matches_every);
    const auto example = example_http_subject(*regex);
    CHECK(example.has_value() == (entry.can_match == yes));
    if (example) CHECK(regex->search(*example) == SearchResult::yes);
  }
}

TEST_CASE("regex analysis: agrees with the matcher on random entries", "[dotnet][quick]") {
  const std::uint64_t seed = 41;
  RegexGenerator generator(seed);
  std::mt19937_64 random(seed);
  std::size_t counts[2][3] = {};
  for (int i = 0; i < 4'000; ++i) {
    const Sample sample = generator.next(0);
    const auto regex = Regex::parse(sample.pattern);
    if (!regex) continue;
    INFO(sample.pattern);
    const Proof can = can_match_http_subject(*regex);
    const Proof every = matches_every_http_subject(*regex);
    ++counts[0][static_cast<std::size_t>(can)];
    ++counts[1][static_cast<std::size_t>(every)];
    if (const auto example = example_http_subject(*regex)) {
      INFO(*example);
      CHECK(regex->search(*example) == SearchResult::yes);
    }
    for (int j = 0; j < 10; ++j) {
      const std::string subject = http_subject(random);
      const SearchResult found = regex->search(subject);
      INFO(subject);
      // It may run out of steps, but not come to the other answer.
      const bool judged = found == SearchResult::yes || found == SearchResult::no;
      if (can != Proof::unknown && every != Proof::unknown) {
        CHECK(found != SearchResult::not_judged);
      }
      if (judged && can == Proof::no) CHECK(found == SearchResult::no);
      if (judged && every == Proof::yes) CHECK(found == SearchResult::yes);
    }
  }
  std::cout << "regex analysis: seed " << seed << ", can match no/yes/unknown " << counts[0][0]
            << '/' << counts[0][1] << '/' << counts[0][2] << ", matches every " << counts[1][0]
            << '/' << counts[1][1] << '/' << counts[1][2] << '\n';
  for (const auto& row : counts) {
    for (const std::size_t count : row) CHECK(count > 50);
  }
}

TEST_CASE("regex analysis: plain hosts", "[dotnet][quick]") {
  CHECK(literal_host("contoso.com") == "contoso.com");
  CHECK(literal_host("my\\-host\\.contoso\\.com") == "my-host.contoso.com");
  CHECK(literal_host("169.254.169.254") == "169.254.169.254");
  CHECK(literal_host("Server_1") == "Server_1");
  for (const std::string_view pattern :
       {"", ".", ".contoso.com", "contoso.com.", "a..b", "^contoso.com", "contoso.com$", "*.com",
        "contoso.com:443", "http://contoso.com", "con\\toso", "a|b", "a\\", "[a]", "10.0.0.0/8"}) {
    INFO(pattern);
    CHECK_FALSE(literal_host(pattern));
  }
}

TEST_CASE("regex analysis: exponential loops", "[dotnet][quick]") {
  for (const std::string_view pattern :
       {"(a+)+$", "(a*)*b", "(a|aa)*b", "(\\w|\\d\\w)+$", "(a|ab|b)*c", "([^/:]+\\.)*x",
        "(.*a){10}", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a+)*?b", "(?=(a+)+b)",
        "((?:ab?)(?:b?c?))*d"}) {
    INFO(pattern);
    CHECK(may_be_catastrophic(*Regex::parse(pattern)));
  }
  for (const std::string_view pattern :
       {"contoso.com", "^https?://([^/:]+\\.)?contoso\\.com(:\\d+)?$", "(\\w+\\.)*com", ".*.*.*",
        "(\\d{1,3}\\.){3}\\d{1,3}", "(a?)*", "(?>a+)+b", "(a|a)*b", "(?:ab)*?c", "(?:ab|cd)*",
        "([a-z]+-)*[0-9]+", "^(?:.*://)?.*\\.windows\\.net(?::[0-9]{1,5})?$"}) {
    INFO(pattern);
    CHECK_FALSE(may_be_catastrophic(*Regex::parse(pattern)));
  }
}

}  // namespace shirlint::dotnet::test
