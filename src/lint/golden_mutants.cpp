#include "lint/golden_mutants.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "text/toml.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view nothing;

/// The same bytes, with blanks in the place of comments, so that places can be looked for.
std::string without_comments(const std::string& bytes) {
  std::string out = bytes;
  for (std::size_t at = 0; (at = out.find("<!--", at)) != std::string::npos;) {
    const std::size_t close = out.find("-->", at);
    const std::size_t end = close == std::string::npos ? out.size() : close + 3;
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(at),
              out.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    at = end;
  }
  return out;
}

struct Range {
  std::size_t start = 0;
  std::size_t end = 0;
};

class ConfigMutants {
 public:
  ConfigMutants(const std::string& file, const std::string& bytes)
      : file_(file), bytes_(bytes), plain_(without_comments(bytes)) {}

  std::vector<GoldenMutant> all() {
    whole_file();
    if (!find_block()) return std::move(out_);
    block();
    for (const Range& value : values("proxyaddress")) address(value);
    entries();
    attributes();
    return std::move(out_);
  }

 private:
  void add(std::string_view fault, Range where, std::string_view text) {
    std::string bytes = bytes_;
    bytes.replace(where.start, where.end - where.start, text);
    if (bytes == bytes_) return;
    const auto lines =
        std::count(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(where.start), '\n');
    out_.push_back({file_, fmt::format("{} (line {})", fault, lines + 1), std::move(bytes)});
  }

  /// The first occurrence of `text` outside of comments, from `from`; empty range at npos: none.
  [[nodiscard]] Range find(std::string_view text, std::size_t from = 0) const {
    const std::size_t at = plain_.find(text, from);
    return at == std::string::npos ? Range{at, at} : Range{at, at + text.size()};
  }

  void whole_file() {
    const Range declaration = find("<?xml");
    if (declaration.start != std::string::npos) {
      add("a blank before the XML declaration", {declaration.start, declaration.start}, " ");
    }
    if (const Range utf8 = find("encoding=\"utf-8\""); utf8.start != std::string::npos) {
      add("another encoding is declared", utf8, "encoding=\"utf-16\"");
    }
    const Range close = find("</configuration>");
    if (close.start == std::string::npos) return;
    add("the end is cut off", {close.start, bytes_.size()}, nothing);
    add("text behind the root", {close.end, close.end}, "\nend");
    add("the root's end has another name", close, "</Configuration>");
    add("a bare & in the text", {close.start, close.start}, "<!-- -->&");
    add("forgotten prose", {close.start, close.start}, "see above\n");
    add("an unknown section", {close.start, close.start}, "<proxySettings/>\n");
    if (const Range open = find("<configuration>"); open.start != std::string::npos) {
      add("a namespace on the root", {open.end - 1, open.end - 1}, " xmlns=\"urn:x\"");
    }
    if (const Range open = find("<system.net>"); open.start != std::string::npos) {
      const Range end = find("</system.net>", open.end);
      if (end.start == std::string::npos) return;
      add("system.net in another letter case", open, "<System.net>");
      add("system.net is gone", {open.start, end.end}, nothing);
      add("an unknown element in system.net", {open.end, open.end}, "<proxyServer/>");
    }
  }

  bool find_block() {
    block_.start = find("<defaultProxy").start;
    if (block_.start == std::string::npos) return false;
    const std::size_t open_end = plain_.find('>', block_.start);
    if (open_end == std::string::npos) return false;
    if (plain_[open_end - 1] == '/') {
      block_.end = open_end + 1;
      return true;
    }
    const Range close = find("</defaultProxy>", open_end);
    block_.end = close.end;
    return close.start != std::string::npos;
  }

