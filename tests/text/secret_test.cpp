#include "text/secret.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <random>
#include <string>
#include <vector>

using shirlint::text::mask;
using shirlint::text::mask_same_length;
using shirlint::text::mask_value;
using shirlint::text::secret_spans;
using shirlint::text::secret_spans_before_cut;
using shirlint::text::Span;

namespace {

struct Row {
  std::string text;
  std::string expected;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(mask(row.text) == row.expected);
    CHECK(mask(row.expected) == row.expected);
  }
}

const std::string key = "IR@0a1b2c3d-1111-2222-3333-444455556666@fact";

}  // namespace

TEST_CASE("userinfo of an address is masked up to its last @", "[text][quick]") {
  check({
      {"http://user:pw@proxy:8080/", "http://***@proxy:8080/"},
      {"http://user:p@s:s@proxy:8080/", "http://***@proxy:8080/"},
      {"http://token@proxy", "http://***@proxy"},
      {"HTTP://user:pw@proxy", "HTTP://***@proxy"},
      {"http://CORP\\user:pw@proxy:8080", "http://***@proxy:8080"},
      {"http:\\\\user:pw@proxy", "http:\\\\***@proxy"},
      {"#{scheme}#://user:pw@proxy", "#{scheme}#://***@proxy"},
      {"http://p%40:w@proxy", "http://***@proxy"},
      {"http://u:p@a http://v:q@b", "http://***@a http://***@b"},
      {"http://u:p@proxy:80/a@b", "http://***@proxy:80/a@b"},
      {"http://u:p@[2001:db8::1]:80/", "http://***@[2001:db8::1]:80/"},
      {"http://\xc3\xa4:\xff@proxy", "http://***@proxy"},
      {"user:pw@proxy:8080", "***@proxy:8080"},
      {"CORP\\user:p#w@proxy:8080", "***@proxy:8080"},
      {"//user:pw@proxy", "//***@proxy"},
      {"token@proxy:8080", "***@proxy:8080"},
      {"http=user:pw@proxy:80", "http=***@proxy:80"},
      {"('user:pw@proxy')", "('***@proxy')"},
  });
}

TEST_CASE("an encoded @ or : is one", "[text][quick]") {
  check({
      {"http://user:pw&#64;proxy", "http://***&#64;proxy"},
      {"http://user:pw&#x40;proxy", "http://***&#x40;proxy"},
      {"?to=http%3A%2F%2Fuser%3Apw%40proxy%2F", "?to=http%3A%2F%2F***%40proxy%2F"},
      {"http://user:a&amp;b@proxy", "http://***@proxy"},
      {"user&#58;pw@proxy", "***@proxy"},
  });
}

TEST_CASE("a password with the wrong characters in it is masked all the same", "[text][quick]") {
  check({
      {"http://user:p/w@proxy:8080/", "http://***@proxy:8080/"},
      {"http://user:p#w?x@proxy:8080/", "http://***@proxy:8080/"},
      {"proxyaddress=\"http://user:my pass@proxy:80\" x", "proxyaddress=\"http://***@proxy:80\" x"},
      {"'http://us er:pw@proxy' is refused", "'http://***@proxy' is refused"},
      {"'http://user:it's@proxy' is refused", "'http://***@proxy' is refused"},
      {"at http://user:my pass@proxy now", "at http://***@proxy now"},
      {"http://user:a\"b@proxy", "http://***@proxy"},
      {"at http://user:p@s s@proxy now", "at http://***@proxy now"},
      {"\"user:my pass@proxy:80\"", "\"***@proxy:80\""},
  });
  CHECK(mask_value("user:my pass@proxy:80") == "***@proxy:80");
  CHECK(mask_value("plain") == "plain");
  CHECK(mask_value("").empty());
}

TEST_CASE("what only looks like a secret stays", "[text][quick]") {
  for (const std::string text : {
           "write to bob@contoso.com",
           "mailto:bob@contoso.com",
           "IR@contoso.com is a mail address",
           "/configuration/system.net/defaultProxy/proxy/@proxyaddress",
           "child::proxy/@proxyaddress",
           "$host/certificate[@store='LocalMachine/Root' and @days-left < 0]",
           "//proxy[@proxyaddress]",
           "C:\\Users\\bob@contoso\\diahost.exe.config",
           "node@prod.config:12:3: error",
           "http://proxy:8080/ and bob@contoso.com",
           "(see http://proxy:8080), or bob@contoso.com",
           "https://learn.microsoft.com/a/b#c@d",
           "http://[::1]:80/ and bob@contoso.com",
           "<add key=\"DiacmdPath\" value=\"C:\\x\"/>",
           "System, PublicKeyToken=b77a5c561934e089",
           "useDefaultCredentials=\"true\"",
           "an authentication key (IR@<guid>@<factory>@...)",
           "a = b @ c",
           "http://#{host}#:#{port}#/",
           "@",
           "",
       }) {
    INFO(text);
    CHECK(mask(text) == text);
  }
}

