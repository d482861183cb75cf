// Where a URL goes, why, and what had to be assumed.
#include <catch2/catch.hpp>

#include "dotnet/net_example.h"
#include "dotnet/route.h"

using namespace shirlint::dotnet;
using namespace shirlint::dotnet::example;

namespace {

using Assumed = std::vector<std::string_view>;

constexpr const char* proxy_url = "http://proxy:8080/";

Net explicit_proxy(const std::string& attributes = {}, const std::string& list = {}) {
  return judge(default_proxy("<proxy proxyaddress='http://proxy:8080' " + attributes +
                             "/><bypasslist>" + list + "</bypasslist>"));
}

AccountState account_with(const char* server, const char* bypass) {
  AccountState account;
  account.proxy_enabled = true;
  account.proxy_server = server;
  account.proxy_bypass = bypass;
  account.pac_url = "";
  account.auto_detect = false;
  return account;
}

}  // namespace

TEST_CASE("loopback hosts never go to a proxy", "[dotnet][quick]") {
  const Net net = explicit_proxy();
  for (const char* target : {"http://localhost/", "http://loopback/", "http://127.0.0.1:8060/",
                             "http://127.1.2.3/", "http://[::1]/"}) {
    INFO(target);
    CHECK(via(net, target) == "direct");
  }
  CHECK(via(net, "http://a.localhost/") == proxy_url);
  CHECK(via(net, "http://169.254.169.254/metadata") == proxy_url);
}

TEST_CASE("bypassonlocal", "[dotnet][quick]") {
  const Net net = explicit_proxy("bypassonlocal='True'");
  AccountState account;
  SECTION("a name without a dot is local") {
    CHECK(via(net, "http://server01/") == "direct");
    CHECK(via(net, "https://server01:8443/") == "direct");
  }
  SECTION("a name in the machine's own domain, exactly one label") {
    account.dns_domain = "corp.contoso.com";
    CHECK(via(net, "http://a.CORP.contoso.com/", account) == "direct");
    CHECK(via(net, "http://a.b.corp.contoso.com/", account) == proxy_url);
    CHECK(via(net, "http://corp.contoso.com/", account) == proxy_url);
  }
  SECTION("an unknown domain is taken for none, and that is said") {
    const Route found = route(net, url("http://a.corp.contoso.com/"), account);
    CHECK(found.text() == proxy_url);
    CHECK(found.assumed == Assumed{"os.dns_domain"});
  }
  SECTION("what goes direct anyway does not hang on the domain") {
    const Net listed = explicit_proxy("bypassonlocal='True'", "<add address='contoso'/>");
    const Route found = route(listed, url("http://a.corp.contoso.com/"), account);
    CHECK(found.text() == "direct");
    CHECK(found.assumed.empty());
    CHECK(route(listed, url("http://example.com/"), account).assumed == Assumed{"os.dns_domain"});
  }
  SECTION("addresses: only the machine's own are local") {
    account.addresses = std::vector<std::string>{"10.0.0.4", "fe80::1"};
    CHECK(via(net, "http://10.0.0.4/", account) == "direct");
    CHECK(via(net, "http://[fe80::1]/", account) == "direct");
    CHECK(via(net, "http://10.0.0.5/", account) == proxy_url);
    account.addresses.reset();
    CHECK(route(net, url("http://10.0.0.4/"), account).assumed == Assumed{"os.addresses"});
  }
  SECTION("False sends everything to the proxy") {
    CHECK(via(explicit_proxy("bypassonlocal='False'"), "http://server01/") == proxy_url);
    CHECK(via(explicit_proxy(), "http://server01/") == proxy_url);
  }
  SECTION("a token: local names are unknown, others are not") {
    const Net unknown = explicit_proxy("bypassonlocal='#{x}#'");
    CHECK(via(unknown, "http://server01/") == "unknown");
    CHECK(via(unknown, "http://a.example/") == proxy_url);
  }
}

