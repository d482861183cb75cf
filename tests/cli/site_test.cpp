// shirlint.toml from the command line: which one counts, and what it says of findings.
#include <catch2/catch.hpp>
#include <string>

#include "program.h"

using shirlint::io::MemoryReader;

namespace {

const std::string bad = "proxy.corp.contoso.com:8080";  // PRX009: no scheme
const std::string silent =
    "[[suppress]]\ncode = 'PRX009'\nreason = 'known'\nowner = 'me'\nexpires = 2027-01-01\n";

MemoryReader& with_hosts(MemoryReader& files) {
  add_pair(files, "prod/a", bad);
  add_pair(files, "dev/b", bad);
  return files;
}

}  // namespace

TEST_CASE("the site file is searched upwards from the input", "[cli][quick]") {
  MemoryReader files;
  with_hosts(files).add("shirlint.toml", silent);
  CHECK(run(files, {"check", "prod/a", "--select", "PRX009"}).code == 0);
  files.add("prod/shirlint.toml", "[severity]\nPRX009 = 'warning'\n");
  const Ran nearest = run(files, {"check", "prod/a", "--select", "PRX009", "--format", "concise"});
  CHECK(nearest.says("warning PRX009"));
  CHECK(run(files, {"check", "prod/a", "--select", "PRX009", "--site", "shirlint.toml"}).code == 0);
  const Ran both = run(files, {"check", "prod/a", "dev/b", "--select", "PRX009"});
  CHECK(both.code == 2);
  CHECK(both.says("have different site files; name one with --site"));
}

TEST_CASE("the search for a site file ends at the top of a work tree", "[cli][quick]") {
  MemoryReader files;
  with_hosts(files).add("shirlint.toml", silent);
  files.add("prod/.git/HEAD", "ref: refs/heads/main\n");
  CHECK(run(files, {"check", "prod/a", "--select", "PRX009"}).code == 1);
  CHECK(run(files, {"check", "dev/b", "--select", "PRX009"}).code == 0);
}

TEST_CASE("suppressions that are of no use are told once a run", "[cli][quick]") {
  MemoryReader files;
  with_hosts(files).add("shirlint.toml",
                        silent +
                            "[[suppress]]\ncode = 'PRX010'\nreason = 'r'\nowner = 'o'\n"
                            "expires = 2020-01-01\n");
  for (const std::string format : {"text", "concise", "json", "jsonl"}) {
    const Ran ran = run(files, {"check", ".", "--select", "PRX009,SIT", "--format", format});
    CAPTURE(format, ran.out);
    CHECK(ran.code == 1);
    CHECK(ran.says("SIT001"));
    CHECK(ran.out.find("expired on 2020-01-01") == ran.out.rfind("expired on 2020-01-01"));
  }
  CHECK(run(files, {"check", ".", "--select", "PRX009"}).code == 0);
}

TEST_CASE("what a group says of its nodes can be suppressed too", "[cli][quick]") {
  MemoryReader files;
  for (const std::string node : {"a", "b"}) {
    add_pair(files, node, "http://proxy-" + node + ".contoso.com:8080");
    files.add(node + "/host.toml", "schema = \"shirlint.host/1\"\ngroup = \"ir\"\n");
  }
  CHECK(run(files, {"check", ".", "--select", "PRX003,SIT"}).code == 1);
  files.add("shirlint.toml",
            "[[suppress]]\ncode = 'PRX003'\nreason = 'r'\nowner = 'o'\nexpires = 2027-01-01\n");
  for (const std::string format : {"text", "json", "jsonl"}) {
    CAPTURE(format);
    const Ran ran = run(files, {"check", ".", "--select", "PRX003,SIT", "--format", format});
    CHECK(ran.code == 0);
    CHECK(ran.says(format == "text" ? "2 suppressed" : "\"suppressed\":"));
  }
}

TEST_CASE("a site file that names no rule is an error with a place", "[cli][quick]") {
  MemoryReader files;
  with_hosts(files).add("shirlint.toml", "[severity]\nPRX0009 = 'info'\n");
  const Ran ran = run(files, {"check", "prod/a", "--select", "PRX009"});
  CHECK(ran.code == 2);
  CHECK(ran.says("there is no rule 'PRX0009'; did you mean 'PRX009'?"));
  CHECK(ran.says("PRX009:"));  // the host is checked with the rest
}