TEST_CASE("an authentication key is masked behind IR@", "[text][quick]") {
  check({
      {key + "@ServiceEndpoint=fact.weu.datafactory.azure.net@a+b/c=", "IR@***"},
      {"AUTH_KEY='" + key + "@c2Vj' x", "AUTH_KEY='***' x"},
      {"-Key \"" + key + "@c2Vj\" -Port", "-Key \"IR@***\" -Port"},
      {"the key " + key, "the key IR@***"},
      {"ir@x@y", "ir@***"},
      {"key:" + key + "@c2Vj", "key:IR@***"},
  });
}

TEST_CASE("values of passwords and tokens are masked", "[text][quick]") {
  check({
      {"https://h/x?a=1&sig=ab%2Bc&b=2", "https://h/x?a=1&sig=***&b=2"},
      {"https://h/x?key=abc&code=d", "https://h/x?key=***&code=***"},
      {"https://h/x?a=1&amp;sig=abc&amp;b=2", "https://h/x?a=1&amp;sig=***&amp;b=2"},
      {"?access_token=a.b.c", "?access_token=***"},
      {"?token=t#f", "?token=***#f"},
      {"Server=x;Password=a b&c;User=u", "Server=x;Password=***;User=u"},
      {"Server=x;pwd = a", "Server=x;pwd = ***"},
      {"Password=\"a;b\";x", "Password=\"***\";x"},
      {"Password=&quot;a;b&quot;;x", "Password=&quot;***&quot;;x"},
      {"AccountKey=ab/c+d==;EndpointSuffix=core", "AccountKey=***;EndpointSuffix=core"},
      {"SharedAccessSignature=sv=1", "SharedAccessSignature=***"},
      {"<proxy password=\"a'b\" username=\"u\"/>", "<proxy password=\"***\" username=\"u\"/>"},
      {"validationKey='00ff'", "validationKey='***'"},
      {"client_secret=x", "client_secret=***"},
      {"PWD=x.", "PWD=***."},
  });
}

TEST_CASE("a value is a secret because of its name, in every notation", "[text][quick]") {
  for (const char* const shown : {
           "setup --proxy-password *** -x",
           "setup /pwd:***",
           "setup -Password \"***\" -x",
           "& setup '-Password', '***'",
           "curl -U bob:*** x",
           "schtasks /RP *** /F",
           "dmgcmd -RegisterNewNode *** node-1",
           "dmgcmd -Key \"***\"",
           "dmgcmd -GenerateBackupFile \"c:\\my b.bak\" ***",
           "ConvertTo-SecureString '***' -AsPlainText -Force",
           "ConvertTo-SecureString -AsPlainText -Force -String \"***\"",
           R"({"password": "***", "user": "bob"})",
           "'DB_PASSWORD' = '***'",
           R"('HKLM\SOFTWARE\X\ProxyPassword' = '***')",
           "<Password>***</Password>",
           "<add key=\"ProxyPassword\" value=\"***\"/>",
           "<add value='***' name='db_secret' />",
       }) {
    std::string text(shown);
    text.replace(text.find("***"), 3, "Abcdefgh.0123456789");
    CHECK(mask(text) == shown);
    CHECK(mask(shown) == shown);
  }
  for (const char* const harmless : {
           "dmgcmd -Key \"<AuthenticationKey>\"",
           "dmgcmd -RegisterNewNode $key",
           "az list-auth-key --name RUNTIME",
           "osslsigncode -key key.pem",
           "curl -u http://a:80/",
           "<add key=\"Passwords\" value=\"no\"/>",
           "<add key=\"a\" value=\"b\"/>",
           R"({"token-count": 3, "password": null})",
           "find / -user bob",
           "a/password-rules/b",
       }) {
    CHECK(mask(harmless) == harmless);
  }
}

