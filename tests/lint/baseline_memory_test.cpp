// What a baseline remembers of a host besides its findings.
#include "lint/baseline_memory.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "io/memory_reader.h"
#include "lint/checker.h"

using namespace shirlint;

namespace {

class Machine {
 public:
  io::MemoryReader files;

  facts::HostMemory remember() {
    lint::CheckContext context;
    context.today = *text::parse_day("2026-11-22");
    context.remember = true;
    const std::vector<std::string> paths = {"h"};
    const lint::Discovery found = lint::discover(files, paths, {});
    REQUIRE(found.hosts.size() == 1);
    return lint::HostChecker(context).check(found.hosts[0], files).memory;
  }
};

std::string config(const std::string& proxy, const std::string& runtime = "") {
  return "<configuration><runtime>" + runtime + "</runtime><system.net><defaultProxy " + proxy +
         "</system.net></configuration>";
}

const std::string shipped = "useDefaultCredentials=\"true\" />";

}  // namespace

TEST_CASE("of each config its proxy and two settings, of the host its version", "[lint][quick]") {
  Machine machine;
  machine.files.add(
      "h/diahost.exe.config",
      config("><proxy proxyaddress=\"http://bob:hunter2@proxy:8080\"/></defaultProxy>",
             "<gcServer enabled=\"true\"/>"));
  machine.files.add("h/diawp.exe.config", config(shipped));
  machine.files.add("h/host.toml",
                    "schema = 'shirlint.host/1'\n[runtime]\nversion = '5.46.9029.1'\n");
  const facts::HostMemory memory = machine.remember();
  CHECK(memory.version == "5.46.9029.1");
  REQUIRE(memory.configs.size() == 2);
  CHECK(memory.configs[0].role == "diahost");
  CHECK(memory.configs[0].proxy == "explicit");
  CHECK(memory.configs[0].address == "http://***@proxy:8080/");
  CHECK(memory.configs[0].configured == true);
  CHECK(memory.configs[0].settings ==
        std::vector<facts::ConfigMemory::Setting>{{"gcAllowVeryLargeObjects", "absent"},
                                                  {"gcServer", "true"}});
  CHECK(memory.configs[1].proxy == "shipped-default");
  CHECK(memory.configs[1].address.empty());
  CHECK(memory.configs[1].configured == false);
}

TEST_CASE("what a file cannot tell is not known, not absent", "[lint][quick]") {
  Machine machine;
  SECTION(".NET refuses it: no proxy, but what stands there") {
    machine.files.add("h/diahost.exe.config", config("enabled=\"yes\" />"));
    const facts::HostMemory memory = machine.remember();
    REQUIRE(memory.configs.size() == 1);
    CHECK(memory.configs[0].proxy.empty());
    CHECK_FALSE(memory.configs[0].configured);
    CHECK(memory.configs[0].settings.size() == 2);
  }
  SECTION("it is no XML, or its root is another") {
    const std::string root = GENERATE("<configuration>", "<Configuration/>");
    machine.files.add("h/diahost.exe.config", root);
    const facts::HostMemory memory = machine.remember();
    REQUIRE(memory.configs.size() == 1);
    CHECK(memory.configs[0].settings.empty());
  }
}
