// What .NET refuses inside the sections of system.net, with its texts.
#include <catch2/catch.hpp>

#include "dotnet/net_example.h"
#include "dotnet/section_schema.h"

using namespace shirlint::dotnet;
using namespace shirlint::dotnet::example;

namespace {

void check(const std::string& text, ErrorCause cause, const std::string& error,
           const std::string& mark) {
  const Net net = judge(text);
  INFO(text);
  REQUIRE(!net.errors.empty());
  CHECK(net.moment == Moment::section_read);
  CHECK(net.error == error);
  CHECK(to_text(net.errors.front().cause) == to_text(cause));
  CHECK(marked(text, net.errors.front()) == mark);
  CHECK(!net.proxy);
}

std::string unrecognized(const std::string& name) {
  return "Unrecognized attribute '" + name + "'. Note that attribute names are case-sensitive.";
}

std::string cannot_parse(const std::string& property, const std::string& why) {
  return "The value of the property '" + property + "' cannot be parsed. The error is: " + why;
}

std::string not_valid(const std::string& property, const std::string& why) {
  return "The value for the property '" + property + "' is not valid. The error is: " + why;
}

std::string settings(const std::string& inner) {
  return system_net("<settings>" + inner + "</settings>");
}

}  // namespace

TEST_CASE("attributes of the proxy's elements", "[dotnet][quick]") {
  for (const char* name : {"proxyAddress", "bypassOnLocal", "useSystemDefault", "autodetect",
                           "scriptlocation", "address", "configSource", "xmlns:x"}) {
    const std::string value = std::string(name) == "xmlns:x" ? "urn:x" : "1";
    check(default_proxy("<proxy " + std::string(name) + "='" + value + "'/>"),
          ErrorCause::unrecognized_attribute, unrecognized(name), name);
  }
  check(default_proxy("<bypasslist x='1'/>"), ErrorCause::unrecognized_attribute, unrecognized("x"),
        "x");
  check(default_proxy("<bypasslist><add address='a' x='1'/></bypasslist>"),
        ErrorCause::unrecognized_attribute, unrecognized("x"), "x");
  check(default_proxy("<bypasslist><remove address='a' x='1'/></bypasslist>"),
        ErrorCause::unrecognized_attribute, unrecognized("x"), "x");
  check(default_proxy("<bypasslist><clear address='a'/></bypasslist>"),
        ErrorCause::unrecognized_attribute, unrecognized("address"), "address");
  SECTION("an element's name as an attribute") {
    check(system_net("<defaultProxy bypasslist='x'/>"), ErrorCause::unrecognized_attribute,
          cannot_parse("bypasslist",
                       "Unable to find a converter that supports conversion to/from string for the "
                       "property 'bypasslist' of type 'BypassElementCollection'."),
          "bypasslist");
  }
}

TEST_CASE("the name that was probably meant", "[dotnet][quick]") {
  const auto known = [](const std::string& text) { return judge(text).errors.at(0).known; };
  CHECK(known(default_proxy("<proxy ProxyAddress='http://a'/>")) == "proxyaddress");
  CHECK(known(system_net("<defaultProxy usesystemdefault='true'/>")) == "proxy/@usesystemdefault");
  CHECK(known(default_proxy("<proxy useDefaultCredentials='true'/>")) ==
        "defaultProxy/@useDefaultCredentials");
  CHECK(known(default_proxy("<proxy port='1'/>")).empty());
  CHECK(known(default_proxy("<Proxy/>")) == "proxy");
  CHECK(known(default_proxy("<proxy><bypasslist/></proxy>")) == "defaultProxy/bypasslist");
  CHECK(known(default_proxy("<bypasslist><Add address='a'/></bypasslist>")) == "add");
  CHECK(known(default_proxy("<foo/>")).empty());
}

TEST_CASE("attributes that lock others are legal anywhere", "[dotnet][quick]") {
  CHECK(judge(default_proxy("<proxy lockItem=' TRUE ' lockAttributes='proxyaddress' "
                            "lockElements='*' lockAllAttributesExcept='autoDetect' "
                            "lockAllElementsExcept='x'/>"))
            .moment == Moment::ok);
  check(default_proxy("<proxy lockItem='yes'/>"), ErrorCause::bad_value,
        "The property 'lockItem' must have value 'true' or 'false'.", "yes");
  check(default_proxy("<proxy lockAttributes=''/>"), ErrorCause::bad_value,
        "The 'lockAttributes' attribute cannot be an empty string.", "");
  check(
      default_proxy("<proxy lockAllElementsExcept=''/>"), ErrorCause::bad_value,
      "The 'lockAllElementsExcept' attribute cannot be an empty string. lockElements=\"*\" may be "
      "used to lock all elements.",
      "");
  check(default_proxy("<proxy lockallattributes='x'/>"), ErrorCause::unrecognized_attribute,
        unrecognized("lockallattributes"), "lockallattributes");
}

