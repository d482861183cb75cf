// What the configuration loader refuses, with .NET's texts, and what it lets pass.
#include <catch2/catch.hpp>

#include "dotnet/machine_config.h"
#include "dotnet/net_example.h"

using namespace shirlint::dotnet;
using namespace shirlint::dotnet::example;

namespace {

struct Refusal {
  const char* text;  // of the config
  ErrorCause cause;
  const char* error;   // .NET's
  const char* marked;  // what the span covers
};

void check(const std::string& text, Moment moment, ErrorCause cause, const std::string& error,
           const std::string& mark) {
  const Net net = judge(text);
  INFO(text);
  REQUIRE(!net.errors.empty());
  CHECK(net.moment == moment);
  CHECK(net.error == error);
  CHECK(to_text(net.errors.front().cause) == to_text(cause));
  CHECK(marked(text, net.errors.front()) == mark);
  CHECK(!net.proxy);
}

constexpr const char* v2 = "http://schemas.microsoft.com/.NetConfiguration/v2.0";

}  // namespace

TEST_CASE("a config without anything is fine", "[dotnet][quick]") {
  for (const char* text : {"<configuration/>", "<configuration><!-- c --></configuration>",
                           "<!-- c --><configuration/><!-- c -->"}) {
    const Net net = judge(text);
    CHECK(net.moment == Moment::ok);
    CHECK(net.error.empty());
    CHECK(net.errors.empty());
    CHECK_FALSE(net.proxy_section);
  }
}

TEST_CASE("an XML error replaces all others", "[dotnet][quick]") {
  const Net net = judge("<Configuration foo='1'><a></Configuration>");
  REQUIRE(net.errors.size() == 1);
  CHECK(net.moment == Moment::process_start);
  CHECK(net.error == net.errors[0].text);
  CHECK(net.errors[0].cause == ErrorCause::not_well_formed);
}

TEST_CASE("the root element", "[dotnet][quick]") {
  check("<Configuration/>", Moment::process_start, ErrorCause::root_name,
        "Configuration file ... does not have root <configuration> tag", "Configuration");
  check("<c:configuration xmlns:c='urn:x'/>", Moment::process_start, ErrorCause::root_name,
        "Configuration file ... does not have root <configuration> tag", "c:configuration");
  check("<configuration xmlns='urn:x'/>", Moment::process_start, ErrorCause::root_namespace,
        "Namespace of 'urn:x' on configuration element is invalid, only "
        "'http://schemas.microsoft.com/.NetConfiguration/v2.0' is valid.",
        "urn:x");
  SECTION("its own namespace satisfies .NET, but Windows refuses the process") {
    const Net net = judge("<configuration xmlns='" + std::string(v2) + "'/>");
    CHECK(net.moment == Moment::process_start);
    CHECK(net.error.find("side-by-side configuration is incorrect") != std::string::npos);
  }
  SECTION("an empty namespace is none for Windows") {
    CHECK(judge("<configuration xmlns=''/>").moment == Moment::config_init);
  }
  check("<configuration xmlns:xdt='urn:x'/>", Moment::config_init, ErrorCause::root_attribute,
        "Unrecognized attribute 'xmlns:xdt'. Note that attribute names are case-sensitive.",
        "xmlns:xdt");
}

TEST_CASE("stray text and processing instructions", "[dotnet][quick]") {
  const char* error = "Unrecognized element.";
  check("<?pi x?><configuration/>", Moment::config_init, ErrorCause::processing_instruction, error,
        "<?pi x?>");
  check("<configuration/><?pi x?>", Moment::config_init, ErrorCause::processing_instruction, error,
        "<?pi x?>");
  check(config("<?pi x?>"), Moment::config_init, ErrorCause::processing_instruction, error,
        "<?pi x?>");
  check(config(" ... "), Moment::config_init, ErrorCause::stray_text, error, "...");
  check(system_net("<![CDATA[ ]]><defaultProxy/>"), Moment::config_init, ErrorCause::stray_text,
        error, "<![CDATA[ ]]>");
  SECTION("a text's name is the text") {
    CHECK(judge(config("\n  forgotten\n")).errors.at(0).name == "forgotten");
  }
}

