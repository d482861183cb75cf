// `shirlint route` from the command line to its story, its JSON and its exit code.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "program.h"
#include "report/pipeline_agents.h"

using nlohmann::json;
using shirlint::io::MemoryReader;

namespace {

const std::string folder = std::string(SHIRLINT_SOURCE_DIR) + "/tests/data/dotnet/";
const std::string config = "h/diahost.exe.config";
const std::string proxy_url = "http://proxy.contoso.com:8080/";

std::string read(const std::string& name) {
  std::ifstream file(folder + name, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// With a proxy, `bypassonlocal` and what else is given of <proxy> and <bypasslist>.
std::string through_proxy(const std::string& attributes, const std::string& list = "") {
  return config_with("\r\n      <proxy proxyaddress=\"http://proxy.contoso.com:8080\" " +
                     attributes + "/>\r\n      <bypasslist>" + list + "</bypasslist>\r\n    ");
}

Ran ask(const MemoryReader& files, std::vector<std::string> words) {
  words.insert(words.begin(), {"route", config});
  return run(files, words);
}

json answer(const MemoryReader& files, std::vector<std::string> words, int code = 0) {
  words.insert(words.end(), {"--format", "json"});
  const Ran ran = ask(files, std::move(words));
  INFO(ran.errors);
  INFO(ran.out);
  CHECK(ran.code == code);
  return json::parse(ran.out);
}

/// The same of a config that lies by itself.
json answer_of(const std::string& text, const std::vector<std::string>& words, int code = 0) {
  MemoryReader files;
  files.add(config, text);
  return answer(files, words, code);
}

std::string host_toml(const std::string& rest) { return "schema = \"shirlint.host/1\"\n" + rest; }

}  // namespace

TEST_CASE("configs whose fate is known, through the command's JSON", "[cli][quick]") {
  const json table = json::parse(read("cases.json"));
  std::vector<std::string> urls;
  for (const json& url : table["urls"]) urls.push_back(url);
  std::size_t routes = 0;
  REQUIRE(table["cases"].size() >= 41);
  for (const json& expected : table["cases"]) {
    const std::string file = expected["file"];
    INFO(file);
    const bool ok = expected["moment"] == "ok";
    const json found = answer_of(read(file), urls, ok ? 0 : 1);
    CHECK(found["schema"] == "shirlint.route/1");
    CHECK(found["config"] == config);
    CHECK(found["moment"] == expected["moment"]);
    CHECK(found["error"] == expected["error"]);
    if (!ok) {
      CHECK(found["proxy"].is_null());
      CHECK(found["routes"].empty());
      continue;
    }
    CHECK(found["proxy"]["mode"] == expected["proxy"]["mode"]);
    REQUIRE(found["routes"].size() == urls.size());
    if (!expected.contains("routes")) continue;
    for (const json& leg : found["routes"]) {
      INFO(leg.dump());
      const json& where = expected["routes"].at(leg["url"].get<std::string>());
      const std::string via = leg["via"];
      CHECK((where == "proxied" ? via.rfind("http://", 0) == 0 : where == via));
      ++routes;
    }
  }
  CHECK(routes == 17 * urls.size());
}

TEST_CASE("the JSON of the contract, key by key", "[cli][quick]") {
  MemoryReader files;
  files.add(config, through_proxy("bypassonlocal=\"True\"",
                                  "\r\n        <add address=\"contoso\\.com\"/>"));
  const json found = answer(files, {"https://contoso.com/", "https://a.example/", "http://[::1]/"});
  CHECK(found == json::parse(R"({
    "schema": "shirlint.route/1", "config": "h/diahost.exe.config", "moment": "ok", "error": null,
    "proxy": {"mode": "explicit", "address": "http://proxy.contoso.com:8080/"},
    "assumed": ["os.dns_domain"],
    "routes": [
      {"url": "https://contoso.com/", "via": "direct",
       "reason": "the bypass entry 'contoso\\.com' matches https://contoso.com",
       "file": "h/diahost.exe.config", "line": 7},
      {"url": "https://a.example/", "via": "http://proxy.contoso.com:8080/",
       "reason": "the bypass entry does not match https://a.example",
       "file": "h/diahost.exe.config", "line": 5},
      {"url": "http://[::1]/", "via": "direct",
       "reason": "loopback hosts never go to a proxy", "file": null, "line": null}]})"));
}

TEST_CASE("the story names the lines", "[cli][quick]") {
  MemoryReader files;
  files.add(config, through_proxy("", "\r\n        <add address=\"contoso\\.com\"/>"));
  const Ran ran = ask(files, {"https://contoso.com/", "https://a.example/"});
  CHECK(ran.code == 0);
  CHECK(ran.says("loads and goes through " + proxy_url));
  CHECK(ran.says("--> h/diahost.exe.config:5:28"));
  CHECK(ran.says("https://contoso.com/  directly"));
  CHECK(ran.says("--> h/diahost.exe.config:7:23"));
  CHECK(ran.says("(line 5, above)"));
  CHECK(ran.errors.empty());
}

TEST_CASE("without a URL it tells whether the file loads, and the proxy", "[cli][quick]") {
  const json found = answer_of(through_proxy(""), {});
  CHECK(found["proxy"]["address"] == proxy_url);
  CHECK(found["routes"].empty());
  CHECK(answer_of(config_with(""), {})["assumed"] == json({"proxy.account"}));
  MemoryReader files;
  files.add(config, "<Configuration/>");
  const Ran broken = ask(files, {});
  CHECK(broken.code == 1);
  CHECK(broken.says("does not load: Windows refuses to start the program"));
  CHECK(broken.says("Configuration file ... does not have root <configuration> tag"));
}

TEST_CASE("bad usage is one sentence, before anything else", "[cli][quick]") {
  const MemoryReader files;  // not even the config is there
  const auto complaint = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "route");
    const Ran ran = run(files, words);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    return ran.errors;
  };
  CHECK(complaint({}) == "shirlint: route needs a config: shirlint route CONFIG URL...\n");
  CHECK(complaint({config, "contoso.com"}) ==
        "shirlint: 'contoso.com' is no URL; with its scheme it would be 'https://contoso.com'\n");
  CHECK(
      complaint({config, "https://a b/"}) ==
      "shirlint: 'https://a b/' is no URL that .NET takes: Invalid URI: The hostname could not be "
      "parsed.\n");
  CHECK(complaint({config, "ftp://a/"}) ==
        "shirlint: 'ftp://a/' is no http or https URL; route answers for web requests\n");
  CHECK(complaint({config, "https://me:CANARY@a b/"}).find("CANARY") == std::string::npos);
  CHECK(complaint({config, "--format", "sarif"}) ==
        "shirlint: --format 'sarif' is unknown; it can be text, json\n");
  CHECK(complaint({config, "--region", "x"}) == "shirlint: --region belongs to --endpoints\n");
  CHECK(complaint({config, "--endpoints", "--cloud", "x"}) ==
        "shirlint: --cloud 'x' is unknown; it can be public, government, china\n");
  CHECK(complaint({config, "--endpoints", "--product", "x"}).find("'x' is unknown") !=
        std::string::npos);
}

