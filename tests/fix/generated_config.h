// Configs as they are found on hosts, with the faults that are found in them. Text in its plainest
// spelling: "\n", two blanks, double quotes; generated_layout.h gives it another.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fix/generated_layout.h"

namespace shirlint::fix::test {

/// What a person did to one config.
enum class Fault {
  none,
  // the proxy's address
  no_scheme,
  white_space,
  https_scheme,
  no_port,
  script_address,
  password,
  empty_address,
  // attributes
  letter_case,
  wrong_element,
  boolean_word,
  number_boolean,
  disabled,
  script_too,
  system_default_too,
  no_credentials,
  empty_proxy,
  // elements
  element_case,
  second_list,
  list_in_proxy,
  proxy_outside,
  block_twice,
  two_blocks,
  late_sections,
  root_case,
  stray_text,
  misplaced,
  no_block,
  setting_twice,
  binding_namespace,
  check_off,
  tls_switch,
  // malformed
  bare_value,
  bare_ampersand,
  before_declaration,
  behind_root,
  wrong_encoding,
  count
};

constexpr std::array<std::string_view, static_cast<std::size_t>(Fault::count)> fault_names = {
    "none",           "no scheme",      "white space",   "https scheme",   "no port",
    "script address", "password",       "empty address", "letter case",    "wrong element",
    "boolean word",   "number boolean", "disabled",      "script too",     "system default too",
    "no credentials", "empty proxy",    "element case",  "second list",    "list in proxy",
    "proxy outside",  "block twice",    "two blocks",    "late sections",  "root case",
    "stray text",     "misplaced",      "no block",      "setting twice",  "binding namespace",
    "check off",      "tls switch",     "bare value",    "bare ampersand", "before declaration",
    "behind root",    "wrong encoding"};

constexpr bool is_malformed(Fault fault) {
  return fault >= Fault::bare_value && fault <= Fault::wrong_encoding;
}

/// The text of a config that somebody wrote, with the faults asked for as far as they go together.
class ConfigWriter {
 public:
  explicit ConfigWriter(Chance& chance) : chance_(chance) {}

  std::string shipped() {
    system_net_ =
        "  <system.net>\n    <defaultProxy useDefaultCredentials=\"true\" />\n"
        "  </system.net>\n";
    return document();
  }

  std::string with(const std::vector<Fault>& faults) {
    faults_ = faults;
    write_proxy();
    write_list();
    write_block();
    return document();
  }

 private:
  [[nodiscard]] bool has(Fault fault) const {
    return std::find(faults_.begin(), faults_.end(), fault) != faults_.end();
  }
  std::string pick(std::initializer_list<std::string_view> choices) {
    return std::string(chance_.one_of(choices));
  }

  std::string address() {
    const std::string host =
        pick({"proxy.contoso.com", "proxy", "10.1.2.3", "webproxy.corp.contoso.com"});
    const std::string port = pick({"8080", "3128", "80", "9480"});
    if (has(Fault::empty_address)) return "";
    if (has(Fault::no_scheme)) {
      return host + (chance_.percent(85) ? ":" + port : "") + pick({"", "", "", "/"});
    }
    if (has(Fault::https_scheme)) return "https://" + host + ":" + port;
    if (has(Fault::no_port)) return "http://" + host;
    if (has(Fault::script_address))
      return "http://" + host + ":" + port + pick({"/proxy.pac", "/wpad.dat"});
    if (has(Fault::password)) return "http://user:secret@" + host + ":" + port;
    if (has(Fault::bare_ampersand)) return "http://" + host + ":" + port + "/?a=1&b=2";
    if (chance_.percent(4))
      return pick({"#{ProxyAddress}#", "http://#{ProxyHost}#:8080", "${proxy}"});
    std::string made = "http://" + host + ":" + port;
    if (has(Fault::white_space)) {
      made = pick({" ", "  ", "", "&#9;"}) + made + pick({" ", "", "  "});
    }
    return made;
  }

  void attribute(std::string& tag, std::string_view name, const std::string& value) {
    tag += " " + std::string(name) + "=\"" + value + "\"";
  }

