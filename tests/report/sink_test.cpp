#include "report/sink.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "report/display.h"
#include "report/harmless_text.h"
#include "report/pipeline_agents.h"
#include "text/secret.h"

#ifndef _WIN32
#include <unistd.h>
#endif

using shirlint::report::Sink;
using shirlint::report::SinkState;
using shirlint::report::Style;
using shirlint::testing::azure_command;
using shirlint::testing::commands_in;
using shirlint::testing::github_command;
using shirlint::testing::is_harmless;

namespace {

// Not a command in the log of whoever compiles or runs this.
const std::string vso = std::string("##") + "vso[task.setvariable variable=x]y";
const std::string old_github = std::string("##") + "[error]y";
const std::string github = std::string(":") + ":error file=x::y";

std::string shown(std::string_view text) {
  Sink sink;
  sink.text(text);
  return sink.take();
}

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {vso,
                                                  old_github,
                                                  github,
                                                  "##",
                                                  "#",
                                                  "vso[",
                                                  "VSO[",
                                                  "[",
                                                  "]",
                                                  "task.setvariable x=1",
                                                  "error",
                                                  "::",
                                                  ":",
                                                  " ",
                                                  "\t",
                                                  "\r",
                                                  "\n",
                                                  "\x1b[31m",
                                                  "\xc2\xad",
                                                  "\xe2\x80\x8b",
                                                  "\xe2\x80\xae\xe2\x80\xac",
                                                  "\xc2\xa0",
                                                  "\xc2\x85",
                                                  "\xe3\x80\x80",
                                                  "\xef\xbb\xbf",
                                                  "\xff",
                                                  "\xc3",
                                                  "\xed\xa0\x80",
                                                  "http://u:",
                                                  "@h",
                                                  "sig=",
                                                  "***",
                                                  "_",
                                                  "\xf0\x9f\x98\x80",
                                                  "\xf3\xa0\x80\xa0",
                                                  std::string(1, '\0'),
                                                  "x"};
  std::string out;
  for (std::size_t n = random() % 16; n > 0; --n) {
    if (random() % 8 == 0) {
      out += static_cast<char>(random() % 256);
    } else {
      out += pieces[random() % pieces.size()];
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the agents' parsers know their commands", "[report][quick]") {
  CHECK(azure_command("text " + vso) == "task.setvariable");
  CHECK(azure_command("#\xc2\xad" + vso.substr(1)) == "task.setvariable");
  CHECK(github_command(" \xc2\xa0" + github) == "error");
  CHECK(github_command("text " + old_github) == "error");
  CHECK(github_command("text " + github).empty());
  CHECK(commands_in("a\r" + github + "\n" + vso).size() == 2);
}

TEST_CASE("text for people passes as it is", "[report][quick]") {
  for (const std::string text : {"a\tb\n", "\xc3\xa4 \xe4\xbb\xa3 \xf0\x9f\x98\x80", "a::b", "# a",
                                 "## [a]", "#[a]", "C:\\x", ""}) {
    CHECK(shown(text) == text);
  }
}

TEST_CASE("pipeline commands are broken", "[report][quick]") {
  CHECK(shown("a " + vso) == "a ##_vso[task.setvariable variable=x]y");
  CHECK(shown("#" + vso) == "###_vso[task.setvariable variable=x]y");
  CHECK(shown(old_github) == "##_[error]y");
  CHECK(shown(github) == ":_:error file=x::y");
  CHECK(shown("x\n\t " + github) == "x\n\t :_:error file=x::y");
  CHECK(shown("\xe3\x80\x80" + github) == "\xe3\x80\x80:_:error file=x::y");
  CHECK(shown("x " + github) == "x " + github);
}

TEST_CASE("a command or a secret in pieces is one all the same", "[report][quick]") {
  Sink sink;
  sink.text("##");
  sink.style(Style::bold);
  sink.text("vso[a.b]c http://user:p");
  sink.style(Style::plain);
  sink.text("w@proxy\n:");
  sink.text(":error::");
  CHECK(sink.take() == "##_\x1b[1mvso[a.b]c http://***\x1b[0m@proxy\n:_:error::");
}

TEST_CASE("what steers a terminal is written out", "[report][quick]") {
  CHECK(shown("\x1b[2J") == "\\u{1b}[2J");
  CHECK(shown("a\rb\r\n") == "a\\u{d}b\\u{d}\n");
  CHECK(shown(std::string("\0\x7f", 2)) == "\\u{0}\\u{7f}");
  CHECK(shown("\xc2\x9b") == "\\u{9b}");
  CHECK(shown("\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8f\xd8\x9c\xe2\x81\xa9\xe2\x80\xac") ==
        "\\u{202e}\\u{2066}\\u{200f}\\u{61c}\\u{2069}\\u{202c}");
  CHECK(shown("\xe2\x80\x8b\xe2\x80\xa8\xe2\x80\xa9\xef\xbb\xbf") ==
        "\\u{200b}\\u{2028}\\u{2029}\\u{feff}");
  CHECK(shown("a\xc2\xa0"
              "b") == "a\\u{a0}b");
}

TEST_CASE("bytes that are not UTF-8 are written out", "[report][quick]") {
  CHECK(shown("\xff\xc3(") == "\\x{ff}\\x{c3}(");
  CHECK(shown("\xc0\xaf") == "\\x{c0}\\x{af}");                        // longer than it need be
  CHECK(shown("\xed\xa0\x80") == "\\x{ed}\\x{a0}\\x{80}");             // a surrogate
  CHECK(shown("\xf4\x90\x80\x80") == "\\x{f4}\\x{90}\\x{80}\\x{80}");  // beyond U+10FFFF
  CHECK(shown("\xe2\x82") == "\\x{e2}\\x{82}");
}

TEST_CASE("machine formats pass untouched, after what came before", "[report][quick]") {
  Sink sink;
  sink.text("http://a:b@c");
  sink.machine("{\"x\": \"http://a:b@c\"}\x1b");
  CHECK(sink.take() == "http://***@c{\"x\": \"http://a:b@c\"}\x1b");
  CHECK(sink.take().empty());
  CHECK(sink.finish() == SinkState::open);
}

TEST_CASE("whatever bytes come, no line is a command or steers a terminal", "[report][quick]") {
  const unsigned seed = 42;
  std::mt19937 random(seed);
  std::size_t commands = 0;
  std::size_t harmful = 0;
  for (int i = 0; i < 30000; ++i) {
    const std::string text = random_text(random);
    const std::string out = shown(text);
    if (!commands_in(text).empty()) ++commands;
    if (!is_harmless(text)) ++harmful;
    INFO("seed " << seed << ", number " << i << ": " << out);
    REQUIRE(commands_in(out).empty());
    REQUIRE(is_harmless(out));
    REQUIRE(shirlint::report::visible(shirlint::report::visible(text)) ==
            shirlint::report::visible(text));
  }
  WARN("seed " << seed << ": 30000 texts, " << commands << " with a command, " << harmful
               << " with harmful characters");
  CHECK(commands > 1000);
  CHECK(harmful > 1000);
}

#ifndef _WIN32  // pipes of POSIX
TEST_CASE("a closed pipe is quiet", "[report][quick]") {
  int ends[2] = {};
  REQUIRE(pipe(ends) == 0);
  std::FILE* stream = fdopen(ends[1], "wb");
  REQUIRE(stream != nullptr);
  Sink sink(stream);
  sink.text("first\n");
  CHECK(sink.finish() == SinkState::open);
  close(ends[0]);
  for (int i = 0; i < 20000; ++i) sink.text("a line that nobody reads\n");
  CHECK(sink.state() == SinkState::closed);
  CHECK(sink.finish() == SinkState::closed);
  static_cast<void>(std::fclose(stream));
}

TEST_CASE("a full disk is told", "[report][quick]") {
  std::FILE* stream = std::fopen("/dev/full", "wb");
  if (stream == nullptr) return;  // Linux only
  Sink sink(stream);
  sink.machine("x");
  CHECK(sink.finish() == SinkState::failed);
  static_cast<void>(std::fclose(stream));
}
#endif
