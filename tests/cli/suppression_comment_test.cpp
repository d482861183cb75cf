// <!-- shirlint-ignore CODE: reason --> in a config, and --add-suppressions that writes it.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/disk_host.h"

using namespace shirlint;

namespace {

const std::string proxy = "<proxy proxyaddress=\"proxy.contoso.com:8080\"/>";  // PRX009

/// What `check` says of a lone diahost with `inside` in its defaultProxy and `before` its root.
Ran check(const std::string& inside, const std::string& before = {},
          const std::string& select = "PRX009,SIT") {
  io::MemoryReader files;
  std::string text = config_with(inside);
  text.insert(text.find("<configuration>"), before);
  files.add("diahost.exe.config", text);
  return run(files, {"check", "diahost.exe.config", "--select", select, "--format", "concise"});
}

std::string ignore(const std::string& rest) { return "<!-- shirlint-ignore " + rest + " -->"; }

}  // namespace

TEST_CASE("a comment silences its rules in the element that follows", "[cli][quick]") {
  CHECK(check(proxy).says("PRX009"));
  CHECK(check(ignore("PRX009: moves in March") + proxy).code == 0);
  CHECK(check(ignore("PRX012, PRX009: moves\nin March") + "\r\n" + proxy).code == 0);
  CHECK(check(ignore("PRX012: moves in March") + proxy).says("PRX009"));
  CHECK(check("<bypasslist/>" + ignore("PRX009: behind it") + "<module/>" + proxy).says("PRX009"));
}

TEST_CASE("in front of the root element it is for the whole file", "[cli][quick]") {
  CHECK(check(proxy, ignore("PRX009: moves in March") + "\r\n").code == 0);
  CHECK(check(proxy, "<!-- other -->" + ignore("PRX009: moves in March")).code == 0);
}

TEST_CASE("a comment that is of no use is told", "[cli][quick]") {
  const Ran fixed = check(ignore("PRX009: moves in March") +
                          "<proxy proxyaddress=\"http://proxy.contoso.com:8080\"/>");
  CHECK(fixed.code == 1);
  CHECK(
      fixed.says("diahost.exe.config:4:19: warning SIT003 This comment's PRX009 silences nothing"));
  CHECK(check(ignore("PRX009 PRX009: twice") + proxy).says("SIT003"));
  SECTION("not when its rule was not asked") {
    CHECK(check(ignore("PRX012: moves in March"), {}, "PRX009,SIT003").code == 0);
    // Without its other half, a file tells nothing of the pair.
    CHECK(check(ignore("PRX001: moves in March") + "<proxy/>", {}, "PRX001,SIT003").code == 0);
  }
}

TEST_CASE("a comment that cannot be understood silences nothing, and says why", "[cli][quick]") {
  const auto problem = [](const std::string& comment) {
    const Ran ran = check("<!-- " + comment + " -->" + proxy);
    CHECK(ran.says("PRX009"));
    return ran.out.substr(0, ran.out.find("\n"));
  };
  using Catch::Contains;
  CHECK_THAT(problem("shirlint-ignore PRX009"), Contains("it gives no reason behind a colon"));
  CHECK_THAT(problem("shirlint-ignore PRX009: "), Contains("it gives no reason behind a colon"));
  CHECK_THAT(problem("shirlint-ignore: moves"), Contains("it names no code of a rule"));
  CHECK_THAT(problem("shirlint-ignore PRX: moves"), Contains("'PRX' is no code of a rule"));
  CHECK_THAT(problem("shirlint-ignore PRX0O9: moves"), Contains("'PRX0O9' is no code of a rule"));
  CHECK_THAT(problem("shirlint-ignore PRX909: m"), Contains("did you mean 'PRX009'?"));
  CHECK_THAT(problem("shirlint-ignored PRX009: m"), Contains("did you mean 'shirlint-ignore'?"));
  CHECK_THAT(check(proxy + ignore("PRX009: behind it")).out, Contains("no element follows it"));
}

