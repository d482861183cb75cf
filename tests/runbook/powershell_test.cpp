// What PowerShell makes of a line: about_Quoting_Rules, about_Special_Characters, about_Parsing.
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "script_sample.h"
#include "seed.h"

using namespace shirlint;
using namespace shirlint::runbook;

TEST_CASE("quotes, their escapes, and what stays literal", "[runbook][quick]") {
  CHECK(commands_of(powershell("tool 'it''s' \"a \"\"b\"\" `$c\" $d \"$e\\f\" ${g h} plain")) ==
        Lines{"[tool] [it's] [a \"b\" $c] [$d*] [$e\\f*] [${g h}*] [plain]"});
  CHECK(commands_of(powershell("tool \"a $(Get-Date -Format 'x') b\" 5$")) ==
        Lines{"[tool] [a $(Get-Date -Format 'x') b*] [5$]"});
  CHECK(commands_of(powershell("& 'C:\\a b\\tool.exe' -x")) == Lines{"[C:\\a b\\tool.exe] [-x]"});
}

TEST_CASE("a line goes on behind a backtick, a pipe and a comma", "[runbook][quick]") {
  CHECK(commands_of(powershell("tool -a `\r\n  -b |\n  other 1,\n 2\nlast")) ==
        Lines{"[tool] [-a] [-b]", "[other] [1] [2]", "[last]"});
}

TEST_CASE("comments hide commands; those above a command are kept with it", "[runbook][quick]") {
  const Script script = powershell(
      "# gone\n\n# one\n# two\ntool a#b # tool2\n<# tool3\n tool4 #>\nlast\n# at the end");
  CHECK(commands_of(script) == Lines{"[tool] [a#b]", "[last]"});
  CHECK(script.commands[0].comment == " # one # two");
}

TEST_CASE("here-strings are one word, whatever is in them", "[runbook][quick]") {
  CHECK(commands_of(powershell("$a = @'\ntool $x 'y\n'@\nlast @\"\n<a b=\"$c\"/>\n\"@")) ==
        Lines{"[tool $x 'y]", "[last] [<a b=\"$c\"/>*]"});
  CHECK(commands_of(powershell("tool @'\nnever closed")) == Lines{"[tool] [never closed]"});
}

TEST_CASE("a value that is kept is a command of its own", "[runbook][quick]") {
  const Script script = powershell("$a='b'\n[string]$C += tool -x\n$d.e = $f");
  CHECK(commands_of(script) == Lines{"[b]", "[tool] [-x]", "[$f*]"});
  CHECK(script.commands[0].variable == "$a");
  CHECK(script.commands[1].variable == "$c");
  CHECK(script.commands[2].variable == "$d.e");
}

TEST_CASE("what stands in parentheses and braces comes behind its command", "[runbook][quick]") {
  const Script script = powershell("if (Test-Path $a) { one } else { two }\n$x.Save($a, 'b')");
  CHECK(commands_of(script) == Lines{"[if] [(...*] [{...*] [else] [{...*]", "[Test-Path] [$a*]",
                                     "[one]", "[two]", "[$x.Save*] [(...*]", "[$a*] [b]"});
  CHECK(script.commands[5].call == "$x.save");
  CHECK(script.commands[2].block == "0/1/");
  CHECK(script.commands[3].block == "0/2/");
}

TEST_CASE("a function's body stands under no block but its own", "[runbook][quick]") {
  const Script script = powershell("one\nfunction F($a) { two; & { three } }");
  CHECK(commands_of(script).back() == "[three]");
  CHECK(script.commands[0].block == "0/");
  CHECK(script.commands[3].block == "0.1/");
  CHECK(script.commands.back().block == "0.1/2/");
}

TEST_CASE("redirections are no words", "[runbook][quick]") {
  CHECK(commands_of(powershell("tool a > out.txt 2>&1\ntool b 2> err.txt\ntool c *>> $all")) ==
        Lines{"[tool] [a] > [out.txt]", "[tool] [b]", "[tool] [c] > [$all]"});
}

TEST_CASE("a prompt is no command", "[runbook][quick]") {
  CHECK(commands_of(powershell("PS C:\\Users\\a b> tool -x\nPS> tool\nPSScript x")) ==
        Lines{"[tool] [-x]", "[tool]", "[PSScript] [x]"});
}

TEST_CASE("each word is where it says, and broken text ends somewhere", "[runbook][quick]") {
  const std::string alphabet = "aT-$'\"`@#(){}[]<>|&;,=.:\\%^! \t\r\n~";
  const std::uint64_t seed = generated::seed_of_run();
  std::mt19937_64 random(seed);
  CAPTURE(seed);
  std::size_t words = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t size = random() % 60; size > 0; --size)
      text += alphabet[random() % alphabet.size()];
    if (round % 3 == 0) text = "```\n" + text + "\n```\n" + text;
    CAPTURE(text);
    for (const Kind kind : {Kind::powershell, Kind::batch, Kind::markdown}) {
      std::uint32_t last = 0;
      for (const Command& command : read_script(text, kind).commands) {
        REQUIRE(command.span.start >= last);
        last = command.span.start;
        for (const Word& word : command.words) {
          REQUIRE(word.span.start < word.span.end);
          REQUIRE(word.span.end <= text.size());
          ++words;
        }
      }
    }
  }
  WARN("seed " << seed << ", " << words << " words");
  CHECK(words > 10000);
}

TEST_CASE("very deep nesting ends the reading, not the program", "[runbook][quick]") {
  CHECK(powershell(std::string(100000, '(')).commands.size() < 100);
  CHECK(powershell(std::string(100000, '{')).commands.size() < 100);
  CHECK(batch(std::string(100000, '(')).commands.empty());
}
