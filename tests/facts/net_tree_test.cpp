// The $net tree: what is in it, that all of it is in the vocabulary, and where its nodes come from.
#include <catch2/catch.hpp>
#include <deque>
#include <set>
#include <sstream>

#include "facts/net_tree.h"
#include "facts/vocabulary.h"

using namespace shirlint;

namespace {

struct Built {
  Built(std::string text, dotnet::Options options)
      : document(options.fragment ? xml::Document::parse_fragment(std::move(text))
                                  : xml::Document::parse(std::move(text))),
        net(dotnet::evaluate(document, options)) {
    root = facts::build_net(tree, tree.root(), net, "diahost", document);
  }
  explicit Built(std::string text) : Built(std::move(text), {}) {}

  [[nodiscard]] std::string value(const char* path) const {
    return root.select_node(path).attribute().value();
  }
  /// What the origin of the node marks in the file.
  [[nodiscard]] std::string marks(const char* path) const {
    const auto origin = tree.origin(root.select_node(path));
    return origin ? std::string(document.source().slice(origin->span)) : "";
  }

  xml::Document document;
  dotnet::Net net;
  facts::Tree tree;
  pugi::xml_node root;
};

void collect(pugi::xml_node node, const std::string& path, std::set<std::string>& paths) {
  paths.insert(path);
  for (const pugi::xml_attribute attribute : node.attributes()) {
    paths.insert(path + "/@" + attribute.name());
  }
  for (const pugi::xml_node child : node.children()) {
    collect(child, path + "/" + child.name(), paths);
  }
}

/// Configs that together reach every element and attribute.
std::deque<Built> examples() {
  std::deque<Built> built;
  dotnet::Options endpoints;
  endpoints.endpoints = {"adf.servicebus.windows.net", "download.microsoft.com"};
  built.emplace_back(
      "<!DOCTYPE configuration><configuration><system.net>"
      "<defaultProxy enabled='true' useDefaultCredentials='true'>"
      "<proxy proxyaddress='http://u:p@proxy:8080/x?y' scriptLocation='http://a/b'/>"
      "<bypasslist><add address='contoso.com'/><add address='*.a'/><add address='^a\\.b$'/>"
      "<remove address='*.a'/><clear/><add address='servicebus'/>"
      "<add address='a.example;b.example'/></bypasslist></defaultProxy>"
      "<settings><servicePointManager checkCertificateName='true'/></settings></system.net>"
      "<runtime><AppContextSwitchOverrides value='a=true'/><enforceFIPSPolicy enabled='false'/>"
      "</runtime><!-- IR@1b4e28ba-2fa1-11d2-883f-0016d3cca427@contoso@we@bm90IGEga2V5LCBqdXN0IGFu "
      "--> "
      "</configuration>",
      endpoints);
  built.emplace_back(
      "<configuration><system.net><defaultProxy><proxy ProxyAddress='x' autoDetect='x'/>"
      "</defaultProxy></system.net></configuration>");
  built.emplace_back(
      "<configuration><system.net><defaultProxy/><defaultProxy/></system.net></configuration>");
  dotnet::Options live;
  live.tokens_are_values = true;
  built.emplace_back("<configuration><appSettings x='#{y}#'/></configuration>", live);
  return built;
}

}  // namespace

TEST_CASE("all that is built is in the vocabulary, and all of the vocabulary is built",
          "[facts][quick]") {
  std::set<std::string> paths;
  for (const Built& built : examples()) collect(built.root, "net", paths);
  std::set<std::string> known;
  for (const facts::Term& term : facts::net_terms()) {
    CHECK(known.insert(std::string(term.path)).second);
    CHECK_FALSE(term.meaning.empty());
    CHECK_FALSE(term.source.empty());
    CHECK((term.type == facts::TermType::choice) == !term.choices.empty());
    const std::size_t slash = term.path.rfind('/');
    if (slash != std::string_view::npos) {
      CHECK(known.count(std::string(term.path.substr(0, slash))) == 1);
    }
  }
  for (const std::string& path : paths) {
    INFO(path);
    CHECK(known.count(path) == 1);
  }
  for (const std::string& path : known) {
    INFO(path);
    CHECK(paths.count(path) == 1);
  }
}

TEST_CASE("values of a choice are among its choices", "[facts][quick]") {
  for (const Built& built : examples()) {
    for (const facts::Term& term : facts::net_terms()) {
      if (term.choices.empty()) continue;
      const std::string query = "/facts/" + std::string(term.path);
      for (const pugi::xpath_node found : built.tree.root().select_nodes(query.c_str())) {
        const std::string value = found.attribute().value();
        const std::string choices = "|" + std::string(term.choices) + "|";
        INFO(term.path << " = " << value);
        CHECK(choices.find("|" + value + "|") != std::string::npos);
      }
    }
  }
}

