// The account's WinINet settings as .NET reads them.
#include <catch2/catch.hpp>

#include "dotnet/wininet.h"

using namespace shirlint::dotnet;

TEST_CASE("a list entry becomes a regular expression", "[dotnet][quick]") {
  const std::pair<const char*, const char*> examples[] = {
      {"contoso.com", "^(?:.*://)?contoso\\.com(?::[0-9]{1,5})?$"},
      {"*.contoso.com", "^(?:.*://)?.*\\.contoso\\.com(?::[0-9]{1,5})?$"},
      {"contoso.com:8080", "^(?:.*://)?contoso\\.com:8080$"},
      {"https://contoso.com", "^https://contoso\\.com(?::[0-9]{1,5})?$"},
      {"http://*.a:1", "^http://.*\\.a:1$"},
      {"a://b://c", "^a://b://c(?::[0-9]{1,5})?$"},
      {"[::1]", "^(?:.*://)?\\[::1](?::[0-9]{1,5})?$"},
      {"a:123456", "^(?:.*://)?a:123456(?::[0-9]{1,5})?$"},
      {"<-loopback>", "^(?:.*://)?<-loopback>(?::[0-9]{1,5})?$"},
      {"a+b(c", "^(?:.*://)?a\\+b\\(c(?::[0-9]{1,5})?$"},
      {"a b", "^(?:.*://)?a b(?::[0-9]{1,5})?$"},
  };
  for (const auto& [entry, pattern] : examples) CHECK(rewrite_wininet_entry(entry) == pattern);
}

TEST_CASE("ProxyServer and ProxyOverride", "[dotnet][quick]") {
  SECTION("one proxy for all") {
    const SystemProxy proxy = read_wininet_proxy(" proxy:8080 ", "*.a;<LOCAL>; b ;;*.a");
    REQUIRE(proxy.address);
    CHECK(proxy.address->text == "http://proxy:8080/");
    CHECK(proxy.bypass_on_local);
    REQUIRE(proxy.bypass.size() == 2);
    CHECK(proxy.bypass[1].entry == "b");
    CHECK(proxy.bypass[0].regex.search("https://x.a") == SearchResult::yes);
    CHECK(proxy.bypass[0].regex.search("https://a") == SearchResult::no);
  }
  SECTION("one for each scheme, the last one wins") {
    const SystemProxy proxy = read_wininet_proxy("http=a:1;HTTPS=b:2;;http=c:3", "");
    CHECK_FALSE(proxy.address);
    REQUIRE(proxy.by_scheme.size() == 2);
    CHECK(proxy.by_scheme[0].second.text == "http://c:3/");
    CHECK(proxy.by_scheme[1].first == "https");
  }
  SECTION("without a server the list does not count") {
    const SystemProxy proxy = read_wininet_proxy("", "*.a;<local>");
    CHECK_FALSE(proxy.has_proxy());
    CHECK_FALSE(proxy.bypass_on_local);
    CHECK(proxy.bypass.empty());
  }
  SECTION("what .NET refuses") {
    const std::string text = "The system proxy settings contain an invalid proxy server setting: '";
    CHECK(read_wininet_proxy("http=a:1;b", "").error == text + "http=a:1;b'.");
    CHECK(read_wininet_proxy("http=", "").error == text + "http='.");
    CHECK(read_wininet_proxy("=a:1", "").error == text + "=a:1'.");
    CHECK(read_wininet_proxy("a=b=c", "").error == text + "a=b=c'.");
    CHECK(read_wininet_proxy("proxy:99999", "").error == text + "http://proxy:99999'.");
  }
}
