// The effective proxy: every way in which the settings decide together.
#include <catch2/catch.hpp>

#include "dotnet/net_example.h"

using namespace shirlint::dotnet;
using namespace shirlint::dotnet::example;

namespace {

EffectiveProxy proxy_of(const std::string& text, const Options& options = {}) {
  const Net net = judge(text, options);
  INFO(text);
  REQUIRE(net.proxy);
  return *net.proxy;
}

/// With these attributes on <proxy> and these entries.
EffectiveProxy proxy_with(const std::string& attributes, const std::string& list = {}) {
  const std::string entries = list.empty() ? "" : "<bypasslist>" + list + "</bypasslist>";
  return proxy_of(default_proxy("<proxy " + attributes + "/>" + entries));
}

std::string mode_with(const std::string& attributes, const std::string& list = {}) {
  return std::string(to_text(proxy_with(attributes, list).mode));
}

constexpr const char* address = " proxyaddress='http://proxy:8080'";
constexpr const char* entry = "<add address='contoso'/>";

}  // namespace

TEST_CASE("what the attributes of the proxy make together", "[dotnet][quick]") {
  SECTION("nothing set: the account's own settings, script and all") {
    CHECK(proxy_of(config("")).mode == ProxyMode::system);
    CHECK(proxy_of(default_proxy("")).mode == ProxyMode::system);
    CHECK(mode_with("") == "system");
    CHECK(mode_with("usesystemdefault='Unspecified'") == "system");
    CHECK(proxy_of(default_proxy("<module type=''/>")).mode == ProxyMode::system);
    CHECK(mode_with("", "<add address='a'/><clear/>") == "system");
  }
  SECTION("usesystemdefault=False alone turns the proxy off") {
    CHECK(mode_with("usesystemdefault='False'") == "direct");
    CHECK(mode_with("usesystemdefault='5'") == "system");  // given, and neither True nor False
  }
  SECTION("usesystemdefault=True alone: the account's manual proxy only") {
    CHECK(mode_with("usesystemdefault='True'") == "system-manual");
    CHECK(mode_with("usesystemdefault='True' bypassonlocal='True'") == "system-manual");
    CHECK(mode_with("usesystemdefault='True'", entry) == "system-manual");
  }
  SECTION("an address wins over everything but a module") {
    CHECK(mode_with(address) == "explicit");
    CHECK(mode_with(std::string("usesystemdefault='True'") + address) == "explicit");
    CHECK(mode_with(std::string("usesystemdefault='False'") + address) == "explicit");
    CHECK(mode_with(std::string("autoDetect='True' scriptLocation='http://a/b'") + address) ==
          "explicit");
    CHECK(
        proxy_of(default_proxy("<module type='A, B'/><proxy" + std::string(address) + "/>")).mode ==
        ProxyMode::module);
  }
  SECTION("a script, and what switches it off") {
    CHECK(mode_with("autoDetect='True'") == "script");
    CHECK(mode_with("scriptLocation='http://wpad/proxy.pac'") == "script");
    CHECK(mode_with("autoDetect='False' scriptLocation='http://wpad/proxy.pac'") == "script");
    CHECK(mode_with("autoDetect='False'") == "direct");
    CHECK(mode_with("scriptLocation='http://wpad/proxy.pac' bypassonlocal='False'") == "direct");
    CHECK(mode_with("autoDetect='True'", entry) == "direct");
    CHECK(mode_with("usesystemdefault='True' autoDetect='True'") == "script");
    CHECK(mode_with("usesystemdefault='True' autoDetect='False'") == "direct");
  }
  SECTION("exceptions without a proxy: everything is direct") {
    CHECK(mode_with("bypassonlocal='True'") == "direct");
    CHECK(mode_with("", entry) == "direct");
  }
  SECTION("enabled=false: all else is ignored") {
    CHECK(proxy_of(system_net("<defaultProxy enabled='false'><module type='A'/><proxy" +
                              std::string(address) +
                              "/><bypasslist><add address='*'/></bypasslist></defaultProxy>"))
              .mode == ProxyMode::direct);
  }
}

