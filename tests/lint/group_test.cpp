// The nodes of a group side by side: who differs from whom, where that stands, in which order.
#include "lint/group.h"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "facts/vocabulary.h"
#include "io/memory_reader.h"
#include "lint/group_tree.h"
#include "rules/builtin_pack.h"

using namespace shirlint;

namespace {

const std::string proxy_a = "<proxy proxyaddress=\"http://a:1\"/>";
const std::string proxy_b = "<proxy proxyaddress=\"http://b:1\"/>";

/// Node `number` (from 1) stands in the folder "nN" and is called "node-N".
class Fleet {
 public:
  Fleet() {
    for (const rules::Rule& rule : rules::builtin_rules()) {
      if (rule.scope == rules::Scope::group) context_.rules.push_back(&rule);
    }
    context_.data = rules::builtin_data();
    context_.today = *text::parse_day("2026-11-22");
  }

  Fleet& add_shipped(const std::string& more) {
    return add_file("<defaultProxy useDefaultCredentials=\"true\"/>", more, "ir", true);
  }

  Fleet& add(const std::string& proxy, const std::string& more = "",
             const std::string& group = "ir", bool named = true) {
    return add_file("<defaultProxy>" + proxy + "</defaultProxy>", more, group, named);
  }

  Fleet& add_file(const std::string& default_proxy, const std::string& more,
                  const std::string& group, bool named) {
    const std::string folder = "n" + std::to_string(++hosts_);
    const std::string config = folder + "/diahost.exe.config";
    io::MemoryReader files;
    files.add(config, "<configuration>\n<system.net>\n" + default_proxy +
                          "\n</system.net>\n</configuration>\n");
    files.add(folder + "/host.toml", "schema = \"shirlint.host/1\"\nname = \"node-" +
                                         std::to_string(hosts_) + "\"\ngroup = \"" + group +
                                         "\"\n" + more);
    lint::HostSource source;
    source.path = folder;
    source.kind = named ? facts::InputKind::folder : facts::InputKind::files;
    source.configs = {{config, "diahost", named}};
    source.snapshot = folder + "/host.toml";
    const lint::HostReport report = lint::HostChecker(context_).check(source, files);
    if (report.node) {
      groups.add(hosts_, *report.node);
      nodes_.push_back(report.node);
    }
    return *this;
  }

  /// "CODE FILE:LINE < FILE:LINE of the related place" of each finding, "CODE ? needs" of unknowns.
  std::vector<std::string> judge() const {
    std::vector<std::string> lines;
    for (const lint::GroupReport& group : groups.judge(context_)) {
      for (const lint::NodeVerdict& node : group.nodes) {
        for (const lint::Finding& finding : node.findings) {
          CHECK(finding.host == "node-" + std::to_string(node.host));
          lines.push_back(std::string(finding.rule->code) + " " + place(finding.location) + " < " +
                          place(finding.related.at(0).location));
        }
        for (const lint::Unknown& unknown : node.unknown) {
          lines.push_back(std::string(unknown.rule->code) + " ? " + unknown.needs);
        }
      }
    }
    return lines;
  }

  std::string ask(const std::string& xpath) const {
    std::vector<lint::NodeSummary> nodes;
    for (const auto& node : nodes_) nodes.push_back(*node);
    const lint::GroupTree tree(nodes);
    return pugi::xpath_query(xpath.c_str()).evaluate_string(tree.group());
  }

  lint::Groups groups;

 private:
  static std::string place(const lint::Location& location) {
    return location.file + ":" + std::to_string(location.start.line);
  }

  lint::CheckContext context_;
  std::vector<std::shared_ptr<const lint::NodeSummary>> nodes_;
  std::size_t hosts_ = 0;
};

using Lines = std::vector<std::string>;

std::string version(const std::string& text) { return "[runtime]\nversion = \"" + text + "\"\n"; }

}  // namespace

TEST_CASE("a node that does something else is found, and shows the one that does not",
          "[lint][quick]") {
  const std::string v = version("5.66.1.1");
  CHECK(Fleet().add(proxy_a, v).add(proxy_a, v).judge().empty());
  CHECK(Fleet().add(proxy_a, v).add(proxy_b, v).judge() ==
        Lines{"PRX003 n2/diahost.exe.config:3 < n1/diahost.exe.config:3"});
}

TEST_CASE("what most nodes do is right, wherever the odd one stands", "[lint][quick]") {
  const std::string v = version("5.66.1.1");
  CHECK(Fleet().add(proxy_b, v).add(proxy_a, v).add(proxy_a, v).judge() ==
        Lines{"PRX003 n1/diahost.exe.config:3 < n2/diahost.exe.config:3"});
}

