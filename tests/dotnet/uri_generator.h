// Makes addresses as people (and tools, and accidents) write them into proxyaddress: a grammar with
// one alternative for each known oddity, of which one sample in four is then damaged a little.
//
//   address   = blanks scheme slashes user host port path query fragment blanks | whole
//   whole     = an address that is none of that: a Windows path, a list, a token, a bare name
//
// Every alternative has a name; a sample knows the names it was made from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace shirlint::dotnet::test {

struct UriSample {
  std::string text;                  // UTF-8
  std::vector<std::string> classes;  // "host: octal IPv4", "port: blank behind"
};

class UriGenerator {
 public:
  explicit UriGenerator(std::uint64_t seed) : random_(seed) {}

  UriSample next() {
    sample_ = {};
    if (chance(12)) {
      add("whole", whole);
    } else {
      if (chance(6)) add("before", blanks);
      add("scheme", schemes);
      add("slashes", slashes);
      if (chance(20)) add("user", users);
      host();
      add("port", ports);
      if (chance(50)) add("path", paths);
      if (chance(15)) add("query", queries);
      if (chance(12)) add("fragment", fragments);
      if (chance(8)) add("after", blanks);
    }
    if (chance(25)) damage();
    return sample_;
  }

 private:
  // The weight is relative to the others of the same table.
  struct Choice {
    std::string_view name;
    unsigned weight;
    std::vector<std::string_view> texts;
  };
  using Table = std::vector<Choice>;

  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  bool chance(std::size_t percent) { return below(100) < percent; }
  template <class List>
  auto pick(const List& list) {
    return *(list.begin() + static_cast<std::ptrdiff_t>(below(list.size())));
  }

  void add(std::string_view part, const Table& table) {
    std::size_t sum = 0;
    for (const Choice& one : table) sum += one.weight;
    std::size_t at = below(sum);
    for (const Choice& one : table) {
      if (at < one.weight) {
        sample_.text += pick(one.texts);
        note(part, one.name);
        return;
      }
      at -= one.weight;
    }
  }

  void note(std::string_view part, std::string_view name) {
    sample_.classes.push_back(std::string(part) + ": " + std::string(name));
  }

  void host() {
    switch (below(10)) {
      case 0:
        note("host", "IPv4, made");
        return ipv4();
      case 1:
        note("host", "IPv6, made");
        return ipv6();
      case 2:
        note("host", "name, made");
        return name();
      default:
        return add("host", hosts);
    }
  }

  // Two to five parts, each decimal, octal, hexadecimal or too large.
  void ipv4() {
    const std::size_t parts = chance(70) ? 4 : 1 + below(5);
    for (std::size_t i = 0; i < parts; ++i) {
      if (i != 0) sample_.text += '.';
      const std::size_t value = chance(90) ? below(256) : below(70000);
      switch (below(8)) {
        case 0:
          sample_.text += "0" + number(value, 8);
          break;
        case 1:
          sample_.text += (chance(50) ? "0x" : "0X") + number(value, 16);
          break;
        case 2:
          sample_.text += "0" + number(value, 10);
          break;
        default:
          sample_.text += number(value, 10);
      }
    }
    if (chance(5)) sample_.text += '.';
  }

  void ipv6() {
    sample_.text += '[';
    const std::size_t groups = chance(60) ? 8 : below(10);
    const std::size_t gap = chance(60) ? below(8) : 99;
    for (std::size_t i = 0; i < groups; ++i) {
      if (i != 0 || gap == 0) sample_.text += i == gap ? "::" : i == 0 ? "" : ":";
      if (chance(5)) continue;
      sample_.text += chance(40) ? "0" : number(below(0x10000), 16);
    }
    if (gap >= groups && gap != 99) sample_.text += "::";
    if (chance(10)) sample_.text += (chance(50) ? ":" : "::ffff:") + std::string("10.1.2.3");
    if (chance(10)) sample_.text += pick(std::vector<std::string_view>{"%eth0", "%25eth0", "%12"});
    if (chance(8)) sample_.text += pick(std::vector<std::string_view>{"/64", "/6", "/128", "/"});
    if (!chance(3)) sample_.text += ']';
  }

