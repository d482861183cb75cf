// What becomes of an address that a person wrote into proxyaddress or scriptLocation.
#include "dotnet/uri.h"

#include <catch2/catch.hpp>
#include <ostream>
#include <string>
#include <vector>

namespace {

using shirlint::dotnet::parse_absolute_uri;
using shirlint::dotnet::Uri;
using shirlint::dotnet::UriRules;

const std::string no_format = "Invalid URI: The format of the URI could not be determined.";
const std::string no_scheme = "Invalid URI: The URI scheme is not valid.";
const std::string no_host = "Invalid URI: The hostname could not be parsed.";
const std::string no_authority = "Invalid URI: The Authority/Host could not be parsed.";
const std::string no_port = "Invalid URI: Invalid port specified.";

Uri good(const std::string& text, UriRules rules = UriRules::net_472) {
  const auto uri = parse_absolute_uri(text, rules);
  INFO("<" << text << "> " << (uri ? "" : uri.error()));
  REQUIRE(uri);
  return *uri;
}

std::string refused(const std::string& text) {
  const auto uri = parse_absolute_uri(text);
  INFO("<" << text << ">");
  REQUIRE_FALSE(uri);
  return uri.error();
}

}  // namespace

TEST_CASE("a proxy address as it should be", "[dotnet][quick]") {
  const Uri uri = good("http://Proxy.Contoso.com:8080");
  CHECK(uri.scheme == "http");
  CHECK(uri.host == "proxy.contoso.com");
  CHECK(uri.dns_safe_host == "proxy.contoso.com");
  CHECK(uri.port == 8080);
  CHECK(uri.port_given);
  CHECK_FALSE(uri.default_port);
  CHECK(uri.user_info.empty());
  CHECK(uri.path == "/");
  CHECK(uri.query.empty());
  CHECK(uri.fragment.empty());
  CHECK_FALSE(uri.loopback);
  CHECK_FALSE(uri.unc_or_file);
  CHECK(uri.text == "http://proxy.contoso.com:8080/");
}

TEST_CASE("all parts of an address", "[dotnet][quick]") {
  const Uri uri = good("HTTPS://u:p@h:8443/a/../b c?q=1&r#f");
  CHECK(uri.scheme == "https");
  CHECK(uri.user_info == "u:p");
  CHECK(uri.host == "h");
  CHECK(uri.path == "/b%20c");
  CHECK(uri.query == "?q=1&r");
  CHECK(uri.fragment == "#f");
  CHECK(uri.text == "https://u:p@h:8443/b%20c?q=1&r#f");
}

TEST_CASE("a name before a colon is a scheme", "[dotnet][quick]") {
  struct Row {
    std::string text, scheme, host, path;
    int port;
  };
  const std::vector<Row> rows = {
      {"proxy.contoso.com:8080", "proxy.contoso.com", "", "8080", -1},
      {"proxy:8080", "proxy", "", "8080", -1},
      {"LOCALHOST:3128", "localhost", "", "3128", -1},
      {"https://proxy:8443", "https", "proxy", "/", 8443},
      {"socks5://proxy:1080", "socks5", "proxy", "/", 1080},
      {"socks5://proxy", "socks5", "proxy", "/", -1},
      {"ftp://proxy", "ftp", "proxy", "/", 21},
      {"mailto:admin@contoso.com", "mailto", "contoso.com", "", 25},
      {"foo://..", "foo", "..", "/", -1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Uri uri = good(row.text);
    CHECK(uri.scheme == row.scheme);
    CHECK(uri.host == row.host);
    CHECK(uri.path == row.path);
    CHECK(uri.port == row.port);
  }
}

TEST_CASE("what .NET refuses, in its words", "[dotnet][quick]") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "Invalid URI: The URI is empty."},
      {" ", no_format},
      {"proxy", no_format},
      {"%HTTP_PROXY%", no_format},
      {"..", no_format},
      {"/proxy", no_format},
      {"10.0.0.1:8080", no_scheme},
      {"http=proxy:8080;https=proxy:8080", no_scheme},
      {"user:pw@proxy;x:80", ""},
      {"\"http://proxy\"", no_scheme},
      {"http://proxy:65536", no_port},
      {"http://proxy:abc", no_port},
      {"http://proxy:-1", no_port},
      {"http://fe80::1:8080", no_port},
      {"http://", no_host},
      {"http://a;b", no_host},
      {"http://a,b", no_host},
      {"http://a b", no_host},
      {"http://*.contoso.com", no_host},
      {"http://a..b", no_host},
      {R"(http://dom\user:pw@proxy)", no_host},
      {"http://ex%41mple", no_host},
      {"http://[::1", no_host},
      {"http:proxy:8080", no_authority},
      {"http:/proxy:8080", no_authority},
      {"http:", no_authority},
      {"c:x", R"(Invalid URI: A Dos path must be rooted, for example, 'c:\'.)"},
      {"c:8080", R"(Invalid URI: A Dos path must be rooted, for example, 'c:\'.)"},
      {std::string(1025, 'a') + "://x", "Invalid URI: The Uri scheme is too long."},
      {"http://h/" + std::string(65511, 'a'), "Invalid URI: The Uri string is too long."},
  };
  for (const auto& [text, message] : rows) {
    if (message.empty()) {
      CHECK(good(text).scheme == "user");
    } else {
      CHECK(refused(text) == message);
    }
  }
}