  void block() {
    const std::string copy = bytes_.substr(block_.start, block_.end - block_.start);
    add("defaultProxy twice", {block_.end, block_.end}, copy);
    add("defaultProxy in another letter case",
        {block_.start, block_.start + std::string_view("<defaultProxy").size()}, "<DefaultProxy");
    const Range system = find("<system.net");
    if (system.start != std::string::npos) {
      add("defaultProxy outside of system.net", {system.start, system.start}, copy);
    }
    if (copy.find("<proxy") == std::string::npos) return;
    add("the shipped default is back", block_, "<defaultProxy useDefaultCredentials=\"true\" />");
    add("the proxy is switched off", block_, "<defaultProxy enabled=\"false\">" + inner(copy));
    const Range proxy = find("<proxy", block_.start);
    add("the proxy element in another letter case", proxy, "<Proxy");
    const std::size_t end = plain_.find('>', proxy.end);
    if (end != std::string::npos && plain_[end - 1] == '/') {
      add("the proxy element twice", {end + 1, end + 1},
          bytes_.substr(proxy.start, end + 1 - proxy.start));
      add("an unknown attribute", {end - 1, end - 1}, " port=\"8080\" ");
    }
  }

  /// What is behind the start tag of the block.
  static std::string inner(const std::string& block) { return block.substr(block.find('>') + 1); }

  /// The values of an attribute within the block, without their quotes.
  [[nodiscard]] std::vector<Range> values(std::string_view name) const {
    std::vector<Range> out;
    const std::string start = fmt::format("{}=\"", name);
    for (Range at = find(start, block_.start); at.start < block_.end; at = find(start, at.end)) {
      out.push_back({at.end, plain_.find('"', at.end)});
    }
    return out;
  }

  void address(const Range& value) {
    const std::string text = bytes_.substr(value.start, value.end - value.start);
    constexpr std::string_view http = "http://";
    if (text.rfind(http, 0) != 0) return;
    const std::string host = text.substr(http.size());
    add("proxyaddress without http://", value, host);
    add("proxyaddress with https://", value, "https://" + host);
    add("proxyaddress with socks5://", value, "socks5://" + host);
    add("proxyaddress is empty", value, nothing);
    add("proxyaddress with a password", value, "http://me:secret@" + host);
    add("proxyaddress with a blank behind it", value, text + " ");
    add("proxyaddress is the example of the documentation", value, "http://proxy.domain.org:8888/");
    add("proxyaddress is another host than in the other file", value,
        "http://other.contoso.com:8080");
    add("proxyaddress is a debugging proxy", value, "http://127.0.0.1:8888");
    if (const std::size_t colon = text.rfind(':'); colon > http.size()) {
      add("proxyaddress with a port that cannot be", value, text.substr(0, colon) + ":99999");
      add("proxyaddress with the nodes' own port", value, text.substr(0, colon) + ":8060");
    }
  }

  void entries() {
    const Range list = find("<bypasslist>", block_.start);
    if (list.start >= block_.end) return;
    struct Entry {
      std::string_view fault;
      std::string_view element;
    };
    constexpr std::array wrong = {
        Entry{"an entry that is a wildcard", "<add address=\"*.contoso.com\"/>"},
        Entry{"an entry that is no regular expression", "<add address=\"(contoso\"/>"},
        Entry{"an entry that never matches", "<add address=\"^sql01\\.contoso\\.com$\"/>"},
        Entry{"an entry with a list in it", "<add address=\"a.contoso.com;b.contoso.com\"/>"},
        Entry{"an entry with a network", "<add address=\"10.0.0.0/8\"/>"},
        Entry{"an entry that matches everything", "<add address=\".*\"/>"},
        Entry{"an entry that is empty", "<add address=\"\"/>"},
        Entry{"an entry without address", "<add/>"},
        Entry{"an entry of Internet Options", "<add address=\"&lt;local&gt;\"/>"},
        Entry{"an entry with a path", "<add address=\"sql01.contoso.com/data\"/>"},
        Entry{"an entry with the default port", "<add address=\"https://sql01.contoso.com:443\"/>"},
        Entry{
            "an entry with a placeholder",
            "<add "
            "address=\"[adfresourcename]\\.[adfresourcelocation]\\.datafactory\\.azure\\.net\"/>"},
        Entry{"an escape that .NET does not know", "<add address=\"sql\\_01\"/>"},
        Entry{"an entry that exempts the service", "<add address=\"servicebus\\.windows\\.net\"/>"},
        Entry{"an attribute in another letter case", "<add Address=\"sql01\"/>"},
    };
    for (const Entry& entry : wrong) add(entry.fault, {list.end, list.end}, entry.element);
    const Range end = find("</bypasslist>", list.end);
    if (end.start == std::string::npos) return;
    add("the list is wiped at its end", {end.start, end.start}, "<clear/>");
    const Range first = find("<add", list.end);
    const std::size_t close = plain_.find("/>", first.start);
    if (first.start >= end.start || close == std::string::npos) return;
    add("an entry twice", {close + 2, close + 2},
        bytes_.substr(first.start, close + 2 - first.start));
  }

