// check --write-baseline, --baseline and --prune-baseline as a user runs them, on a real disk.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <vector>

#include "cli/program.h"
#include "io/disk_reader.h"
#include "io/disk_store.h"
#include "io/temporary_folder.h"

using namespace shirlint;

namespace {

const std::string broken = config_with("<proxy proxyaddress=\"proxy.contoso.com:8080\"/>");
const std::string mended = config_with("<proxy proxyaddress=\"http://proxy.contoso.com:8080\"/>");
const std::string shipped =
    "<configuration><system.net><defaultProxy useDefaultCredentials=\"true\" />"
    "</system.net></configuration>";

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// Two hosts, a baseline's name, and the program over all of it.
struct Fleet {
  TemporaryFolder folder;
  std::string hosts = folder.path() + "/hosts";
  std::string baseline = folder.path() + "/baseline.json";
  io::DiskReader reader;
  io::DiskStore store;

  Fleet() {
    REQUIRE(store.make_folder(hosts));
    add("node-01", broken);
    add("node-02", broken);
  }

  void add(const std::string& name, const std::string& config) const {
    std::filesystem::create_directories(hosts + "/" + name);
    write(hosts + "/" + name + "/diahost.exe.config", config);
    write(hosts + "/" + name + "/diawp.exe.config", config);
  }

  Ran run(std::vector<std::string> words) {
    words.push_back(hosts);
    // One rule is enough to see what is known and what is not.
    if (std::find(words.begin(), words.end(), "--select") == words.end()) {
      words.insert(words.end(), {"--select", "PRX009"});
    }
    words.insert(words.begin(), "check");
    return run_with(reader, words, [&](cli::Session& session) {
      session.width = 400;
      session.store = &store;
      session.state.home = folder.path();
      session.now = "2026-11-22T03:00:00Z";
      session.user = "oncall";
    });
  }

  Ran against(std::vector<std::string> words = {}) {
    words.insert(words.begin(), {"--baseline", baseline});
    return run(words);
  }

  void write_baseline() {
    const Ran ran = run({"--write-baseline", baseline});
    CHECK(ran.code == 0);
    CHECK(ran.says(baseline + ": 4 findings written"));
  }
};

}  // namespace

TEST_CASE("only what is new since the baseline fails", "[cli][quick]") {
  Fleet fleet;
  REQUIRE(fleet.run({}).code == 1);
  fleet.write_baseline();
  const Ran known = fleet.against();
  CHECK(known.code == 0);
  CHECK(known.says("baseline.json: 4 findings known and not counted"));
  CHECK_FALSE(known.says("no longer there"));
  CHECK_FALSE(known.says("PRX009"));

  SECTION("lines that moved, another indentation, other line ends") {
    std::string moved;
    for (const char byte : "<!-- one -->\n<!-- two -->\n" + broken.substr(broken.find("<conf"))) {
      if (byte != '\r') moved += byte == ' ' ? "\t " : std::string(1, byte);
    }
    fleet.add("node-01", moved);
    CHECK(fleet.against().code == 0);
  }
  SECTION("hosts that were renamed, one of them twice there now") {
    std::filesystem::rename(fleet.hosts + "/node-01", fleet.hosts + "/web-01");
    CHECK(fleet.against().code == 0);
    fleet.add("web-02", broken);
    const Ran more = fleet.against();
    CHECK(more.code == 1);
    CHECK(more.says("2 errors in 3 hosts"));
  }
  SECTION("a new finding") {
    fleet.add("node-02", config_with("<proxy proxyaddress=\"other.contoso.com:8080\"/>"));
    const Ran ran = fleet.against();
    CHECK(ran.code == 1);
    CHECK(ran.says("other.contoso.com"));
  }
  SECTION("--fail-on and --strict mean what they always mean") {
    CHECK(fleet.against({"--fail-on", "info"}).code == 0);
    CHECK(fleet.against({"--select", "PRX009,VER003"}).code == 0);
    CHECK(fleet.against({"--select", "PRX009,VER003", "--strict"}).code == 1);
  }
  SECTION("--fix mends what is known, too") {
    const Ran ran = fleet.against({"--fix"});
    CHECK(ran.code == 0);
    CHECK(read(fleet.hosts + "/node-01/diahost.exe.config") == mended);
    CHECK(ran.says("4 findings of it no longer there (PRX009 4): --prune-baseline"));
  }
}

