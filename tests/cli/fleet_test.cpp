// check of many hosts: interrupted, watched by a person, one of them broken.
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "program.h"
#include "report/formats.h"

using nlohmann::json;
using shirlint::io::MemoryReader;

namespace {

void add_hosts(MemoryReader& files, int count) {
  for (int at = 0; at < count; ++at) {
    add_pair(files, "fleet/node-" + std::to_string(100 + at), "proxy.contoso.com:8080");
  }
}

/// Each look at it takes its time.
class LookedAtClock final : public shirlint::io::Clock {
 public:
  explicit LookedAtClock(double seconds_a_look)
      : step_(static_cast<std::int64_t>(seconds_a_look * 1000)) {}

  [[nodiscard]] Time time() const override { return now_ += step_; }
  void sleep(std::chrono::milliseconds /*duration*/) override {}
  [[nodiscard]] std::string date() const override { return "2026-11-22T03:00:00Z"; }

 private:
  std::chrono::milliseconds step_;
  mutable Time now_{};
};

/// The program with a person in front of it, who presses Ctrl+C when `stop_at` hosts were begun.
struct Person {
  int stop_at = 1'000'000;
  bool watches = false;
  bool at_terminal = false;  // standard output, too, goes there
  double seconds_a_host = 1;

  [[nodiscard]] Ran run(const shirlint::io::Reader& files, std::vector<std::string> words) const {
    words.insert(words.begin(), {"check", "fleet"});
    int asked = 0;
    LookedAtClock clock(seconds_a_host);
    return run_with(files, words, [&](shirlint::cli::Session& session) {
      session.interrupted = [&] { return asked++ >= stop_at; };
      session.watched = watches;
      session.terminal = at_terminal;
      session.clock = &clock;
    });
  }
};

/// A disk on which reading one file goes wrong in a way that nobody foresaw.
class ThrowingReader : public shirlint::io::Reader {
 public:
  ThrowingReader(const Reader& files, std::string bad) : files_(files), bad_(std::move(bad)) {}

  [[nodiscard]] shirlint::io::Kind kind(const std::string& path) const override {
    return files_.kind(path);
  }
  [[nodiscard]] shirlint::text::Result<std::string> read(const std::string& path,
                                                         std::size_t limit) const override {
    if (path.find(bad_) != std::string::npos) throw std::runtime_error("out of luck");
    return files_.read(path, limit);
  }
  [[nodiscard]] shirlint::text::Result<std::vector<shirlint::io::Entry>> list(
      const std::string& folder) const override {
    return files_.list(folder);
  }
  [[nodiscard]] std::string absolute(const std::string& path) const override {
    return files_.absolute(path);
  }

 private:
  const Reader& files_;
  std::string bad_;
};

}  // namespace

TEST_CASE("Ctrl+C gives what was found so far, in every format", "[cli][quick]") {
  MemoryReader files;
  add_hosts(files, 6);
  Person person;
  person.stop_at = 3;
  for (const auto& format : shirlint::report::formats()) {
    for (const std::string jobs : {"1", "3"}) {
      INFO(format.name << ", jobs " << jobs);
      const Ran ran = person.run(files, {"--format", std::string(format.name), "--jobs", jobs});
      CHECK(ran.code == 130);
      CHECK(ran.says("node-102"));
      CHECK_FALSE(ran.says("node-103"));
      if (format.name == "json") {
        const json out = json::parse(ran.out);
        CHECK(out["summary"]["hosts"] == 3);
        CHECK(out["errors"][0]["message"] == "interrupted: 3 of 6 hosts were looked at");
      }
      if (format.name == "sarif" || format.name == "gitlab") CHECK(json::accept(ran.out));
      if (format.name == "junit") CHECK(ran.says("</testsuites>"));
      if (format.name == "html") CHECK(ran.says("</html>"));
      if (format.name == "jsonl") CHECK(ran.says("shirlint.summary/1"));
    }
  }
}

TEST_CASE("Ctrl+C before the first host, and too late", "[cli][quick]") {
  MemoryReader files;
  add_hosts(files, 2);
  Person person;
  person.stop_at = 0;
  CHECK(person.run(files, {}).code == 130);
  person.stop_at = 2;
  CHECK(person.run(files, {"--jobs", "1"}).code == 1);
}

TEST_CASE("an interrupted check makes no baseline", "[cli][quick]") {
  MemoryReader files;
  add_hosts(files, 3);
  Person person;
  person.stop_at = 1;
  const Ran ran = person.run(files, {"--write-baseline", "b.json", "--format", "concise"});
  CHECK(ran.code == 130);
  CHECK(ran.says("not everything could be looked at"));
}

