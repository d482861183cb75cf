// docs/tutorial.md, step by step: each file is made, each command run, each answer compared ("..."
// in an answer is any text).
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "program.h"

using shirlint::io::MemoryReader;

namespace {

bool begins(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }

/// `pattern` with "..." in it, against all of `text`.
bool fits(const std::string& text, const std::string& pattern) {
  std::size_t at = 0;
  for (std::size_t from = 0;; from += 3) {
    const std::size_t hole = pattern.find("...", from);
    const std::string piece = pattern.substr(from, hole - from);
    if (hole == std::string::npos) {
      return text.size() >= at + piece.size() &&
             text.compare(text.size() - piece.size(), piece.size(), piece) == 0 &&
             (from != 0 || text == piece);
    }
    const std::size_t found = text.find(piece, at);
    if (found == std::string::npos || (from == 0 && found != 0)) return false;
    at = found + piece.size();
    from = hole;
  }
}

std::vector<std::string> words_of(const std::string& command) {
  std::istringstream in(command);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

class Reading {
 public:
  /// A line that tells what the next block is, or what is to be replaced.
  void note(const std::string& line) {
    const std::vector<std::string> words = words_of(line);  // <!-- file NAME -->
    if (words.at(1) == "replace") {                         // <!-- replace NAME: OLD => NEW -->
      const std::size_t colon = line.find(": ");
      const std::size_t arrow = line.find(" => ");
      const std::string name = words.at(2).substr(0, words.at(2).size() - 1);
      const std::string before = line.substr(colon + 2, arrow - colon - 2);
      std::string& text = files_[name];
      const std::size_t at = text.find(before);
      REQUIRE(at != std::string::npos);
      text.replace(at, before.size(), line.substr(arrow + 4, line.rfind(" -->") - arrow - 4));
      return;
    }
    if (words.at(1) == "file") files_[words.at(2)] = "";
    open_ = words.at(2);
  }

  void block(const std::string& kind, const std::string& text) {
    if (kind != "console") {
      REQUIRE_FALSE(open_.empty());
      files_[open_] += text;
      open_.clear();
      return;
    }
    std::istringstream in(text);
    std::string command;
    std::string answer;
    for (std::string line; std::getline(in, line);) {
      if (!begins(line, "$ ")) {
        answer += line + "\n";
        continue;
      }
      run_one(command, answer);
      command = line.substr(2);
      answer.clear();
    }
    run_one(command, answer);
  }

  int commands = 0;

 private:
  void run_one(const std::string& command, const std::string& answer) {
    if (command.empty()) return;
    ++commands;
    std::vector<std::string> words = words_of(command);
    REQUIRE(words.front() == "shirlint");
    words.erase(words.begin());
    MemoryReader reader;
    for (const auto& [name, text] : files_) reader.add(name, text);
    const Ran ran = run(reader, words);
    CAPTURE(command, answer, ran.out, ran.errors);
    CHECK(fits(ran.errors + ran.out, answer));
  }

  std::map<std::string, std::string> files_;
  std::string open_;
};

}  // namespace

TEST_CASE("the tutorial for rule authors does what it says", "[cli][quick]") {
  std::ifstream in(std::string(SHIRLINT_SOURCE_DIR) + "/docs/tutorial.md");
  Reading reading;
  std::string kind;
  std::string block;
  for (std::string line; std::getline(in, line);) {
    if (!kind.empty() && line == "```") {
      reading.block(kind, block);
      kind.clear();
    } else if (!kind.empty()) {
      block += line + "\n";
    } else if (begins(line, "```")) {
      kind = line.substr(3);
      block.clear();
    } else if (begins(line, "<!-- ")) {
      reading.note(line);
    }
  }
  CHECK(reading.commands == 6);
}