  /// What can be wrong with every attribute of the block.
  void attributes() {
    constexpr std::array<std::string_view, 6> switches = {
        "usesystemdefault",      "bypassonlocal", "autoDetect",
        "useDefaultCredentials", "enabled",       "proxyaddress"};
    for (const std::string_view name : switches) {
      for (const Range& value : values(name)) {
        const std::size_t start = value.start - 2 - name.size();
        std::string upper(name);
        std::transform(upper.begin(), upper.end(), upper.begin(), [](char letter) {
          return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
        });
        add(fmt::format("{} in another letter case", name), {start, start + name.size()}, upper);
        add(fmt::format("{} without its closing quote", name), {value.end, value.end + 1}, nothing);
        if (name != "proxyaddress") add(fmt::format("{} is 'yes'", name), value, "yes");
      }
    }
  }

  const std::string& file_;
  const std::string& bytes_;
  std::string plain_;
  Range block_;
  std::vector<GoldenMutant> out_;
};

/// A value that is a fault, wherever the key has another one.
struct Damage {
  std::string_view table;
  std::string_view key;
  std::string_view value;        // TOML
  std::string_view only_with{};  // only of items that have this text in one of their values
};
constexpr std::array damages = {
    Damage{"os", "build", "7601"},
    Damage{"os", "architecture", "\"x86\""},
    Damage{"os", "role", "\"domain-controller\""},
    Damage{"os", "pending_reboot", "true"},
    Damage{"hardware", "cores", "1"},
    Damage{"hardware", "memory_mib", "2048"},
    Damage{"hardware", "disk_free_mib", "500"},
    Damage{"dotnet", "release", "378389"},
    Damage{"power", "hibernate", "true"},
    Damage{"power", "sleep_ac_seconds", "1800"},
    Damage{"runtime", "version", "\"4.20.7000.1\""},
    Damage{"runtime", "version", "\"5.30.8000.1\""},
    Damage{"runtime", "registered", "false"},
    Damage{"runtime", "proxy_mode", "\"none\""},
    Damage{"runtime", "dmgcmd", "false"},
    Damage{"runtime", "nodes", "5"},
    Damage{"service", "state", "\"stopped\"", "DIAHostService"},
    Damage{"service", "start", "\"disabled\"", "DIAHostService"},
    Damage{"java", "exists", "false", "JAVA_HOME"},
    Damage{"java", "exists", "false", "registry"},
    Damage{"java", "jvm_dll", "\"\"", "JAVA_HOME"},
    Damage{"java", "jvm_dll", "\"\"", "registry"},
    Damage{"java", "machine", "\"x86\"", "JAVA_HOME"},
    Damage{"java", "version", "\"1.6.0_45\"", "JAVA_HOME"},
    Damage{"certificate", "store", "\"LocalMachine/Disallowed\"",
           "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4"},
    Damage{"certificate", "not_after", "2020-01-01T00:00:00Z", "LocalMachine/My"},
    Damage{"certificate", "has_private_key", "false", "LocalMachine/My"},
    Damage{"certificate", "key_provider", "\"cng\"", "LocalMachine/My"},
    Damage{"certificate", "key_spec", "\"signature\"", "LocalMachine/My"},
    Damage{"certificate", "key_readable", "false", "LocalMachine/My"},
    Damage{"file", "readable_by_service", "false", ".exe.config"},
    Damage{"file", "writable_by_users", "true", ".exe.config"},
    Damage{"file", "writable_by_service", "false", "DataManagementGateway"},
    Damage{"file", "modified", "2026-11-22T08:59:00Z", ".exe.config"},
    Damage{"listener", "process", "\"other.exe\"", "8060"},
    Damage{"hosts", "lines", "[\"10.0.0.9 localhost\"]"},
    Damage{"environment.machine", "JAVA_HOME", "'\"C:\\Program Files\\Java\"'"},
    Damage{"environment.machine", "JAVA_HOME", "'%JDK%\\bin'"},
    Damage{"environment.machine", "_JAVA_OPTIONS", "'-Xmx16gb'"},
    Damage{"endpoint", "resolves", "false"},
    Damage{"endpoint", "root", "\"00112233445566778899AABBCCDDEEFF00112233\""},
    Damage{"registry", "SchUseStrongCrypto", "0"},
    Damage{"registry", "SystemDefaultTlsVersions", "0"},
    Damage{"registry", "FIPSAlgorithmPolicy\\Enabled", "1"},
    Damage{"registry", "TLS 1.2\\Client\\Enabled", "0"},
    Damage{"registry", "TLS 1.2\\Client\\DisabledByDefault", "1"},
    Damage{"registry", "DisableRootAutoUpdate", "1"},
    Damage{"registry", "Java Runtime Environment\\CurrentVersion", "\"9.9\""},
};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool holds(const text::TomlValue& item, std::string_view word) {
  if (word.empty()) return true;
  return std::any_of(item.entries.begin(), item.entries.end(), [&](const text::TomlEntry& entry) {
    return entry.value.text.find(word) != std::string::npos ||
           (entry.value.is(text::TomlKind::integer) && fmt::to_string(entry.value.integer) == word);
  });
}