TEST_CASE("where most nodes do nothing alike, what is as shipped was forgotten", "[lint][quick]") {
  const std::string v = version("5.66.1.1");
  CHECK(Fleet().add_shipped(v).add(proxy_a, v).judge() ==
        Lines{"PRX003 n1/diahost.exe.config:3 < n2/diahost.exe.config:3"});
  CHECK(Fleet().add_shipped(v).add_shipped(v).add(proxy_a, v).judge() ==
        Lines{"PRX003 n3/diahost.exe.config:3 < n1/diahost.exe.config:3"});
}

TEST_CASE("a host without neighbours, or without a group, is not judged", "[lint][quick]") {
  CHECK(Fleet().add(proxy_a).judge().empty());
  CHECK(Fleet().add(proxy_a, "", "one").add(proxy_b, "", "two").judge().empty());
  CHECK(Fleet().add(proxy_a, "", "").add(proxy_b, "", "").judge().empty());
}

TEST_CASE("versions are compared as numbers, and the newest is the one to have", "[lint][quick]") {
  Fleet fleet;
  fleet.add(proxy_a, version("5.9.1.1")).add(proxy_a, version("5.10.1.1"));
  CHECK(fleet.judge() == Lines{"VER005 n1/host.toml:5 < n2/host.toml:5"});
  CHECK(fleet.ask("@newest-version") == "5.10.1.1");
  CHECK(Fleet().add(proxy_a, version("5.9")).add(proxy_a, version("5.9.0.0")).judge().empty());
}

TEST_CASE("what one node does not tell is unknown, and the others are judged", "[lint][quick]") {
  CHECK(Fleet()
            .add(proxy_a, version("5.9.1.1"))
            .add(proxy_a)
            .add(proxy_a, version("5.10.1.1"))
            .judge() ==
        Lines{"VER005 n1/host.toml:5 < n3/host.toml:5", "VER005 ? node.node-2.newest"});
  const std::string token = "<proxy proxyaddress=\"#{A}#\"/>";
  const std::string v = version("5.66.1.1");
  CHECK(Fleet().add(token, v).add(token, v).judge().empty());
  CHECK(Fleet().add(proxy_a, v).add(token, v).judge() ==
        Lines{"PRX003 ? config.n2/diahost.exe.config.differs"});
}

TEST_CASE("of files that were not named nothing is reported", "[lint][quick]") {
  const std::string v = version("5.66.1.1");
  CHECK(Fleet().add(proxy_a, v, "ir", false).add(proxy_b, v, "ir", false).judge().empty());
  // The place that was named is the finding's, the other one is shown beside it.
  CHECK(Fleet().add(proxy_a, v).add(proxy_b, v, "ir", false).judge().size() == 1);
}

TEST_CASE("groups come by name, their nodes in the order of the run", "[lint][quick]") {
  const std::string v = version("5.66.1.1");
  Fleet fleet;
  fleet.add(proxy_a, v, "z").add(proxy_a, v, "b").add(proxy_b, v, "b").add(proxy_b, v, "z");
  CHECK(fleet.judge() == Lines{"PRX003 n3/diahost.exe.config:3 < n2/diahost.exe.config:3",
                               "PRX003 n4/diahost.exe.config:3 < n1/diahost.exe.config:3"});
}

TEST_CASE("every name in the tree of a group is in the vocabulary", "[lint][quick]") {
  Fleet fleet;
  fleet.add(proxy_a + "<bypasslist><add address=\"x\"/></bypasslist>",
            "product = \"adf\"\n" + version("5.66.1.1"));
  fleet.add(proxy_b, "product = \"adf\"\n" + version("5.66.1.1"));
  CHECK(fleet.ask("node[1]/config/entry/@pattern") == "x");
  pugi::xml_document document;
  REQUIRE(document.load_string(fleet.groups.trees().c_str()));
  std::size_t names = 0;
  for (const pugi::xpath_node& found :
       document.select_nodes("//group/descendant-or-self::* | //@*")) {
    std::string path = found.attribute() ? std::string("/@") + found.attribute().name() : "";
    pugi::xml_node at = found.attribute() ? found.parent() : found.node();
    for (; std::string_view(at.name()) != "facts"; at = at.parent()) {
      path.insert(0, std::string("/") + at.name());
    }
    CAPTURE(path);
    CHECK(facts::find_term(path.substr(1)) != nullptr);
    ++names;
  }
  CHECK(names > 20);
}