TEST_CASE("what cannot be answered is 2", "[cli][quick]") {
  MemoryReader files;
  files.add(config, config_with(""));
  files.add("h/host.toml", host_toml(""));
  files.add("other.config", config_with(""));
  files.add("diahost.exe.Release.config",
            "<configuration xmlns:xdt=\"http://schemas.microsoft.com/XML-Document-Transform\"/>");
  files.add("locked/diawp.exe.config", "");
  files.refuse("locked/diawp.exe.config", "permission denied");
  const auto complaint = [&](const std::string& path) {
    const Ran ran = run(files, {"route", path, "https://a/"});
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    return ran.errors;
  };
  CHECK(complaint("nix/diahost.exe.config").find("no such file") != std::string::npos);
  CHECK(complaint("h").find("is a folder; route is asked about one config") != std::string::npos);
  CHECK(complaint("h/host.toml").find("is the snapshot of a host") != std::string::npos);
  CHECK(complaint("other.config").find("say what it is with --role") != std::string::npos);
  CHECK(complaint("diahost.exe.Release.config").find("is a transform (XDT)") != std::string::npos);
  CHECK(complaint("locked/diawp.exe.config").find("permission denied") != std::string::npos);
  CHECK(run(files, {"route", "other.config", "--role", "diawp"}).code == 0);
  const Ran role = run(files, {"route", "other.config", "--role", "diaw"});
  CHECK(role.code == 2);
  CHECK(role.complains("did you mean 'diawp'?"));

  files.add(config, "<?xml version=\"1.0\" encoding=\"ebcdic-cp-us\"?><configuration/>");
  CHECK(complaint(config).find(config) != std::string::npos);
}