TEST_CASE("script settings that have no effect", "[dotnet][quick]") {
  CHECK(proxy_with(std::string("autoDetect='True'") + address).script_ignored);
  CHECK(proxy_with(std::string("scriptLocation='http://a/b'") + address).script_ignored);
  CHECK(proxy_with("scriptLocation='http://a/b' bypassonlocal='False'").script_ignored);
  CHECK_FALSE(proxy_with(std::string("autoDetect='False'") + address).script_ignored);
  CHECK_FALSE(proxy_with("scriptLocation='http://a/b'").script_ignored);
  CHECK(proxy_with("scriptLocation='http://a/b'").script == "http://a/b");
}

TEST_CASE("whose bypass list counts", "[dotnet][quick]") {
  const auto source = [](const EffectiveProxy& proxy) {
    return std::string(to_text(proxy.bypass_source));
  };
  CHECK(source(proxy_with(address)) == "none");
  CHECK(source(proxy_with(address, entry)) == "file");
  CHECK(source(proxy_with(std::string("usesystemdefault='True'") + address)) == "system");
  CHECK(source(proxy_with(std::string("usesystemdefault='True'") + address, entry)) == "file");
  CHECK(source(proxy_with(std::string("usesystemdefault='True' autoDetect='False'") + address)) ==
        "none");
  CHECK(source(proxy_with("")) == "system");
}

TEST_CASE("what requests meet that no exception concerns", "[dotnet][quick]") {
  CHECK(proxy_with(address).effective == "http://proxy:8080/");
  CHECK(proxy_with("proxyaddress='#{Url}#'").effective == "unknown");
  CHECK(proxy_with("scriptLocation='http://wpad/x'").effective == "script");
  CHECK(proxy_with("usesystemdefault='False'").effective == "direct");
  CHECK(proxy_of(default_proxy("<module type='a.b, c'/>")).effective == "unknown");

  const auto shipped = [](const AccountState& account) {
    Options options;
    options.account = account;
    return proxy_of(default_proxy(""), options).effective;
  };
  CHECK(shipped({}) == "unknown");
  AccountState account;
  account.proxy_enabled = false;
  CHECK(shipped(account) == "direct");
  account.auto_detect = true;
  CHECK(shipped(account) == "script");
  account.auto_detect = false;
  account.proxy_enabled = true;
  CHECK(shipped(account) == "unknown");  // which one is not known
  account.proxy_server = "system:3128";
  CHECK(shipped(account) == "http://system:3128/");
  account.proxy_server = "http=a:1;https=b:2";
  CHECK(shipped(account) == "http://b:2/");
  account.proxy_server = "http=a:1";
  CHECK(shipped(account) == "direct");
  account.pac_url = "http://wpad/x";
  CHECK(shipped(account) == "script");
}

TEST_CASE("the shipped default and what is configured", "[dotnet][quick]") {
  const EffectiveProxy shipped =
      proxy_of(system_net("<defaultProxy useDefaultCredentials=\"true\" />"));
  CHECK(shipped.shipped_default);
  CHECK_FALSE(shipped.configured);
  CHECK(shipped.use_default_credentials == TriState::yes);
  const std::vector<std::string> others = {
      default_proxy(""), system_net("<defaultProxy useDefaultCredentials='false'/>"),
      system_net("<defaultProxy useDefaultCredentials='true' enabled='true'/>"),
      system_net("<defaultProxy useDefaultCredentials='true'><proxy/></defaultProxy>"), config("")};
  for (const std::string& other : others) {
    CHECK_FALSE(proxy_of(other).shipped_default);
  }
  CHECK(proxy_of(system_net("<defaultProxy enabled='false'/>")).configured);
  CHECK(proxy_of(default_proxy("<bypasslist><add address='a'/></bypasslist>")).configured);
  CHECK_FALSE(proxy_of(default_proxy("<proxy/>")).configured);
}

