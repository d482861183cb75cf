// shirlint.toml: what is read, and what is refused where.
#include "lint/site.h"

#include <fmt/format.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "facts/vocabulary.h"
#include "lint/allow_list.h"
#include "lint/checker.h"
#include "lint/site_schema.h"

using shirlint::lint::check_site_codes;
using shirlint::lint::read_site;
using shirlint::lint::read_values;

namespace {

std::string refusal(const std::string& toml) {
  const auto loaded = read_site(toml, "shirlint.toml");
  if (loaded.errors.empty()) return "";
  const auto& error = loaded.errors[0];
  return fmt::format("{}:{}: {}", error.at.line, error.at.column, error.message);
}

}  // namespace

TEST_CASE("a site says what the organisation intends", "[lint][quick]") {
  const auto loaded = read_site(
      "proxy_mode = 'custom'\nparquet = false\n[[token]]\nprefix = '%('\nsuffix = ')'\n"
      "[severity]\nPRX009 = 'info'\n",
      "shirlint.toml");
  REQUIRE(loaded.errors.empty());
  const auto& site = loaded.site;
  CHECK(site.proxy_mode == "custom");
  CHECK(site.source.slice(site.proxy_mode_at).find("custom") != std::string_view::npos);
  CHECK(site.parquet == false);
  CHECK_FALSE(site.proxy_authenticates.has_value());  // not said is neither yes nor no
  REQUIRE(site.token_patterns.size() == 1);
  CHECK(site.token_patterns[0].prefix == "%(");
  CHECK(site.severity.at("PRX009") == shirlint::rules::Severity::info);
}

TEST_CASE("what a site file cannot say is refused at its place", "[lint][quick]") {
  CHECK(refusal("proxymode = 'custom'") ==
        "1:1: unknown key 'proxymode'; did you mean 'proxy_mode'?");
  CHECK(refusal("[severity]\nPRX009 = 'fatal'").substr(0, 5) == "2:10:");
  CHECK(refusal("parquet = 'yes'").substr(0, 5) == "1:11:");
  CHECK(refusal("parquet =").substr(0, 2) == "1:");
  CHECK_FALSE(refusal("[[token]]\nprefix = 'x'").empty());
}

TEST_CASE("the proxy of a site is a URL that .NET Framework can use", "[lint][quick]") {
  CHECK(read_site("proxy = 'HTTP://Proxy.Contoso.com:8080'", "s").site.proxy ==
        "http://proxy.contoso.com:8080/");
  CHECK(refusal("proxy = 'proxy:8080'") ==
        "1:9: 'proxy' has no scheme; did you mean 'http://proxy:8080'?");
  CHECK(refusal("proxy = 'https://proxy:8443'").find("plain HTTP only") != std::string::npos);
  CHECK(refusal("proxy = 'http://user:secret@proxy:8080'") ==
        "1:9: 'proxy' holds a log-on, which does not belong in this file");
  CHECK(refusal("proxy = 'user:secret@proxy:8080'").find("secret") == std::string::npos);
  CHECK(refusal("proxy = 'http://proxy:80800'").find("Invalid port") != std::string::npos);
}

TEST_CASE("names that must or must not go through the proxy", "[lint][quick]") {
  const auto site = read_site("must_bypass = ['A.example:8443', 'http://b/']", "s").site;
  REQUIRE(site.must_bypass.size() == 2);
  CHECK(site.must_bypass[0].host == "a.example");
  CHECK(site.must_bypass[0].url == "https://a.example:8443/");
  CHECK(site.must_bypass[1].url == "http://b/");
  CHECK(refusal("must_bypas = ['a']") ==
        "1:1: unknown key 'must_bypas'; did you mean 'must_bypass'?");
  CHECK(refusal("must_bypass = ['a', '*.contoso.com']").substr(0, 22) == "1:21: '*.contoso.com' ");
  CHECK(refusal("must_proxy = ['a/b']").substr(0, 5) == "1:15:");
  CHECK(refusal("must_proxy = ['ftp://a']").substr(0, 5) == "1:15:");
  CHECK(refusal("must_proxy = 'a'").substr(0, 5) == "1:14:");
  CHECK(refusal("must_proxy = ['a', 1]").substr(0, 5) == "1:20:");
  CHECK(refusal("must_bypass = ['A']\nmust_proxy = ['b', 'a']") ==
        "2:20: 'a' stands in 'must_bypass' too; it can only be in one of the two lists");
}