TEST_CASE("the bypass list is searched in scheme, host and port", "[dotnet][quick]") {
  CHECK(bypass_subject(url("HTTPS://Contoso.com:443/x?y")) == "https://contoso.com");
  CHECK(bypass_subject(url("http://contoso.com:8080/")) == "http://contoso.com:8080");
  CHECK(bypass_subject(url("http://[FE80::1]/")).starts_with("http://[fe80:"));

  const Net net = explicit_proxy("", "<add address='contoso.com'/>");
  CHECK(via(net, "https://contoso.com/") == "direct");
  CHECK(via(net, "https://evilcontoso.com/") == "direct");
  CHECK(via(net, "https://contoso.com.evil.example/") == "direct");
  CHECK(via(net, "https://contosoXcom/") == "direct");
  CHECK(via(net, "https://example.com/contoso.com") == proxy_url);

  const Net anchored = explicit_proxy("", "<add address='^contoso\\.com$'/>");
  CHECK(via(anchored, "https://contoso.com/") == proxy_url);
}

TEST_CASE("the entry that decides is named and marked", "[dotnet][quick]") {
  const std::string text = default_proxy(
      "<proxy proxyaddress='http://proxy:8080'/><bypasslist><add address='a'/>"
      "<add address='conto'/></bypasslist>");
  const Net net = judge(text);
  const Route found = route(net, url("https://contoso.com/"), {});
  CHECK(found.reason == "the bypass entry 'conto' matches https://contoso.com");
  CHECK(text.substr(found.span.start, found.span.size()) == "conto");
  const Route proxied = route(net, url("https://b.com/"), {});
  CHECK(text.substr(proxied.span.start, proxied.span.size()) == "http://proxy:8080");
  CHECK(route(explicit_proxy(), url("http://localhost/"), {}).span.empty());
}

TEST_CASE("entries that were removed do not count", "[dotnet][quick]") {
  CHECK(via(explicit_proxy("", "<add address='contoso'/><remove address='contoso'/>"),
            "https://contoso.com/") == proxy_url);
}

TEST_CASE("a proxy's password never shows", "[dotnet][quick]") {
  const Net net = judge(default_proxy("<proxy proxyaddress='http://user:secret@proxy:8080'/>"));
  CHECK(via(net, "https://contoso.com/") == "http://***@proxy:8080/");
}

TEST_CASE("the account's manual proxy", "[dotnet][quick]") {
  const Net net = judge(default_proxy("<proxy usesystemdefault='True'/>"));
  SECTION("not known") {
    const Route found = route(net, url("https://contoso.com/"), {});
    CHECK(found.text() == "system");
    CHECK(found.assumed == Assumed{"proxy.account"});
  }
  SECTION("known, with its list") {
    const AccountState account = account_with("proxy:3128", "*.contoso.com;<local>");
    CHECK(via(net, "https://a.contoso.com/", account) == "direct");
    CHECK(via(net, "https://contoso.com/", account) == "http://proxy:3128/");
    CHECK(via(net, "https://server01/", account) == "direct");
    CHECK(via(net, "http://localhost/", account) == "direct");
  }
  SECTION("one a scheme: others go direct") {
    const AccountState account = account_with("https=proxy:3128", "");
    CHECK(via(net, "https://contoso.com/", account) == "http://proxy:3128/");
    CHECK(via(net, "http://contoso.com/", account) == "direct");
  }
  SECTION("switched off or none") {
    AccountState account = account_with("proxy:3128", "");
    account.proxy_enabled = false;
    CHECK(via(net, "https://contoso.com/", account) == "direct");
    CHECK(via(net, "https://contoso.com/", account_with("", "")) == "direct");
  }
  SECTION("its script does not count here") {
    AccountState account = account_with("proxy:3128", "");
    account.pac_url = "http://wpad/proxy.pac";
    CHECK(via(net, "https://contoso.com/", account) == "http://proxy:3128/");
  }
}

TEST_CASE("the account's settings as they are", "[dotnet][quick]") {
  const Net net = judge(default_proxy(""));
  CHECK(via(net, "https://contoso.com/") == "system");
  AccountState account = account_with("proxy:3128", "");
  CHECK(via(net, "https://contoso.com/", account) == "http://proxy:3128/");
  account.auto_detect = true;
  CHECK(via(net, "https://contoso.com/", account) == "script");
  account.auto_detect = false;
  account.pac_url = "http://wpad/proxy.pac";
  CHECK(via(net, "https://contoso.com/", account) == "script");
  account.pac_url.reset();
  CHECK(route(net, url("https://contoso.com/"), account).assumed ==
        Assumed{"proxy.account.pac_url"});
}

