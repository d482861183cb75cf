// What <java>, <java-home> and <java-registry> derive for the Java rules.
#include <catch2/catch.hpp>
#include <string>

#include "host_sample.h"

namespace {

std::string java_home(const std::string& value) {
  return "[environment.machine]\nJAVA_HOME = " + value + "\n";
}

std::string java(const std::string& home, const std::string& more) {
  return "[[java]]\nhome = '" + home + "'\n" + more;
}

const std::string jre = "HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\";

}  // namespace

TEST_CASE("a JVM tells where its jvm.dll is", "[facts][quick]") {
  const HostSample sample(java("C:\\Program Files\\Microsoft\\jdk-17.0.8",
                               "jvm_dll = 'bin\\server\\jvm.dll'\nversion = '17.0.8'\n") +
                          java("C:\\Program Files (x86)\\Java\\jre1.8.0_74\\",
                               "jvm_dll = 'bin\\client\\jvm.dll'\nversion = '1.8.0_74'\n") +
                          java("C:\\jdk\\bin", "jvm_dll = ''\n") + java("C:\\unknown", ""));
  CHECK(sample.ask("java[1]/@jvm-path") ==
        "C:\\Program Files\\Microsoft\\jdk-17.0.8\\bin\\server\\jvm.dll");
  CHECK(sample.ask("java[1]/@jvm") == "server");
  CHECK(sample.ask("java[1]/@major-version") == "17");
  CHECK(sample.ask("java[1]/@under-x86") == "false");
  CHECK(sample.ask("java[1]/@home-ends-with") == "none");
  CHECK(sample.ask("java[2]/@jvm") == "client");
  CHECK(sample.ask("java[2]/@jvm-path") ==
        "C:\\Program Files (x86)\\Java\\jre1.8.0_74\\bin\\client\\jvm.dll");
  CHECK(sample.ask("java[2]/@major-version") == "8");
  CHECK(sample.ask("java[2]/@under-x86") == "true");
  CHECK(sample.ask("java[3]/@has-jvm") == "false");
  CHECK(sample.ask("java[3]/@jvm") == "none");
  CHECK(sample.ask("java[3]/@home-ends-with") == "bin");
  CHECK(sample.ask("count(java[4]/@has-jvm)") == "0");
}

TEST_CASE("JAVA_HOME is cleaned and its defect named", "[facts][quick]") {
  const auto ask = [](const std::string& value, const char* query) {
    return HostSample(java_home(value)).ask(query);
  };
  CHECK(ask("'C:\\jdk'", "java-home/@defect") == "none");
  CHECK(ask("'C:\\jdk\\'", "java-home/@defect") == "none");  // harmless
  CHECK(ask("'\"C:\\jdk\"'", "java-home/@defect") == "quotes");
  CHECK(ask("'\"C:\\jdk\"'", "java-home/@clean") == "C:\\jdk");
  CHECK(ask("'C:\\jdk;'", "java-home/@defect") == "semicolon");
  CHECK(ask("'C:\\jdk;'", "java-home/@clean") == "C:\\jdk");
  CHECK(ask("' C:\\jdk'", "java-home/@defect") == "white-space");
  CHECK(ask("'C:\\jdk '", "java-home/@raw") == "C:\\jdk ");
  CHECK(ask("' '", "java-home/@clean").empty());
  CHECK(ask("''", "java-home/@defect") == "none");
  CHECK(ask("false", "count(java-home)") == "0");
  // Only the machine's variable is the service's.
  CHECK(HostSample("[environment.user]\nJAVA_HOME = 'C:\\jdk'\n").ask("count(java-home)") == "0");
}

TEST_CASE("JAVA_HOME should not end below the home folder", "[facts][quick]") {
  const auto ask = [](const std::string& value, const char* query) {
    return HostSample(java_home(value)).ask(query);
  };
  CHECK(ask("'C:\\jdk\\bin'", "java-home/@ends-with") == "bin");
  CHECK(ask("'C:\\jdk\\Bin\\'", "java-home/@root") == "C:\\jdk");
  CHECK(ask("'C:\\jdk\\bin\\java.exe'", "java-home/@ends-with") == "java.exe");
  CHECK(ask("'C:\\jdk\\bin\\server'", "java-home/@ends-with") == "server");
  CHECK(ask("'C:\\jdk\\bin\\server'", "java-home/@root") == "C:\\jdk");
  CHECK(ask("'C:\\jdk\\robin'", "java-home/@ends-with") == "none");
}