TEST_CASE("a site says where its factory is and what its machines should have", "[lint][quick]") {
  const auto loaded = read_site(
      "cloud = 'government'\nfactory = 'contoso'\nregion = 'usgovvirginia'\njdk = 'C:\\jdk'\n"
      "private_endpoints = ['contoso.usgovvirginia.datafactory.azure.us']\n"
      "[versions]\nruntime = '5.60'\njava = '17'\n"
      "[[root]]\nthumbprint = 'df:3c24f9bfd666761b268073fe06d1cc8d4f82a4'\nfile = 'ca.cer'\n",
      "shirlint.toml");
  REQUIRE(loaded.errors.empty());
  const auto& site = loaded.site;
  CHECK(site.cloud == "government");
  CHECK(site.private_endpoints[0].host == "contoso.usgovvirginia.datafactory.azure.us");
  CHECK(site.runtime_version == "5.60");
  CHECK(site.roots[0].thumbprint == "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4");
  CHECK(refusal("region = 'West Europe'") ==
        "1:10: 'West Europe' is no name of a region; did you mean 'westeurope'?");
  CHECK(refusal("cloud = 'chna'") == "1:9: 'chna' is no value of 'cloud'; did you mean 'china'?");
  CHECK(refusal("[[root]]\nthumbprint = 'df3c'").substr(0, 5) == "2:14:");
  CHECK(refusal("[[root]]\nfile = 'ca.cer'").find("'thumbprint' is missing") != std::string::npos);
}

TEST_CASE("a suppression has a reason, an owner and a last day", "[lint][quick]") {
  const std::string whole = "[[suppress]]\ncode = 'PRX009'\nreason = 'r'\nowner = 'o'\n";
  CHECK(read_site(whole + "expires = 2027-01-01", "s").site.suppressions[0].expires ==
        shirlint::text::parse_day("2027-01-01"));
  CHECK(refusal(whole + "expires = '2027-01-01'").empty());
  CHECK(refusal(whole).find("'expires' is missing") != std::string::npos);
  CHECK(refusal(whole + "expires = 2027-01-01T10:00:00Z").substr(0, 5) == "5:11:");
  CHECK(refusal(whole + "expires = 2027-01-01\nhots = 'a'") ==
        "6:1: unknown key 'hots'; did you mean 'host'?");
  CHECK(refusal("[[suppress]]\ncode = 'PRX009'\nowner = 'o'\nexpires = 2027-01-01")
            .find("'reason' is missing") != std::string::npos);
  CHECK(refusal("[[path]]\nmatch = 'a'").find("says nothing") != std::string::npos);
}

TEST_CASE("codes of a site file are those of rules", "[lint][quick]") {
  shirlint::rules::Rule old;
  old.code = "PRX009";
  shirlint::rules::Rule redirect;
  redirect.code = "PRX008";
  redirect.redirect = "PRX009";
  const std::vector<const shirlint::rules::Rule*> known = {&old, &redirect};
  const auto errors = [&](const std::string& toml) {
    auto loaded = read_site(toml, "s");
    REQUIRE(loaded.errors.empty());
    std::string out;
    for (const auto& error : check_site_codes(loaded.site, "s", known)) {
      out += fmt::format("{}:{}: {}\n", error.at.line, error.at.column, error.message);
    }
    return out;
  };
  CHECK(errors("[severity]\nPRX090 = 'info'") ==
        "2:1: there is no rule 'PRX090'; did you mean 'PRX009'?\n");
  CHECK(errors("[[path]]\nmatch = 'a'\nignore = ['PRX']").empty());
  CHECK(errors("[[path]]\nmatch = 'a'\nignore = ['PRY']").find("no rule 'PRY'") !=
        std::string::npos);
  auto site = read_site("[severity]\nPRX008 = 'info'", "s").site;
  CHECK(check_site_codes(site, "s", known).empty());
  CHECK(site.severity.at("PRX009") == shirlint::rules::Severity::info);
}

TEST_CASE("values of tokens are texts, numbers or booleans", "[lint][quick]") {
  const auto values = read_values("Host = 'proxy'\nPort = 8080\nOn = true\n", "values.toml");
  REQUIRE(values);
  CHECK(values->at("Host") == "proxy");
  CHECK(values->at("Port") == "8080");
  CHECK(values->at("On") == "true");
  const auto refused = read_values("a = 1\nb = []\n", "values.toml");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().at.line == 2);
}