TEST_CASE("usesystemdefault beside an address keeps the account's exceptions", "[dotnet][quick]") {
  const AccountState account = account_with("other:1", "*.contoso.com;<local>");
  const Net kept = explicit_proxy("usesystemdefault='True'");
  CHECK(via(kept, "https://a.contoso.com/", account) == "direct");
  CHECK(via(kept, "https://server01/", account) == "direct");
  CHECK(via(kept, "https://example.com/", account) == proxy_url);
  CHECK(route(kept, url("https://example.com/"), {}).assumed == Assumed{"proxy.account"});

  const Net own = explicit_proxy("usesystemdefault='True'", "<add address='example'/>");
  CHECK(via(own, "https://a.contoso.com/", account) == proxy_url);
  CHECK(via(own, "https://server01/", account) == "direct");  // <local> is still the account's
  CHECK(via(own, "https://example.com/", account) == "direct");

  const Net neither =
      explicit_proxy("usesystemdefault='True' bypassonlocal='False'", "<add address='example'/>");
  CHECK(via(neither, "https://server01/", account) == proxy_url);
  CHECK(route(neither, url("https://server01/"), {}).assumed.empty());

  AccountState open = account;
  open.proxy_bypass.reset();
  const Assumed list = {"proxy.account.bypass"};
  CHECK(route(kept, url("https://example.com/"), open).assumed == list);
  CHECK(route(neither, url("https://server01/"), open).assumed.empty());
}

TEST_CASE("why a request goes to the proxy", "[dotnet][quick]") {
  const auto reason = [](const std::string& list) {
    return route(explicit_proxy("", list), url("https://a.b:444/x"), {}).reason;
  };
  CHECK(reason("") == "no exception applies");
  CHECK(reason("<add address='c'/>") == "the bypass entry does not match https://a.b:444");
  CHECK(reason("<add address='c'/><add address='d'/><add address='c'/>") ==
        "none of the 2 bypass entries matches https://a.b:444");
}

TEST_CASE("why a request goes directly", "[dotnet][quick]") {
  const auto reason = [](const std::string& inside) {
    return route(judge(default_proxy(inside)), url("http://localhost/"), {}).reason;
  };
  CHECK(reason("<proxy usesystemdefault='False'/>") == "the file turns the proxy off");
  CHECK(reason("<bypasslist><add address='a'/></bypasslist>") == "the file names no proxy address");
  CHECK(reason("<proxy bypassonlocal='True' scriptLocation='http://w/p'/>") ==
        "the file names no proxy address");

  const Net account = judge(default_proxy("<proxy usesystemdefault='True'/>"));
  const Route found = route(account, url("http://server01/"), account_with("p:1", "<local>"));
  CHECK(found.reason == "<local> of the service account's own bypass list: a name without a dot");
  CHECK_FALSE(found.span.empty());
}

TEST_CASE("modes in which the file does not tell", "[dotnet][quick]") {
  CHECK(via(judge(default_proxy("<proxy autoDetect='True'/>")), "https://a.b/") == "script");
  CHECK(via(judge(default_proxy("<module type='A, B'/>")), "https://a.b/") == "unknown");
  CHECK(via(judge(system_net("<defaultProxy enabled='false'/>")), "https://a.b/") == "direct");
  SECTION("a file that hurts has no routes") {
    const Route found = route(judge(config("<foo/>")), url("https://a.b/"), {});
    CHECK(found.text() == "unknown");
    CHECK(found.reason == "Unrecognized configuration section foo.");
  }
}

TEST_CASE("an entry that .NET may not finish", "[dotnet][quick]") {
  const Net net = explicit_proxy("", "<add address='^(http|[a-z:/.]+)+!$'/>");
  CHECK(via(net, "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/") !=
        "direct");
}

TEST_CASE("routes of the service endpoints", "[dotnet][quick]") {
  Options options;
  options.endpoints = {"adf.servicebus.windows.net", "westeurope.frontend.clouddatahub.net"};
  const std::string text = default_proxy(
      "<proxy proxyaddress='http://proxy:8080'/><bypasslist><add address='servicebus'/>"
      "</bypasslist>");
  const Net net = judge(text, options);
  REQUIRE(net.routes.size() == 2);
  CHECK(net.routes[0].url == "https://adf.servicebus.windows.net/");
  CHECK(net.routes[0].route.text() == "direct");
  CHECK(net.routes[1].route.text() == proxy_url);
  CHECK(judge(config("<foo/>"), options).routes.empty());
}