TEST_CASE("the tree of a good config", "[facts][quick]") {
  const Built built(
      "<configuration><system.net><defaultProxy><proxy proxyaddress='http://u:secret@proxy:8080'/>"
      "<bypasslist><add address='contoso.com'/></bypasslist></defaultProxy></system.net>"
      "</configuration>");
  CHECK(built.value("@role") == "diahost");
  CHECK(built.value("@moment") == "ok");
  CHECK(built.value("@proxy-section") == "true");
  CHECK(built.value("proxy/@mode") == "explicit");
  CHECK(built.value("proxy/@address") == "http://***@proxy:8080/");
  CHECK(built.value("setting[@name='proxyaddress']/@user-info") == "true");
  CHECK(built.value("bypass/entry/@verdict") == "valid");
  CHECK(built.value("bypass/entry/@can-match") == "yes");
  CHECK(built.value("bypass/entry/@host") == "contoso.com");
}

TEST_CASE("origins", "[facts][quick]") {
  const Built built(
      "<configuration><system.net><defaultProxy><proxy proxyaddress='proxy:8080'/>"
      "<bypasslist><add address='contoso.com'/><clear/></bypasslist></defaultProxy></system.net>"
      "</configuration>");
  CHECK(built.marks(".") == "<configuration>");
  CHECK(built.marks("error") == "proxy:8080");
  CHECK(built.marks("setting/@value") == "proxy:8080");
  CHECK(built.marks("proxy") == "proxy:8080");
  CHECK(built.marks("bypass") == "<bypasslist>");
  CHECK(built.marks("bypass/entry[1]") == "contoso.com");
  CHECK(built.marks("bypass/entry[2]") == "<clear/>");
  SECTION("however many are asked for") {
    for (int again = 0; again < 40; ++again) CHECK(built.marks("bypass/entry[2]") == "<clear/>");
    CHECK(built.marks("error") == "proxy:8080");
  }
  SECTION("what nothing in the file decides stands where the file begins") {
    CHECK(Built("<configuration></configuration>").marks("proxy") == "<configuration>");
  }
}

TEST_CASE("a route names who asks and the entry that decides", "[facts][quick]") {
  dotnet::Options options;
  options.endpoints = {"a.example"};
  options.questions = {{"b.example", "http://b.example/", "snapshot"}};
  const Built built(
      "<configuration><system.net><defaultProxy><proxy proxyaddress='http://proxy:8080'/>"
      "<bypasslist><add address='^http://b'/></bypasslist></defaultProxy></system.net>"
      "</configuration>",
      options);
  CHECK(built.value("route[1]/@from") == "endpoint");
  CHECK(built.value("route[1]/@via") == "http://proxy:8080/");
  CHECK(built.value("route[1]/@entry").empty());
  CHECK(built.value("route[1]/@exemption") == "^https?://a\\.example(:\\d+)?$");
  CHECK(built.value("route[2]/@exemption").empty());
  CHECK(built.value("route[2]/@from") == "snapshot");
  CHECK(built.value("route[2]/@via") == "direct");
  CHECK(built.value("route[2]/@entry") == "^http://b");
  CHECK(built.marks("route[2]") == "^http://b");
}

TEST_CASE("the tree of a file that .NET cannot read", "[facts][quick]") {
  const Built built("<configuration><a b=c/></configuration>");
  CHECK(built.value("@moment") == "process-start");
  CHECK(built.value("error/@cause") == "unquoted-attribute");
  CHECK(built.value("error/@text") == built.value("@error"));
  CHECK_FALSE(built.root.child("proxy"));
}

TEST_CASE("a second copy of a section is compared with the first one", "[facts][quick]") {
  const auto equal = [](const std::string& second) {
    return Built(
               "<configuration><system.net><defaultProxy "
               "enabled='true'/></system.net><system.net>" +
               second + "</system.net></configuration>")
        .value("error[@cause = 'section-twice']/@equal-to-first");
  };
  CHECK(equal("<defaultProxy enabled=\"true\"></defaultProxy>") == "true");
  CHECK(equal("<defaultProxy enabled='false'/>") == "false");
  CHECK(equal("<settings/>").empty());
}

TEST_CASE("a list in one entry has its hosts as parts, at the entry's place", "[facts][quick]") {
  const Built built(
      "<configuration><system.net><defaultProxy><bypasslist><add address='a.b;c.d'/>"
      "</bypasslist></defaultProxy></system.net></configuration>");
  CHECK(built.root.select_nodes("bypass/entry/part").size() == 2);
  CHECK(built.value("bypass/entry/part[2]/@pattern") == "^https?://c\\.d(:\\d+)?$");
  CHECK(built.marks("bypass/entry/part[2]") == "a.b;c.d");
}