TEST_CASE("what is at JAVA_HOME comes from the JVMs and files of the snapshot", "[facts][quick]") {
  const std::string home = java_home("'C:\\jdk\\'");
  CHECK(HostSample(home).ask("count(java-home/@folder-exists | java-home/@jvm)") == "0");

  const HostSample good(home + java("c:/JDK",
                                    "exists = true\nmachine = 'x64'\nversion = '17.0.8'\n"
                                    "jvm_dll = 'bin\\server\\jvm.dll'\n"));
  CHECK(good.ask("java-home/@folder-exists") == "true");
  CHECK(good.ask("java-home/@jvm") == "server");
  CHECK(good.ask("java-home/@machine") == "x64");
  CHECK(good.ask("java-home/@major-version") == "17");

  const HostSample gone(home + java("C:\\jdk", "exists = false\n"));
  CHECK(gone.ask("java-home/@folder-exists") == "false");
  CHECK(gone.ask("java-home/@jvm") == "none");
  CHECK(HostSample(home + java("C:\\jdk", "present = false\n")).ask("java-home/@folder-exists") ==
        "false");
  CHECK(HostSample(home + "[[file]]\npath = 'C:\\jdk'\npresent = false\n")
            .ask("java-home/@folder-exists") == "false");

  // A JDK 8 has its JVM below jre.
  const std::string none = java("C:\\jdk", "exists = true\njvm_dll = ''\n");
  CHECK(HostSample(home + none).ask("java-home/@jvm") == "none");
  const std::string below = java("C:\\jdk\\jre", "jvm_dll = 'bin\\server\\jvm.dll'\n");
  CHECK(HostSample(home + none + below).ask("java-home/@jvm") == "jre-server");
  CHECK(HostSample(home + below + none).ask("java-home/@jvm") == "jre-server");
  CHECK(HostSample(home + java("C:\\jdk", "jvm_dll = 'jre\\bin\\server\\jvm.dll'\n"))
            .ask("java-home/@jvm") == "jre-server");
  CHECK(HostSample(home + "[[file]]\npath = 'C:\\jdk\\bin\\server\\jvm.dll'\n")
            .ask("java-home/@jvm") == "server");
  CHECK(HostSample(home + "[[file]]\npath = 'C:\\jdk\\bin\\server\\jvm.dll'\npresent = false\n")
            .ask("count(java-home/@jvm)") == "0");
}

TEST_CASE("JAVA_HOME with a variable in it is expanded, or nothing more is known",
          "[facts][quick]") {
  const std::string there = java("C:\\jdk", "exists = true\n");
  CHECK(HostSample("[environment.machine]\nBase = 'C:'\nJAVA_HOME = { type = 'REG_EXPAND_SZ', "
                   "value = '%BASE%\\jdk' }\n" +
                   there)
            .ask("java-home/@folder-exists") == "true");
  CHECK(HostSample("[environment.machine]\nJAVA_HOME = { type = 'REG_EXPAND_SZ', value = "
                   "'%ProgramFiles%\\jdk' }\n" +
                   there)
            .ask("count(java-home/@folder-exists)") == "0");
}

TEST_CASE("the registry's JVM is followed from CurrentVersion to jvm.dll", "[facts][quick]") {
  const std::string current = "[registry]\n'" + jre + "CurrentVersion' = '1.8'\n";
  CHECK(HostSample(current).ask("java-registry/@current-version") == "1.8");
  CHECK(HostSample(current).ask("count(java-registry/@key-exists)") == "0");
  CHECK(HostSample(current + "'" + jre + "1.8\\' = false\n").ask("java-registry/@key-exists") ==
        "false");
  CHECK(HostSample("[coverage]\n'registry." + jre + "' = 'complete'\n" + current)
            .ask("java-registry/@key-exists") == "false");

  const std::string home =
      current + "'" + jre + "1.8\\JavaHome' = 'C:\\Program Files\\Java\\jre'\n";
  const HostSample good(home + java("C:\\Program Files\\Java\\jre",
                                    "exists = true\njvm_dll = 'bin\\client\\jvm.dll'\n"));
  CHECK(good.ask("java-registry/@key-exists") == "true");
  CHECK(good.ask("java-registry/@home") == "C:\\Program Files\\Java\\jre");
  CHECK(good.ask("java-registry/@jvm") == "client");
  CHECK(good.marked("java-registry/@home") == "'C:\\Program Files\\Java\\jre'");
  CHECK(HostSample(home + java("C:\\Program Files\\Java\\jre", "exists = false\n"))
            .ask("java-registry/@folder-exists") == "false");
  CHECK(
      HostSample("[registry]\n'" + jre + "CurrentVersion' = false\n").ask("count(java-registry)") ==
      "0");
}
