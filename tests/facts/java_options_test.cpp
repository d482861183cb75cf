// Each verdict was tried with OpenJDK 17: `_JAVA_OPTIONS=... java -version`.
#include "facts/java_options.h"

#include <catch2/catch.hpp>
#include <string>

#include "facts/host_sample.h"

using shirlint::facts::JavaOptionFault;
using shirlint::facts::read_java_options;

namespace {

std::string fault(const std::string& text) {
  return std::string(to_text(read_java_options(text).fault));
}

}  // namespace

TEST_CASE("what Java starts with", "[facts][quick]") {
  for (const char* const text :
       {"", "  ", "-Xms256m -Xmx16g", "-Xmx64M", "-Xmx67108864", "-Xmx0x4000000", "-Xms0 -Xmx1G",
        "\"-Dx=a b\" -Xmx64m", "'-Dx=a \"b'", "-Xmx64m -Xms128m -Xmx256m", "-Xss1m -XX:+UseG1GC"}) {
    INFO(text);
    CHECK(fault(text) == "none");
    CHECK(read_java_options(text).repaired.empty());
  }
}

TEST_CASE("what Java refuses", "[facts][quick]") {
  for (const char* const text :
       {"-Xmx16gb", "-Xms256MB -Xmx1g", "-Xmx64x", "-Xmx", "-Xmx 64m", "-Xmx0", "-Xmx64m,",
        "-Xmx64.5m", "-Xmx-5m", "-Xmx99999999999999999999m", "-Xmx99999999999999999999"}) {
    INFO(text);
    CHECK(fault(text) == "size");
  }
  CHECK(fault("Xmx64m") == "hyphen");
  CHECK(fault("-Xmx64m \"\"") == "hyphen");
  CHECK(fault("-Dx=\"a b") == "quote");
  CHECK(fault("-Dx='a -Xmx64m") == "quote");
  CHECK(fault("-Xms64m -Xmx32m") == "order");
  CHECK(fault("-Xmx64m -Xms64m -Xms128m") == "order");
  CHECK(read_java_options("-Dx=1 \"-Xmx16 gb\"").option == "-Xmx16 gb");
}

TEST_CASE("the last size counts, in whole MiB", "[facts][quick]") {
  CHECK(read_java_options("-Xmx1g -Xmx2g").heap_mib == 2048);
  CHECK(read_java_options("-Xmx1048577").heap_mib == 2);
  CHECK_FALSE(read_java_options("-Xms1g").heap_mib);
  CHECK_FALSE(read_java_options("-Xmx1gb").heap_mib);
}

TEST_CASE("two letters of a unit become one, where nothing else is wrong", "[facts][quick]") {
  CHECK(read_java_options("-Xms256mb  -Xmx16GB -Dx=gb").repaired == "-Xms256m  -Xmx16G -Dx=gb");
  CHECK(read_java_options("\"-Xmx16gb\"").repaired.empty());
  CHECK(read_java_options("-Xmx16gb Xms1g").repaired.empty());
  CHECK(read_java_options("-Xmx16gb -Xms64x").repaired.empty());
}

TEST_CASE("only Java's variables are read as options", "[facts][quick]") {
  const HostSample sample("[environment.machine]\nX = '-Xmx16gb'\n_Java_Options = '-Xmx2g'\n");
  CHECK(sample.ask("string(environment/variable[@heap-mib='2048']/@java-fault)") == "none");
  CHECK(sample.ask("count(environment/variable/@java-fault)") == "1");
}
