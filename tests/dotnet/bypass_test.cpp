// Bypass entries: what .NET compiles, what stays in effect, what the author probably meant.
#include <catch2/catch.hpp>

#include "dotnet/bypass.h"
#include "dotnet/bypass_form.h"
#include "dotnet/net_example.h"

using namespace shirlint::dotnet;
using namespace shirlint::dotnet::example;

namespace {

BypassEntry entry(const std::string& pattern) {
  BypassEntry result;
  result.pattern = pattern;
  judge_bypass_entry(result);
  INFO(pattern);
  return result;
}

std::string form(const std::string& pattern) { return std::string(to_text(entry(pattern).form)); }
std::string never(const std::string& pattern) {
  return std::string(to_text(entry(pattern).never_because));
}

}  // namespace

TEST_CASE("what the author of an entry meant", "[dotnet][quick]") {
  const std::pair<const char*, const char*> examples[] = {
      {"", "empty"},
      {"contoso.com", "literal-host"},
      {"contoso\\.com", "literal-host"},
      {".contoso.com", "literal-host"},
      {"server01", "literal-host"},
      {"169.254.169.254", "literal-ipv4"},
      {"169\\.254\\.169\\.254", "literal-ipv4"},
      {"*.contoso.com", "wildcard"},
      {"*contoso*", "wildcard"},
      {"10.*", "wildcard"},
      {"192.168.*", "wildcard"},
      {"http://*.contoso.com:8080", "wildcard"},
      {"10.0.0.0/8", "cidr"},
      {"fe80::/10", "cidr"},
      {"contoso.com;10.*", "list"},
      {"a.example, b.example", "list"},
      {"a.example;", "list"},
      {"<local>", "local-token"},
      {"<LOCAL>", "local-token"},
      {"<-loopback>", "local-token"},
      {"[adfresourcename].[adfresourcelocation].datafactory.azure.net", "placeholder"},
      {"<your server>.contoso.com", "placeholder"},
      {".*", "regex"},
      {".*\\.contoso\\.com", "regex"},
      {"[a-z]+\\.contoso\\.com$", "regex"},
      {"192\\.168\\.\\d{1,3}\\.\\d{1,3}", "regex"},
      {"^https?://([^/:]+\\.)?contoso\\.com(:[0-9]+)?$", "regex"},
      {"(?<name>a)", "regex"},
      {"[abcdef]1", "regex"},
      {"256.1.1.1/8", "regex"},
  };
  for (const auto& [pattern, expected] : examples) {
    INFO(pattern);
    CHECK(form(pattern) == expected);
  }
  CHECK(entry("contoso\\.com").host == "contoso.com");
  CHECK(entry(".contoso.com").host == "contoso.com");
  CHECK(entry("*.contoso.com").rewrite == "^(?:.*://)?.*\\.contoso\\.com(?::[0-9]{1,5})?$");
}

TEST_CASE("an entry that does not compile", "[dotnet][quick]") {
  const BypassEntry bad = entry("*.contoso.com");
  CHECK(bad.verdict == BypassVerdict::invalid);
  CHECK(bad.error == "parsing \"*.contoso.com\" - Quantifier {x,y} following nothing.");
  CHECK_FALSE(bad.regex);
  CHECK(bad.can_match == Certainty::unknown);
  CHECK(entry("\\_").error == "parsing \"\\_\" - Unrecognized escape sequence \\_.");
}

TEST_CASE("what an entry can match is judged by the regular expression", "[dotnet][quick]") {
  const auto can = [](const std::string& pattern) { return entry(pattern).can_match; };
  for (const char* pattern :
       {"contoso.com", "^https?://contoso\\.com$", "^(?:.*://)?contoso\\.com", "[a-z]+\\.contoso$",
        "://", "[^/:]+", ".contoso.com", "192.168.*", "^http", "(?i)CONTOSO", "CONTOSO.com", "",
        ".*", "contoso\\.com:8443", "\\d{1,3}\\.\\d", "[adfresourcename].example",
        "https?://10\\.1\\.", "foo|bar/"}) {
    INFO(pattern);
    CHECK(can(pattern) == Certainty::yes);
  }
  for (const char* pattern :
       {"^contoso\\.com$", "https://contoso.com/", "contoso.com/path", "10.0.0.0/8", "<local>",
        "a.example;b.example", "https://contoso\\.com:443$", "^http://a:80$", "con toso"}) {
    INFO(pattern);
    CHECK(can(pattern) == Certainty::no);
  }
}