  void write_proxy() {
    if (has(Fault::empty_proxy)) {
      proxy_ = "      <proxy />\n";
      return;
    }
    if (!has(Fault::letter_case) && faults_.size() < 2 && chance_.percent(6)) return;
    const bool wrong_case = has(Fault::letter_case);
    proxy_ = "<proxy";
    const bool system_default = has(Fault::system_default_too);
    if (system_default || chance_.percent(50)) {
      attribute(proxy_,
                wrong_case ? pick({"usesystemdefault", "UseSystemDefault"}) : "usesystemdefault",
                system_default ? "True" : pick({"False", "False", "false", "Unspecified"}));
    }
    const std::string made = address();
    if (has(Fault::bare_value)) {
      proxy_ += " proxyaddress=" + made;
    } else {
      attribute(proxy_, wrong_case ? pick({"ProxyAddress", "proxyAddress"}) : "proxyaddress", made);
    }
    if (has(Fault::boolean_word) || chance_.percent(70)) {
      attribute(
          proxy_,
          wrong_case ? pick({"bypassOnLocal", "BypassOnLocal", "bypassonlocal"}) : "bypassonlocal",
          has(Fault::boolean_word) ? pick({"yes", "no", "on", "off", "", "YES"})
                                   : pick({"True", "True", "False", "true"}));
    }
    if (has(Fault::script_too))
      attribute(proxy_, "scriptLocation", "http://wpad.contoso.com/wpad.dat");
    if (has(Fault::wrong_element)) attribute(proxy_, "useDefaultCredentials", "true");
    if (has(Fault::list_in_proxy)) {
      proxy_ = "      " + proxy_ + ">\n        <bypasslist>\n" + entries(8) +
               "        </bypasslist>\n      </proxy>\n";
    } else {
      proxy_ = "      " + proxy_ + " />\n";
    }
  }

  std::string entry() {
    if (chance_.percent(45)) {
      return pick({R"(^https?://([^/:]+\.)?contoso\.com(:\d+)?$)",
                   R"(^https?://10\.\d+\.\d+\.\d+(:\d+)?$)",
                   R"(^https?://sql01\.corp\.contoso\.com(:\d+)?$)", R"([a-z]+\.contoso\.com$)",
                   R"(^https?://[^/]+\.blob\.core\.windows\.net(:\d+)?/?$)"});
    }
    return pick({"*.contoso.com",
                 "*.blob.core.windows.net",
                 "*contoso.com",
                 "**",
                 "*",
                 "contoso.*",
                 "10.*",
                 "10.1.2.3",
                 "169.254.169.254",
                 "168.63.129.16",
                 "sql01.corp.contoso.com",
                 "contoso.com",
                 R"(contoso\.com)",
                 R"(^contoso\.com$)",
                 "a.contoso.com;b.contoso.com",
                 "a.contoso.com, b.contoso.com",
                 "10.0.0.0/8",
                 "172.16.0.0/16",
                 "192.168.1.0/24",
                 "",
                 "&lt;local&gt;",
                 R"(https://a\.contoso\.com/path)",
                 R"(^http://a\.contoso\.com:80$)",
                 R"(^https://a\.contoso\.com:443$)",
                 R"(^https?://a\.contoso\.com/$)",
                 R"(a\.privatelink\.blob\.core\.windows\.net)",
                 "a.privatelink.vaultcore.azure.net",
                 R"(^https?://sql\_01\.contoso\.com$)",
                 "(unclosed",
                 "#{Bypass}#",
                 "localhost",
                 R"(\.contoso\.com)",
                 "[::1]"});
  }

  std::string entries(std::size_t indent) {
    std::string out;
    std::string last;
    const std::size_t count = chance_.below(5);
    for (std::size_t i = 0; i < count; ++i) {
      std::string one = "<add address=\"" + entry() + "\" />";
      if (chance_.percent(3)) one = "<add />";
      if (chance_.percent(2)) one = "<clear />";
      if (chance_.percent(3)) one = "<remove address=\"contoso.com\" />";
      if (!last.empty() && chance_.percent(10)) one = last;
      out += std::string(indent + 2, ' ') + one + "\n";
      last = std::move(one);
    }
    return out;
  }

  void write_list() {
    if (has(Fault::list_in_proxy) || (!has(Fault::second_list) && chance_.percent(40))) return;
    const std::string name =
        has(Fault::element_case) ? pick({"byPassList", "bypassList", "BypassList"}) : "bypasslist";
    list_ = "      <" + name + ">\n" + entries(6) + "      </" + name + ">\n";
    if (has(Fault::second_list))
      list_ += "      <bypasslist>\n" + entries(6) + "      </bypasslist>\n";
  }

  std::string block() {
    std::string start = "<defaultProxy";
    if (has(Fault::disabled)) {
      attribute(start, "enabled", "false");
    } else if (has(Fault::number_boolean)) {
      attribute(start, "enabled", pick({"1", "0", "yes", "no", ""}));
    } else if (chance_.percent(20)) {
      attribute(start, "enabled", "true");
    }
    if (!has(Fault::no_credentials) && chance_.percent(85)) {
      attribute(start,
                has(Fault::letter_case) && chance_.percent(30) ? "usedefaultcredentials"
                                                               : "useDefaultCredentials",
                "true");
    }
    const std::string inner = (has(Fault::proxy_outside) ? "" : proxy_) +
                              (has(Fault::stray_text) && chance_.percent(50) ? "      ...\n" : "") +
                              list_;
    if (inner.empty()) return "    " + start + " />\n";
    return "    " + start + ">\n" + inner + "    </defaultProxy>\n";
  }