TEST_CASE("sections must be declared and unique", "[dotnet][quick]") {
  check(config("<foo/>"), Moment::config_init, ErrorCause::unrecognized_section,
        "Unrecognized configuration section foo.", "foo");
  check(system_net("<defaultproxy/>"), Moment::config_init, ErrorCause::unrecognized_section,
        "Unrecognized configuration section system.net/defaultproxy.", "defaultproxy");
  check(config("<system.net><defaultProxy/><defaultProxy/></system.net>"), Moment::config_init,
        ErrorCause::section_twice,
        "Sections must only appear once per config file.  See the help topic <location> for "
        "exceptions.",
        "defaultProxy");
  check(config("<system.serviceModel><commonBehaviors/></system.serviceModel>"),
        Moment::config_init, ErrorCause::location,
        "It is an error to use a section registered as allowExeDefinition='MachineOnly' beyond "
        "machine.config.",
        "commonBehaviors");
  SECTION("the same group twice is fine") {
    CHECK(judge(config("<system.net/><system.net><defaultProxy/></system.net>")).moment ==
          Moment::ok);
  }
  SECTION("contents and repetition of ignored sections never matter") {
    CHECK(
        judge(config("<runtime><x/>text</runtime><runtime/><startup foo='1'/><startup/>")).moment ==
        Moment::ok);
  }
  SECTION("a section that starts with config is refused twice") {
    const Net net = judge(config("<configFoo/>"));
    REQUIRE(net.errors.size() == 2);
    CHECK(net.errors[1].text == "Section names beginning with config are reserved.");
  }
}

TEST_CASE("where an unknown section probably belongs", "[dotnet][quick]") {
  const auto known = [](const std::string& text) { return judge(text).errors.at(0).known; };
  CHECK(known(system_net("<DefaultProxy/>")) == "defaultProxy");
  CHECK(known(config("<Runtime/>")) == "runtime");
  CHECK(known(config("<defaultProxy/>")) == "system.net/defaultProxy");
  CHECK(known(system_net("<proxy/>")) == "system.net/defaultProxy/proxy");
  CHECK(known(config("<bypasslist/>")) == "system.net/defaultProxy/bypasslist");
  CHECK(known(config("<nothingLikeIt/>")).empty());
}

TEST_CASE("attributes of groups are ignored unless reserved", "[dotnet][quick]") {
  CHECK(judge(config("<system.net foo='1'/>")).moment == Moment::ok);
  check(config("<system.net lockItem='true'/>"), Moment::config_init, ErrorCause::reserved_name,
        "The attribute 'lockItem' cannot be specified because its name starts with the reserved "
        "prefix 'config' or 'lock'.",
        "lockItem");
}