TEST_CASE("elements and texts", "[dotnet][quick]") {
  check(default_proxy("<Proxy/>"), ErrorCause::unrecognized_element,
        "Unrecognized element 'Proxy'.", "Proxy");
  check(default_proxy("<bypasslist><Add address='a'/></bypasslist>"),
        ErrorCause::unrecognized_element, "Unrecognized element 'Add'.", "Add");
  check(default_proxy("<enabled/>"), ErrorCause::unrecognized_element,
        "Property 'enabled' is not a ConfigurationElement.", "enabled");
  for (const char* name : {"proxy", "bypasslist", "module"}) {
    const std::string twice = "<" + std::string(name) + "/><" + std::string(name) + "/>";
    check(default_proxy(twice), ErrorCause::element_twice,
          "The element <" + std::string(name) + "> may only appear once in this section.", name);
  }
  const char* text = "The configuration section cannot contain a CDATA or text element.";
  check(default_proxy("..."), ErrorCause::section_text, text, "...");
  check(default_proxy("<proxy><![CDATA[]]></proxy>"), ErrorCause::section_text, text,
        "<![CDATA[]]>");
  CHECK(judge(default_proxy("<!-- c --><?pi x?>\n <proxy/>")).moment == Moment::ok);
}

TEST_CASE("entries need their key", "[dotnet][quick]") {
  for (const char* entry : {"add", "remove"}) {
    check(default_proxy("<bypasslist><" + std::string(entry) + "/></bypasslist>"),
          ErrorCause::missing_key, "Invalid key value.", entry);
  }
  check(system_net("<connectionManagement><add maxconnection='2'/></connectionManagement>"),
        ErrorCause::missing_key, "Invalid key value.", "add");
}

TEST_CASE("values", "[dotnet][quick]") {
  check(system_net("<defaultProxy enabled='yes'/>"), ErrorCause::bad_boolean,
        cannot_parse("enabled", "yes is not a valid value for Boolean."), "yes");
  check(default_proxy("<proxy bypassonlocal=''/>"), ErrorCause::bad_enum,
        cannot_parse("bypassonlocal", " is not a valid value for BypassOnLocalValues."), "");
  check(default_proxy("<proxy autoDetect='on'/>"), ErrorCause::bad_enum,
        cannot_parse("autoDetect", "on is not a valid value for AutoDetectValues."), "on");
  check(default_proxy("<proxy usesystemdefault='yes'/>"), ErrorCause::bad_enum,
        cannot_parse("usesystemdefault", "yes is not a valid value for UseSystemDefaultValues."),
        "yes");
  check(default_proxy("<proxy proxyaddress='proxy'/>"), ErrorCause::bad_uri,
        cannot_parse("proxyaddress", "Invalid URI: The format of the URI could not be determined."),
        "proxy");
  check(default_proxy("<proxy scriptLocation=''/>"), ErrorCause::bad_uri,
        cannot_parse("scriptLocation", "Invalid URI: The URI is empty."), "");
}

TEST_CASE("a structural fault is what .NET throws first", "[dotnet][quick]") {
  // The value of `enabled` is refused when all is read, the element at once.
  const Net net = judge(system_net("<defaultProxy enabled='yes'><Proxy/></defaultProxy>"));
  REQUIRE(net.errors.size() == 2);
  CHECK(net.error == "Unrecognized element 'Proxy'.");
  CHECK(net.errors[1].cause == ErrorCause::bad_boolean);
}

TEST_CASE("the section that the first request reads first is named first", "[dotnet][quick]") {
  const Net net =
      judge(system_net("<defaultProxy enabled='yes'/><settings><ipv6 enabled='yes'/></settings>"));
  REQUIRE(net.errors.size() == 2);
  CHECK(net.errors[0].section == "system.net/settings");
  CHECK(net.errors[1].section == "system.net/defaultProxy");
}