TEST_CASE("two configs are the same when .NET does the same with them", "[dotnet][quick]") {
  const auto canonical = [](const std::string& attributes, const std::string& list = {}) {
    return proxy_with(attributes, list).canonical;
  };
  const std::string a = "<add address='a'/>";
  const std::string b = "<add address='b'/>";
  CHECK(canonical(address) == canonical(" proxyaddress='HTTP://PROXY:8080/'"));
  CHECK(canonical(address, a + b) == canonical(address, b + a + a));
  CHECK(canonical(address, a) == canonical(address, "<add address='x'/><clear/>" + a));
  CHECK(canonical(std::string("bypassonlocal='False'") + address) == canonical(address));
  CHECK(canonical("bypassonlocal='True'") == canonical("usesystemdefault='False'"));
  CHECK(canonical(std::string("usesystemdefault='True' bypassonlocal='True'") + address, a) ==
        canonical(std::string("bypassonlocal='True'") + address, a));

  CHECK(canonical(address) != canonical(address, a));
  CHECK(canonical(address, a) != canonical(address, b));
  CHECK(canonical(address) != canonical(std::string("bypassonlocal='True'") + address));
  CHECK(canonical(address) != canonical(std::string("usesystemdefault='True'") + address));
  CHECK(canonical("") != canonical("usesystemdefault='True'"));
  CHECK(proxy_of(system_net("<defaultProxy useDefaultCredentials='true'/>")).canonical !=
        proxy_of(default_proxy("")).canonical);
}

TEST_CASE("what decides is marked", "[dotnet][quick]") {
  const auto decides = [](const std::string& text) {
    const EffectiveProxy proxy = proxy_of(text);
    return text.substr(proxy.span.start, proxy.span.size());
  };
  CHECK(decides(default_proxy("<proxy proxyaddress='http://a:1'/>")) == "http://a:1");
  CHECK(decides(default_proxy("<proxy usesystemdefault='True'/>")) == "True");
  CHECK(decides(default_proxy("<proxy usesystemdefault='False'/>")) == "False");
  CHECK(decides(default_proxy("<proxy autoDetect='true'/>")) == "true");
  CHECK(decides(default_proxy("<proxy scriptLocation='http://a/b'/>")) == "http://a/b");
  CHECK(decides(default_proxy("<proxy bypassonlocal='true'/>")) == "true");
  CHECK(decides(default_proxy("<bypasslist><add address='a'/></bypasslist>")) == "<bypasslist>");
  CHECK(decides(system_net("<defaultProxy enabled='FALSE'/>")) == "FALSE");
  CHECK(decides(default_proxy("<module type='A, B'/>")) == "A, B");
  CHECK(decides(default_proxy("")) == "<defaultProxy>");
  CHECK(decides(config("")).empty());
}

TEST_CASE("what fails at the first request", "[dotnet][quick]") {
  const auto error = [](const std::string& text, const Options& options = {}) {
    const Net net = judge(text, options);
    INFO(text);
    CHECK(net.moment == Moment::request);
    CHECK(net.proxy);
    return net.error;
  };
  SECTION("a proxy that is not http") {
    CHECK(error(default_proxy("<proxy proxyaddress='https://proxy:8443'/>")) ==
          "The ServicePointManager does not support proxies with the https scheme.");
    CHECK(error(default_proxy("<proxy proxyaddress='proxy.contoso.com:8080'/>")) ==
          "The ServicePointManager does not support proxies with the proxy.contoso.com scheme.");
  }
  SECTION("a bypass entry that does not compile; it is met before the scheme") {
    CHECK(error(default_proxy("<proxy proxyaddress='https://a'/><bypasslist>"
                              "<add address='*.contoso.com'/></bypasslist>")) ==
          "parsing \"*.contoso.com\" - Quantifier {x,y} following nothing.");
    CHECK(error(default_proxy("<bypasslist><add address='a('/></bypasslist>")) ==
          "parsing \"a(\" - Not enough )'s.");
  }
  SECTION("nothing fails where the entry is gone or the proxy is off") {
    CHECK(judge(default_proxy("<bypasslist><add address='*'/><clear/></bypasslist>")).moment ==
          Moment::ok);
    CHECK(judge(system_net("<defaultProxy enabled='false'><proxy proxyaddress='https://a'/>"
                           "</defaultProxy>"))
              .moment == Moment::ok);
  }
  SECTION("a proxy class in no assembly") {
    CHECK(error(default_proxy("<module type='My.Proxy'/>")) ==
          "Could not load type 'My.Proxy' from assembly 'System, Version=4.0.0.0, "
          "Culture=neutral, PublicKeyToken=b77a5c561934e089'.");
    CHECK(judge(default_proxy("<module type='My.Proxy, My'/>")).moment == Moment::ok);
  }
  SECTION("the account's own settings are broken") {
    Options options;
    options.account.proxy_enabled = true;
    options.account.proxy_server = "http=a:1;https=";
    const std::string text =
        "The system proxy settings contain an invalid proxy server setting: 'http=a:1;https='.";
    CHECK(error(default_proxy(""), options) == text);
    CHECK(error(default_proxy("<proxy usesystemdefault='True'/>"), options) == text);
    CHECK(judge(default_proxy("<proxy proxyaddress='http://a:1'/>"), options).moment == Moment::ok);
    options.account.proxy_enabled = false;
    CHECK(judge(default_proxy(""), options).moment == Moment::ok);
  }
}