TEST_CASE("configSections", "[dotnet][quick]") {
  const auto declare = [](const std::string& inner, const std::string& after = {}) {
    return config("<configSections>" + inner + "</configSections>" + after);
  };
  const std::string foo = "<section name='foo' type='Foo, Foo'/>";
  SECTION("a declared section is known") {
    CHECK(judge(declare(foo, "<foo x='1'>text</foo>")).moment == Moment::ok);
    CHECK(judge(declare("<sectionGroup name='g'>" + foo + "</sectionGroup>", "<g><foo/></g>"))
              .moment == Moment::ok);
    CHECK(judge(config("<!-- first element, not first node -->"
                       "<configSections/>"))
              .moment == Moment::ok);
  }
  SECTION("a section for IgnoreSectionHandler may be repeated") {
    const std::string ignored =
        "<section name='foo' type='System.Configuration.IgnoreSectionHandler'/>";
    CHECK(judge(declare(ignored, "<foo/><foo/>")).moment == Moment::ok);
    CHECK(judge(declare(foo, "<foo/><foo/>")).errors.at(0).cause == ErrorCause::section_twice);
  }
  SECTION("place and number") {
    const char* error =
        "Only one <configSections> element allowed per config file and if present must be the "
        "first child of the root <configuration> element.";
    check(config("<runtime/><configSections/>"), Moment::config_init,
          ErrorCause::config_sections_place, error, "configSections");
    check(config("<configSections/><configSections/>"), Moment::config_init,
          ErrorCause::config_sections_twice, error, "configSections");
  }
  SECTION("declarations that .NET refuses") {
    const Refusal refusals[] = {
        {"<section type='x'/>", ErrorCause::section_declaration,
         "The 'name' attribute must be specified on the 'section' tag.", "section"},
        {"<section name='a'/>", ErrorCause::section_declaration,
         "The 'type' attribute must be specified on the 'section' tag.", "section"},
        {"<section name='a' type=''/>", ErrorCause::section_declaration,
         "The 'type' attribute cannot be an empty string.", ""},
        {"<section name='a' type='x' requirePermission='False'/>", ErrorCause::section_declaration,
         "The property 'requirePermission' must have value 'true' or 'false'.", "False"},
        {"<section name='a' type='x' allowDefinition='x'/>", ErrorCause::section_declaration,
         "The 'allowDefinition' attribute must be one of the following values: Everywhere, "
         "MachineOnly, MachineToWebRoot, MachineToApplication.",
         "x"},
        {"<section name='a' type='x' allowExeDefinition='x'/>", ErrorCause::section_declaration,
         "The 'allowExeDefinition' attribute must be one of the following values: MachineOnly, "
         "MachineToApplication, MachineToRoamingUser, MachineToLocalUser.",
         "x"},
        {"<section name='a' type='x' overrideModeDefault='x'/>", ErrorCause::section_declaration,
         "The 'overrideMode' and 'overrideModeDefault' attributes must be one of the following "
         "values: Inherited, Allow, Deny.",
         "x"},
        {"<section name='a' type='x' foo='1'/>", ErrorCause::section_declaration,
         "Unrecognized attribute 'foo'. Note that attribute names are case-sensitive.", "foo"},
        {"<section name='' type='x'/>", ErrorCause::section_declaration,
         "Invalid format for a section or section group name", ""},
        {"<section name='a b' type='x'/>", ErrorCause::section_declaration,
         "Invalid format for a section or section group name: The ' ' character, hexadecimal value "
         "0x20, cannot be included in a name.",
         "a b"},
        {"<section name='1' type='x'/>", ErrorCause::section_declaration,
         "Invalid format for a section or section group name: Name cannot begin with the '1' "
         "character, hexadecimal value 0x31.",
         "1"},
        {"<section name='location' type='x'/>", ErrorCause::reserved_name,
         "The section name 'location' is reserved for <location> sections.", "location"},
        {"<section name='configX' type='x'/>", ErrorCause::reserved_name,
         "Section names beginning with config are reserved.", "configX"},
        {"<section name='configProtectedData' type='x'/>", ErrorCause::reserved_name,
         "The section 'configProtectedData' is a built-in section.  It cannot be declared by the "
         "user.",
         "configProtectedData"},
        {"<sectionGroup/>", ErrorCause::section_declaration,
         "The 'name' attribute must be specified on the 'sectionGroup' tag.", "sectionGroup"},
        {"<sectionGroup name='g' x='1'/>", ErrorCause::section_declaration,
         "Unrecognized attribute 'x'. Note that attribute names are case-sensitive.", "x"},
        {"<section name='a' type='x'/><section name='a' type='x'/>",
         ErrorCause::section_declaration,
         "Section or group name 'a' is already defined. This can not be defined multiple times.",
         "a"},
        {"<section name='appSettings' type='x'/>", ErrorCause::section_declaration,
         "Section or group name 'appSettings' is already defined. Updates to this may only occur "
         "at the configuration level where it is defined.",
         "appSettings"},
        {"<section name='system.net' type='x'/>", ErrorCause::section_declaration,
         "Section or group name 'system.net' is already defined. Updates to this may only occur at "
         "the configuration level where it is defined.",
         "system.net"},
        {"<remove/>", ErrorCause::section_declaration,
         "The 'name' attribute must be specified on the 'remove' tag.", "remove"},
        {"<clear x='1'/>", ErrorCause::section_declaration,
         "Unrecognized attribute 'x'. Note that attribute names are case-sensitive.", "x"},
        {"<remove name='a b'/>", ErrorCause::section_declaration,
         "Invalid format for a section or section group name: The ' ' character, hexadecimal value "
         "0x20, cannot be included in a name.",
         "a b"},
        {"<sectionGroup name='g'/><sectionGroup name='g'/>", ErrorCause::section_declaration,
         "Section or group name 'g' is already defined. This can not be defined multiple times.",
         "g"},
        {"<section name='a' type='x' restartOnExternalChanges='1'/>",
         ErrorCause::section_declaration,
         "The property 'restartOnExternalChanges' must have value 'true' or 'false'.", "1"},
        {"<foo/>", ErrorCause::section_declaration, "Unrecognized element.", "foo"},
        {"<section name='a' type='x'><b/></section>", ErrorCause::section_declaration,
         "Unrecognized element.", "b"},
        {"text", ErrorCause::stray_text, "Unrecognized element.", "text"},
    };
    for (const Refusal& refusal : refusals) {
      check(declare(refusal.text), Moment::config_init, refusal.cause, refusal.error,
            refusal.marked);
    }
  }
  SECTION("all attributes that a declaration may have") {
    CHECK(
        judge(declare("<section name='foo' type='x' allowLocation='false' requirePermission='true' "
                      "restartOnExternalChanges='false' allowDefinition='Everywhere' "
                      "allowExeDefinition='MachineToLocalUser' overrideModeDefault='Deny'/>"
                      "<remove name='bar'/><clear/>",
                      "<foo/>"))
            .moment == Moment::ok);
    check(config("<configSections x='1'>" + foo + "</configSections>"), Moment::config_init,
          ErrorCause::section_declaration,
          "Unrecognized attribute 'x'. Note that attribute names are case-sensitive.", "x");
  }
  SECTION("declaring again what machine.config declares, equally, is fine") {
    CHECK(judge(declare("<sectionGroup name='system.net' type='System.Net.Configuration."
                        "NetSectionGroup, System, Version=4.0.0.0, Culture=neutral, "
                        "PublicKeyToken=b77a5c561934e089'>"
                        "<section name='settings' type='System.Net.Configuration.SettingsSection, "
                        "System, Version=2.0.0.0'/></sectionGroup>"))
              .moment == Moment::ok);
    CHECK(judge(declare("<sectionGroup name='system.net'/>")).moment == Moment::ok);
  }
}

