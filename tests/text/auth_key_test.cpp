#include "text/auth_key.h"

#include <catch2/catch.hpp>
#include <string>

using shirlint::text::authentication_keys;
using shirlint::text::Span;

TEST_CASE("an authentication key is found wherever it stands", "[text][quick]") {
  const std::string key =
      "IR@1b4e28ba-2fa1-11d2-883f-0016d3cca427@contoso@we@bm90IGEga2V5LCBqdXN0IGFuIGV4YW1wbGU=";
  const auto size = static_cast<std::uint32_t>(key.size());
  CHECK(authentication_keys(key) == std::vector<Span>{{0, size}});
  CHECK(authentication_keys("<add value=\"" + key + "\"/> " + key) ==
        std::vector<Span>{{12, 12 + size}, {16 + size, 16 + 2 * size}});
  const std::string masked = "IR@" + std::string(80, '*');
  CHECK(authentication_keys("key: " + masked + "\n").size() == 1);
}

TEST_CASE("what only looks like an authentication key is none", "[text][quick]") {
  const std::string secret = "@contoso@we@bm90IGEga2V5LCBqdXN0IGFuIGV4YW1wbGUgb2Ygb25l=";
  for (const std::string& text :
       {"IR@xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" + secret,
        "IR@00000000-0000-0000-0000-000000000000" + secret, std::string("IR@***"),
        std::string("IR@"), std::string("IR@1b4e28ba-2fa1-11d2-883f-0016d3cca427@<your key>"),
        "IR@contoso.com " + secret, "IR@1b4e28ba-2fa1-11d2-883f-0016d3cca4277" + secret}) {
    INFO(text);
    CHECK(authentication_keys(text).empty());
  }
}
