// The completions and the manual page hold what the table of commands holds. What shells make of
// the completions is asked of the shells in tests/package/completions.sh.
#include "cli/completion.h"

#include <catch2/catch.hpp>
#include <string>

#include "cli/command_table.h"
#include "cli/manual.h"
#include "io/memory_reader.h"
#include "program.h"

using namespace shirlint::cli;

namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// As the manual page spells it.
std::string roff(std::string_view text) {
  std::string out;
  for (const char letter : text) out += letter == '-' ? std::string("\\-") : std::string(1, letter);
  return out;
}

}  // namespace

TEST_CASE("completions name every option, and rules by their codes", "[cli][quick]") {
  for (const std::string shell : {"bash", "zsh", "fish", "powershell"}) {
    const auto script = completion_script(shell, {"PRX001", "CFG017"});
    REQUIRE(script);
    INFO(shell);
    CHECK(holds(*script, "PRX001 CFG017") != (shell == "powershell"));
    for (const OptionSpec& option : option_table()) {
      const std::string_view name = shell == "fish" ? option.name.substr(2) : option.name;
      INFO(name);
      CHECK(holds(*script, name));
    }
  }
}

TEST_CASE("the manual page has every command with each of its options", "[cli][quick]") {
  const std::string page = manual_page("0.1.0", "2026-11-22");
  CHECK(holds(page, ".TH SHIRLINT 1 \"2026-11-22\" \"shirlint 0"));
  for (const CommandSpec& command : command_table()) {
    const std::size_t begin = page.find(".SS " + roff(command.name) + "\n");
    REQUIRE(begin != std::string::npos);
    const std::string section = page.substr(begin, page.find("\n.S", begin + 1) - begin);
    for (const std::string_view name : command.options) {
      INFO(command.name << ' ' << name);
      CHECK(holds(section, ".B " + roff(option_words(*find_option(name)))));
    }
  }
}

TEST_CASE("completion asks for one shell that it knows", "[cli][quick]") {
  const shirlint::io::MemoryReader files;
  CHECK(run(files, {"completion", "bash"}).says("complete -F _shirlint shirlint"));
  CHECK(run(files, {"completion"}).code == 2);
  const Ran unknown = run(files, {"completion", "bsh"});
  CHECK(unknown.code == 2);
  CHECK(unknown.complains("did you mean 'bash'?"));
}

TEST_CASE("--version tells the commit, the rules and the libraries", "[cli][quick]") {
  const Ran ran = run(shirlint::io::MemoryReader(), {"--version"});
  CHECK(ran.code == 0);
  CHECK(ran.out.rfind("shirlint ", 0) == 0);
  CHECK(ran.says("\ncommit     "));
  CHECK(ran.says(" built in, pack "));
  CHECK(ran.says("pugixml 1."));
}