  void name() {
    const std::size_t labels = 1 + below(4);
    for (std::size_t i = 0; i < labels; ++i) {
      if (i != 0) sample_.text += chance(97) ? "." : "\xE3\x80\x82";
      const std::size_t size = chance(95) ? 1 + below(12) : 58 + below(10);
      for (std::size_t k = 0; k < size; ++k) {
        sample_.text += chance(98) ? std::string(1, pick(name_chars)) : std::string("\xC3\xBC");
      }
    }
  }

  static std::string number(std::size_t value, std::size_t base) {
    std::string digits;
    do {
      digits.insert(digits.begin(), "0123456789abcdef"[value % base]);
      value /= base;
    } while (value != 0);
    return digits;
  }

  // One to three edits: something odd goes in, or a character goes.
  void damage() {
    note("damage", "any");
    for (std::size_t edits = 1 + below(3); edits > 0; --edits) {
      const std::size_t at = boundary(below(sample_.text.size() + 1));
      if (chance(60) || at == sample_.text.size()) {
        sample_.text.insert(at, pick(odd_pieces));
      } else {
        const std::size_t next = boundary(at + 1);
        sample_.text.erase(at, next - at);
      }
    }
  }

  /// The next place at or behind `at` that is between two characters.
  [[nodiscard]] std::size_t boundary(std::size_t at) const {
    const std::string& text = sample_.text;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) ++at;
    return at;
  }

  std::mt19937_64 random_;
  UriSample sample_;
  static const Table schemes, slashes, users, hosts, ports, paths, queries, fragments, blanks,
      whole;
  static const std::vector<std::string_view> odd_pieces;
  static constexpr std::string_view name_chars =
      "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzABXZ0123456789-_";
};