TEST_CASE("the table of keys that the JSON Schema is made from is what the reader takes",
          "[lint][quick]") {
  using shirlint::lint::SiteType;
  const auto value = [](const shirlint::lint::SiteKey& key) -> std::string {
    if (!key.choices.empty())
      return fmt::format("'{}'", key.choices.substr(0, key.choices.find('|')));
    if (key.key == "proxy") return "'http://proxy.contoso.com:8080'";
    if (key.key == "thumbprint") return "'0563B8630D62D75ABBC8AB1E4BDFB5A899B24D43'";
    switch (key.type) {
      case SiteType::flag:
        return "true";
      case SiteType::texts:
        return fmt::format("['{}.contoso.com']", key.key.substr(0, 6));
      case SiteType::day:
        return "2027-01-31";
      case SiteType::severities:
        return "{PRX009 = 'info'}";
      case SiteType::text:
        return "'abc'";
    }
    return "";
  };
  const auto keys = shirlint::lint::site_keys();
  /// A file with all keys, but `without`.
  const auto file = [&](const shirlint::lint::SiteKey* without) {
    std::string text;
    std::string_view table;
    for (const auto& key : keys) {
      if (key.table != table) {
        table = key.table;
        text += table == "versions" ? "[versions]\n" : fmt::format("[[{}]]\n", table);
      }
      if (&key != without) text += fmt::format("{} = {}\n", key.key, value(key));
    }
    return text;
  };
  CHECK(refusal(file(nullptr)) == "");
  for (const auto& key : keys) {
    CAPTURE(key.table, key.key);
    CHECK(refusal(file(&key)).empty() == !key.required);
  }
  // What $site is made of is in it, too.
  for (const auto& term : shirlint::facts::site_terms()) {
    const std::string_view source = term.source;
    if (source.rfind("shirlint.toml: ", 0) != 0) continue;
    const std::string_view name = source.substr(15);
    CAPTURE(name);
    const std::size_t dot = name.find('.');
    CHECK(std::any_of(keys.begin(), keys.end(), [&](const auto& key) {
      if (dot == std::string_view::npos) return key.key == name || key.table == name;
      return key.table == name.substr(0, dot) && key.key == name.substr(dot + 1);
    }));
  }
}

TEST_CASE("an allow list takes names, stars and addresses as people write them", "[lint][quick]") {
  const auto loaded = read_site(
      "allow_list = ['*.ServiceBus.windows.net', '.clouddatahub.net', "
      "'https://a.contoso.com:443/x',\n"
      "              '20.38.80.0/20', '2603:1020:201::/48']\n",
      "shirlint.toml");
  REQUIRE(loaded.errors.empty());
  std::vector<std::string> texts;
  for (const shirlint::lint::AllowedName& name : loaded.site.allow_list) {
    texts.push_back(name.text + (name.address ? " (address)" : ""));
  }
  CHECK(texts == std::vector<std::string>{"*.servicebus.windows.net", "*.clouddatahub.net",
                                          "a.contoso.com", "20.38.80.0/20 (address)",
                                          "2603:1020:201::/48 (address)"});
  const auto wrong = read_site("allow_list = ['a.com b.com']\n", "shirlint.toml");
  REQUIRE(wrong.errors.size() == 1);
  CHECK(wrong.errors[0].message ==
        "'a.com b.com' in 'allow_list' is neither a host name nor an address; write one an item, "
        "such as *.servicebus.windows.net");
}

TEST_CASE("an entry lets a name out by itself, by its star, or as one host of a star",
          "[lint][quick]") {
  CHECK(shirlint::lint::lets_out("download.microsoft.com", "download.microsoft.com"));
  CHECK(shirlint::lint::lets_out("*.windows.net", "*.servicebus.windows.net"));
  CHECK(shirlint::lint::lets_out("relay-1.servicebus.windows.net", "*.servicebus.windows.net"));
  CHECK_FALSE(shirlint::lint::lets_out("servicebus.windows.net", "*.servicebus.windows.net"));
  CHECK_FALSE(shirlint::lint::lets_out("*.microsoft.com", "xmicrosoft.com"));
  CHECK_FALSE(shirlint::lint::lets_out("*.download.microsoft.com", "download.microsoft.com"));
}