TEST_CASE("a value with a token is unknown and never an error", "[dotnet][quick]") {
  const auto mode = [](const std::string& text) {
    const Net net = judge(text);
    INFO(text);
    CHECK(net.moment == Moment::ok);
    REQUIRE(net.proxy);
    return std::string(to_text(net.proxy->mode));
  };
  SECTION("the mode is known where all possible values agree") {
    CHECK(mode(default_proxy("<proxy proxyaddress='#{ProxyUrl}#'/>")) == "explicit");
    CHECK(mode(default_proxy("<proxy proxyaddress='http://a' usesystemdefault='${x}'/>")) ==
          "explicit");
    CHECK(mode(default_proxy("<proxy usesystemdefault='$(x)'/>")) == "unknown");
    CHECK(mode(default_proxy("<proxy bypassonlocal='__x__' usesystemdefault='true'/>")) ==
          "system-manual");
    CHECK(mode(system_net("<defaultProxy enabled='{{ x }}'/>")) == "unknown");
    CHECK(mode(system_net("<defaultProxy enabled='{{ x }}'><proxy bypassonlocal='True'/>"
                          "</defaultProxy>")) == "direct");
    CHECK(mode(default_proxy("<module type='#{Type}'/>")) == "unknown");
  }
  SECTION("the address is not known") {
    const Net net = judge(default_proxy("<proxy proxyaddress='http://#{host}#:8080'/>"));
    CHECK_FALSE(net.proxy->address);
    CHECK(net.proxy->address_unknown);
    CHECK(net.settings.at(0).valid == Certainty::unknown);
    CHECK(net.settings.at(0).token);
    CHECK(via(net, "https://contoso.com/") == "unknown");
    CHECK(via(net, "http://localhost/") == "direct");
  }
  SECTION("a block that is still to be put in") {
    CHECK(mode(default_proxy("#{ProxyBlock}#")) == "unknown");
    CHECK(mode(system_net("#{ProxyBlock}#")) == "unknown");
    CHECK(mode(config("<location path='#{a:b}#'/>")) == "system");
  }
  SECTION("on a live host it is a value like any other, and listed") {
    Options options;
    options.tokens_are_values = true;
    const std::string text = default_proxy("<!-- #{no}# --><proxy proxyaddress='#{ProxyUrl}#'/>");
    const Net net = judge(text, options);
    CHECK(net.moment == Moment::section_read);
    REQUIRE(net.tokens.size() == 1);
    CHECK(net.tokens[0].name == "ProxyUrl");
    CHECK(text.substr(net.tokens[0].span.start, net.tokens[0].span.size()) == "#{ProxyUrl}#");
    CHECK(judge(text).tokens.empty());
  }
}

