// --format NAME[:FILE], several times in one run.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cli/disk_host.h"
#include "report/formats.h"

#ifndef _WIN32
#include <sys/stat.h>
#include <unistd.h>
#endif

TEST_CASE("each format has its place: one on standard output, others in files", "[cli][quick]") {
  Host host;
  const std::string json = host.folder.path() + "/out.json";
  const std::string lines = host.folder.path() + "/out.jsonl";
  const Ran ran = host.run({"check", "--select", "PRX009", "--format", "concise", "--format",
                            "json:" + json, "--format=jsonl:" + lines, host.host});
  CHECK(ran.code == 1);
  CHECK(ran.errors.empty());
  CHECK(ran.says("error PRX009"));
  CHECK_FALSE(ran.says("{"));
  CHECK(read(json) == host.run({"check", "--select", "PRX009", "--format", "json", host.host}).out);
  CHECK(read(lines) ==
        host.run({"check", "--select", "PRX009", "--format", "jsonl", host.host}).out);
}

TEST_CASE("a format with a file alone leaves standard output empty", "[cli][quick]") {
  Host host;
  const std::string json = host.folder.path() + "/out.json";
  const Ran ran = host.run({"check", "--format", "json:" + json, host.host});
  CHECK(ran.code == 1);
  CHECK(ran.out.empty());
  CHECK(read(json).find("\"code\": \"PRX009\"") != std::string::npos);
}

TEST_CASE("--quiet is for people: files for programs still hold everything", "[cli][quick]") {
  Host host;
  const std::string json = host.folder.path() + "/out.json";
  const Ran ran = host.run({"check", "--quiet", "--fail-on", "never", "--format", "concise",
                            "--format", "json:" + json, host.host});
  CHECK(ran.code == 0);
  CHECK(ran.out.empty());
  CHECK(read(json).find("PRX009") != std::string::npos);
}

TEST_CASE("a report takes an old one's place whole", "[cli][quick]") {
  Host host;
  const std::string json = host.folder.path() + "/out.json";
  write(json, std::string(100000, 'x'));
#ifndef _WIN32
  REQUIRE(chmod(json.c_str(), 0644) == 0);
#endif
  CHECK(host.run({"check", "--format", "json:" + json, host.host}).code == 1);
  CHECK(read(json).substr(0, 1) == "{");
  CHECK(read(json).find('x' + std::string("x")) == std::string::npos);
#ifndef _WIN32
  struct stat status {};
  REQUIRE(stat(json.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0644);  // whoever could read it still can
#endif
  const auto names = host.store.list(host.folder.path());
  REQUIRE(names);
  CHECK(*names == std::vector<std::string>{"node-01", "out.json"});  // no lock, no half file
}

TEST_CASE("where no report can be written is one sentence, before any work", "[cli][quick]") {
  Host host;
  const std::string folder = host.folder.path();
  struct Example {
    std::string format, sentence;
  };
  const std::vector<Example> examples = {
      {"json:" + folder + "/none/out.json", "cannot be written: there is no folder "},
      {"json:" + host.host, "is no regular file"},
      {"json:" + host.diahost, "has the name of a config"},
      {"json:" + host.host + "/HOST.TOML", "has the name of a config or snapshot"},
      {"json:", "--format 'json:' names no file"},
      {"xml", "--format 'xml' is unknown; it can be text, concise, json"},
      {"xml:a", "--format 'xml' is unknown"}};
  for (const Example& example : examples) {
    CAPTURE(example.format);
    const Ran ran = host.run({"check", "--format", example.format, host.host});
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.complains(example.sentence));
    CHECK(ran.errors.find('\n') == ran.errors.size() - 1);
  }
  CHECK(read(host.diahost) == broken);
}

TEST_CASE("two formats cannot share a place", "[cli][quick]") {
  Host host;
  const Ran both = host.run({"check", "--format", "json", "--format", "text", host.host});
  CHECK(both.code == 2);
  CHECK(both.complains("--format json and --format text both go to standard output"));
  const std::string file = host.folder.path() + "/out";
  const Ran same =
      host.run({"check", "--format", "json:" + file, "--format", "jsonl:" + file, host.host});
  CHECK(same.code == 2);
  CHECK(same.complains("both go to one file"));
}

TEST_CASE("every format tells what groups say of their hosts", "[cli][quick]") {
  Host host;
  for (const shirlint::report::Format& format : shirlint::report::formats()) {
    CAPTURE(format.name);
    const Ran ran = host.run({"check", "--select", "VER005", "--format", std::string(format.name),
                              SHIRLINT_SOURCE_DIR "/fixtures/ha-pair-drifted"});
    CHECK(ran.code == 1);
    CHECK(ran.says("runs version 5.65.9600.3"));
  }
}

TEST_CASE("every format leaves out or marks what a baseline knows", "[cli][quick]") {
  Host host;
  const std::string baseline = host.folder.path() + "/baseline.json";
  REQUIRE(host.run({"check", "--write-baseline", baseline, host.host}).code == 0);
  for (const shirlint::report::Format& format : shirlint::report::formats()) {
    CAPTURE(format.name);
    const Ran ran = host.run(
        {"check", "--baseline", baseline, "--format", std::string(format.name), host.host});
    CHECK(ran.code == 0);
    CHECK_FALSE(ran.says("::error"));
    CHECK_FALSE(ran.says("logissue"));
    CHECK_FALSE(ran.says("<failure"));
    CHECK_FALSE(ran.says("\"baselineState\": \"new\""));
  }
}

TEST_CASE("Azure is told of the summary once it is there", "[cli][quick]") {
  Host host;
  const std::string summary = host.folder.path() + "/summary.md";
  const std::string command = "##vso[task.uploadsummary]";
  const Ran ran =
      host.run({"check", "--format", "azure", "--format", "markdown:" + summary, host.host});
  CHECK(ran.code == 1);
  CHECK(ran.says(command));
  CHECK(ran.out.substr(ran.out.size() - 12) == "/summary.md\n");
  CHECK(read(summary).substr(0, 12) == "# shirlint: ");
  CHECK_FALSE(host.run({"check", "--format", "azure", host.host}).says(command));
}

#ifndef _WIN32  // links
TEST_CASE("a report is not written through a link", "[cli][quick]") {
  Host host;
  const std::string link = host.folder.path() + "/link.json";
  REQUIRE(symlink(host.diahost.c_str(), link.c_str()) == 0);
  const Ran ran = host.run({"check", "--format", "json:" + link, host.host});
  CHECK(ran.code == 2);
  CHECK(ran.complains("is a link to"));
  CHECK(read(host.diahost) == broken);
}

TEST_CASE("a report that fails when it is written fails the run, and the others are there",
          "[cli][quick]") {
  Host host;
  const std::string json = host.folder.path() + "/out.json";
  write(json, "old");
  REQUIRE(link(json.c_str(), (json + ".other").c_str()) == 0);
  const Ran ran = host.run({"check", "--format", "concise", "--format", "json:" + json, host.host});
  CHECK(ran.code == 2);
  CHECK(ran.says("error PRX009"));
  CHECK(ran.complains("the report was not written: it has 2 hard links"));
  CHECK(read(json) == "old");

  const Ran azure =
      host.run({"check", "--format", "azure", "--format", "markdown:" + json, host.host});
  CHECK(azure.code == 2);
  CHECK_FALSE(azure.says("uploadsummary"));
}
#endif