  void write_block() {
    std::string inside = block();
    if (has(Fault::block_twice)) {
      inside += inside;
    } else if (has(Fault::two_blocks)) {
      inside.insert(chance_.percent(50) ? 0 : inside.size(),
                    "    <defaultProxy useDefaultCredentials=\"true\" />\n");
    }
    if (has(Fault::proxy_outside)) inside += proxy_;
    if (has(Fault::check_off)) {
      inside +=
          "    <settings>\n      <servicePointManager checkCertificateName=\"false\" "
          "expect100Continue=\"false\" />\n"
          "    </settings>\n";
    }
    if (chance_.percent(8)) {
      inside +=
          "    <connectionManagement>\n      <add address=\"*\" maxconnection=\"48\" />\n    "
          "</connectionManagement>\n";
    }
    system_net_ = "  <system.net>\n" + inside + "  </system.net>\n";
    if (has(Fault::no_block)) system_net_.clear();
  }

  std::string runtime() {
    std::string out = "  <runtime>\n";
    const std::string server = "    <gcServer enabled=\"true\" />\n";
    if (has(Fault::setting_twice) || chance_.percent(70)) out += server;
    if (has(Fault::setting_twice)) out += server;
    if (has(Fault::tls_switch)) {
      out +=
          "    <AppContextSwitchOverrides "
          "value=\"Switch.System.Net.DontEnableSchUseStrongCrypto=true" +
          pick({"", ";Switch.System.IO.UseLegacyPathHandling=true"}) + "\" />\n";
    }
    if (has(Fault::binding_namespace) || chance_.percent(40)) {
      out += "    <assemblyBinding";
      if (!has(Fault::binding_namespace)) out += " xmlns=\"urn:schemas-microsoft-com:asm.v1\"";
      out +=
          ">\n      <dependentAssembly>\n        <assemblyIdentity name=\"Newtonsoft.Json\" "
          "publicKeyToken=\"30ad4fe6b2a6aeed\" culture=\"neutral\" />\n        <bindingRedirect "
          "oldVersion=\"0.0.0.0-13.0.0.0\" newVersion=\"13.0.0.0\" />\n      </dependentAssembly>\n"
          "    </assemblyBinding>\n";
    }
    if (has(Fault::misplaced)) out += system_net_;
    return out + "  </runtime>\n";
  }

  std::string document() {
    const std::string sections =
        has(Fault::late_sections) || chance_.percent(15)
            ? "  <configSections>\n    <section name=\"own\" "
              "type=\"System.Configuration.NameValueSectionHandler\" />\n  </configSections>\n"
            : "";
    std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
    if (has(Fault::wrong_encoding)) out.replace(out.find("utf-8"), 5, "utf-16");
    if (has(Fault::before_declaration)) out.insert(0, pick({"\n", "\n\n", "  "}));
    const std::string root =
        has(Fault::root_case) ? pick({"Configuration", "CONFIGURATION"}) : "configuration";
    out += "<" + root + ">\n";
    if (!has(Fault::late_sections)) out += sections;
    if (chance_.percent(60)) {
      out +=
          "  <startup useLegacyV2RuntimeActivationPolicy=\"true\">\n    <supportedRuntime "
          "version=\"v4.0\" "
          "sku=\".NETFramework,Version=v4.7.2\" />\n  </startup>\n";
    }
    if (has(Fault::stray_text)) out += "  " + pick({"...", "-", ";", "stray"}) + "\n";
    if (has(Fault::misplaced) || has(Fault::setting_twice) || has(Fault::binding_namespace) ||
        has(Fault::tls_switch) || chance_.percent(40)) {
      out += runtime();
    }
    if (!has(Fault::misplaced)) out += system_net_;
    if (has(Fault::late_sections)) out += sections;
    if (chance_.percent(30)) {
      out += "  <appSettings>\n    <add key=\"Path\" value=\"" +
             pick({"C:\\a b", "a&amp;b", "&#xE4;", "x'y"}) + "\" />\n  </appSettings>\n";
    }
    out += "</" + root + ">\n";
    if (has(Fault::behind_root))
      out += chance_.percent(50) ? std::string(2, '\0') : "</configuration>\n";
    return out;
  }

  Chance& chance_;
  std::vector<Fault> faults_;
  std::string proxy_;
  std::string list_;
  std::string system_net_;
};

}  // namespace shirlint::fix::test
