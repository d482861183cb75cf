// From command lines to what rules ask of: programs, dmgcmd's options, files that are written.
#include <catch2/catch.hpp>
#include <pugixml.hpp>
#include <set>
#include <string>

#include "facts/vocabulary.h"
#include "rules/builtin_pack.h"
#include "runbook/script_tree.h"
#include "script_sample.h"

using namespace shirlint;
using namespace shirlint::runbook;

namespace {

struct Tree {
  explicit Tree(const std::string& text, Kind kind = Kind::powershell) : source(text) {
    root = build_script(tree, source, "run.ps1", kind, rules::builtin_data());
  }
  [[nodiscard]] Lines all(const std::string& query) const {
    Lines out;
    for (const pugi::xpath_node& node : root.select_nodes(query.c_str())) {
      out.emplace_back(node.attribute() ? node.attribute().value() : node.node().name());
    }
    return out;
  }
  /// "-gbf=argument": behind each of dmgcmd's words its role.
  [[nodiscard]] Lines roles() const {
    Lines out;
    for (const pugi::xpath_node& node : root.select_nodes("command[@name='dmgcmd']/word")) {
      const std::string role = node.node().attribute("role").value();
      const std::string option = node.node().attribute("option").value();
      if (role.empty()) continue;
      out.push_back(node.node().attribute("text").value() +
                    (role == "argument" ? std::string(" ") : " =" + option));
    }
    return out;
  }

  text::Source source;
  facts::Tree tree;
  pugi::xml_node root;
};

}  // namespace

TEST_CASE("a program by its path, by a variable, by Start-Process", "[runbook][quick]") {
  CHECK(Tree("& \"$p\\DMGCMD.exe\" -Start").all("command/@name") == Lines{"dmgcmd"});
  CHECK(Tree("$d = Join-Path $p 'dmgcmd.exe'\n& $D -Start").all("command[2]/@name") ==
        Lines{"dmgcmd"});
  CHECK(Tree("Start-Process -Wait $p\\dmgcmd.exe '-era 8060'").roles() ==
        Lines{"-era =-EnableRemoteAccess", "8060 "});
  CHECK(Tree("saps -ArgumentList '-era','8060' -File dmgcmd").roles() ==
        Lines{"-era =-EnableRemoteAccess", "8060 "});
  CHECK(Tree("start \"t\" /wait dmgcmd.exe -Start\nset D=C:\\x\\dmgcmd.exe\n%D% -Stop", Kind::batch)
            .roles() == Lines{"-Start =-Start", "-Stop =-Stop"});
}

TEST_CASE("what is not literal is no program", "[runbook][quick]") {
  CHECK(Tree("& $p\\$name -Start").all("command/@name").empty());
  CHECK(Tree("$d = 'dmgcmd.exe'\n$d = $other\n& $d -Start").all("command[3]/@name").empty());
  CHECK(Tree("if ($d -and 'dmgcmd.exe' -ne $d) { }").roles().empty());
}

TEST_CASE("options and arguments follow from how many each option takes", "[runbook][quick]") {
  CHECK(Tree("dmgcmd -gbf -file pass -Nope x -Start").roles() ==
        Lines{"-gbf =-GenerateBackupFile", "-file ", "pass ", "-Nope =", "x ", "-Start =-Start"});
  CHECK(Tree("dmgcmd -rn $key -Nope").roles() ==
        Lines{"-rn =-RegisterNewNode", "$key ", "-Nope ="});
  CHECK(Tree("dmgcmd $action -Nope").roles().empty());
  CHECK(Tree("dmgcmd -help -? -1").roles() == Lines{"-help ", "-? ", "-1 "});
  CHECK(Tree("dmgcmd [ -RegisterNewNode \"<key>\" -Nope ]").roles().empty());
  CHECK(Tree("dmgcmd -Stat").all("command/word/@nearest") == Lines{"-Start"});
}

TEST_CASE("the files that a script writes", "[runbook][quick]") {
  const Tree tree(
      "$f = \"$p\\diahost.exe.config\"\n"
      "Set-Content -Path $f -Value $t\n"
      "$t | Out-File $f -enc UTF8\n"
      "$t >> diawp.exe.config\n"
      "$xml.Save($f)\n"
      "[IO.File]::WriteAllText($f, $t)\n"
      "Set-Content web.config $t\n"
      "Set-Content $unknown $t\n"
      "Get-Content $f\n");
  CHECK(tree.all("command/write/@how") ==
        Lines{"set-content", "out-file", "redirection", "save", "method"});
  CHECK(tree.all("command/write/@encoding") == Lines{"utf8"});
  CHECK(tree.all("command/write[@role='diawp']/@file") == Lines{"diawp.exe.config"});
}

TEST_CASE("places are those of the file, also within an argument list", "[runbook][quick]") {
  const Tree tree("x\nStart-Process dmgcmd.exe -ArgumentList \"-Stop -Nope\"");
  const pugi::xpath_node word = tree.root.select_node("command/word[@text='-Nope']");
  CHECK(tree.source.slice(tree.tree.origin(word)->span) == "-Nope");
}

TEST_CASE("the tree has the vocabulary's names and no others", "[runbook][quick]") {
  std::set<std::string> named;
  for (const facts::Term& term : facts::script_terms()) named.insert(std::string(term.path));
  const Tree tree(
      "#Requires -Version 7\n# why\n$x = dmgcmd -Stat -Start\n$y.Save('diahost.exe.config')\n"
      "Set-Content diawp.exe.config -Encoding utf8");
  std::set<std::string> found = {"script"};
  const auto walk = [&](const auto& again, pugi::xml_node node, const std::string& path) -> void {
    for (const pugi::xml_attribute attribute : node.attributes()) {
      found.insert(path + "/@" + attribute.name());
    }
    for (const pugi::xml_node child : node.children()) {
      found.insert(path + "/" + child.name());
      again(again, child, path + "/" + child.name());
    }
  };
  walk(walk, tree.root, "script");
  CHECK(found == named);
}
