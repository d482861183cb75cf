#include "report/diff.h"

#include <catch2/catch.hpp>
#include <string>

#include "text/encoding.h"

using namespace shirlint;

namespace {

std::string diff(const std::string& before, const std::string& after) {
  report::Sink sink;
  const text::Source old(before);
  const text::Source now(after);
  report::write_diff("a.config", &old, &now, false, sink);
  sink.finish();
  return sink.take();
}

}  // namespace

TEST_CASE("a diff is what git would write", "[report][quick]") {
  CHECK(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
        "--- a/a.config\n+++ b/a.config\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  CHECK(diff("1\n", "1\n").empty());
}

TEST_CASE("on a terminal a diff has git's colours", "[report][quick]") {
  report::Sink sink;
  const text::Source old(std::string("1\n2\n"));
  const text::Source now(std::string("1\r\ntwo\r\n"));
  report::write_diff("a.config", &old, &now, true, sink);
  sink.finish();
  const std::string shown = sink.take();
  INFO(shown);
  for (const char* const line :
       {"\x1b[1m--- a/a.config\x1b[0m\n", "\x1b[34m@@ -1,2 +1,2 @@\x1b[0m\n", "\x1b[31m-2\x1b[0m\n",
        "\x1b[32m+two\x1b[0m\n"}) {
    CHECK(shown.find(line) != std::string::npos);
  }
}

TEST_CASE("a file that is made or removed is set against /dev/null", "[report][quick]") {
  const text::Source file(std::string("1\n2\n"));
  const auto shown = [](const text::Source* before, const text::Source* after) {
    report::Sink sink;
    report::write_diff("a.config", before, after, false, sink);
    sink.finish();
    return sink.take();
  };
  CHECK(shown(nullptr, &file) == "--- /dev/null\n+++ b/a.config\n@@ -0,0 +1,2 @@\n+1\n+2\n");
  CHECK(shown(&file, nullptr) == "--- a/a.config\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-1\n-2\n");
}

TEST_CASE("line ends and the end of a file are part of a patch", "[report][quick]") {
  CHECK(diff("a\r\nb\r\n", "a\r\nc\r\n") ==
        "--- a/a.config\n+++ b/a.config\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n");
  CHECK(diff("a\nb", "a\nc") ==
        "--- a/a.config\n+++ b/a.config\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n"
        "+c\n\\ No newline at end of file\n");
}

TEST_CASE("a diff with a secret shows none, and says that it is no patch", "[report][quick]") {
  const std::string shown =
      diff("<proxy proxyaddress=\"http://user:hunter2@proxy:8080\"/>\n<a/>\n",
           "<proxy proxyaddress=\"http://user:hunter2@proxy:8080\"/>\n<b/>\n");
  CHECK(shown.find("hunter2") == std::string::npos);
  CHECK_THAT(shown, Catch::StartsWith("# a secret is masked"));
}

TEST_CASE("a value cannot become a command of the pipeline", "[report][quick]") {
  const std::string shown = diff("a\n", "##vso[task.setvariable]x\n");
  CHECK(shown.find("+##vso[") == std::string::npos);
  CHECK_THAT(shown, Catch::StartsWith("# a secret is masked or a control character is shown"));
}
