// The places of a config, a script and a log in which a secret can stand; @@@ is where it does.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "canaries.h"

inline std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

/// The ways to write a password into a proxy's address; @@@ is where it stands.
inline const std::vector<std::string> addresses = {
    "http://bob:@@@@proxy.contoso.com:8080",
    "http://@@@@proxy.contoso.com:8080",
    "http://bob:%%%@proxy.contoso.com:8080",
    "http://bob:&&&@proxy.contoso.com:8080",
    "http://bob:p@@@@@proxy.contoso.com:8080",
    "http://bob:a@@@@b@proxy.contoso.com:8080",
    "http://bob:a:@@@@proxy.contoso.com:8080",
    "http://bob:a/@@@@proxy.contoso.com:8080",
    "http://bob:a#@@@@proxy.contoso.com:8080",
    "http://bob:a?@@@@proxy.contoso.com:8080",
    "http://bob:a b@@@@proxy.contoso.com:8080",
    "bob:@@@@proxy.contoso.com:8080",
    "http:\\\\bob:@@@@proxy.contoso.com:8080",
    "HTTP://CORP\\bob:@@@@proxy.contoso.com",
    "http://bob:@@@@",
    "://bob:@@@@proxy.contoso.com:8080",
    " http://bob:@@@@proxy.contoso.com:8080 ",
    "http://bob:@@@%40proxy.contoso.com:8080",
    "http://bob:@@@&#64;proxy.contoso.com:8080",
    "http://bob:@@@&#x40;proxy.contoso.com:port",
    "http%3A%2F%2Fbob%3A@@@%40proxy.contoso.com",
    "http://bob:@@@#{x}#@proxy.contoso.com:8080",
    "http://proxy.contoso.com:8080/?password=@@@",
};

inline std::string with_secret(const std::string& spelling, const std::string& secret) {
  std::string out = replaced(spelling, "%%%", Canaries::percent(secret));
  out = replaced(std::move(out), "&&&", Canaries::references(secret));
  const std::size_t at = out.find("@@@");
  return at == std::string::npos ? out : out.replace(at, 3, secret);
}