TEST_CASE("a snapshot supplies what the answer needs", "[cli][quick]") {
  const std::string local = "https://a.corp.contoso.com/";
  MemoryReader files;
  files.add(config, through_proxy("bypassonlocal=\"True\""));
  CHECK(answer(files, {local})["assumed"] == json({"os.dns_domain"}));
  files.add("h/host.toml", host_toml("[os]\ndns_domain = \"corp.contoso.com\"\n"));
  const json beside = answer(files, {local});
  CHECK(beside["assumed"].empty());
  CHECK(beside["routes"][0]["via"] == "direct");

  files.add("other.toml", host_toml("[os]\ndns_domain = \"example.com\"\n"));
  CHECK(answer(files, {local, "--state", "other.toml"})["routes"][0]["via"] == proxy_url);
  SECTION("one for a fragment too") {
    files.add("h/net.xml",
              "<defaultProxy><proxy proxyaddress=\"http://p:1\" bypassonlocal=\"True\"/>"
              "</defaultProxy>");
    const Ran ran = run(files, {"route", "h/net.xml", local, "--format", "json"});
    CHECK(ran.code == 0);
    CHECK(json::parse(ran.out)["routes"][0]["via"] == "direct");
    CHECK(run(files, {"route", "h/net.xml"}).says("loads, put in its place, and goes through"));
  }
  SECTION("a broken one is 2, and the config is answered for without it") {
    files.add("broken.toml", host_toml("[os]\nbild = 1\n"));
    for (const char* state : {"broken.toml", "missing.toml"}) {
      const json without = answer(files, {local, "--state", state}, 2);
      CHECK(without["assumed"] == json({"os.dns_domain"}));
      CHECK(ask(files, {"--state", state}).complains(state));
    }
  }
}

TEST_CASE("only what mattered is assumed", "[cli][quick]") {
  MemoryReader files;
  files.add(config, through_proxy("bypassonlocal=\"True\"", "<add address=\"contoso\"/>"));
  CHECK(
      answer(files, {"https://a.contoso.com/", "http://server01/", "http://localhost/"})["assumed"]
          .empty());
  CHECK(answer(files, {"http://10.0.0.4/"})["assumed"] == json({"os.addresses"}));
  CHECK(answer(files, {"https://a.b/", "http://10.0.0.4/"})["assumed"] ==
        json({"os.dns_domain", "os.addresses"}));
}

TEST_CASE("a value with a token is unknown until --values says it", "[cli][quick]") {
  MemoryReader files;
  files.add(config, config_with("<proxy proxyaddress=\"http://#{host}#:8080\"/>"));
  const json open = answer(files, {"https://a/"});
  CHECK(open["proxy"] == json({{"mode", "explicit"}, {"address", nullptr}}));
  CHECK(open["routes"][0]["via"] == "unknown");
  files.add("values.toml", "host = \"proxy.contoso.com\"\n");
  const json filled = answer(files, {"https://a/", "--values", "values.toml"});
  CHECK(filled["routes"][0]["via"] == proxy_url);
  CHECK(answer(files, {"--no-tokens"}, 1)["moment"] == "section-read");
  files.add("site.toml", "[[token]]\nprefix = \"@@\"\nsuffix = \"@@\"\n");
  files.add(config, config_with("<proxy proxyaddress=\"http://@@host@@:8080\"/>"));
  CHECK(answer(files, {"https://a/", "--site", "site.toml"})["routes"][0]["via"] == "unknown");
  CHECK(ask(files, {"--site", "nix.toml"}).code == 2);
}