TEST_CASE("deployment tokens are refused, or pass as a host", "[dotnet][quick]") {
  CHECK(refused("#{proxy}#") == no_format);
  CHECK(refused("${proxy}") == no_format);
  CHECK(refused("$(proxy)") == no_format);
  CHECK(refused("__proxy__") == no_format);
  CHECK(refused("{{ proxy }}") == no_format);
  CHECK(refused("http://#{host}#:8080") == no_host);
  CHECK(refused("http://${host}:8080") == no_host);
  CHECK(refused("http://$(host):8080") == no_host);
  CHECK(refused("http://{{ host }}:8080") == no_host);
  CHECK(refused("http://proxy:__port__") == no_port);
  CHECK(good("http://__host__:8080").host == "__host__");
}

TEST_CASE("blanks: before the scheme harmless, behind the port another port", "[dotnet][quick]") {
  CHECK(good("  http://proxy:8080").port == 8080);
  CHECK(good("http://proxy:8080/ ").port == 8080);
  CHECK(good("http://proxy ").port == 80);
  const Uri uri = good("http://proxy:8080 ");
  CHECK(uri.port == 15248);
  CHECK(uri.host == "proxy");
  CHECK(uri.text == "http://proxy:8080 /");
  CHECK(good("http://proxy:8080\t").port == 15225);
  CHECK(good("http://proxy: ").port == 65520);
}

// Mono 6.8 says the same: the rewritten text begins with the scheme, and is read from behind as
// many characters as there were blanks.
TEST_CASE("a path with a drive, rewritten: blanks before it cut the scheme", "[dotnet][quick]") {
  CHECK(good("abcdef:c:/\xEF\xBF\xBD").text == "abcdef://c:/%EF%BF%BD");
  CHECK(good("\t\tabcdef:c:/\xEF\xBF\xBD").text == "cdef://c:/%EF%BF%BD");
}

TEST_CASE("ports", "[dotnet][quick]") {
  CHECK(good("http://h").default_port);
  CHECK_FALSE(good("http://h").port_given);
  CHECK(good("http://h:").port == 80);
  CHECK_FALSE(good("http://h:").port_given);
  CHECK(good("http://h:80").default_port);
  CHECK(good("http://h:80").port_given);
  CHECK(good("http://h:08080").text == "http://h:8080/");
  CHECK(good("http://h:0").port == 0);
  CHECK(good("http://h:65535").port == 65535);
}

TEST_CASE("IPv4 in the manner of C", "[dotnet][quick]") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"10.0.0.1", "10.0.0.1"},          {"010.0.0.1", "8.0.0.1"},
      {"0x7f.1", "127.0.0.1"},           {"127.1", "127.0.0.1"},
      {"2130706433", "127.0.0.1"},       {"10.1.256", "10.1.1.0"},
      {"4294967295", "255.255.255.255"}, {"256.1.1.1", "256.1.1.1"},
      {"10.0.0.08", "10.0.0.08"},        {"1.2.3.4.5", "1.2.3.4.5"},
      {"0X0A.0.0.1", "10.0.0.1"},
  };
  for (const auto& [text, host] : rows) {
    CAPTURE(text);
    CHECK(good("http://" + text).host == host);
  }
  CHECK(good("http://0x7f.1").loopback);
  CHECK(good("foo://010.0.0.1").host == "010.0.0.1");  // only where .NET knows the scheme
}

TEST_CASE("IPv6 comes in brackets and is shortened", "[dotnet][quick]") {
  CHECK(good("http://[2001:DB8:0:0:0:0:0:A]:8080").host == "[2001:db8::a]");
  CHECK(good("http://[1:0:0:2:0:0:0:3]").host == "[1:0:0:2::3]");
  CHECK(good("http://[1:0:0:2:0:0:3:4]").host == "[1::2:0:0:3:4]");
  CHECK(good("http://[::FFFF:10.0.0.1]").host == "[::ffff:10.0.0.1]");
  CHECK(good("http://[::1]").loopback);
  CHECK(good("http://[::127.0.0.1]").loopback);
  const Uri scoped = good("http://[fe80::1%25eth0]:8080");
  CHECK(scoped.host == "[fe80::1]");
  CHECK(scoped.dns_safe_host == "fe80::1%25eth0");
  CHECK(refused("http://[1::2::3]") == no_host);
  CHECK(refused("http://[1:2:3:4:5:6:7]") == no_host);
}