TEST_CASE("a file cut in the password, a tag over several lines", "[text][quick]") {
  CHECK(mask("<proxy proxyaddress=\"http://bob:s3cr") == "<proxy proxyaddress=\"http://***");
  CHECK(mask("<proxy proxyaddress=\"http://proxy:8080") ==
        "<proxy proxyaddress=\"http://proxy:8080");
  const std::string text = "<add key=\"Password\"\n value=\"s3cret\"/>\n<a b=\"s3cret\"/>";
  const auto line = [&](std::uint32_t start, std::uint32_t end) {
    return shirlint::text::mask_by_neighbours(text, {start, end});
  };
  CHECK(line(0, 19) == "<add key=\"Password\"");
  CHECK(line(20, 37) == " value=\"******\"/>");
  CHECK(line(38, 53) == "<a b=\"s3cret\"/>");
}

TEST_CASE("masking at the same length keeps every offset", "[text][quick]") {
  const std::string text = "a http://user:pw@proxy b";
  CHECK(mask_same_length(text) == "a http://*******@proxy b");
  CHECK(secret_spans(text) == std::vector<Span>{{9, 16}});
  CHECK(mask(mask_same_length(text)) == "a http://***@proxy b");
}

TEST_CASE("a text that was cut in its password is masked to the cut", "[text][quick]") {
  const std::string cut = "<proxy proxyaddress=\"http://user:passw";
  CHECK(secret_spans(cut) == std::vector<Span>{{28, 38}});
  CHECK(secret_spans("see http://user:passw").empty());
  CHECK(secret_spans_before_cut(cut) == std::vector<Span>{{28, 38}});
  CHECK(secret_spans_before_cut("nothing here").empty());
}

TEST_CASE("masking twice is masking once, whatever the text", "[text][quick]") {
  const unsigned seed = 20261122;
  std::mt19937 random(seed);
  const std::vector<std::string> pieces = {
      "http://", "user", ":",   "@",         "proxy",     "/",   "?",     "#",   "&",
      " ",       "\"",   "'",   "=",         "sig=",      ";",   "IR@",   "%40", "&#64;",
      "\n",      "[",    "]",   "8080",      "pwd=",      "***", "&amp;", "<",   ">",
      "\\",      "\xff", "key", "%3A%2F%2F", "0a1b2c3d-", "a"};
  std::size_t with_secret = 0;
  const std::size_t texts = 20000;
  for (std::size_t i = 0; i < texts; ++i) {
    std::string text;
    for (std::size_t n = random() % 14; n > 0; --n) text += pieces[random() % pieces.size()];
    const std::string once = mask(text);
    if (once != text) ++with_secret;
    INFO("seed " << seed << ": " << text << " -> " << once);
    REQUIRE(mask(once) == once);
    REQUIRE(mask_same_length(text).size() == text.size());
    std::uint32_t before = 0;
    for (const Span span : secret_spans(text)) {
      REQUIRE(span.start >= before);
      REQUIRE(span.start < span.end);
      REQUIRE(span.end <= text.size());
      before = span.end;
    }
  }
  WARN("seed " << seed << ", " << texts << " texts, " << with_secret << " with a secret");
  CHECK(with_secret > texts / 10);
}

TEST_CASE("a password is found wherever it is planted", "[text][quick]") {
  const unsigned seed = 7;
  std::mt19937 random(seed);
  // Without quotes, angle brackets and line ends, which end a value in XML and in prose.
  const std::string alphabet = "abcXYZ0189:@!$%^&*()_+-=[]{}|;,.~/?#\\";
  const std::string canary = "CANARY";
  for (int i = 0; i < 20000; ++i) {
    std::string password = canary;
    for (std::size_t n = random() % 8; n > 0; --n) password += alphabet[random() % alphabet.size()];
    for (const std::string& text :
         {"<proxy proxyaddress=\"http://user:" + password + "@proxy:8080\" />",
          "'http://user:" + password + "@proxy:8080' is refused",
          "it is http://user:" + password + "@proxy:8080 there",
          "<proxy proxyaddress=\"user:" + password + "@proxy:8080\" />"}) {
      INFO("seed " << seed << ": " << text);
      REQUIRE(mask(text).find(canary) == std::string::npos);
    }
  }
}

TEST_CASE("hostile text takes linear time", "[text][quick]") {
  for (const std::string piece : {"x://a:b", "pwd=", "IR@a", "a:@", "'", "\"", "&#6", "http://"}) {
    std::string text;
    while (text.size() < 400000) text += piece;
    const auto start = std::chrono::steady_clock::now();
    CHECK(mask(text).size() <= 3 * text.size());
    const auto used = std::chrono::steady_clock::now() - start;
    INFO(piece << " " << std::chrono::duration_cast<std::chrono::milliseconds>(used).count());
    CHECK(std::chrono::duration_cast<std::chrono::milliseconds>(used).count() < 8000);
  }
}