TEST_CASE("what a person meant with an address", "[dotnet][quick]") {
  const auto details = [](const std::string& value, const char* name = "proxyaddress") {
    const Net net = judge(default_proxy("<proxy " + std::string(name) + "=\"" + value + "\"/>"));
    INFO(value);
    REQUIRE(net.settings.size() == 1);
    REQUIRE(net.settings[0].address);
    return *net.settings[0].address;
  };
  const auto fault = [&](const std::string& value) {
    return std::string(to_text(details(value).fault));
  };
  SECTION("faults") {
    CHECK(fault("http://proxy:8080") == "none");
    CHECK(fault("") == "empty");
    for (const char* value :
         {"proxy", "proxy:8080", "proxy.contoso.com:8080", "10.0.0.1:8080", "10.0.0.1",
          "user:pw@proxy.contoso.com:8080", "proxy.contoso.com:8080/", " proxy:8080 "}) {
      CHECK(fault(value) == "no-scheme");
    }
    for (const char* value : {"https://proxy:8443", "socks5://proxy:1080", "ftp://proxy",
                              "file:///c:/proxy.pac", "C:\\proxy", "//proxy"}) {
      CHECK(fault(value) == "scheme");
    }
    CHECK(fault("http://proxy:99999") == "port");
    CHECK(fault("http://proxy:80a") == "port");
    CHECK(fault("http://") == "host");
    CHECK(fault("http://a b") == "host");
    CHECK(fault("http:proxy:8080") == "host");
    CHECK(fault("http=proxy:8080;https=proxy:8080") == "format");
    CHECK(fault("%HTTP_PROXY%") == "not-absolute");
    CHECK(fault("/proxy") == "not-absolute");
  }
  SECTION("a script may be anywhere") {
    CHECK(details("https://wpad/proxy.pac", "scriptLocation").fault == AddressFault::none);
    CHECK(details("file:///c:/proxy.pac", "scriptLocation").file_uri);
    CHECK(details("wpad/proxy.pac", "scriptLocation").fault == AddressFault::no_scheme);
  }
  SECTION("parts, for no-scheme those that are meant") {
    const AddressDetails full = details("http://u:p@Proxy.contoso.com:8080/x.pac?y");
    CHECK(full.scheme == "http");
    CHECK(full.host == "proxy.contoso.com");
    CHECK(full.port == 8080);
    CHECK(full.port_given);
    CHECK(full.user_info);
    CHECK(full.path == "/x.pac");
    CHECK(full.query == "?y");
    const AddressDetails meant = details("proxy.contoso.com:8080");
    CHECK(meant.scheme.empty());
    CHECK(meant.host == "proxy.contoso.com");
    CHECK(meant.port == 8080);
    CHECK(meant.port_given);
    CHECK_FALSE(details("proxy").port_given);
    CHECK(details("127.0.0.1:8888").loopback);
    CHECK(details("http://localhost:8888").loopback);
  }
  SECTION("white space") {
    const auto where = [&](const std::string& value) {
      return std::string(to_text(details(value).white_space));
    };
    CHECK(where("http://proxy:8080") == "none");
    CHECK(where(" http://proxy:8080") == "leading");
    CHECK(where("http://proxy:8080/ ") == "trailing");
    CHECK(where("http://proxy ") == "trailing");
    CHECK(where("http://proxy:8080 ") == "after-port");
    CHECK(where("http://proxy:8080\t") == "after-port");
    CHECK(where("http://pro xy:8080") == "inner");
  }
  SECTION("odd characters") {
    CHECK_FALSE(details("http://proxy:8080").odd_characters);
    CHECK_FALSE(details("http://b\xC3\xBC"
                        "cher:8080")
                    .odd_characters);
    CHECK(details("http://\xE2\x80\x8Bproxy:8080").odd_characters);         // zero-width space
    CHECK(details("http://pr\xD0\xBExy:8080").odd_characters);              // Cyrillic o
    CHECK(details("\xE2\x80\x9Dhttp://proxy\xE2\x80\x9D").odd_characters);  // curly quotes
  }
}