/// The tables called "environment.machine" or "certificate": one, or each of a list.
std::vector<const text::TomlValue*> tables_of(const text::TomlValue& root, std::string_view name) {
  const std::size_t dot = name.find('.');
  const text::TomlEntry* entry = root.find(name.substr(0, dot));
  if (entry != nullptr && dot != std::string_view::npos) {
    entry = entry->value.find(name.substr(dot + 1));
  }
  std::vector<const text::TomlValue*> out;
  if (entry == nullptr) return out;
  if (entry->value.is(text::TomlKind::table)) out.push_back(&entry->value);
  if (entry->value.is(text::TomlKind::array)) {
    for (const text::TomlEntry& item : entry->value.entries) out.push_back(&item.value);
  }
  return out;
}

}  // namespace

std::vector<GoldenMutant> config_mutants(const std::string& file, const std::string& bytes) {
  return ConfigMutants(file, bytes).all();
}

std::vector<GoldenMutant> snapshot_mutants(const std::string& file, const std::string& bytes) {
  std::vector<GoldenMutant> out;
  const auto root = text::parse_toml(bytes, file);
  if (!root) return out;
  for (const Damage& damage : damages) {
    for (const text::TomlValue* table : tables_of(*root, damage.table)) {
      if (!holds(*table, damage.only_with)) continue;
      for (const text::TomlEntry& entry : table->entries) {
        const bool named =
            damage.table == "registry" ? ends_with(entry.key, damage.key) : entry.key == damage.key;
        const text::Span at = entry.value.at;
        if (!named || bytes.substr(at.start, at.end - at.start) == damage.value) continue;
        std::string changed = bytes;
        changed.replace(at.start, at.end - at.start, damage.value);
        out.push_back({file, fmt::format("{}.{} = {}", damage.table, entry.key, damage.value),
                       std::move(changed)});
      }
    }
  }
  return out;
}

}  // namespace shirlint::lint