namespace {

/// What `check` says of a runbook: `dmgcmd -Foo` is SCR001.
std::string of_script(const std::string& name, const std::string& text) {
  io::MemoryReader files;
  files.add(name, text);
  return run(files, {"check", name, "--select", "SCR001,SIT", "--format", "concise"}).out;
}

}  // namespace

TEST_CASE("a comment in a runbook silences its rules in the command that follows", "[cli][quick]") {
  using Catch::Contains;
  const std::string wrong = "dmgcmd.exe -Foo\n";
  CHECK_THAT(of_script("a.ps1", wrong + "# shirlint-ignore SCR001: one host has it\n" + wrong),
             Contains("a.ps1:1:12: error SCR001") && !Contains("a.ps1:3"));
  CHECK(of_script("a.ps1", "cls\n<# shirlint-ignore SCR001: long #>\ndmgcmd.exe `\n  -Foo\n")
            .empty());
  CHECK(of_script("a.ps1", "cls\n# shirlint-ignore SCR001: piped\ngci |\n  dmgcmd.exe -Foo\n")
            .empty());
  SECTION("behind a command it is for its line, first of all for the whole file") {
    CHECK_THAT(of_script("a.ps1", "cls; dmgcmd.exe -Foo  # shirlint-ignore SCR001: here\n" + wrong),
               Contains("a.ps1:2:12: error SCR001") && !Contains("a.ps1:1:"));
    CHECK(of_script("a.ps1", "# shirlint-ignore SCR001: everywhere\n" + wrong + wrong).empty());
  }
  SECTION("in batch files") {
    CHECK(of_script("a.cmd", "@echo off\r\nREM shirlint-ignore SCR001: once\r\n" + wrong +
                                 ":: shirlint-ignore SCR001: twice\r\n" + wrong +
                                 "dmgcmd -Foo & rem shirlint-ignore SCR001: three times")
              .empty());
  }
  SECTION("in Markdown for a block, or within it") {
    const std::string block = "```powershell\n" + wrong + wrong + "```\n";
    CHECK_THAT(of_script("a.md", "# T\n<!-- shirlint-ignore SCR001: shown -->\n" + block + block),
               Contains("a.md:8:12") && Contains("a.md:9:12") && !Contains("a.md:4:") &&
                   !Contains("a.md:5:"));
    CHECK(of_script("a.md",
                    "<p>\n<!-- shirlint-ignore SCR001: a -->\n"
                    "<!-- shirlint-ignore SCR004: b -->\n```powershell\n" +
                        wrong + "cls\ndmgcmd.exe -ssa LocalSystem\n```\n")
              .empty());
  }
  SECTION("a comment of no use is told, one about shirlint is not") {
    CHECK_THAT(of_script("a.cmd", "cls\nrem shirlint-ignore SCR001: idle\ncls\n"),
               Contains("a.cmd:2:1: warning SIT003"));
    CHECK_THAT(of_script("a.ps1", "cls\n# shirlint-ignore SCR001: nothing follows\n"),
               Contains("SIT004") && Contains("no command follows it"));
    CHECK_THAT(of_script("a.ps1", "# shirlint-ignored SCR001: slip\n" + wrong),
               Contains("SIT004") && Contains("error SCR001"));
    CHECK(
        of_script("a.ps1", "# shirlint-drift runs nightly\ncopy shirlint-ignore.txt x\n").empty());
  }
}

TEST_CASE("machines are told where and why a finding was silenced", "[cli][quick]") {
  io::MemoryReader files;
  files.add("diahost.exe.config", config_with(ignore("PRX009: moves in March") + proxy));
  const auto of_format = [&](const std::string& format) {
    return nlohmann::json::parse(
        run(files, {"check", "diahost.exe.config", "--select", "PRX009", "--format", format}).out);
  };
  const nlohmann::json suppressed = of_format("json").at("suppressed").at(0);
  CHECK(suppressed.at("by") == "diahost.exe.config:4");
  CHECK(suppressed.at("reason") == "moves in March");
  CHECK(of_format("sarif")["/runs/0/results/0/suppressions/0/kind"_json_pointer] == "inSource");
}