TEST_CASE("names past ASCII stay as they are, composed", "[dotnet][quick]") {
  CHECK(good("http://m\xC3\xBCnchen.de").host == "m\xC3\xBCnchen.de");
  CHECK(good("http://mu\xCC\x88nchen.de").host == "m\xC3\xBCnchen.de");
  CHECK(good("http://M\xC3\x9CNCHEN.de").host == "m\xC3\xBCnchen.de");
  CHECK(good("http://\xC3\x9C.de").host == "\xC3\x9C.de");  // lowered with an ASCII capital only
  CHECK(good("http://a\xE2\x80\x8E.de").host == "a.de");    // an invisible direction mark goes
  CHECK(good("http://xn--bcher-kva.de").host == "xn--bcher-kva.de");
  CHECK(good("http://\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB.kr").host == "\xED\x95\x9C.kr");
}

TEST_CASE("loopback", "[dotnet][quick]") {
  CHECK(good("http://LOOPBACK").host == "localhost");
  CHECK(good("http://localhost:8888").loopback);
  CHECK(good("http://127.9.9.9").loopback);
  CHECK_FALSE(good("http://a.localhost").loopback);
}

TEST_CASE("user information", "[dotnet][quick]") {
  CHECK(good("http://user:pw@proxy").user_info == "user:pw");
  CHECK(good("http://dom%5Cuser:p%40w@proxy").user_info == "dom%5Cuser:p%40w");
  CHECK(good("http://u v@proxy").user_info == "u%20v");
  CHECK(good("http://%41@proxy").user_info == "A");
  CHECK(good("http://user:pw@proxy:8080").text == "http://user:pw@proxy:8080/");
}

TEST_CASE("files and Windows names", "[dotnet][quick]") {
  const Uri disk = good(R"(C:\proxy\..\a b.pac)");
  CHECK(disk.scheme == "file");
  CHECK(disk.host.empty());
  CHECK(disk.path == "C:/a%20b.pac");
  CHECK(disk.port == -1);
  CHECK(disk.unc_or_file);
  CHECK(disk.loopback);
  for (const char* text : {R"(\\server\share)", "//server/share", R"(\/server\share)"}) {
    const Uri share = good(text);
    CHECK(share.scheme == "file");
    CHECK(share.host == "server");
    CHECK(share.path == "/share");
    CHECK(share.text == "file://server/share");
  }
  CHECK(good("file:///c|/x").path == "c:/x");
  CHECK(good(R"(foo:/c:\x)").text == "foo:/c:/x");
  CHECK(good(R"(http:\\proxy:80)").host == "proxy");  // Windows' own slashes
  CHECK(refused("file:/a") == no_authority);
}

TEST_CASE("paths", "[dotnet][quick]") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"/../a", "/a"},      {"/a/./b", "/a/b"},       {R"(/a\b)", "/a/b"},    {"//a//b", "//a//b"},
      {"/%41%2f", "/A%2f"}, {"/a|b", "/a%7Cb"},       {"/%zz", "/%25zz"},     {"/a/b/../..", "/"},
      {"/...", "/..."},     {"/\xC3\xBC", "/%C3%BC"}, {"/%C3%BC", "/%C3%BC"}, {"/x y", "/x%20y"},
  };
  for (const auto& [text, path] : rows) {
    CAPTURE(text);
    CHECK(good("http://h" + text).path == path);
  }
  CHECK(good("file:///a%2f%2e%2e/b").path == "/b");
}

TEST_CASE("programs built for an older framework", "[dotnet][quick]") {
  // Source: referencesource IriHelper.cs, _IPv6Address.cs, URI.cs; the older ones run in Mono.
  const std::string reserved = "http://h/%41%27";
  CHECK(good(reserved).path == "/A%27");
  CHECK(good(reserved, UriRules::net_45).path == "/A'");
  CHECK(good("http://h/%41%40%3A").path == "/A%40%3A");
  CHECK(good("http://h/%41%3A", UriRules::net_45).path == "/A:");
  const std::string mark = "http://h/a%41\xE2\x80\x8Ez";
  CHECK(good(mark).path == "/aA%E2%80%8Ez");
  CHECK(good(mark, UriRules::net_45).path == "/aAz");
  CHECK(refused("http://[:1:2:3:4:5:6:7:8]") == no_host);
  CHECK(good("http://[:1:2:3:4:5:6:7:8]", UriRules::net_45).host == "[0:1:2:3:4:5:6:7]");
  CHECK(good("http://_\xC3\xBC:8080").host == "_\xC3\xBC");
  CHECK(good("http://_\xC3\xBC:8080").port == 8080);
  CHECK(good("http://_\xC3\xBC:8080", UriRules::net_45).host.empty());
}

TEST_CASE("no text is too odd", "[dotnet][quick]") {
  CHECK(refused(std::string("\0\0\0", 3)) == no_format);
  CHECK(refused("\xFF\xFE\xFD:x") == no_scheme);
  CHECK(good(std::string("http://h/\0", 10)).path == "/%00");
  std::string names = "http://";
  for (int i = 0; i < 16000; ++i) names += "a\xCC\x88.";  // composed without delay
  CHECK(good(names).host.size() == 48000U);
}
