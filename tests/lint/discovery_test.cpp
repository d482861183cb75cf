// From the paths of a command line to hosts, on made-up disks.
#include "lint/discovery.h"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "io/memory_reader.h"

using shirlint::facts::InputKind;
using shirlint::io::MemoryReader;
using shirlint::lint::discover;
using shirlint::lint::Discovery;
using shirlint::lint::DiscoveryOptions;

namespace {

using Lines = std::vector<std::string>;

const std::string config = "<configuration/>";
const std::string fragment = "<defaultProxy/>";

Discovery look(const MemoryReader& files, const Lines& paths,
               const DiscoveryOptions& options = {}) {
  return discover(files, paths, options);
}

/// "path: role=file ..." a host; a file that is only context in brackets.
Lines hosts(const Discovery& found) {
  Lines lines;
  for (const auto& host : found.hosts) {
    std::string line = host.path + ":";
    for (const auto& each : host.configs) {
      const std::string text = each.role + "=" + each.path;
      line += " " + (each.named ? text : "(" + text + ")");
    }
    if (!host.snapshot.empty()) line += " " + host.snapshot;
    lines.push_back(line);
  }
  return lines;
}

/// "path: sentence" an error.
Lines errors(const Discovery& found) {
  Lines lines;
  for (const auto& error : found.errors) lines.push_back(error.file + ": " + error.message);
  return lines;
}

}  // namespace

TEST_CASE("a host folder has its files flat or where the product has them", "[lint][quick]") {
  MemoryReader files;
  files.add("flat/DIAHOST.EXE.CONFIG", config);
  files.add("flat/diawp.exe.config", config);
  files.add("flat/host.toml", "");
  files.add("deep/shared/diahost.exe.config", config);
  files.add("deep/other/diawp.exe.config.bak", config);
  CHECK(hosts(look(files, {"flat", "deep"})) ==
        Lines{"flat: diahost=flat/DIAHOST.EXE.CONFIG diawp=flat/diawp.exe.config flat/host.toml",
              "deep: diahost=deep/shared/diahost.exe.config"});
}

TEST_CASE("a named file is reported, its siblings are context", "[lint][quick]") {
  MemoryReader files;
  files.add("h/Shared/diahost.exe.config", config);
  files.add("h/Shared/diawp.exe.config", config);
  files.add("h/host.toml", "");
  const Discovery found = look(files, {"h/Shared/diawp.exe.config"});
  CHECK(hosts(found) == Lines{"h: (diahost=h/Shared/diahost.exe.config) "
                              "diawp=h/Shared/diawp.exe.config h/host.toml"});
  CHECK(found.hosts[0].kind == InputKind::files);
}

TEST_CASE("a file named twice, or with its folder, is one file", "[lint][quick]") {
  MemoryReader files;
  files.add("h/diahost.exe.config", config);
  files.add("h/diawp.exe.config", config);
  const std::string whole = "h: diahost=h/diahost.exe.config diawp=h/diawp.exe.config";
  CHECK(hosts(look(files, {"h", "h"})) == Lines{whole});
  CHECK(errors(look(files, {"h", "h"})).empty());
  CHECK(hosts(look(files, {"h/diahost.exe.config", "h"})) == Lines{whole});
  CHECK(hosts(look(files, {"h", "h/diahost.exe.config"})) == Lines{whole});
}

TEST_CASE("golden names are known; tokens and templates do not hide a role", "[lint][quick]") {
  MemoryReader files;
  files.add("g/diahost.exe.config.j2", config);
  files.add("g/diawp.exe.tokenized.config", config);
  CHECK(hosts(look(files, {"g"})) ==
        Lines{"g: diahost=g/diahost.exe.config.j2 diawp=g/diawp.exe.tokenized.config"});
}

TEST_CASE("fragments and transforms stand for themselves", "[lint][quick]") {
  MemoryReader files;
  files.add("r/proxy.xml", "<?xml version='1.0'?>\n<!-- ours -->" + fragment);
  files.add("r/other.xml", "<notes/>");
  files.add("r/diahost.exe.Release.config",
            "<configuration xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'/>");
  files.add("r/diahost.exe.config", config);
  CHECK(hosts(look(files, {"r"})) == Lines{"r: diahost=r/diahost.exe.config",
                                           "r: transform=r/diahost.exe.Release.config",
                                           "r: fragment=r/proxy.xml"});
  // A transform beside it does not take the host folder from a file.
  files.add("r/diawp.exe.config", config);
  CHECK(hosts(look(files, {"r/diahost.exe.Release.config", "r/diahost.exe.config"})) ==
        Lines{"r: transform=r/diahost.exe.Release.config",
              "r: diahost=r/diahost.exe.config (diawp=r/diawp.exe.config)"});
}

TEST_CASE("--role says what a file is", "[lint][quick]") {
  MemoryReader files;
  files.add("h/my.config", config);
  files.add("h/diawp.exe.config", config);
  CHECK(errors(look(files, {"h/my.config"})) ==
        Lines{"h/my.config: is no config that shirlint knows by its name; say what it is with "
              "--role (diahost, diawp, ..., fragment)"});
  CHECK(hosts(look(files, {"h/my.config"}, {"diahost", {}})) ==
        Lines{"h: (diawp=h/diawp.exe.config) diahost=h/my.config"});
  CHECK(errors(look(files, {"h"}, {"diahost", {}})) ==
        Lines{"h: is a folder; --role is for files"});
  CHECK(errors(look(files, {"h/my.config"}, {"diahots", {}})) ==
        Lines{": there is no role 'diahots'; did you mean 'diahost'?"});
}

