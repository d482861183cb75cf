// Small configs, each with the text with which .NET refuses it: one for every text that the .NET
// room can produce.
#pragma once

#include <string>
#include <vector>

#include "dotnet/net_example.h"

namespace shirlint::dotnet::example {

struct Sample {
  std::string config;
  std::string text;
};

inline std::string declared(const std::string& inner) {
  return config("<configSections>" + inner + "</configSections>");
}

inline std::string located(const std::string& attributes, const std::string& inner = "") {
  return config("<location " + attributes + ">" + inner + "</location>");
}

inline std::string settings(const std::string& inner) {
  return system_net("<settings>" + inner + "</settings>");
}

inline std::string cannot_parse(const std::string& property, const std::string& why) {
  return "The value of the property '" + property + "' cannot be parsed. The error is: " + why;
}

inline std::string not_valid(const std::string& property, const std::string& why) {
  return "The value for the property '" + property + "' is not valid. The error is: " + why;
}

inline std::string out_of_bounds(const std::string& low, const std::string& high,
                                 const std::string& actual) {
  return "Argument must be between " + low + " and " + high +
         ".\r\nParameter name: value\r\nActual value was " + actual + ".";
}

inline const std::string side_by_side =
    "The application has failed to start because its side-by-side configuration is incorrect. "
    "Please see the application event log or use the command-line sxstrace.exe tool for more "
    "detail.";
inline const std::string v2 = "http://schemas.microsoft.com/.NetConfiguration/v2.0";
inline const std::string config_sections =
    "Only one <configSections> element allowed per config file and if present must be the first "
    "child of the root <configuration> element.";
inline const std::string override_modes =
    "The 'overrideMode' and 'overrideModeDefault' attributes must be one of the following values: "
    "Inherited, Allow, Deny.";
inline const std::string location_path =
    "<location> path attribute must be a relative virtual path.  It ";
inline const std::string config_source =
    "The configSource attribute must be a relative physical path";
inline const std::string already_defined =
    "Section or group name 'appSettings' is already defined. ";
inline const std::string invalid_name = "Invalid format for a section or section group name";

inline std::string unrecognized(const std::string& name) {
  return "Unrecognized attribute '" + name + "'. Note that attribute names are case-sensitive.";
}

/// process-start and config-init, up to <configSections>.
inline std::vector<Sample> of_the_file() {
  return {
      {"<Configuration/>", "Configuration file ... does not have root <configuration> tag"},
      {"<configuration xmlns='" + v2 + "'/>", side_by_side},
      {"<configuration xmlns='urn:x'/>",
       "Namespace of 'urn:x' on configuration element is invalid, only '" + v2 + "' is valid."},
      {"<configuration a='1'/>", unrecognized("a")},
      {config("text"), "Unrecognized element."},
      {config("<?pi?>"), "Unrecognized element."},
      {config("<nix/>"), "Unrecognized configuration section nix."},
      {config("<appSettings/><appSettings/>"),
       "Sections must only appear once per config file.  See the help topic <location> for "
       "exceptions."},
      {config("<system.net configX='1'/>"),
       "The attribute 'configX' cannot be specified because its name starts with the reserved "
       "prefix 'config' or 'lock'."},
      {config("<appSettings/><configSections/>"), config_sections},
      {config("<system.transactions><machineSettings/></system.transactions>"),
       "It is an error to use a section registered as allowExeDefinition='MachineOnly' beyond "
       "machine.config."},
      {system_net("<location/>"),
       "<location> sections are allowed only within <configuration> sections."},
      {located("allowOverride='true' overrideMode='Allow'"),
       "A <location> tag may contain only one of the 'allowOverride' or 'overrideMode' "
       "attributes."},
      {located("overrideMode='x'"), override_modes},
      {located("allowOverride='x'"),
       "The property 'allowOverride' must have value 'true' or 'false'."},
      {located("path='/x'"), location_path + R"(cannot start with any of ' ' '.' '/' or '\\'.)"},
      {located("path='x/'"), location_path + R"(cannot end with any of ' ' '.' '/' or '\\'.)"},
      {located("path='x?y'"),
       location_path + R"(cannot contain any of '?' ':' '\\' '*' '"' '<' '>' or '|'.)"},
      {located("", "<runtime/>"),
       "This section is not allowed in <location> elements.  This section has been marked "
       "allowLocation=\"false\"."},
      {config("<appSettings configSource=''/>"), config_source + "."},
      {config("<appSettings configSource='a/b'/>"),
       config_source + ", so the '/' character is not allowed."},
      {config(R"(<appSettings configSource='..\x'/>)"),
       R"(The configSource attribute is invalid.: The configSource '..\x' is invalid. It must )"
       "refer to a file in the same directory or in a subdirectory as the configuration file."},
      {config("<appSettings configSource='a' file='b'/>"),
       "A section using 'configSource' may contain no other attributes or elements."},
      {config("<appSettings configSource='a'/><connectionStrings configSource='A'/>"),
       "The configSource file 'A' can only be used by one type of section, and may not be the "
       "same as the configuration file."},
      {config("<appSettings configProtectionProvider=''/>"),
       "The configProtectionProvider attribute cannot be an empty string."},
      {config("<appSettings configProtectionProvider='p' file='b'/>"),
       "A section using 'configProtectionProvider' may contain no other attributes."},
  };
}

inline std::vector<Sample> of_declarations() {
  return {
      {declared("<section/>"), "The 'name' attribute must be specified on the 'section' tag."},
      {declared("<section name='a'/>"),
       "The 'type' attribute must be specified on the 'section' tag."},
      {declared("<section name='a' type=''/>"), "The 'type' attribute cannot be an empty string."},
      {declared("<section name='a' type='t' requirePermission='1'/>"),
       "The property 'requirePermission' must have value 'true' or 'false'."},
      {declared("<section name='a' type='t' allowExeDefinition='x'/>"),
       "The 'allowExeDefinition' attribute must be one of the following values: MachineOnly, "
       "MachineToApplication, MachineToRoamingUser, MachineToLocalUser."},
      {declared("<section name='a' type='t' allowDefinition='x'/>"),
       "The 'allowDefinition' attribute must be one of the following values: Everywhere, "
       "MachineOnly, MachineToWebRoot, MachineToApplication."},
      {declared("<section name='a' type='t' overrideModeDefault='x'/>"), override_modes},
      {declared("<section name='appSettings' type='t'/>"),
       already_defined +
           "Updates to this may only occur at the configuration level where it is defined."},
      {declared("<sectionGroup name='own'/><section name='own' type='t'/>"),
       "Section or group name 'own' is already defined. This can not be defined multiple times."},
      {declared("<section name='configX' type='t'/>"),
       "Section names beginning with config are reserved."},
      {declared("<section name='' type='t'/>"), invalid_name},
      {declared("<section name='1' type='t'/>"),
       invalid_name + ": Name cannot begin with the '1' character, hexadecimal value 0x31."},
      {declared("<section name='a b' type='t'/>"),
       invalid_name + ": The ' ' character, hexadecimal value 0x20, cannot be included in a name."},
      {declared("<section name='configProtectedData' type='t'/>"),
       "The section 'configProtectedData' is a built-in section.  It cannot be declared by the "
       "user."},
      {declared("<section name='location' type='t'/>"),
       "The section name 'location' is reserved for <location> sections."},
  };
}

/// section-read: what a section may not hold.
inline std::vector<Sample> of_sections() {
  return {
      {default_proxy("<x/>"), "Unrecognized element 'x'."},
      {default_proxy("<enabled/>"), "Property 'enabled' is not a ConfigurationElement."},
      {default_proxy("<proxy x=''/>"), unrecognized("x")},
      {default_proxy("<proxy/><proxy/>"),
       "The element <proxy> may only appear once in this section."},
      {default_proxy("text"), "The configuration section cannot contain a CDATA or text element."},
      {default_proxy("<bypasslist><add/></bypasslist>"), "Invalid key value."},
      {system_net("<connectionManagement><add address='*' maxconnection='1'/>"
                  "<add address='*' maxconnection='2'/></connectionManagement>"),
       "The entry '*' has already been added."},
      {system_net("<defaultProxy proxy=''/>"),
       cannot_parse("proxy",
                    "Unable to find a converter that supports conversion to/from string for the "
                    "property 'proxy' of type 'ProxyElement'.")},
      {default_proxy("<proxy lockItem='x'/>"),
       "The property 'lockItem' must have value 'true' or 'false'."},
      {default_proxy("<proxy lockElements=''/>"),
       "The 'lockElements' attribute cannot be an empty string."},
      {default_proxy("<proxy lockAllElementsExcept=''/>"),
       "The 'lockAllElementsExcept' attribute cannot be an empty string. lockElements=\"*\" may be "
       "used to lock all elements."},
      {default_proxy("<proxy lockAllAttributesExcept=''/>"),
       "The 'lockAllAttributesExcept' attribute cannot be an empty string. lockAttributes=\"*\" "
       "may be used to lock all attributes."},
  };
}

/// section-read: values.
inline std::vector<Sample> of_values() {
  const auto proxy = [](const std::string& attribute) {
    return default_proxy("<proxy " + attribute + "/>");
  };
  const auto timeouts = [](const std::string& attribute) {
    return settings("<httpListener><timeouts " + attribute + "/></httpListener>");
  };
  return {
      {system_net("<defaultProxy enabled='x'/>"),
       cannot_parse("enabled", "x is not a valid value for Boolean.")},
      {proxy("autoDetect='x'"),
       cannot_parse("autoDetect", "x is not a valid value for AutoDetectValues.")},
      {proxy("bypassonlocal='x'"),
       cannot_parse("bypassonlocal", "x is not a valid value for BypassOnLocalValues.")},
      {proxy("usesystemdefault='x'"),
       cannot_parse("usesystemdefault", "x is not a valid value for UseSystemDefaultValues.")},
      {settings("<servicePointManager encryptionPolicy='x'/>"),
       cannot_parse("encryptionPolicy",
                    "The enumeration value must be one of the following: RequireEncryption, "
                    "AllowNoEncryption, NoEncryption.")},
      {settings("<webUtility unicodeDecodingConformance='x'/>"),
       cannot_parse("unicodeDecodingConformance",
                    "EnumTypeConverter`1 cannot convert from System.String.")},
      {settings("<servicePointManager dnsRefreshTimeout='x'/>"),
       cannot_parse("dnsRefreshTimeout", "x is not a valid value for Int32.")},
      {settings("<servicePointManager dnsRefreshTimeout='-2'/>"),
       not_valid("dnsRefreshTimeout",
                 "Timeout can be only be set to 'System.Threading.Timeout.Infinite' or a value > "
                 "0.")},
      {settings("<webProxyScript autoConfigUrlRetryInterval='-1'/>"),
       not_valid("autoConfigUrlRetryInterval", out_of_bounds("0", "2147483647", "-1"))},
      {settings("<webProxyScript downloadTimeout='x'/>"),
       cannot_parse("downloadTimeout", "x is not a valid value for TimeSpan.")},
      {settings("<webProxyScript downloadTimeout='24:00'/>"),
       cannot_parse("downloadTimeout",
                    "The TimeSpan could not be parsed because at least one of the numeric "
                    "components is out of range or contains too many digits.")},
      {settings("<webProxyScript downloadTimeout='-1'/>"),
       not_valid("downloadTimeout",
                 "The value must be inside the range 00:00:00-10675199.02:48:05.4775807.")},
      {timeouts("entityBody='1'"),
       not_valid("entityBody", out_of_bounds("0:0:0", "18:12:15", "1.00:00:00"))},
      {timeouts("minSendBytesPerSecond='x'"),
       cannot_parse("minSendBytesPerSecond", "x is not a valid value for Int64.")},
      {timeouts("minSendBytesPerSecond='-1'"),
       not_valid("minSendBytesPerSecond", out_of_bounds("0", "4294967295", "-1"))},
      {system_net("<mailSettings><smtp><network port='0'/></smtp></mailSettings>"),
       not_valid("port", "The value must be inside the range 1-65535.")},
  };
}

/// What `new Uri(..., UriKind.Absolute)` says of a proxyaddress.
inline std::vector<Sample> of_uris() {
  const auto sample = [](const std::string& value, const std::string& text) {
    return Sample{default_proxy("<proxy proxyaddress='" + value + "'/>"),
                  cannot_parse("proxyaddress", "Invalid URI: " + text)};
  };
  return {
      sample("", "The URI is empty."),
      sample("proxy", "The format of the URI could not be determined."),
      sample("10.0.0.1:8080", "The URI scheme is not valid."),
      sample("http:proxy", "The Authority/Host could not be parsed."),
      sample("http://", "The hostname could not be parsed."),
      sample("http://a:x", "Invalid port specified."),
      sample("c:8080", R"(A Dos path must be rooted, for example, 'c:\'.)"),
      sample(std::string(1025, 'a') + "://x", "The Uri scheme is too long."),
      sample("http://a/" + std::string(65520, 'a'), "The Uri string is too long."),
  };
}

/// request: what a bypass entry can be refused for, and the two other things.
inline std::vector<Sample> of_requests() {
  return {
      {default_proxy("<proxy proxyaddress='https://a'/>"),
       "The ServicePointManager does not support proxies with the https scheme."},
      {default_proxy("<module type='Nix'/>"),
       "Could not load type 'Nix' from assembly 'System, Version=4.0.0.0, Culture=neutral, "
       "PublicKeyToken=b77a5c561934e089'."},
  };
}

struct Pattern {
  std::string pattern;
  std::string reason;
};

inline const std::string group_name =
    "Invalid group name: Group names must begin with a word character.";

inline std::vector<Pattern> patterns() {
  return {
      {"*", "Quantifier {x,y} following nothing."},
      {"a**", "Nested quantifier *."},
      {"a{2,1}", "Illegal {x,y} with x > y."},
      {"[", "Unterminated [] set."},
      {"[b-a]", "[x-y] range in reverse order."},
      {R"([a-\d])", R"(Cannot include class \d in character range.)"},
      {"[a-[b]c]", "A subtraction must be the last element in a character class."},
      {"(", "Not enough )'s."},
      {")", "Too many )'s."},
      {"(?", "Unrecognized grouping construct."},
      {"(?<-1>a)", "Reference to undefined group number 1."},
      {"(?<-a>a)", "Reference to undefined group name a."},
      {"(?<!", "Not enough )'s."},
      {"(?<.>a)", group_name},
      {"(?<0>a)", "Capture number cannot be zero."},
      {"(?(1)a)", "(?(1) ) reference to undefined group."},
      {"(?(1a)b)", "(?(1) ) malformed."},
      {"(?(?#a)b)", "Alternation conditions cannot be comments."},
      {"(?(?<a>b)c)", "Alternation conditions do not capture and cannot be named."},
      {"(?(a)b|c|d)", "Too many | in (?()|)."},
      {"(?#", "Unterminated (?#...) comment."},
      {R"(\)", R"(Illegal \ at end of pattern.)"},
      {R"(\_)", R"(Unrecognized escape sequence \_.)"},
      {R"(\1)", "Reference to undefined group number 1."},
      {R"(\k<a>)", "Reference to undefined group name a."},
      {R"(\k)", R"(Malformed \k<...> named back reference.)"},
      {R"(\x1)", "Insufficient hexadecimal digits."},
      {R"(\c)", "Missing control character."},
      {R"(\c!)", "Unrecognized control character."},
      {R"(\p)", R"(Incomplete \p{X} character escape.)"},
      {R"(\pabc)", R"(Malformed \p{X} character escape.)"},
      {R"(\p{Nix})", "Unknown property 'Nix'."},
      {R"(\2147483648)", "Capture group numbers must be less than or equal to Int32.MaxValue."},
  };
}

/// What .NET says without naming the pattern, because its own code breaks; and where we give up.
inline std::vector<Pattern> patterns_without_name() {
  std::string deep;
  for (int depth = 0; depth < 200; ++depth) deep += "[a-";
  deep += "[b]" + std::string(200, ']');
  return {
      {"(?<-", "Index was outside the bounds of the array."},
      {R"((?<7>x)\c[(a)])", "Object reference not set to an instance of an object."},
      {std::string((1U << 20U) + 1, 'a'), "The pattern is longer than shirlint looks."},
      {deep, "Class subtractions are nested deeper than shirlint looks."},
  };
}

inline std::string escape(const std::string& pattern) {
  std::string out;
  for (const char c : pattern) {
    if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

inline std::string bypass(const std::string& pattern) {
  return default_proxy("<bypasslist><add address=\"" + escape(pattern) + "\"/></bypasslist>");
}

inline std::vector<Sample> samples() {
  std::vector<Sample> all;
  for (const auto& part :
       {of_the_file(), of_declarations(), of_sections(), of_values(), of_uris(), of_requests()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  for (const Pattern& pattern : patterns()) {
    all.push_back(
        {bypass(pattern.pattern), "parsing \"" + pattern.pattern + "\" - " + pattern.reason});
  }
  return all;
}

}  // namespace shirlint::dotnet::example
