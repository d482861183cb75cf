// Pages of Markdown: what in them is a script.
#include <catch2/catch.hpp>

#include "script_sample.h"

using namespace shirlint;
using namespace shirlint::runbook;

TEST_CASE("kinds of files", "[runbook][quick]") {
  CHECK(kind_of_file_name("a.PS1") == Kind::powershell);
  CHECK(kind_of_file_name("a.psm1") == Kind::powershell);
  CHECK(kind_of_file_name("a.cmd") == Kind::batch);
  CHECK(kind_of_file_name("a.Bat") == Kind::batch);
  CHECK(kind_of_file_name("a.md") == Kind::markdown);
  CHECK(!kind_of_file_name("a.txt"));
  CHECK(!kind_of_file_name("ps1"));
}

TEST_CASE("blocks in a language of scripts, and those that name none", "[runbook][quick]") {
  CHECK(commands_of(
            markdown("tool0\n```powershell\n& 'tool1' # x\n```\n~~~ CMD title\ntool2 ^\n-x\n~~~\n"
                     "```xml\n<tool3/>\n```\n```\ntool4\n```\n```python\ntool5\n```\n")) ==
        Lines{"[tool1]", "[tool2] [-x]", "[tool4]"});
}

TEST_CASE("fences within lists and quotations, longer ones, and code within a line",
          "[runbook][quick]") {
  CHECK(commands_of(markdown("1. do\n   ```console\n   C:\\> tool1\n   ```\n> ```ps1\n> x\n> ```\n"
                             "````cmd\ntool2\n```\ntool3\n````\n```tool4``` and\n```cmd\ntool5")) ==
        Lines{"[tool1]", "[x]", "[tool2]", "[```]", "[tool3]", "[tool5]"});
}

TEST_CASE("a block that the text warns of is left out", "[runbook][quick]") {
  CHECK(commands_of(
            markdown("Do **not** do this:\n\n```cmd\ntool1\n```\n\nDo this:\n\n```cmd\ntool2\n"
                     "```\nIt's an invalid form:\n```\ntool3\n```")) == Lines{"[tool2]"});
}

TEST_CASE("the heading and the paragraph above a block introduce its first command",
          "[runbook][quick]") {
  const Script script = markdown(
      "## Scale out\n\nold words\n\nnew\nwords\n\n```cmd\none\ntwo\n```\n```cmd\nthree\n```");
  CHECK(script.commands[0].comment == "## Scale out new words");
  CHECK(script.commands[1].comment.empty());
  CHECK(script.commands[2].comment == "## Scale out");
  CHECK(script.commands[0].block == "0/");
  CHECK(script.commands[2].block == "1/");
}

TEST_CASE("which scripts have to do with an integration runtime", "[runbook][quick]") {
  CHECK(concerns_runtime("& $path\\DmgCmd.exe -Start", Kind::powershell));
  CHECK(concerns_runtime("az datafactory integration-runtime list", Kind::batch));
  CHECK(!concerns_runtime("Get-Process", Kind::powershell));
  CHECK(concerns_runtime("```\ndmgcmd -Start\n```", Kind::markdown));
  CHECK(!concerns_runtime("Use dmgcmd.\n```\nother\n```", Kind::markdown));
  CHECK(!concerns_runtime("```xml\n<!-- diahost.exe.config -->\n```", Kind::markdown));
}