/// What stands in a config beside the proxy's address, each with its secret.
inline const std::vector<std::pair<const char*, const char*>> insides = {
    {"a bypass entry", R"(<bypasslist><add address="http://bob:@@@@x\.contoso\.com"/>
      <add address="*.bob:@@@@contoso.com"/></bypasslist>)"},
    {"the script's location",
     R"(<proxy scriptLocation="http://bob:@@@@pac.contoso.com/p.pac" usesystemdefault="Maybe"/>)"},
    {"an attribute that nobody knows", R"(<proxy password="@@@" proxyaddress="proxy:80"/>)"},
    {"an address with blanks around", "<proxy proxyaddress=\"\n  http://bob:@@@@proxy:80\n\"/>"},
    {"an address over two lines",
     "<proxy proxyaddress=\"http://bob:\n@@@@proxy\" bypassonlocal=\"Maybe\" "
     "usesystemdefault=\"No\"/>"},
    {"a comment", R"(<!-- http://bob:@@@@proxy:80 --><proxy proxyaddress="proxy:80"/>)"},
    {"text in the wrong place", "<proxy/>http://bob:@@@@proxy:80"},
    {"a module", R"(<module type="http://bob:@@@@x"/><module/>)"},
};

/// What stands in a config as a whole.
inline const std::vector<std::pair<const char*, const char*>> outsides = {
    {"appSettings by name",
     R"(<appSettings><add key="ProxyPassword" value="@@@"/><add key="x"/></appSettings>)"},
    {"appSettings, the value first",
     R"(<appSettings><add value="@@@" key="ProxyPassword"/><add key="x" Key="y"/></appSettings>)"},
    {"appSettings over two lines",
     "<appSettings><add key=\"ProxyPassword\"\n value=\"@@@\" key=\"y\"/></appSettings>"},
    {"an element", "<appSettings><Password>@@@</Password><Password x=1/></appSettings>"},
    {"an authentication key",
     R"(<appSettings><add key="AuthKey" value="IR@11111111-2222-3333-4444-555555555555@adf@ServiceEndpoint=adf.westeurope@@@@="/></appSettings>)"},
    {"a connection string",
     R"(<connectionStrings><add name="a" connectionString="Server=a;User ID=b;Password=@@@;"/></connectionStrings>)"},
    {"a storage key",
     R"(<appSettings><add key="s" value="AccountName=a;AccountKey=@@@=="/></appSettings>)"},
    {"an encrypted section's neighbour",
     R"(<system.web><machineKey validationKey="@@@" decryptionKey="@@@"/></system.web>)"},
};

/// Ends of a file that .NET refuses, so that what stands there is told of.
inline const std::vector<std::pair<const char*, const char*>> endings = {
    {"a file cut in the value", "<proxy proxyaddress=\"http://bob:@@@"},
    {"a value without an end", "<proxy proxyaddress=\"http://bob:@@@@proxy:80></configuration>"},
    {"a value without quotes", "<proxy proxyaddress=http://bob:@@@@proxy:80 /></configuration>"},
    {"an attribute that is there twice",
     "<proxy proxyaddress=\"http://bob:@@@@proxy:80\" proxyaddress=\"\"/></configuration>"},
    {"an ampersand in the password",
     "<proxy proxyaddress=\"http://bob:a&@@@@proxy:80\"/></configuration>"},
    {"a less-than sign in the password",
     "<proxy proxyaddress=\"http://bob:a<@@@@proxy:80\"/></configuration>"},
    {"an end tag with the address", "</http://bob:@@@@proxy:80></configuration>"},
    {"text behind the end", "</configuration>http://bob:@@@@proxy:80"},
    {"a comment that does not end", "<!-- http://bob:@@@@proxy:80"},
};

inline const std::vector<std::pair<const char*, const char*>> scripts = {
    {"dmgcmd's key", "dmgcmd -Key \"IR@11111111-2222-3333-4444-555555555555@adf@@@@=\" -Status\n"},
    {"dmgcmd's key without quotes", "dmgcmd -RegisterNewNode @@@AbCdEfGh0123 node-1 -Status\n"},
    {"dmgcmd's backup", "dmgcmd -GenerateBackupFile c:\\b.bak \"@@@\" -Status\n"},
    {"a switch", "setup.exe --proxy-password @@@; dmgcmd -Status\n"},
    {"a switch with a colon", "setup.exe /password:@@@ & dmgcmd -Status\n"},
    {"ConvertTo-SecureString",
     "$p = ConvertTo-SecureString '@@@' -AsPlainText -Force; dmgcmd -Status\n"},
    {"ConvertTo-SecureString, by name",
     "$p = ConvertTo-SecureString -AsPlainText -Force -String \"@@@\"; dmgcmd -Status\n"},
    {"a variable", "$password = '@@@'; dmgcmd -Status -pwd $password\n"},
    {"an argument's list", "& dmgcmd -Status -Password '@@@' -Status\n"},
    {"an address", "Invoke-WebRequest -Proxy http://bob:@@@@proxy:80 x; dmgcmd -Status\n"},
    {"curl", "curl -x http://bob:@@@@proxy:80 -U bob:@@@ x; dmgcmd -Status\n"},
    {"set in a batch file", "set HTTP_PROXY=http://bob:@@@@proxy:80&& dmgcmd -Status\n"},
    {"JSON", "$x = '{\"password\": \"@@@\"}'; dmgcmd -Status\n"},
};

inline const std::vector<std::pair<const char*, const char*>> log_lines = {
    {"an address", "The remote name could not be resolved: 'http://bob:@@@@proxy:80'\n"},
    {"a key",
     "Error: Java Runtime Environment is not found. IR@11111111-2222-3333-4444-"
     "555555555555@adf@@@@=\n"},
    {"a connection string", "Java Runtime Environment is not found: Server=a;Password=@@@;\n"},
    {"JSON", "Java Runtime Environment is not found {\"password\":\"@@@\"}\n"},
    {"a command line", "Java Runtime Environment is not found: setup --password @@@\n"},
};