inline const UriGenerator::Table UriGenerator::schemes = {
    {"http", 45, {"http", "http", "HTTP", "Http"}},
    {"https", 8, {"https", "HTTPS"}},
    {"socks", 4, {"socks5", "socks", "socks4a"}},
    {"ftp", 4, {"ftp"}},
    {"file", 6, {"file", "FILE"}},
    {"mailto", 4, {"mailto"}},
    {"host name as scheme", 6, {"proxy.contoso.com", "proxy", "proxy-01", "LOCALHOST"}},
    {"known to .NET, odd here",
     9,
     {"ws", "wss", "gopher", "nntp", "news", "uuid", "telnet", "ldap", "net.tcp", "net.pipe",
      "vsmacros"}},
    {"no scheme", 4, {"10.0.0.1", "", "%HTTP_PROXY%", "1http", "http_x", "ht tp", "h\xC3\xBCtp"}},
    {"one letter", 2, {"c", "C", "x", "1"}},
    {"unknown", 4, {"foo", "a+b", "x-y.z"}},
};
inline const UriGenerator::Table UriGenerator::slashes = {
    {"two", 70, {"://"}},
    {"one or none", 8, {":", ":/"}},
    {"three or more", 6, {":///", ":////", "://///"}},
    {"backslashes", 6, {R"(:\\)", R"(:/\)", R"(:\/)", R"(:\)", R"(:\\\)", R"(:///\)"}},
    {"no colon", 4, {"", "//", "/"}},
    {"twice", 2, {"://http://", "=http://"}},
};
inline const UriGenerator::Table UriGenerator::users = {
    {"name and password", 4, {"user:pw@", "svc:p;w&=$@"}},
    {"name", 2, {"user@", "USER@"}},
    {"backslash", 3, {R"(dom\user:pw@)", R"(DOM\user@)"}},
    {"escaped", 3, {"u%40x:p%2Fw@", "dom%5Cuser:pw@", "%41:%C3%BC@", "a%3Ab@"}},
    {"odd characters", 3, {"u\"v:<p>@", "a b:c@", "{u}|^`@", "[u]@"}},
    {"two at signs", 2, {"user@corp:pw@", "@@"}},
    {"empty", 2, {"@", ":@"}},
    {"mark before the at sign", 2, {"u?v@", "u#v@", "u/v@"}},
    {"past ASCII", 2, {"\xC3\xBC:pw@", "u\xE2\x80\x8Ev@", "\xE2\x82\xAC@"}},
    {"broken escape", 2, {"%zz@", "a%@", "a%4@", "%%41@"}},
};
inline const UriGenerator::Table UriGenerator::hosts = {
    {"name", 20, {"proxy", "proxy.contoso.com", "PROXY.Contoso.COM", "proxy-01.corp", "p"}},
    {"name with digits first", 3, {"3com", "10.0.0.1x", "1a.2b"}},
    {"underscore or dash", 4, {"a_b", "_a", "-a", "a-", "a._b", "a.-b", "_\xC3\xBC", "_a.b.-c"}},
    {"dots", 4, {"a.", "a..b", ".a", ".", "..", "...", "a.b.."}},
    {"loopback", 4, {"localhost", "LOCALHOST", "loopback", "127.0.0.1", "[::1]", "127.1"}},
    {"IPv4", 4, {"10.0.0.1", "192.168.1.20", "255.255.255.255", "0.0.0.0"}},
    {"octal IPv4", 3, {"010.0.0.1", "0177.0.0.1", "10.0.0.08", "00.0.0.1", "10.01.0.1"}},
    {"hexadecimal IPv4", 2, {"0x7f.1", "0x0a000001", "0XA.0.0.1", "0x", "0x.1.1.1"}},
    {"short IPv4", 2, {"10.1", "10.0.1", "2130706433", "4294967296", "10.65536.1", "1"}},
    {"bad IPv4", 3, {"256.1.1.1", "1.2.3.4.5", "1.2.3.", "1..2.3", "10.0.0.1.2x"}},
    {"IPv6", 4, {"[fe80::1]", "[2001:DB8::A]", "[::]", "[1:2:3:4:5:6:7:8]", "[::ffff:10.0.0.1]"}},
    {"odd IPv6",
     4,
     {"[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1/64]", "[:1:2:3:4:5:6:7:8]", "[1::2::3]", "[]",
      "[::1", "[12345::]", "[::5efe:10.0.0.1]", "[::ffff:0:1.2.3.4]", "[::127.0.0.1]",
      "[1:2:3:4:5:6:1.2.3.4]", "[::1.2.3]", "[1:0:0:2:0:0:0:3]"}},
    {"IPv6 without brackets", 2, {"fe80::1", "::1"}},
    {"past ASCII",
     5,
     {"m\xC3\xBCnchen.de", "M\xC3\x9CNCHEN.de", "u\xCC\x88.de", "\xC3\x9C.de",
      "\xE4\xBE\x8B\xE3\x80\x82jp", "\xC2\xBD.de", "a\xE2\x80\x8E.b", "\xF0\x9F\x98\x80.de",
      "\xEF\xBC\xA1.de", "\xC2\x85.de"}},
    {"punycode", 2, {"xn--bcher-kva.de", "XN--BCHER-KVA.de", "xn--.de"}},
    {"escaped",
     4,
     {"ex%41mple", "a%20b", "a%2eb", "%C3%BC.de", "a%00b", "%70roxy", "pro%2Fxy", "a%zz"}},
    {"token",
     5,
     {"#{proxy}#", "${proxy}", "$(proxy)", "__proxy__", "{{ proxy }}", "{{proxy}}", "%PROXY%"}},
    {"odd characters",
     5,
     {"a b", "*", "*.contoso.com", "a,b", "a;b", "a|b", "<proxy>", "a\"b", "a'b", "(a)", "a=b",
      "a+b", "a!b", "a$b", "a&b", "a~b", "a^b", "a`b"}},
    {"disk", 2, {"c:/x", R"(c:\x)", "c|/x", "c:", R"(/c:\x)"}},
    {"none", 4, {""}},
};
inline const UriGenerator::Table UriGenerator::ports = {
    {"none", 40, {""}},
    {"usual", 25, {":8080", ":3128", ":80", ":443"}},
    {"leading zeros", 3, {":08080", ":080", ":00", ":0"}},
    {"at the limit", 2, {":65535", ":65536", ":99999", ":99999999999999"}},
    {"empty", 3, {":"}},
    {"blank behind", 6, {":8080 ", ":8080\t", ":80 \t ", ":8080\n", ": ", ":80  /x"}},
    {"not a number", 4, {":abc", ":-1", ":+1", ":80a", ":8 0", ":\xEF\xBC\x98", ":0x50"}},
    {"token", 3, {":#{port}#", ":${port}", ":$(port)", ":__port__", ":{{ port }}"}},
    {"two", 2, {":80:80", "::80"}},
    {"backslash behind", 2, {":80\\", "\\"}},
};
inline const UriGenerator::Table UriGenerator::paths = {
    {"slash", 30, {"/"}},
    {"plain", 10, {"/a/b.pac", "/proxy.pac", "/wpad.dat"}},
    {"dots",
     8,
     {"/../a", "/a/./b", "/a/../b", "/a/..", "/a/.", "/..", "/...", "/a../b", "/.a/..b",
      "/a/../../b", "/a//../b", "/a/b/../../../c/", "/..a/.../.."}},
    {"slashes", 4, {"//", "/a//b", "//a", "///"}},
    {"backslash", 5, {R"(/a\b)", R"(\a)", R"(/\..\b)", R"(\..)"}},
    {"escaped",
     8,
     {"/%41%2f%2E%5c", "/%20", "/%C3%BC", "/%c3%bc%ff", "/%E2%80%8E", "/%25", "/%3a%5B%7e",
      "/%2e%2e/a", "/%EE%80%80", "/%F0%9F%98%80", "/%80%C3", "/%a0%c2%a0", "/%27%28%2a"}},
    {"broken escape", 5, {"/%zz", "/%", "/%4", "/%%41", "/%u00e9", "/%4\xC3\xBC"}},
    {"odd characters",
     6,
     {"/a b", "/{x}", "/a|b", "/<>\"^`", "/[x]", "/a'b(c)*!", "/a;b=c&d", "/~_-", "/\x01",
      "/\x7F"}},
    {"past ASCII",
     5,
     {"/\xC3\xBC", "/\xE2\x80\x8Fy", "/\xEE\x80\x80", "/\xF0\x9F\x98\x80", "/\xEF\xBF\xBF",
      "/\xC2\x85", "/\xF3\xA0\x80\x81", "/u\xCC\x88"}},
    {"disk", 3, {"/c:/x", "/c:/../x", "/c|/a", "/c:"}},
};
inline const UriGenerator::Table UriGenerator::queries = {
    {"plain", 3, {"?a=b&c", "?", "?a/b?c"}},
    {"odd", 3, {"?a b", "?<\">", "?[x]{y}|", R"(?a\b)", "?\x01"}},
    {"escaped", 3, {"?%41%5b%3F", "?%zz", "?%C3%BC%EE%80%80", "?%23"}},
    {"past ASCII", 2, {"?\xC3\xBC", "?\xEE\x80\x80", "?\xE2\x80\x8F", "?\xF3\xB0\x80\x80"}},
};
inline const UriGenerator::Table UriGenerator::fragments = {
    {"plain", 3, {"#a", "#", "#a?b/c"}},
    {"odd", 3, {"#a#b", "#a b", R"(#a\b)", "#[<"}},
    {"escaped", 2, {"#%41%23", "#%zz%"}},
    {"past ASCII", 2, {"#\xC3\xBC", "#\xE2\x80\x8E"}},
};
inline const UriGenerator::Table UriGenerator::blanks = {
    {"blank", 4, {" ", "  "}},
    {"tab or line end", 2, {"\t", "\n", "\r\n", " \t "}},
    {"other white space", 1, {"\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\x0B"}},
};
inline const UriGenerator::Table UriGenerator::whole = {
    {"name and port",
     8,
     {"proxy:8080", "proxy.contoso.com:8080", "10.0.0.1:8080", "[::1]:8080", "localhost:3128",
      "proxy:8080 ", "user:pw@proxy:8080"}},
    {"bare", 5, {"proxy", "10.0.0.1", "a", "ab", "..", "%HTTP_PROXY%", "DIRECT", "true"}},
    {"list",
     5,
     {"http=proxy:8080;https=proxy:8080", "proxy1:80;proxy2:80", "http://a:80;http://b:80",
      "http://a, http://b", "PROXY proxy:8080; DIRECT"}},
    {"Windows path",
     5,
     {R"(C:\x)", R"(C:\x\..\y)", "c:/x y", "c|/x", "c:x", "c:", "C:\\%41#?", "c:/\xC3\xBC",
      R"(C:\a\.\b\\c)", R"( c:\x)"}},
    {"Windows share",
     5,
     {R"(\\server\share)", "//server/share", R"(\\server)", R"(\\\\server\x)", R"(\/server\x)",
      R"(\\10.0.0.1\x)", R"(\\a:80\x)", "\\\\m\xC3\xBC\\x", R"(\\?\C:\x)", R"(\\.\pipe)",
      R"(\\_srv\x)", R"(\\a b\x)", R"(\\localhost\c$)", R"(\\a.-b\x)", R"(\\[::1]\x)"}},
    {"rooted", 3, {"/proxy", "/", "//", "///", R"(\)", R"(\\)", R"(\proxy)", "/proxy:80"}},
    {"empty or blank", 3, {"", " ", "   ", "\t\n", "\xC2\xA0", " a", " :"}},
    {"token",
     5,
     {"#{proxy}#", "${proxy}", "$(proxy)", "__proxy__", "{{ proxy }}", "http://#{host}#:#{port}#",
      "http://${host}:${port}", "http://$(host)", "http://__host__:__port__",
      "http://{{ host }}:{{ port }}", "#{scheme}#://proxy:80", "__scheme__://proxy"}},
    {"file",
     5,
     {"file:",
      "file:/",
      "file://",
      "file:///",
      "file:c:/x",
      "file:/c:/x",
      "file://c:/x",
      "file:///c:/x",
      "file:////c:/x",
      "file:c:x",
      "file://server/x",
      "file:////server/x",
      "file:///x",
      "file:x",
      R"(file:\\server\x)",
      "file://./x",
      "file:///c|/x/../y",
      "file://server:80/x",
      "file:///?x",
      "file:///#x",
      "file://%41/x",
      "file:///c:/%2e%2e/x"}},
    {"quoted", 2, {"\"http://proxy:8080\"", "'http://proxy'", "<http://proxy>", "(http://proxy)"}},
};
inline const std::vector<std::string_view> UriGenerator::odd_pieces = {
    ":",        "/",   "\\",       "@",
    "?",        "#",   "[",        "]",
    "%",        "%2e", "%41",      "%C3%BC",
    ".",        "..",  " ",        "\t",
    "|",        "c:/", "\xC3\xBC", "\xE2\x80\x8E",
    "0",        "-",   "_",        "*",
    ";",        ",",   "\n",       "//",
    "\\\\",     "%zz", "{",        "\xF0\x9F\x98\x80",
    "u\xCC\x88"};

}  // namespace shirlint::dotnet::test