TEST_CASE("location", "[dotnet][quick]") {
  const std::string proxy = "<system.net><defaultProxy enabled='false'/></system.net>";
  const auto located = [&](const std::string& attributes) {
    return judge(config("<location " + attributes + ">" + proxy + "</location>"));
  };
  SECTION("meant for this very file its contents count") {
    for (const char* attributes : {"", "path=''", "path='.'", "allowOverride='false'",
                                   "inheritInChildApplications='false'", "overrideMode='Allow'"}) {
      const Net net = located(attributes);
      INFO(attributes);
      CHECK(net.moment == Moment::ok);
      CHECK(net.proxy_section);
      REQUIRE(net.proxy);
      CHECK(net.proxy->mode == ProxyMode::direct);
    }
  }
  SECTION("with another path they are skipped unread") {
    const Net net = judge(config("<location path='sub'><nonsense/>text</location>"));
    CHECK(net.moment == Moment::ok);
    CHECK_FALSE(located("path='sub'").proxy_section);
  }
  SECTION("a second defaultProxy in it counts as one") {
    CHECK(judge(config(proxy + "<location>" + proxy + "</location>")).errors.at(0).cause ==
          ErrorCause::section_twice);
  }
  SECTION("what .NET refuses") {
    const std::string path = "<location> path attribute must be a relative virtual path.  It ";
    const std::string first = path + R"(cannot start with any of ' ' '.' '/' or '\\'.)";
    const std::string last = path + R"(cannot end with any of ' ' '.' '/' or '\\'.)";
    const std::string any = path + R"(cannot contain any of '?' ':' '\\' '*' '"' '<' '>' or '|'.)";
    const std::pair<const char*, std::string> refusals[] = {
        {"path='/x'", first},
        {"path=' x'", first},
        {"path='./'", first},
        {"path='x/'", last},
        {"path='x '", last},
        {"path='a:b'", any},
        {"allowOverride='True'", "The property 'allowOverride' must have value 'true' or 'false'."},
        {"overrideMode='x'",
         "The 'overrideMode' and 'overrideModeDefault' attributes must be one of the following "
         "values: Inherited, Allow, Deny."},
        {"overrideMode='Allow' allowOverride='true'",
         "A <location> tag may contain only one of the 'allowOverride' or 'overrideMode' "
         "attributes."},
        {"foo='1'", "Unrecognized attribute 'foo'. Note that attribute names are case-sensitive."},
    };
    for (const auto& [attributes, error] : refusals) {
      const Net net = located(attributes);
      INFO(attributes);
      CHECK(net.error == error);
      CHECK(net.moment == Moment::config_init);
    }
    check(config("<location><location/></location>"), Moment::config_init, ErrorCause::location,
          "<location> sections are allowed only within <configuration> sections.", "location");
    check(config("<location><runtime/></location>"), Moment::config_init, ErrorCause::location,
          "This section is not allowed in <location> elements.  This section has been marked "
          "allowLocation=\"false\".",
          "runtime");
  }
  SECTION("such an error stands before all others, as .NET then throws nothing else") {
    const Net net = judge(config("<foo/><location path='/x'/>"));
    REQUIRE(net.errors.size() == 2);
    CHECK(net.errors[0].cause == ErrorCause::location);
    CHECK(net.errors[1].cause == ErrorCause::unrecognized_section);
  }
}