TEST_CASE("why an entry never matches", "[dotnet][quick]") {
  CHECK(never("^contoso\\.com") == "anchor");
  CHECK(never("^contoso\\.com$") == "anchor");
  CHECK(never("contoso.com/path") == "path");
  CHECK(never("https://contoso.com/path/x$") == "path");
  CHECK(never("https://contoso.com:443") == "default-port");
  CHECK(never("^http://contoso\\.com:80$") == "default-port");
  CHECK(never("contoso.com/") == "trailing-slash");
  CHECK(never("https://contoso\\.com/$") == "trailing-slash");
  CHECK(never("10.0.0.0/8") == "cidr");
  CHECK(never("a.example;b.example") == "list");
  CHECK(never("<local>") == "local-token");
  CHECK(never("con toso") == "other");
  SECTION("it could match what nobody asks for") {
    CHECK(never("x.privatelink.datafactory.azure.net") == "private-link");
    CHECK(never("contoso.com:443") == "default-port");
    CHECK(entry("contoso.com:443").can_match == Certainty::yes);
  }
  SECTION("fine ones have no reason") {
    for (const char* pattern : {"contoso.com", "contoso.com:8080", "contoso\\.com(:443)?$",
                                "https://contoso.com", "contoso.com:80\\d\\d"}) {
      INFO(pattern);
      CHECK(never(pattern).empty());
    }
  }
}

TEST_CASE("an entry that would work in its place", "[dotnet][quick]") {
  const auto repair = [](const std::string& pattern) { return entry(pattern).repair; };
  CHECK(repair("^contoso\\.com$") == "^https?://contoso\\.com$");
  CHECK(repair("^10\\.1\\.") == "^https?://10\\.1\\.");
  CHECK(repair("^https://contoso\\.com:443$") == "^https://contoso\\.com$");
  CHECK(repair("contoso\\.com:443") == "contoso\\.com");
  CHECK(repair("https://contoso\\.com/") == "https://contoso\\.com");
  CHECK(repair("^https?://contoso\\.com/api$") == "^https?://contoso\\.com");
  CHECK(repair("sql\\_01") == "sql_01");
  CHECK(repair("sql\\\\_01").empty());  // an escaped backslash, which compiles
  CHECK(repair("sql\\_01(").empty());   // would not compile without it either
  CHECK(repair("contoso\\.com").empty());
}

TEST_CASE("an entry that exempts one host", "[dotnet][quick]") {
  for (const char* host : {"a.example", "10.0.0.4", "[fe80::1]", "sql-01"}) {
    const BypassEntry made = entry(exempting_entry(host));
    INFO(made.pattern);
    REQUIRE(made.regex);
    const auto matches = [&](const std::string& subject) {
      return made.regex->search(subject) == SearchResult::yes;
    };
    CHECK(matches(std::string("https://") + host));
    CHECK(matches(std::string("http://") + host + ":8080"));
    CHECK_FALSE(matches(std::string("https://x") + host));
    CHECK_FALSE(matches(std::string("https://") + host + ".example"));
  }
  CHECK_FALSE(entry(exempting_entry("a.example")).regex->search("https://axexample") ==
              SearchResult::yes);
}

TEST_CASE("a list in one entry is taken apart where each part is a host", "[dotnet][quick]") {
  using Entries = std::vector<std::string>;
  CHECK(split_list("a.example; b.example,") ==
        Entries{exempting_entry("a.example"), exempting_entry("b.example")});
  CHECK(split_list("*.a.example;10.0.0.4") ==
        Entries{"^(?:.*://)?.*\\.a\\.example(?::[0-9]{1,5})?$", exempting_entry("10.0.0.4")});
  CHECK(split_list(".a.example;b") == Entries{split_list("*.a.example")[0], exempting_entry("b")});
  CHECK(split_list("a.example;<local>").empty());
  CHECK(split_list("a.example;10.0.0.0/8").empty());
  CHECK(split_list("a.example;*").empty());
}

TEST_CASE("dots of a literal host", "[dotnet][quick]") {
  CHECK(entry("contoso.com").plain_dots);
  CHECK(entry("contoso.com").escaped == "contoso\\.com");
  CHECK(entry(".contoso\\.com").escaped == "\\.contoso\\.com");
  CHECK_FALSE(entry("contoso\\.com").plain_dots);
  CHECK(entry("contoso\\.com").escaped == "contoso\\.com");
  CHECK_FALSE(entry("sql01").plain_dots);
  CHECK(entry("10.0.0.4").escaped == "10\\.0\\.0\\.4");
  CHECK_FALSE(entry("a.*b").plain_dots);
}

