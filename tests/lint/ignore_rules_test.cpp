// What Git ignores, as gitignore(5) has it, and then as Git itself has it.
#include "lint/ignore_rules.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "io/temporary_folder.h"
#include "seed.h"

using shirlint::lint::Glob;
using shirlint::lint::IgnoreFile;
using Answer = IgnoreFile::Answer;

namespace {

bool matches(std::string_view pattern, std::string_view path) {
  return Glob(pattern).matches(path);
}

/// What one .gitignore in /repo says of a path in it.
Answer ask(std::string_view text, const std::string& path, bool is_folder = false) {
  return IgnoreFile(text, "/repo").ask("/repo/" + path, is_folder);
}

}  // namespace

TEST_CASE("a star stays in one folder, two stars do not", "[lint][quick]") {
  CHECK(matches("*.config", "diahost.exe.config"));
  CHECK_FALSE(matches("*.config", "Shared/diahost.exe.config"));
  CHECK(matches("prod/**", "prod/node-01/host.toml"));
  CHECK_FALSE(matches("prod/**", "prod"));
  CHECK(matches("**/host.toml", "host.toml"));
  CHECK(matches("**/host.toml", "a/b/host.toml"));
  CHECK_FALSE(matches("**/host.toml", "a/b/other-host.toml"));
  CHECK(matches("a/**/b", "a/b"));
  CHECK(matches("a/**/b", "a/x/y/b"));
  CHECK_FALSE(matches("a/**/b", "a/xb"));
  CHECK_FALSE(matches("a**b", "a/b"));  // between other characters two stars are one
}

TEST_CASE("sets take ranges, classes and their opposites", "[lint][quick]") {
  CHECK(matches("node-0[1-3]", "node-02"));
  CHECK_FALSE(matches("node-0[!1-3]", "node-02"));
  CHECK(matches("[[:upper:]x]", "Q"));
  CHECK(matches("[]a]", "]"));
  CHECK(matches("[a\\]]", "]"));
  CHECK_FALSE(matches("a[^b]c", "a/c"));
  CHECK_FALSE(matches("[abc", "[abc"));  // not closed: matches nothing
  CHECK_FALSE(matches("[[:nonsense:]]", "n"));
}

TEST_CASE("no pattern takes longer than pattern times path", "[lint][quick]") {
  std::string pattern;
  for (int part = 0; part < 40; ++part) pattern += "*a";
  CHECK_FALSE(matches(pattern, std::string(4000, 'a') + "b"));
}

TEST_CASE("a slash behind stars may be escaped, but then a folder has to be there",
          "[lint][quick]") {
  CHECK(matches("a/**\\/b", "a/x/y/b"));
  CHECK(matches("a**\\/b", "a.b/x/b"));
  CHECK_FALSE(matches("a/**\\/b", "a/b"));
  CHECK(matches("a/**/b", "a/b"));
}

TEST_CASE("lines of a .gitignore", "[lint][quick]") {
  CHECK(ask("# comment\n*.bak\n", "a/old.bak") == Answer::ignored);
  CHECK(ask("*.bak\n!keep.bak\n", "a/keep.bak") == Answer::kept);
  CHECK(ask("*.bak", "a/host.toml") == Answer::silent);
  CHECK(ask("\xEF\xBB\xBFout\r\n", "out") == Answer::ignored);  // as Windows editors save it
  CHECK(ask("\\#a", "#a") == Answer::ignored);
  CHECK(ask("a  \nb\\ \n", "a") == Answer::ignored);
  CHECK(ask("a  \nb\\ \n", "b ") == Answer::ignored);
  CHECK(ask("/\n\n!\n", "a") == Answer::silent);
}

TEST_CASE("a slash ties a pattern to the file's folder", "[lint][quick]") {
  CHECK(ask("/dist", "dist") == Answer::ignored);
  CHECK(ask("/dist", "golden/dist") == Answer::silent);
  CHECK(ask("a/dist", "b/a/dist") == Answer::silent);
  CHECK(ask("dist", "golden/dist") == Answer::ignored);
  CHECK(ask("dist/", "golden/dist", true) == Answer::ignored);
  CHECK(ask("dist/", "golden/dist", false) == Answer::silent);
  CHECK(IgnoreFile("x", "/repo/a").ask("/repo/b/x", false) == Answer::silent);
  CHECK(IgnoreFile("x", "/repo/a").ask("/repo/ab/x", false) == Answer::silent);
  CHECK(IgnoreFile("x", "/").ask("/x", false) == Answer::ignored);
}

