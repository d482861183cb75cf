// Batch files and shell scripts, line by line.
#include <catch2/catch.hpp>

#include "script_sample.h"

using namespace shirlint;
using namespace shirlint::runbook;

TEST_CASE("a batch file's words", "[runbook][quick]") {
  CHECK(commands_of(batch("@echo off\r\nREM tool\r\n:: tool\r\ncall \"C:\\a b\\tool.exe\" -x ^\r\n"
                          "  %1 \"it's\" & other && last > out.txt 2>&1")) ==
        Lines{"[echo] [off]", "[C:\\a b\\tool.exe] [-x] [%1*] [it's]", "[other]",
              "[last] > [out.txt]"});
  CHECK(commands_of(batch("remote -x\nfor %%f in (a b) do tool %%f")) ==
        Lines{"[remote] [-x]", "[for] [%%f*] [in]", "[a] [b]", "[tool] [%%f*]"});
}

TEST_CASE("what a batch file keeps in variables", "[runbook][quick]") {
  const Script script = batch("set A=C:\\x\\tool.exe\nset \"B=two words\"\nset /p C=ask");
  CHECK(script.commands[0].variable == "%a%");
  CHECK(words_of(script.commands[0]) == "[C:\\x\\tool.exe]");
  CHECK(script.commands[1].variable == "%b%");
  CHECK(words_of(script.commands[1]) == "[two words]");
  CHECK(script.commands[2].variable.empty());
}

TEST_CASE("blocks and labels of a batch file", "[runbook][quick]") {
  const Script script = batch("one\nif exist a (\n  two\n)\nthree\n:label\nfour");
  REQUIRE(commands_of(script) == Lines{"[one]", "[if] [exist] [a]", "[two]", "[three]", "[four]"});
  CHECK(script.commands[2].block == "0/1/");
  CHECK(script.commands[3].block == "0/");
  CHECK(script.commands[4].block == "0.2/");
}

TEST_CASE("a shell's lines go on behind a backslash, and paths keep theirs", "[runbook][quick]") {
  CHECK(commands_of(
            markdown("```bash\n# why\naz a \\\n  --b '$c' \"$d\" # no\n.\\tool.exe -x; e\n```")) ==
        Lines{"[az] [a] [--b] [$c] [$d*]", "[.\\tool.exe] [-x]", "[e]"});
}