TEST_CASE("what is no longer there is told, and taken out on request", "[cli][quick]") {
  Fleet fleet;
  fleet.write_baseline();
  const std::string before = read(fleet.baseline);
  fleet.add("node-01", mended);
  CHECK(fleet.against().says("2 findings of it no longer there (PRX009 2): --prune-baseline"));
  CHECK(read(fleet.baseline) == before);

  const Ran pruned = fleet.against({"--prune-baseline"});
  CHECK(pruned.code == 0);
  CHECK(pruned.says("removed from it"));
  CHECK(read(fleet.baseline).size() < before.size());
  CHECK_FALSE(fleet.against().says("no longer there"));
  // What was taken out is new when it comes back.
  fleet.add("node-01", broken);
  CHECK(fleet.against().code == 1);
  // The memory of the host is what it was.
  const auto json = nlohmann::json::parse(read(fleet.baseline));
  CHECK(json["hosts"] == nlohmann::json::parse(before)["hosts"]);
}

TEST_CASE("programs are told of the baseline", "[cli][quick]") {
  Fleet fleet;
  fleet.write_baseline();
  fleet.add("node-01", mended);
  const auto json = nlohmann::json::parse(fleet.against({"--format", "json"}).out);
  CHECK(json["findings"].empty());
  REQUIRE(json["suppressed"].size() == 2);
  CHECK(json["suppressed"][0]["by"] == "baseline");
  CHECK(json["suppressed"][0]["finding"]["code"] == "PRX009");
  CHECK(json["summary"]["suppressed"] == 2);
  CHECK(json["summary"]["error"] == 0);
  CHECK(json["errors"].empty());
  CHECK(json["baseline"]["file"] == fleet.baseline);
  CHECK(json["baseline"]["matched"] == 2);
  REQUIRE(json["baseline"]["stale"].size() == 2);
  CHECK(json["baseline"]["stale"][0]["host"] == "node-01");

  const std::string lines = fleet.against({"--format", "jsonl", "--jobs", "4"}).out;
  std::vector<nlohmann::json> objects;
  for (std::size_t from = 0; from < lines.size();) {
    const std::size_t end = lines.find('\n', from);
    objects.push_back(nlohmann::json::parse(lines.substr(from, end - from)));
    from = end + 1;
  }
  REQUIRE(objects.size() == 3);
  CHECK(objects[1]["suppressed"].size() == 2);
  CHECK(objects[2]["baseline"] == json["baseline"]);
  CHECK_FALSE(nlohmann::json::parse(fleet.run({"--format", "json"}).out).contains("baseline"));
}

TEST_CASE("a baseline that cannot be used is one error, and the rest is checked", "[cli][quick]") {
  Fleet fleet;
  SECTION("missing") {}
  SECTION("broken") { write(fleet.baseline, "{"); }
  SECTION("another program's") { write(fleet.baseline, "{\"version\": 2}"); }
  const Ran ran = fleet.against();
  CHECK(ran.code == 2);
  CHECK(ran.says("error: " + fleet.baseline));
  CHECK(ran.says("4 errors in 2 hosts"));
  CHECK(ran.says("not counted") == false);
}

TEST_CASE("a baseline is written over a baseline only", "[cli][quick]") {
  Fleet fleet;
  SECTION("not over a config") {
    const std::string config = fleet.hosts + "/node-01/diahost.exe.config";
    const Ran ran = fleet.run({"--write-baseline", config});
    CHECK(ran.code == 2);
    CHECK(ran.says("is there already and is no baseline"));
    CHECK(ran.says("4 errors in 2 hosts"));
    CHECK(read(config) == broken);
  }
  SECTION("over an empty file, and over an older baseline") {
    write(fleet.baseline, "");
    fleet.write_baseline();
    const std::string first = read(fleet.baseline);
    fleet.write_baseline();
    CHECK(read(fleet.baseline) == first);
    fleet.add("node-03", mended);
    fleet.write_baseline();
    CHECK(read(fleet.baseline) != first);
  }
  SECTION("of what --fix has left") {
    CHECK(fleet.run({"--fix", "--write-baseline", fleet.baseline}).says(": 0 findings written"));
    CHECK(read(fleet.hosts + "/node-01/diahost.exe.config") == mended);
  }
  SECTION("not through a link, and not where there is no folder") {
    fleet.write_baseline();
    const std::string link = fleet.folder.path() + "/link.json";
    std::error_code no_links;  // Wine makes none
    std::filesystem::create_symlink(fleet.baseline, link, no_links);
    fleet.add("node-03", broken);
    const std::string before = read(fleet.baseline);
    if (!no_links) {
      CHECK(
          fleet.run({"--write-baseline", link}).says("the baseline was not written: it is a link"));
      CHECK(read(fleet.baseline) == before);
    }
    const Ran ran = fleet.run({"--write-baseline", fleet.folder.path() + "/gone/b.json"});
    CHECK(ran.code == 2);
    CHECK(ran.says("the baseline was not written: it cannot be"));
  }
  SECTION("not when something could not be looked at") {
    const Ran ran = fleet.run({"--write-baseline", fleet.baseline, fleet.folder.path() + "/gone"});
    CHECK(ran.code == 2);
    CHECK(ran.says("not everything could be looked at"));
    CHECK_FALSE(std::filesystem::exists(fleet.baseline));
    CHECK(ran.says("4 errors in 2 hosts"));
  }
}