#ifndef _WIN32  // asks git, of which the machine of this test has the one for POSIX
namespace {

std::string output_of(const std::string& command) {
  struct Close {
    void operator()(std::FILE* pipe) const { static_cast<void>(pclose(pipe)); }
  };
  const std::unique_ptr<std::FILE, Close> pipe(popen(command.c_str(), "r"));
  REQUIRE(pipe);
  std::string output;
  std::array<char, 4096> block{};
  for (std::size_t got = 1; got != 0;) {
    got = std::fread(block.data(), 1, block.size(), pipe.get());
    output.append(block.data(), got);
  }
  return output;
}

struct Path {
  std::string name;
  bool folder = false;
};

class PatternMaker {
 public:
  explicit PatternMaker(std::uint64_t seed) : random_(seed) {}

  std::string file() {
    std::string text;
    for (std::size_t lines = 1 + below(4); lines != 0; --lines) text += line() + '\n';
    return text;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }

  std::string line() {
    constexpr std::array<const char*, 34> parts = {"a",    "b",       "ab",
                                                   "a.b",  "*",       "**",
                                                   "?",    "/",       "/",
                                                   "/",    "/**",     "**/",
                                                   "a/b",  "[ab]",    "[!a]",
                                                   "[a-b", "[]-]",    "[^/]",
                                                   "\\a",  "\\*",     "[[:alpha:]]",
                                                   "***",  "a*b",     "*b",
                                                   "a**",  "-",       "[b-a]",
                                                   "[a-]", "[\\a-b]", "[[:x:]]",
                                                   "[[:]", "a ",      "[.-[:alpha:]]",
                                                   "\\"};
    std::string text = below(4) == 0 ? "!" : "";
    for (std::size_t count = 1 + below(4); count != 0; --count)
      text += parts.at(below(parts.size()));
    if (below(5) == 0) text += '/';
    if (below(8) == 0) text += ' ';
    return text;
  }

  std::mt19937_64 random_;
};

/// As Git goes: what is in an ignored folder is ignored.
bool ignored(const std::vector<IgnoreFile>& files, const std::string& root,
             const std::vector<Path>& paths, const std::string& path) {
  for (const Path& each : paths) {
    const bool whole = each.name == path;
    if (!whole && path.substr(0, each.name.size() + 1) != each.name + "/") continue;
    for (auto file = files.rbegin(); file != files.rend(); ++file) {
      const Answer answer = file->ask(root + "/" + each.name, each.folder);
      if (answer == Answer::ignored) return true;
      if (answer == Answer::kept) break;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("Git ignores the same", "[lint][slow]") {
  const auto seed = shirlint::generated::seed_of_run();
  const TemporaryFolder folder;
  const std::string git = "git -c core.excludesFile= -C '" + folder.path() + "' ";
  if (output_of(git + "init -q 2>&1 && echo made") != "made\n") {
    WARN("there is no git here; nothing was compared");
    return;
  }
  std::vector<Path> paths;  // parents first
  const std::array<std::string, 7> names = {"a", "b", "ab", "a.b", "a-b", "*", "]"};
  for (const std::string& outer : {std::string("a"), std::string("b"), std::string("a.b")}) {
    paths.push_back({outer, true});
    for (const std::string& inner : {std::string("a"), std::string("ab")}) {
      paths.push_back({outer + "/" + inner, true});
      for (const std::string& name : names) paths.push_back({outer + "/" + inner + "/" + name});
    }
  }
  for (const std::string& name : {std::string("ab"), std::string("-"), std::string("a b")}) {
    paths.push_back({name});
  }
  std::string asked;
  for (const Path& path : paths) {
    if (!path.folder) folder.write(path.name, "");
    asked += path.name + '\n';
  }
  folder.write(".git/asked", asked);

  PatternMaker make(seed);
  std::size_t compared = 0;
  std::size_t were_ignored = 0;
  for (int round = 0; round < 300; ++round) {
    const std::string outer = make.file();
    const std::string inner = make.file();
    folder.write(".gitignore", outer);
    folder.write("a/.gitignore", inner);
    const std::string lines = output_of(git + "-c core.quotePath=false check-ignore --stdin < '" +
                                        (folder / ".git/asked") + "'");
    std::set<std::string> by_git;
    for (std::size_t from = 0; from < lines.size();) {
      const std::size_t end = std::min(lines.find('\n', from), lines.size());
      by_git.insert(lines.substr(from, end - from));
      from = end + 1;
    }
    const std::vector<IgnoreFile> files = {IgnoreFile(outer, folder.path()),
                                           IgnoreFile(inner, folder / "a")};
    for (const Path& path : paths) {
      INFO("seed " << seed << "\n.gitignore:\n" << outer << "a/.gitignore:\n" << inner);
      INFO(path.name);
      const bool git_says = by_git.count(path.name) != 0;
      CHECK(ignored(files, folder.path(), paths, path.name) == git_says);
      were_ignored += git_says ? 1 : 0;
      ++compared;
    }
  }
  WARN("seed " << seed << ": " << compared << " answers compared, " << were_ignored << " ignored");
  CHECK(were_ignored > compared / 20);
}
#endif
