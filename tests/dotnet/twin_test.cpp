// What is taken from another config of the host is what would have been found without it.
#include "dotnet/twin.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "dotnet/net_example.h"
#include "seed.h"

using namespace shirlint::dotnet;
using example::default_proxy;
using example::judge;

namespace {

Options options_with_endpoints() {
  Options options;
  options.endpoints = {"adf.servicebus.windows.net", "login.microsoftonline.com", "intranet"};
  options.account.dns_domain = "corp.example";
  return options;
}

void require_same(const Net& left, const Net& right) {
  REQUIRE(left.moment == right.moment);
  REQUIRE(left.error == right.error);
  REQUIRE(left.bypass.size() == right.bypass.size());
  for (std::size_t at = 0; at < left.bypass.size(); ++at) {
    const BypassEntry& a = left.bypass[at];
    const BypassEntry& b = right.bypass[at];
    CHECK(a.operation == b.operation);
    CHECK(a.pattern == b.pattern);
    CHECK(a.verdict == b.verdict);
    CHECK(a.error == b.error);
    CHECK(a.in_effect == b.in_effect);
    CHECK(a.duplicate == b.duplicate);
    CHECK(a.can_match == b.can_match);
    CHECK(a.matches_everything == b.matches_everything);
    CHECK(a.never_because == b.never_because);
    CHECK(a.repair == b.repair);
    CHECK(a.span.start == b.span.start);
    CHECK(a.span.end == b.span.end);
    CHECK(a.regex.has_value() == b.regex.has_value());
  }
  REQUIRE(left.routes.size() == right.routes.size());
  for (std::size_t at = 0; at < left.routes.size(); ++at) {
    const Route& a = left.routes[at].route;
    const Route& b = right.routes[at].route;
    CHECK(left.routes[at].url == right.routes[at].url);
    CHECK(a.text() == b.text());
    CHECK(a.reason == b.reason);
    CHECK(a.span.start == b.span.start);
    CHECK(a.span.end == b.span.end);
    CHECK(a.assumed == b.assumed);
  }
}

/// A proxy block of a few choices each, so that two of them are often alike in part or in whole.
class BlockMaker {
 public:
  explicit BlockMaker(std::uint64_t seed) : random_(seed) {}

  std::string block() {
    std::string text(below(3), '\n');
    text += "<proxy";
    if (below(4) != 0) text += R"( proxyaddress=")" + pick(addresses_) + '"';
    if (below(2) != 0) text += R"( bypassonlocal=")" + pick(locals_) + '"';
    text += "/>" + std::string(below(3), ' ') + "<bypasslist>";
    for (std::size_t count = below(4); count != 0; --count) text += pick(entries_);
    return default_proxy(text + "</bypasslist>");
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  std::string pick(const std::vector<std::string>& from) { return from[below(from.size())]; }

  std::mt19937_64 random_;
  std::vector<std::string> addresses_ = {"http://a:1", "http://a:1/", "http://b:2", "#{proxy}#"};
  std::vector<std::string> locals_ = {"True", "False", "true"};
  std::vector<std::string> entries_ = {
      R"(<add address="servicebus\.windows"/>)", R"(<add address="login\..*"/>)",
      R"(<add address="*.windows.net"/>)",       R"(<add address="#{entry}#"/>)",
      R"(<remove address="login\..*"/>)",        "<clear/>"};
};

}  // namespace

TEST_CASE("an equal list is judged once, and every place is the file's own", "[dotnet][quick]") {
  const std::string list = R"(<proxy proxyaddress="http://p:1" bypassonlocal="True"/>)"
                           R"(<bypasslist><add address="servicebus\.windows\.net"/></bypasslist>)";
  const std::string text = default_proxy(list);
  const std::string lower = default_proxy("\n\n" + list);
  Options options = options_with_endpoints();
  const Net first = judge(text, options);
  const Net alone = judge(lower, options);
  options.twin = &first;
  const Net with_twin = judge(lower, options);
  require_same(with_twin, alone);
  REQUIRE(with_twin.routes.front().route.via == Via::direct);
  CHECK(with_twin.routes.front().route.span.start == first.routes.front().route.span.start + 2);
  // The regular expression is the very same: it was not made again.
  CHECK(&with_twin.bypass.front().regex->tree() == &first.bypass.front().regex->tree());
}

TEST_CASE("with a twin the answers are those without", "[dotnet][quick]") {
  const auto seed = shirlint::generated::seed_of_run();
  BlockMaker make(seed);
  std::size_t alike = 0;
  constexpr std::size_t rounds = 2000;
  for (std::size_t round = 0; round < rounds; ++round) {
    const std::string one = make.block();
    const std::string other = round % 2 == 0 ? make.block() : "\n<!-- -->" + one;
    INFO("seed " << seed << "\n" << one << "\n" << other);
    Options options = options_with_endpoints();
    const Net first = judge(one, options);
    const Net alone = judge(other, options);
    if (routes_like(&first, alone)) ++alike;
    options.twin = &first;
    require_same(judge(other, options), alone);
  }
  WARN("seed " << seed << ": " << alike << " of " << rounds << " pairs shared their routes");
  CHECK(alike > rounds / 10);
}