TEST_CASE("--endpoints asks for what the runtime must reach", "[cli][quick]") {
  MemoryReader files;
  files.add(config, through_proxy("", "<add address=\"servicebus\"/>"));
  const auto urls = [&](const std::vector<std::string>& words) {
    std::vector<std::string> found;
    const json all = answer(files, words);
    for (const json& leg : all["routes"]) found.push_back(leg["url"]);
    return found;
  };
  const std::string updates = "https://download.microsoft.com/";
  CHECK(urls({"https://a/", "--endpoints", "--factory", "adf-1", "--region", "westeurope"}) ==
        std::vector<std::string>{"https://a/", "https://adf-1.westeurope.datafactory.azure.net/",
                                 "https://wu2.frontend.clouddatahub.net/",
                                 "https://shirlint-any.servicebus.windows.net/", updates});
  CHECK(urls({"--endpoints", "--cloud", "china", "--factory", "f", "--region", "r"}) ==
        std::vector<std::string>{updates, "https://f.r.datafactory.azure.cn/",
                                 "https://shirlint-any.servicebus.chinacloudapi.cn/"});
  CHECK(urls({"--endpoints", "--product", "purview", "--account", "acc"}).back() ==
        "https://shirlint-storage.queue.core.windows.net/");
  const Ran ran = ask(files, {"--endpoints"});
  CHECK(ran.says("https://shirlint-any.servicebus.windows.net/  directly"));
  CHECK(ran.says("interactive-authoring, stands for *.servicebus.windows.net"));
  SECTION("host.toml knows the product") {
    files.add("h/host.toml", host_toml("product = \"fabric\"\n"));
    CHECK(urls({"--endpoints"}).size() == 3);
  }
}

TEST_CASE("a proxy of the runtime's own is mentioned", "[cli][quick]") {
  MemoryReader files;
  files.add(config, through_proxy(""));
  const std::string said = "says that the runtime has a proxy of its own";
  CHECK_FALSE(ask(files, {}).says(said));
  files.add("site.toml", "proxy_mode = \"custom\"\n");
  CHECK(ask(files, {"--site", "site.toml"}).says("site.toml " + said));
  files.add("h/host.toml", host_toml("[runtime]\nproxy_mode = \"none\"\n"));
  CHECK_FALSE(ask(files, {"--site", "site.toml"}).says(said));
  files.add("h/host.toml", host_toml("[runtime]\nproxy_mode = \"custom\"\n"));
  CHECK(ask(files, {}).says("h/host.toml " + said));
}

TEST_CASE("hostile values and secrets do not get out", "[cli][quick]") {
  const std::string bidi = "\xe2\x80\xae\xe2\x80\xac";
  MemoryReader files;
  files.add(
      config,
      config_with(
          "<!-- ##vso[task.complete]a --><proxy proxyaddress=\"http://me:CANARY@proxy:8080\"/>"
          "<bypasslist>\n<add address=\"##vso[x]|##[error]|contoso" +
          bidi + "|contoso&#27;|contoso\"/></bypasslist>"));
  for (const char* format : {"text", "json"}) {
    INFO(format);
    const Ran ran = ask(files, {"https://contoso.com/##vso[task.complete]" + bidi,
                                "https://you:CANARY@a.b/", "http://c.d/", "--format", format});
    CHECK(ran.code == 0);
    CHECK(ran.out.find("CANARY") == std::string::npos);
    CHECK(ran.out.find('\x1b') == std::string::npos);
    CHECK(ran.out.find(bidi.substr(0, 3)) == std::string::npos);
    CHECK(shirlint::testing::commands_in(ran.out).empty());
    CHECK(ran.says("***@"));
  }
}

TEST_CASE("colours only when wanted", "[cli][quick]") {
  MemoryReader files;
  files.add(config, through_proxy(""));
  CHECK(ask(files, {"https://a.b/", "--color", "always"}).says("\x1b["));
  CHECK_FALSE(ask(files, {"https://a.b/", "--color", "never"}).says("\x1b["));
}
