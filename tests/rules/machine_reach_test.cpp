// A hostile rule pack: what its operations are for must be the runtime's, or it is not loaded.
#include "rules/machine_reach.h"

#include <catch2/catch.hpp>
#include <string>

#include "rules/rule_pack.h"

using shirlint::rules::RulePack;

namespace {

/// What the loader says of a rule with such a fix; empty: it is taken.
std::string said_of(const std::string& operation, const std::string& name,
                    const std::string& applicability = "unsafe") {
  const std::string rule = R"(code = "XAB001"
name = "a-name"
title = "A title"
severity = "error"
evidence = "source"
sources = ["https://example.org/"]
why = "w"
remedy = "r"
select = "$host/java-home"
message = "m"

[[fix]]
applicability = ")" + applicability +
                           "\"\ntitle = 't'\noperation = \"" + operation + "\"\nname = '" + name +
                           R"('
value = "x"

[[example]]
verdict = "bad"
name = "b"
host = "[environment.machine]\nJAVA_HOME = 'C:\\jdk'"

[[example]]
verdict = "good"
name = "g"
config = '<defaultProxy/>'
)";
  RulePack pack;
  std::string out;
  for (const auto& error : pack.add(rule, "x.toml", "x.toml")) out += error.message + "\n";
  return out;
}

bool is_refused(const std::string& operation, const std::string& name) {
  const std::string said = said_of(operation, name);
  INFO(operation << " " << name << ": " << said);
  return said.find("operation '" + operation + "' reaches too far: '" + name + "' is no") !=
         std::string::npos;
}

}  // namespace

TEST_CASE("reach: what belongs to a runtime may be changed", "[rules][quick]") {
  CHECK(said_of("set-environment", "JAVA_HOME").empty());
  CHECK(
      said_of("set-registry", "HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\CurrentVersion")
          .empty());
  CHECK(said_of("set-registry",
                "hklm\\software\\microsoft\\.NETFramework\\v4.0.30319\\SchUseStrongCrypto")
            .empty());
  CHECK(said_of("delete-registry", "HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\").empty());
  CHECK(said_of("import-certificate", "LocalMachine/Root").empty());
  CHECK(said_of("set-service-start", "DIAHostService").empty());
  CHECK(said_of("start-service", "PBIEgwService").empty());
}

TEST_CASE("reach: a hostile rule pack is not loaded", "[rules][quick]") {
  for (const char* const name : {"PATH", "ComSpec", "PSModulePath", "COR_PROFILER", "",
                                 "JAVA_HOME=x", "..\\JAVA_HOME", "TEMP"}) {
    CHECK(said_of("set-environment", name) != "");
  }
  for (const char* const operation : {"set-registry", "delete-registry"}) {
    for (const char* const name :
         {"HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\x",
          "HKLM\\SYSTEM\\CurrentControlSet\\Services\\DIAHostService\\ImagePath",
          "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\"
          "diahost.exe\\Debugger",
          "HKLM\\SOFTWARE\\Policies\\shirlint\\AllowFix", "HKLM\\SOFTWARE\\JavaSoft\\",
          "HKLM\\SOFTWARE\\JavaSoftEvil\\x", "HKCU\\SOFTWARE\\JavaSoft\\x",
          "HKLM\\SOFTWARE\\JavaSoft\\\\x", "HKLM/SOFTWARE/JavaSoft/x", "JavaSoft\\x",
          "\\\\host\\HKLM\\SOFTWARE\\JavaSoft\\x"}) {
      CHECK(is_refused(operation, name));
    }
  }
  for (const char* const name : {"LocalMachine/My", "LocalMachine/Root/../My", "CurrentUser/Root",
                                 "LocalMachine/TrustedPublisher"}) {
    CHECK(is_refused("import-certificate", name));
    CHECK(is_refused("copy-certificate", name));
  }
  for (const char* const name : {"WinRM", "DIAHostService ", "Spooler"}) {
    CHECK(is_refused("set-service-start", name));
    CHECK(is_refused("start-service", name));
  }
  for (const char* const name :
       {"../../evil.exe", "/etc/passwd", "C:\\Windows\\diahost.exe.config", "evil.config"}) {
    CHECK(is_refused("create-file", name));
  }
}

TEST_CASE("reach: no rule's command is ever run", "[rules][quick]") {
  CHECK(said_of("command", "x", "unsafe").find("a command is never run") != std::string::npos);
  CHECK(said_of("format-disk", "x") != "");
}