TEST_CASE("configSource and configProtectionProvider", "[dotnet][quick]") {
  const auto source = [](const std::string& attributes, const std::string& inner = {}) {
    return judge(system_net("<defaultProxy " + attributes + ">" + inner + "</defaultProxy>"));
  };
  SECTION("the proxy is then not known") {
    for (const char* attribute : {"configSource='proxy.config'", "configSource='a\\proxy.config'",
                                  "configProtectionProvider='Rsa'"}) {
      const Net net = source(attribute, "<!-- c -->");
      CHECK(net.moment == Moment::ok);
      REQUIRE(net.proxy);
      CHECK(net.proxy->mode == ProxyMode::unknown);
      CHECK(via(net, "https://contoso.com/") == "unknown");
    }
  }
  SECTION("what .NET refuses") {
    const std::string relative = "The configSource attribute must be a relative physical path";
    const std::string alone =
        "A section using 'configSource' may contain no other attributes or elements.";
    CHECK(source("configSource=''").error == relative + ".");
    CHECK(source("configSource=' a'").error == relative + ".");
    CHECK(source("configSource='C:\\a'").error == relative + ".");
    CHECK(source("configSource='\\a'").error == relative + ".");
    CHECK(source("configSource='a/b'").error ==
          relative + ", so the '/' character is not allowed.");
    CHECK(source("configSource='..\\a'").error ==
          "The configSource attribute is invalid.: The configSource '..\\a' is invalid. It must "
          "refer to a file in the same directory or in a subdirectory as the configuration file.");
    CHECK(source("configSource='a' enabled='true'").error == alone);
    CHECK(source("configSource='a'", "<proxy/>").error == alone);
    CHECK(source("configProtectionProvider=''").error ==
          "The configProtectionProvider attribute cannot be an empty string.");
    CHECK(source("configProtectionProvider='x' enabled='true'").error ==
          "A section using 'configProtectionProvider' may contain no other attributes.");
    CHECK(judge(config("<appSettings configSource='a'/><connectionStrings configSource='A'/>"))
              .error ==
          "The configSource file 'A' can only be used by one type of section, and may not be the "
          "same as the configuration file.");
    CHECK(source("configSource=''").errors.at(0).cause == ErrorCause::config_source);
  }
}

TEST_CASE("a fragment is judged as if it stood in its place", "[dotnet][quick]") {
  Options options;
  options.fragment = true;
  SECTION("system.net and defaultProxy") {
    for (const char* text : {"<system.net><defaultProxy enabled='false'/></system.net>",
                             "<?xml version='1.0'?>\n<defaultProxy enabled='false'/>"}) {
      const Net net = judge(text, options);
      CHECK(net.moment == Moment::ok);
      CHECK(net.fragment);
      CHECK(net.proxy_section);
      REQUIRE(net.proxy);
      CHECK(net.proxy->mode == ProxyMode::direct);
    }
  }
  SECTION("errors stand at their places in the fragment") {
    const std::string text = "<defaultProxy><Proxy/></defaultProxy>";
    const Net net = judge(text, options);
    REQUIRE(net.errors.size() == 1);
    CHECK(marked(text, net.errors[0]) == "Proxy");
  }
}

TEST_CASE("machine.config's sections are found by their exact keys", "[dotnet][quick]") {
  for (const MachineSection& section : machine_sections()) {
    CHECK(find_machine_section(section.key) == &section);
  }
  CHECK(find_machine_section("system.Net") == nullptr);
  CHECK(find_machine_section("") == nullptr);
  REQUIRE(find_machine_section("runtime") != nullptr);
  CHECK(find_machine_section("runtime")->is(MachineSection::ignored));
}