TEST_CASE("a person sees how far it is", "[cli][quick]") {
  MemoryReader files;
  add_hosts(files, 4);
  Person person;
  person.watches = true;
  const Ran ran = person.run(files, {"--jobs", "1"});
  CHECK(ran.complains("1 of 4 hosts, 4 findings, 3 s left"));
  CHECK(ran.complains("3 of 4 hosts, 12 findings, 1 s left"));
  CHECK(ran.errors.substr(ran.errors.size() - 4) == "\r\x1b[K");

  CHECK(person.run(files, {"--format", "json"}).complains("of 4 hosts"));
  CHECK(person.run(files, {"--diff", "--jobs", "1"}).complains("3 of 4 hosts, 12 findings"));
  person.at_terminal = true;
  CHECK(person.run(files, {}).complains("of 4 hosts"));
  CHECK(person.run(files, {"--format", "jsonl"}).errors.empty());
  CHECK(person.run(files, {"--format", "concise"}).errors.empty());
  person.watches = false;
  CHECK(person.run(files, {}).errors.empty());
  person.watches = true;
  person.seconds_a_host = 0.01;  // over before it could be read
  CHECK(person.run(files, {}).errors.empty());
}

TEST_CASE("a host that breaks stops no other", "[cli][quick]") {
  MemoryReader files;
  add_hosts(files, 4);
  const ThrowingReader disk(files, "node-101/diawp");
  for (const std::string jobs : {"1", "2"}) {
    const Ran ran = run(disk, {"check", "fleet", "--format", "json", "--jobs", jobs});
    CHECK(ran.code == 2);
    const json out = json::parse(ran.out);
    CHECK(out["summary"]["hosts"] == 4);
    CHECK(out["summary"]["error"] == 6);
    REQUIRE(out["errors"].size() == 1);
    CHECK(out["errors"][0]["file"] == "fleet/node-101");
    CHECK(out["errors"][0]["message"] == "was given up after an unexpected error: out of luck");

    const Ran mended = run(disk, {"check", "--diff", "fleet", "--jobs", jobs});
    CHECK(mended.code == 2);
    CHECK(mended.says("+++ b/fleet/node-100/diawp.exe.config"));
    CHECK_FALSE(mended.says("node-101"));
    CHECK(mended.says("+++ b/fleet/node-103/diawp.exe.config"));
    CHECK(mended.complains("fleet/node-101: was given up after an unexpected error: out of luck"));

    const Ran planned = run(disk, {"plan", "fleet", "--jobs", jobs});
    CHECK(planned.code == 2);
    CHECK(planned.says("node-100"));
    CHECK_FALSE(planned.says("node-101"));
    CHECK(planned.says("node-103"));
    CHECK(planned.complains("fleet/node-101: was given up after an unexpected error: out of luck"));
  }
}

TEST_CASE("a difference and a plan come with what could not be read", "[cli][quick]") {
  MemoryReader files;
  add_hosts(files, 2);
  files.add("fleet/node-100/host.toml", "x = [");
  files.add("fleet/node-101/host.toml",
            "schema = \"shirlint.host/1\"\ntool = \"shirlint 99.0\"\nwhatever = 1\n");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"check", "--diff", "fleet"}, {"plan", "fleet"}}) {
    const Ran ran = run(files, words);
    CHECK(ran.code == 2);
    CHECK(ran.complains("fleet/node-100/host.toml:1:6: "));
    CHECK(ran.complains("fleet/node-101/host.toml:3:1: warning: "));
  }
}

TEST_CASE("as many threads as you like give the same difference and the same plan",
          "[cli][quick]") {
  MemoryReader files;
  add_hosts(files, 40);
  files.add("golden.xml",
            "<defaultProxy>\n  <proxy proxyaddress=\"http://golden:8080\"/>\n</defaultProxy>");
  for (std::vector<std::string> words :
       {std::vector<std::string>{"check", "--diff", "fleet"},
        {"plan", "fleet"},
        {"plan", "fleet", "--fragment", "golden.xml", "--role", "diawp"}}) {
    words.insert(words.end(), {"--jobs", "1"});
    const Ran one = run(files, words);
    CHECK(one.code == 1);
    CHECK(one.says("node-139"));
    words.back() = "4";
    CHECK(run(files, words).out == one.out);
  }
  CHECK(run(files, {"plan", "fleet", "--jobs", "no"}).complains("--jobs 'no' is no number"));
}
