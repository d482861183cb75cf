// Whose routes are asked for, and where the site file and host.toml show up in the trees.
#include "lint/route_questions.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "lint/site_tree.h"

using namespace shirlint;

namespace {

std::vector<std::string> urls(const std::string& site, const std::string& host,
                              std::string_view from) {
  const auto loaded = lint::read_site(site, "shirlint.toml");
  REQUIRE(loaded.errors.empty());
  const auto snapshot =
      state::Snapshot::parse("schema = \"shirlint.host/1\"\n" + host, "host.toml");
  REQUIRE(snapshot.errors.empty());
  std::vector<std::string> out;
  for (const dotnet::RouteQuestion& question :
       lint::route_questions(loaded.site, &snapshot.snapshot)) {
    if (question.from == from) out.push_back(question.url);
  }
  return out;
}

using Urls = std::vector<std::string>;

}  // namespace

TEST_CASE("every config is asked for names that tell how wide its exceptions are",
          "[lint][quick]") {
  const auto questions = lint::route_questions(lint::Site{}, nullptr);
  REQUIRE(questions.size() == 5);
  CHECK(questions[0].from == "local-name");
  CHECK(questions[0].host.find('.') == std::string::npos);
  CHECK(questions[1].from == "unrelated-name");
  CHECK(questions[3].url == "http://169.254.169.254/");
  CHECK(questions[4].from == "azure");
}

TEST_CASE("names of the site file", "[lint][quick]") {
  const std::string site =
      "must_bypass = ['Sql01.contoso.com', 'http://api:8080/x']\nmust_proxy = ['www.contoso.com']";
  CHECK(urls(site, "", "must-bypass") == Urls{"https://sql01.contoso.com/", "http://api:8080/x"});
  CHECK(urls(site, "", "must-proxy") == Urls{"https://www.contoso.com/"});
}

TEST_CASE("endpoints of host.toml, if they speak HTTP", "[lint][quick]") {
  CHECK(urls("",
             "[[endpoint]]\nhost = 'a.example'\nport = 443\n[[endpoint]]\nhost = 'b.example'\n"
             "port = 80\n[[endpoint]]\nhost = 'c.example'\nport = 1433\n[[endpoint]]\n"
             "host = 'd.example'\n",
             "snapshot") == Urls{"https://a.example/", "http://b.example/", "https://d.example/"});
}

TEST_CASE("the tree of a site file", "[lint][quick]") {
  const auto loaded = lint::read_site(
      "proxy = 'http://Proxy:8080'\nproxy_mode = 'system'\nmanaged_identity = true\n"
      "must_bypass = ['a.example']\nmust_proxy = ['b.example']",
      "shirlint.toml");
  REQUIRE(loaded.errors.empty());
  facts::Tree tree;
  const pugi::xml_node site = lint::build_site(tree, loaded.site);
  CHECK(std::string(site.attribute("proxy").value()) == "http://proxy:8080/");
  CHECK(std::string(site.attribute("managed-identity").value()) == "true");
  CHECK_FALSE(site.attribute("parquet"));
  CHECK(std::string(site.child("must-proxy").attribute("host").value()) == "b.example");
  const auto origin = tree.origin(site.child("must-bypass"));
  REQUIRE(origin);
  CHECK(origin->source->slice(origin->span) == "'a.example'");
}