TEST_CASE("what is bad is told in one sentence, and the rest is found", "[lint][quick]") {
  MemoryReader files;
  files.add("h/diahost.exe.config", config);
  files.add("empty/readme.md", "");
  files.add("two/host.toml", "");
  files.add("two/Shared/host.toml", "");
  files.add("locked/x", "");
  files.refuse("locked", "Permission denied");
  const Discovery found = look(files, {"no", "empty", "two", "locked", "h"});
  CHECK(errors(found) ==
        Lines{"no: there is no such file or folder",
              "empty: holds no integration runtime: no config of a known name, no host.toml, "
              "and no script that has to do with one",
              "two/host.toml: is a second snapshot of this host, beside 'two/Shared/host.toml'; "
              "keep one",
              "locked: cannot be searched: Permission denied"});
  CHECK(hosts(found) == Lines{"two:", "h: diahost=h/diahost.exe.config"});
}

TEST_CASE("what a folder that cannot be listed may hold is not missing", "[lint][quick]") {
  MemoryReader files;
  files.add("h/host.toml", "");
  files.add("h/Shared/diahost.exe.config", config);
  CHECK(look(files, {"h"}).hosts.front().kind == InputKind::folder);
  files.refuse("h/Shared", "Permission denied");
  const Discovery found = look(files, {"h"});
  CHECK(errors(found) == Lines{"h/Shared: cannot be searched: Permission denied"});
  CHECK(found.hosts.front().kind == InputKind::files);
}

TEST_CASE("of two files for one role the one in the product's place counts", "[lint][quick]") {
  MemoryReader files;
  files.add("h/Shared/diahost.exe.config", config);
  files.add("h/diahost.exe.config", config);
  const Discovery found = look(files, {"h"});
  CHECK(hosts(found) == Lines{"h: diahost=h/Shared/diahost.exe.config"});
  CHECK(errors(found) == Lines{"h/diahost.exe.config: is a second diahost of this host, beside "
                               "'h/Shared/diahost.exe.config'; name the one you mean, or remove "
                               "one"});
}

TEST_CASE("a search leaves out what is ours, what is Git's and --exclude", "[lint][quick]") {
  MemoryReader files;
  for (const char* const folder : {"a", ".git", "node_modules", ".shirlint/1", "old", "x/old"}) {
    files.add(std::string("r/") + folder + "/diahost.exe.config", config);
  }
  CHECK(hosts(look(files, {"r"}, {"", {"old"}})) == Lines{"r/a: diahost=r/a/diahost.exe.config"});
  CHECK(hosts(look(files, {"r"}, {"", {"x/**", "old/"}})) ==
        Lines{"r/a: diahost=r/a/diahost.exe.config"});
  // Also below a host folder, and from a root that ends in a slash.
  MemoryReader host("/h");
  host.add("/h/Shared/diahost.exe.config", config);
  host.add("/h/Shared/diawp.exe.config", config);
  CHECK(hosts(look(host, {"."}, {"", {"diawp.*"}})) ==
        Lines{".: diahost=Shared/diahost.exe.config"});
  CHECK(hosts(look(host, {"/"}, {"", {"h/Shared/diawp.exe.config"}})) ==
        Lines{"/h: diahost=/h/Shared/diahost.exe.config"});
}

TEST_CASE("what Git ignores is left out, from wherever the search starts", "[lint][quick]") {
  const auto repository = [](const std::string& current) {
    auto files = std::make_unique<MemoryReader>(current);
    files->add("/repo/.git/HEAD", "");
    files->add("/repo/.git/info/exclude", "mine\n");
    files->add("/repo/.gitignore", "/golden/dist\n/prod\nbuild/\n");
    files->add("/repo/golden/.gitignore", "!dev\n");
    for (const char* const name : {"dist", "dev", "prod", "mine", "build"}) {
      files->add(std::string("/repo/golden/") + name + "/diahost.exe.config", config);
    }
    return files;
  };
  const auto expected = [](const std::string& prefix) {
    return Lines{prefix + "dev: diahost=" + prefix + "dev/diahost.exe.config",
                 prefix + "prod: diahost=" + prefix + "prod/diahost.exe.config"};
  };
  CHECK(hosts(look(*repository("/"), {"/repo"})) == expected("/repo/golden/"));
  CHECK(hosts(look(*repository("/"), {"repo/golden"})) == expected("repo/golden/"));
  CHECK(hosts(look(*repository("/repo"), {"."})) == expected("golden/"));
  CHECK(hosts(look(*repository("/repo/golden"), {"."})) == expected(""));
  CHECK(hosts(look(*repository("/repo/golden/dev"), {".."})) == expected("../"));
  // Who names an ignored folder wants it checked.
  CHECK(hosts(look(*repository("/repo"), {"golden/build"})) ==
        Lines{"golden/build: diahost=golden/build/diahost.exe.config"});
}

TEST_CASE("each work tree has its own rules", "[lint][quick]") {
  MemoryReader files;
  files.add("all/.gitignore", "host\n");  // no work tree: nobody's rule
  files.add("all/one/.git/HEAD", "");
  files.add("all/one/.gitignore", "b\n");
  files.add("all/one/inner/.git", "gitdir: ../../elsewhere");
  for (const char* const name : {"host", "one/a", "one/b", "one/inner/b", "two/b"}) {
    files.add(std::string("all/") + name + "/diawp.exe.config", config);
  }
  CHECK(hosts(look(files, {"all"})) ==
        Lines{"all/host: diawp=all/host/diawp.exe.config",
              "all/one/a: diawp=all/one/a/diawp.exe.config",
              "all/one/inner/b: diawp=all/one/inner/b/diawp.exe.config",
              "all/two/b: diawp=all/two/b/diawp.exe.config"});
}