TEST_CASE("entries that match everything", "[dotnet][quick]") {
  for (const char* pattern : {"", ".*", ".", ".+", "^https?://", "http", "^", "$", "t", "://",
                              "^http.*", "(a|.)", "[^x]"}) {
    INFO(pattern);
    CHECK(entry(pattern).matches_everything == Certainty::yes);
  }
  for (const char* pattern : {"contoso", "^http://", "s", "[a-z]+\\.", "\\d", "10.*"}) {
    INFO(pattern);
    CHECK(entry(pattern).matches_everything == Certainty::no);
  }
}

TEST_CASE("entries that only name the machine itself", "[dotnet][quick]") {
  for (const char* pattern :
       {"localhost", "loopback", "127.0.0.1", "127\\.0\\.0\\.1", "::1", "127.*"}) {
    INFO(pattern);
    CHECK(entry(pattern).loopback_only);
  }
  for (const char* pattern : {"localhost.example.com", "128.0.0.1", "server01", ""}) {
    INFO(pattern);
    CHECK_FALSE(entry(pattern).loopback_only);
  }
}

TEST_CASE("entries that may take very long", "[dotnet][quick]") {
  CHECK(entry("(a+)+$").catastrophic);
  CHECK_FALSE(entry("^https?://([^/:]+\\.)?contoso\\.com(:\\d+)?$").catastrophic);
  CHECK_FALSE(entry("contoso.com").catastrophic);
}

TEST_CASE("counted loops within counted loops do not grow without bounds", "[dotnet][quick]") {
  std::string pattern = "a";
  for (int i = 0; i < 15; ++i) pattern = "(" + pattern + "){50}";
  CHECK_FALSE(sample_subject(pattern));
}

TEST_CASE("what is left after remove and clear", "[dotnet][quick]") {
  const auto in_effect = [](const std::string& list) {
    std::string result;
    for (const BypassEntry& known :
         judge(default_proxy("<bypasslist>" + list + "</bypasslist>")).bypass) {
      result += known.duplicate ? 'd' : (known.in_effect ? '1' : '0');
    }
    return result;
  };
  const std::string a = "<add address='a'/>";
  const std::string b = "<add address='b'/>";
  CHECK(in_effect(a + b) == "11");
  CHECK(in_effect(a + a) == "1d");
  CHECK(in_effect(a + "<add address='A'/>") == "11");  // keys are compared with letter case
  CHECK(in_effect(a + b + "<remove address='a'/>") == "010");
  CHECK(in_effect(a + "<remove address='A'/>") == "10");
  CHECK(in_effect(a + b + "<clear/>" + b) == "0001");
  CHECK(in_effect("<remove address='a'/>" + a) == "01");
  CHECK(in_effect("<add/>" + a) == "1");  // without an address: no entry
  CHECK(judge(default_proxy("<bypasslist>" + a + a + b + "</bypasslist>")).proxy->entries == 2);
}

TEST_CASE("an entry with a token is unknown", "[dotnet][quick]") {
  const Net net =
      judge(default_proxy("<proxy proxyaddress='http://proxy:1'/><bypasslist>"
                          "<add address='contoso'/><add address='*#{x}#'/>"
                          "</bypasslist>"));
  CHECK(net.moment == Moment::ok);
  REQUIRE(net.bypass.size() == 2);
  CHECK(net.bypass[1].verdict == BypassVerdict::unknown);
  CHECK(via(net, "https://contoso.com/") == "direct");
  CHECK(via(net, "https://other.example/") == "unknown");
}

TEST_CASE("subjects that entries are searched in", "[dotnet][quick]") {
  for (const char* text :
       {"http://a", "https://contoso.com", "https://contoso.com:8443", "http://a:443",
        "https://a:80", "http://10.0.0.1", "http://[::1]:8080"}) {
    INFO(text);
    CHECK(is_subject(text));
  }
  for (const char* text :
       {"", "http://", "contoso.com", "ftp://a", "https://a:443", "http://a:80", "http://a/",
        "http://A", "http://a..b", "http://.a", "http://-a", "http://a:", "http://a:0",
        "http://a:99999", "http://1.2", "http://[a"}) {
    INFO(text);
    CHECK_FALSE(is_subject(text));
  }
  CHECK(sample_subject("^https?://([^/:]+\\.)?contoso\\.com(:\\d+)?$") == "http://contoso.com");
}