TEST_CASE("--add-suppressions writes comments, and nothing else", "[cli][quick]") {
  Host host;
  const std::string commented =
      config_with("<!-- shirlint-ignore PRX009: moves - - in March -->" + proxy);
  const Ran ran = host.run({"check", "--add-suppressions", "--reason", "moves -- in March",
                            "--select", "PRX009", host.host});
  CHECK(ran.code == 0);
  CHECK(read(host.diahost) == commented);
  CHECK(read(host.diawp) == commented);
  CHECK(ran.says("2 suppressed"));
  SECTION("once") {
    CHECK(host.run({"check", "--add-suppressions", "--select", "PRX009", host.host}).code == 0);
    CHECK(read(host.diahost) == commented);
  }
  SECTION("undo takes them out") {
    CHECK(host.run({"undo"}).code == 0);
    CHECK(read(host.diahost) == broken);
  }
}

TEST_CASE("--add-suppressions lays a comment out as its neighbours are", "[cli][quick]") {
  Host host;
  const std::string lines = "<configuration>\n\t<system.net>\n\t\t<defaultProxy>\n\t\t\t" + proxy +
                            "\n\t\t</defaultProxy>\n\t</system.net>\n</configuration>";
  write(host.diahost, lines);
  const std::vector<std::string> words = {"check", "--add-suppressions", "--select",
                                          "PRX009,CFG010", host.diahost};
  CHECK(host.run(words).code == 0);
  std::string commented = lines;
  commented.insert(commented.find("<proxy"),
                   "<!-- shirlint-ignore PRX009: accepted on 2026-11-22 -->\n\t\t\t");
  CHECK(read(host.diahost) == commented);
}

TEST_CASE("--add-suppressions stays at --fail-on, and shows with --diff", "[cli][quick]") {
  Host host;
  const std::vector<std::string> words = {"check",  "--add-suppressions", "--select", "PRX009",
                                          "--diff", host.diahost};
  const Ran diff = host.run(words);
  CHECK(diff.code == 1);
  CHECK(diff.says("+    <defaultProxy><!-- shirlint-ignore PRX009: accepted on 2026-11-22 -->"));
  CHECK(read(host.diahost) == broken);
  CHECK(host.run({"check", "--add-suppressions", "--fix", host.diahost}).code == 2);

  const std::string warning =
      config_with("<bypasslist><add address=\"http://a.com/\"/></bypasslist>");
  write(host.diahost, warning);
  const std::vector<std::string> errors = {
      "check", "--add-suppressions", "--select", "BYP018", "--fail-on", "error", host.diahost};
  CHECK(host.run(errors).says("BYP018"));
  CHECK(read(host.diahost) == warning);
}

TEST_CASE("--add-suppressions says what silences a finding that stands in no config",
          "[cli][quick]") {
  Host host;
  write(host.host + "/host.toml",
        "schema = \"shirlint.host/1\"\nname = \"node-01\"\n[environment.machine]\n"
        "JAVA_HOME = '\"C:\\jdk\"'\n[registry]\n"
        "'HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\' = false\n");
  const Ran ran = host.run({"check", "--add-suppressions", "--select", "JAV008", host.host});
  INFO(ran.out);
  CHECK(ran.says("shirlint.toml can silence JAV008"));
  const std::string script = host.folder / "runbook.ps1";
  write(script, "dmgcmd -Status\n");
  const Ran named = host.run({"check", "--add-suppressions", "--select", "SCR001", script});
  INFO(named.out << named.errors);
  CHECK(named.says("'shirlint-ignore SCR001:"));
  CHECK(read(script) == "dmgcmd -Status\n");
}

TEST_CASE("--add-suppressions also writes into a file that .NET refuses", "[cli][quick]") {
  Host host;
  write(host.diahost, config_with("<bypasslist><add address=\"*.a.com\"/></bypasslist>"));
  const std::vector<std::string> words = {"check", "--add-suppressions", "--select", "BYP002",
                                          host.diahost};
  CHECK(host.run(words).code == 0);
  CHECK_THAT(read(host.diahost), Catch::Contains("--><add address=\"*.a.com\"/>"));
}
