// Deployment tokens: which texts are one, and which only look like it.
#include <catch2/catch.hpp>

#include "text/tokens.h"

using namespace shirlint::text;

namespace {

/// "style name" of the first token.
std::string first(std::string_view text, const DeploymentTokenFinder& finder = {}) {
  const auto token = finder.find(text);
  return token ? std::string(to_text(token->style)) + " " + token->name : "";
}

}  // namespace

TEST_CASE("the five styles", "[text][quick]") {
  CHECK(first("http://#{Proxy.Host}#:8080") == "octopus Proxy.Host");
  CHECK(first("http://#{Proxy}:8080") == "octopus Proxy");
  CHECK(first("#{x | ToLower}") == "octopus x | ToLower");
  CHECK(first("${PROXY}") == "dollar-brace PROXY");
  CHECK(first("${PROXY:-none}") == "dollar-brace PROXY:-none");
  CHECK(first("$(Proxy.Host)") == "dollar-paren Proxy.Host");
  CHECK(first("http://__PROXY__:8080") == "underscores PROXY");
  CHECK(first("__a_b__") == "underscores a_b");
  CHECK(first("{{ proxy }}") == "mustache proxy");
  CHECK(first("{{proxy | default('x')}}") == "mustache proxy | default('x')");
  CHECK(first("${{ vars.X }}") == "mustache vars.X");
}

TEST_CASE("what is no token", "[text][quick]") {
  for (const char* text :
       {"", "http://proxy:8080", "contoso\\.com$(:\\d+)?", "a{1,3}", "a{{3}}", "#{}#", "${}", "$()",
        "____", "__1__", "a__b", "#fragment", "$", "_", "{{ }}", "#{", "${x", "(?<a>x)${1}"}) {
    INFO(text);
    CHECK(first(text).empty());
  }
}

TEST_CASE("a long text of beginnings without ends is passed quickly", "[text][quick]") {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "#{${$({{";
  CHECK(first(text).empty());
}

TEST_CASE("the place of a token", "[text][quick]") {
  const DeploymentTokenFinder finder;
  const std::string_view text = "a#{x}#b${y}";
  const auto one = finder.find(text);
  REQUIRE(one);
  CHECK(text.substr(one->span.start, one->span.size()) == "#{x}#");
  const auto two = finder.find(text, one->span.end);
  REQUIRE(two);
  CHECK(text.substr(two->span.start, two->span.size()) == "${y}");
  CHECK_FALSE(finder.find(text, two->span.end));
}

TEST_CASE("a site's own patterns", "[text][quick]") {
  const DeploymentTokenFinder finder({{"@@", "@@"}, {"<%", "%>"}});
  CHECK(first("http://@@proxy@@:8080", finder) == "site proxy");
  CHECK(first("<% x %>", finder) == "site x");
  CHECK(first("@@@@", finder).empty());
  CHECK(first("#{x}#", finder) == "octopus x");
  CHECK(first("@@x@@").empty());
}