TEST_CASE("connectionManagement", "[dotnet][quick]") {
  const auto list = [](const std::string& inner) {
    return system_net("<connectionManagement>" + inner + "</connectionManagement>");
  };
  CHECK(judge(list("<add address='*' maxconnection='10'/><add address='*' maxconnection='10'/>"))
            .moment == Moment::ok);
  CHECK(judge(list("<add address='*' maxconnection='1'/><remove address='*'/>"
                   "<add address='*' maxconnection='2'/><clear/><add address='*'/>"))
            .moment == Moment::ok);
  check(list("<add address='*' maxconnection='1'/><add address='*' maxconnection='2'/>"),
        ErrorCause::duplicate_entry, "The entry '*' has already been added.",
        "<add address='*' maxconnection='2'/>");
  check(list("<add address='*' maxconnection='many'/>"), ErrorCause::bad_integer,
        cannot_parse("maxconnection", "many is not a valid value for Int32."), "many");
  check(list("<remove address='*' maxconnection='1'/>"), ErrorCause::unrecognized_attribute,
        unrecognized("maxconnection"), "maxconnection");
}

TEST_CASE("settings", "[dotnet][quick]") {
  CHECK(judge(settings("<servicePointManager checkCertificateName='TRUE' dnsRefreshTimeout='-1' "
                       "encryptionPolicy='NoEncryption'/><httpWebRequest "
                       "useUnsafeHeaderParsing='true'/><webProxyScript downloadTimeout='00:01:00'/>"
                       "<httpListener><timeouts entityBody='0:2:0'/></httpListener>"
                       "<webUtility unicodeDecodingConformance='compat'/>"))
            .moment == Moment::ok);
  check(settings("<servicePointManager encryptionPolicy='noEncryption'/>"), ErrorCause::bad_enum,
        cannot_parse("encryptionPolicy",
                     "The enumeration value must be one of the following: RequireEncryption, "
                     "AllowNoEncryption, NoEncryption."),
        "noEncryption");
  check(settings("<servicePointManager dnsRefreshTimeout='-2'/>"), ErrorCause::bad_value,
        not_valid("dnsRefreshTimeout",
                  "Timeout can be only be set to 'System.Threading.Timeout.Infinite' or a value > "
                  "0."),
        "-2");
  check(settings("<webProxyScript downloadTimeout='soon'/>"), ErrorCause::bad_value,
        cannot_parse("downloadTimeout", "soon is not a valid value for TimeSpan."), "soon");
  check(settings("<webProxyScript downloadTimeout='-00:00:01'/>"), ErrorCause::bad_value,
        not_valid("downloadTimeout",
                  "The value must be inside the range 00:00:00-10675199.02:48:05.4775807."),
        "-00:00:01");
  check(settings("<webProxyScript downloadTimeout='24:00:00'/>"), ErrorCause::bad_value,
        cannot_parse("downloadTimeout",
                     "The TimeSpan could not be parsed because at least one of the numeric "
                     "components is out of range or contains too many digits."),
        "24:00:00");
  check(settings("<webProxyScript autoConfigUrlRetryInterval='-1'/>"), ErrorCause::bad_value,
        not_valid("autoConfigUrlRetryInterval",
                  "Argument must be between 0 and 2147483647.\r\nParameter name: value\r\nActual "
                  "value was -1."),
        "-1");
  check(settings("<httpListener><timeouts minSendBytesPerSecond='x'/></httpListener>"),
        ErrorCause::bad_integer,
        cannot_parse("minSendBytesPerSecond", "x is not a valid value for Int64."), "x");
  check(settings("<webUtility unicodeEncodingConformance='x'/>"), ErrorCause::bad_enum,
        cannot_parse("unicodeEncodingConformance",
                     "EnumTypeConverter`1 cannot convert from System.String."),
        "x");
  check(system_net("<mailSettings><smtp><network port='0'/></smtp></mailSettings>"),
        ErrorCause::bad_value, not_valid("port", "The value must be inside the range 1-65535."),
        "0");
}

TEST_CASE("each attribute of the proxy that .NET knows is listed", "[dotnet][quick]") {
  const Net net = judge(
      system_net("<defaultProxy useDefaultCredentials='TRUE'><proxy autoDetect='-1' "
                 "bypassonlocal='5' proxyaddress='http://u:p@a:1'/><module/></defaultProxy>"));
  REQUIRE(net.settings.size() == 4);
  CHECK(net.settings[0].element == "defaultProxy");
  CHECK(net.settings[0].parsed == "true");
  CHECK(net.settings[1].parsed == "unspecified");
  CHECK(net.settings[2].parsed == "false");  // stored, and not True
  CHECK(net.settings[3].parsed == "http://***@a:1/");
  CHECK(net.settings[3].value == "http://u:p@a:1");
}

TEST_CASE("the schema names nothing twice", "[dotnet][quick]") {
  for (const SectionSchema& section : section_schemas()) {
    CHECK(find_section_schema(section.key) == &section);
  }
  CHECK(find_section_schema("system.web") == nullptr);
}