TEST_CASE("options that do not go together", "[cli][quick]") {
  Fleet fleet;
  fleet.write_baseline();
  const std::vector<std::vector<std::string>> nonsense = {
      {"--prune-baseline"},
      {"--prune-baseline", "--write-baseline", fleet.baseline},
      {"--baseline", fleet.baseline, "--write-baseline", fleet.baseline},
      {"--diff", "--write-baseline", fleet.baseline},
      {"--diff", "--baseline", fleet.baseline, "--prune-baseline"}};
  for (const std::vector<std::string>& words : nonsense) {
    const Ran ran = fleet.run(words);
    CAPTURE(words.front());
    CHECK(ran.code == 2);
    CHECK(ran.complains("baseline"));
    CHECK(ran.out.empty());
  }
}

TEST_CASE("what has changed on a host since the baseline is found", "[cli][quick]") {
  Fleet fleet;
  const std::string snapshot = fleet.hosts + "/node-01/host.toml";
  const std::string head = "schema = \"shirlint.host/1\"\nproduct = \"adf\"\n[runtime]\nversion = ";
  fleet.add("node-01", mended);
  fleet.add("node-02", mended);
  write(snapshot, head + "\"5.46.9029.1\"\n");
  const std::vector<std::string> codes = {"--select", "PRX040,RUN002,VER007", "--fail-on", "info",
                                          "--verbose"};
  const auto with = [&](std::vector<std::string> words) {
    words.insert(words.end(), codes.begin(), codes.end());
    return fleet.run(words);
  };
  REQUIRE(with({"--write-baseline", fleet.baseline}).code == 0);
  const Ran same = with({"--baseline", fleet.baseline});
  CHECK(same.code == 0);

  write(snapshot, head + "\"5.47.9061.1\"\n");
  write(fleet.hosts + "/node-01/diahost.exe.config", shipped);
  write(fleet.hosts + "/node-01/diawp.exe.config",
        "<configuration><runtime><gcServer enabled=\"true\"/></runtime>" +
            mended.substr(mended.find("<configuration>") + 15));
  const Ran changed = with({"--baseline", fleet.baseline});
  CHECK(changed.code == 1);
  CHECK(changed.says("PRX040"));
  CHECK(changed.says("(proxy http://proxy.contoso.com:8080/)"));
  CHECK(changed.says("RUN002"));
  CHECK(changed.says("it was 5.46.9029.1"));
  CHECK(changed.says("2 warnings, 1 info in 2 hosts"));

  SECTION("without a baseline nothing is said, not even that it is not known") {
    const Ran silent = with({});
    CHECK(silent.code == 0);
    CHECK_FALSE(silent.says("not judged"));
  }
  SECTION("of a host that it does not know nothing is claimed") {
    std::filesystem::rename(fleet.hosts + "/node-01", fleet.hosts + "/web-01");
    const Ran renamed = with({"--baseline", fleet.baseline});
    CHECK(renamed.code == 0);
    CHECK(renamed.says("not judged PRX040"));
    CHECK(renamed.says("not in the baseline"));
  }
  SECTION("the trees that rules see have it") {
    std::vector<const char*> words = {
        "shirlint", "rules", "tree", "--baseline", fleet.baseline.c_str(), fleet.hosts.c_str()};
    report::Sink out;
    report::Sink errors;
    cli::Session session{fleet.reader, out, errors, "2026-11-22"};
    CHECK(cli::run(static_cast<int>(words.size()), words.data(), session) == 0);
    CHECK(out.take().find("<baseline version=\"5.46.9029.1\" />") != std::string::npos);
  }
}
