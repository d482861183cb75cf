// Limits of reports at their edge, and one past it: docs/limits.md has them all.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "cli/disk_host.h"
#include "cli/from_reports.h"
#include "cli/program.h"

using nlohmann::json;
using shirlint::io::MemoryReader;
using shirlint::text::Result;

namespace {

std::string check_hosts(int count, const std::string& format, const std::string& proxy) {
  MemoryReader files;
  for (int i = 0; i < count; ++i) add_pair(files, fmt::format("hosts/node-{:03}", i), proxy);
  return run(files, {"check", "hosts", "--format", format}).out;
}

/// A file that is as large as whoever reads it allows, and one byte more when it is `past`.
class LargeFile final : public shirlint::io::Reader {
 public:
  explicit LargeFile(std::string name) : name_(std::move(name)) { files_.add("reports/a", ""); }

  [[nodiscard]] shirlint::io::Kind kind(const std::string& path) const override {
    return files_.kind(path);
  }
  [[nodiscard]] Result<std::string> read(const std::string& path,
                                         std::size_t limit) const override {
    asked_ = limit;
    return shirlint::text::fail("is too large for shirlint", path);
  }
  [[nodiscard]] Result<std::vector<shirlint::io::Entry>> list(const std::string&) const override {
    return std::vector<shirlint::io::Entry>{{name_, shirlint::io::Kind::file, false}};
  }
  [[nodiscard]] std::string absolute(const std::string& path) const override {
    return files_.absolute(path);
  }
  [[nodiscard]] std::size_t asked() const { return asked_; }

 private:
  MemoryReader files_;
  std::string name_;
  mutable std::size_t asked_ = 0;
};

/// The report of one host with a finding that has a fix.
json report_of_host() {
  MemoryReader files;
  add_pair(files, "h", "proxy.contoso.com:8080");
  const std::string out = run(files, {"check", "h", "--format", "jsonl"}).out;
  return json::parse(out.substr(0, out.find('\n')));
}

/// What is said of a report that has this line first; empty: it was taken.
std::string refused(const std::string& line) {
  MemoryReader files;
  add_pair(files, "h", "proxy.contoso.com:8080");
  const std::string out = run(files, {"check", "h", "--format", "jsonl"}).out;
  files.add("reports/a.jsonl", line + out.substr(out.find('\n')));
  const Ran ran = run(files, {"check", "--from-reports", "reports", "--format", "json"});
  const json merged = json::parse(ran.out);
  CHECK((ran.code == 2) == !merged["errors"].empty());
  return merged["errors"].empty() ? "" : merged["errors"][0]["message"].get<std::string>();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("limits: hosts in the table of a Markdown report", "[cli][limits][quick]") {
  CHECK_FALSE(has(check_hosts(100, "markdown", "http://proxy:80"), "not listed"));
  CHECK(has(check_hosts(101, "markdown", "http://proxy:80"), "1 more host not listed."));
}

TEST_CASE("limits: the size of a Markdown report", "[cli][limits][quick]") {
  const std::string said = "not shown here**; the formats json and html hold everything.";
  int hosts = 2;
  std::string last = check_hosts(1, "markdown", "proxy:80");
  std::string now = check_hosts(hosts, "markdown", "proxy:80");
  while (!has(now, said) && hosts < 200) {
    last = std::exchange(now, check_hosts(++hosts, "markdown", "proxy:80"));
  }
  INFO(hosts << " hosts: " << now.size() << " bytes, one less: " << last.size());
  CHECK(last.size() > 55'000);  // a host has about 2 kB
  CHECK(last.size() < 61'000);  // with what stands above the hosts
  CHECK(has(now, said));
  CHECK(now.size() < 61'000);
}

TEST_CASE("limits: rules beside each other in the HTML table", "[cli][limits][quick]") {
  const auto page = [](int rules) {
    MemoryReader files;
    add_pair(files, "h/a", "http://proxy:80");
    add_pair(files, "h/b", "http://proxy:80");
    for (int i = 1; i <= rules; ++i) {
      files.add(fmt::format("r/{}.toml", i),
                fmt::format("code = 'XAB{:03}'\nname = 'a{}'\ntitle = 't'\nseverity = 'error'\n"
                            "evidence = 'source'\nsources = ['https://example.org/']\nwhy = 'w'\n"
                            "remedy = 'r'\nselect = '//proxy'\nmessage = 'm'\n"
                            "[[example]]\nverdict = 'bad'\nname = 'b'\nconfig = '<a/>'\n"
                            "[[example]]\nverdict = 'good'\nname = 'g'\nconfig = '<a/>'\n",
                            i, i));
    }
    const Ran ran =
        run(files, {"check", "h", "--rules", "r", "--select", "XAB", "--format", "html"});
    CHECK(ran.code == 1);
    return ran.out;
  };
  CHECK_FALSE(has(page(40), "not in the table"));
  CHECK(has(page(41), "1 more rule not in the table."));
}

TEST_CASE("limits: a report file of a fleet", "[cli][limits][quick]") {
  const LargeFile files("fleet.jsonl");
  const Ran ran = run(files, {"check", "--from-reports", "reports"});
  CHECK(files.asked() == std::size_t{512} * 1024 * 1024);
  CHECK(ran.code == 2);
  CHECK(ran.says("is too large for shirlint"));
}

TEST_CASE("limits: a line of a report that is read", "[cli][limits][quick]") {
  SECTION("brackets within each other") {
    const auto deep = [](std::size_t levels) {
      std::string line = report_of_host().dump();
      const std::string more = std::string(levels - 1, '[') + std::string(levels - 1, ']');
      return refused(line.insert(1, "\"more\": " + more + ", "));
    };
    CHECK(deep(32).empty());
    CHECK(has(deep(33), "is nested deeper than 32 levels"));
  }
  SECTION("a text") {
    const auto long_text = [](std::size_t bytes) {
      json line = report_of_host();
      line["findings"][0]["message"] = std::string(bytes, 'x');
      return refused(line.dump());
    };
    CHECK(long_text(65'536).empty());
    CHECK(has(long_text(65'537), "is longer than 65536 bytes"));
  }
  SECTION("the text of an edit") {
    const auto long_edit = [](std::size_t bytes) {
      json line = report_of_host();
      for (json& finding : line["findings"]) {
        if (finding["fix"].is_null() || finding["fix"]["edits"].empty()) continue;
        finding["fix"]["edits"][0]["text"] = std::string(bytes, 'x');
        return refused(line.dump());
      }
      FAIL("no finding has an edit");
      return std::string();
    };
    CHECK(long_edit(1'048'576).empty());
    CHECK(has(long_edit(1'048'577), "is longer than 1048576 bytes"));
  }
}

TEST_CASE("limits: a report that another one replaces", "[cli][limits][quick]") {
  Host host;
  const std::string report = host.folder / "report.txt";
  write(report, "old");
  const std::vector<std::string> check = {"check", host.host, "--format", "concise:" + report};
  CHECK(host.run(check).code == 1);
  CHECK(has(read(report), "PRX009"));
  // Nobody reads it: a file of that size takes no room where none of it was written.
  std::filesystem::resize_file(report, (std::uintmax_t{1} << 30U) + 1);
  const Ran refused = host.run(check);
  CHECK(refused.code == 2);
  CHECK((refused.says("it is larger than 1073741824 bytes") ||
         refused.complains("it is larger than 1073741824 bytes")));
  CHECK(std::filesystem::file_size(report) == (std::uintmax_t{1} << 30U) + 1);
}
