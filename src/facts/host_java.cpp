// Derived facts about Java: what is at a home folder, and how the two ways by which the runtime
// finds a JVM end: registry first, then JAVA_HOME; then bin\server\jvm.dll, then bin\client.
// Source: troubleshoot guide and format-parquet of Azure Data Factory.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "facts/host_builder.h"
#include "state/fact_key.h"
#include "text/ascii.h"

namespace shirlint::facts {
namespace {

using state::Record;

constexpr std::string_view jre_key = "HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\";

struct JvmPlace {
  std::string_view below;  // relative to home
  std::string_view name;
};
constexpr std::array jvm_places = {
    JvmPlace{"bin\\server\\jvm.dll", "server"},
    JvmPlace{"bin\\client\\jvm.dll", "client"},
    JvmPlace{"jre\\bin\\server\\jvm.dll", "jre-server"},
};

struct HomeEnding {
  std::string_view text;  // lower case
  std::string_view name;
};
// The longer ending first: "\bin\server" is not "\bin".
constexpr std::array home_endings = {
    HomeEnding{"\\bin\\java.exe", "java.exe"},
    HomeEnding{"\\bin\\server", "server"},
    HomeEnding{"\\bin", "bin"},
};

/// For comparing folders: lower case, backslashes, none at the end.
std::string normal_path(std::string_view path) {
  std::string out = text::lower_case(path);
  std::replace(out.begin(), out.end(), '/', '\\');
  while (out.size() > 1 && out.back() == '\\') out.pop_back();
  return out;
}

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

const HomeEnding* ending_of(std::string_view normal) {
  for (const HomeEnding& ending : home_endings) {
    if (ends_with(normal, ending.text)) return &ending;
  }
  return nullptr;
}

std::string_view jvm_name(std::string_view jvm_dll) {
  if (jvm_dll.empty()) return "none";
  const std::string normal = normal_path(jvm_dll);
  for (const JvmPlace& place : jvm_places) {
    if (normal == place.below) return place.name;
  }
  return "other";
}

/// What the snapshot tells of one folder that should be a Java home. Empty: not known.
struct Home {
  std::optional<bool> exists;
  std::string_view jvm;
  std::string jvm_path;
  std::string_view machine;
  std::string_view version;
};

void learn_from_java(const Record& record, std::string_view folder, Home& home) {
  const std::string normal = normal_path(record.name);
  const state::Value* exists = record.find("exists");
  const state::Value* dll = record.find("jvm_dll");
  if (normal == folder) {
    if (!record.present) {
      home.exists = false;
      return;
    }
    if (exists != nullptr) home.exists = std::get<bool>(exists->data);
    if (home.machine.empty()) home.machine = record.text("machine");
    if (home.version.empty()) home.version = record.text("version");
    if (dll != nullptr && (home.jvm.empty() || home.jvm == "none")) {
      const std::string_view relative = record.text("jvm_dll");
      home.jvm = jvm_name(relative);
      if (!relative.empty()) home.jvm_path = std::string(folder).append("\\").append(relative);
      if (!relative.empty() && exists == nullptr) home.exists = true;
    }
  } else if (ends_with(normal, "\\jre") && normal.substr(0, normal.size() - 4) == folder &&
             (home.jvm.empty() || home.jvm == "none") &&
             jvm_name(record.text("jvm_dll")) == "server") {
    home.jvm = "jre-server";
    home.jvm_path = normal + "\\" + std::string(record.text("jvm_dll"));
  }
}

/// Only files that are there add a JVM; "none" must be known of every place it could be.
void learn_from_files(const HostBuilder& build, std::string_view folder, Home& home) {
  std::array<bool, jvm_places.size()> missing{};
  for (const Record& record : build.snapshot.records) {
    if (record.table != "file") continue;
    const std::string normal = normal_path(record.name);
    if (normal == folder && !home.exists) home.exists = record.present;
    for (std::size_t at = 0; at < jvm_places.size(); ++at) {
      const JvmPlace& place = jvm_places.at(at);
      if (normal != std::string(folder).append("\\").append(place.below)) continue;
      missing.at(at) = !record.present;
      if (record.present && (home.jvm.empty() || home.jvm == "none")) {
        home.jvm = place.name;
        home.jvm_path = normal;
      }
    }
  }
  const bool nowhere = std::all_of(missing.begin(), missing.end(), [](bool yes) { return yes; });
  if (home.jvm.empty() && nowhere) home.jvm = "none";
}

Home look_at(const HostBuilder& build, std::string_view folder) {
  Home home;
  const std::string normal = normal_path(folder);
  for (const Record& record : build.snapshot.records) {
    if (record.table == "java") learn_from_java(record, normal, home);
  }
  learn_from_files(build, normal, home);
  if (home.exists == false) home.jvm = "none";
  return home;
}

/// 8 of "1.8.0_74", 17 of "17.0.8".
std::optional<int> major_version(std::string_view version) {
  if (version.substr(0, 2) == "1.") version.remove_prefix(2);
  int major = 0;
  const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), major);
  if (error != std::errc() || end == version.data() || major < 0) return std::nullopt;
  return major;
}

void set_version(const HostBuilder& build, pugi::xml_node node, std::string_view version) {
  const auto major = major_version(version);
  if (major) build.set_number(node, "major-version", *major);
}

void set_path_facts(const HostBuilder& build, pugi::xml_node node, const char* ending_name,
                    std::string_view home) {
  const std::string normal = normal_path(home);
  const HomeEnding* ending = ending_of(normal);
  build.set(node, ending_name, ending == nullptr ? "none" : ending->name);
  build.set_flag(node, "under-x86", normal.find("\\program files (x86)\\") != std::string::npos);
}

void set_home_facts(const HostBuilder& build, pugi::xml_node node, const Home& home) {
  if (home.exists) build.set_flag(node, "folder-exists", *home.exists);
  if (!home.jvm.empty()) build.set(node, "jvm", home.jvm);
  if (!home.jvm_path.empty()) build.set(node, "jvm-path", home.jvm_path);
  if (!home.machine.empty()) build.set(node, "machine", home.machine);
  if (home.version.empty()) return;
  build.set(node, "version", home.version);
  set_version(build, node, home.version);
}

constexpr std::string_view white_space = " \t\r\n";

/// JAVA_HOME without what does not belong there, and what that was.
std::pair<std::string_view, std::string_view> clean_home(std::string_view raw) {
  std::string_view defect = "none";
  std::string_view rest = raw;
  const auto note = [&](std::string_view what, bool seen) {
    if (seen && defect == "none") defect = what;
  };
  note("quotes", raw.find('"') != std::string_view::npos);
  note("semicolon", raw.find(';') != std::string_view::npos);
  const std::string_view removable = " \t\r\n\";";
  const std::size_t start = rest.find_first_not_of(removable);
  if (start == std::string_view::npos) return {std::string_view{}, defect};
  note("white-space", white_space.find(raw.front()) != std::string_view::npos ||
                          white_space.find(raw.back()) != std::string_view::npos);
  return {rest.substr(start, rest.find_last_not_of(removable) - start + 1), defect};
}

void add_java_home(const HostBuilder& build, pugi::xml_node host) {
  const Record* record = build.snapshot.only("environment.machine", "JAVA_HOME");
  if (record == nullptr || !record->present) return;
  const state::Value* value = record->find("value");
  if (value == nullptr) return;
  const std::string_view raw = record->text("value");
  const auto seen = build.expander.effective_value(*record);
  const pugi::xml_node node = build.add(host, "java-home", *record);
  build.set(node, "raw", raw, value->at);
  build.set(node, "scope", "machine");
  const auto [clean, defect] = clean_home(seen ? std::string_view(*seen) : raw);
  build.set(node, "clean", clean, value->at);
  build.set(node, "defect", defect, value->at);
  set_path_facts(build, node, "ends-with", clean);
  const HomeEnding* ending = ending_of(normal_path(clean));
  std::string_view root = clean;
  while (root.size() > 1 && (root.back() == '\\' || root.back() == '/')) root.remove_suffix(1);
  if (ending != nullptr) root.remove_suffix(ending->text.size());
  build.set(node, "root", root, value->at);
  if (seen) set_home_facts(build, node, look_at(build, clean));
}

void add_java_registry(const HostBuilder& build, pugi::xml_node host) {
  const Record* current =
      build.snapshot.only("registry", std::string(jre_key).append("CurrentVersion"));
  if (current == nullptr || !current->present) return;
  const std::string_view version = current->text("value");
  if (version.empty()) return;
  const pugi::xml_node node = build.add(host, "java-registry", *current);
  build.set(node, "current-version", version, current->find("value")->at);
  const std::string key = std::string(jre_key).append(version).append("\\");
  const state::Known known = build.snapshot.known("registry." + key);
  if (known.state != state::Knowledge::unknown) {
    build.set_flag(node, "key-exists", known.state == state::Knowledge::known);
  }
  const Record* home = build.snapshot.only("registry", key + "JavaHome");
  if (home == nullptr || !home->present) return;
  const auto folder = build.expander.effective_value(*home);
  if (!folder) return;
  build.set(node, "home", *folder, home->find("value")->at);
  set_path_facts(build, node, "ends-with", *folder);
  set_home_facts(build, node, look_at(build, *folder));
}

}  // namespace

void derive_java(const HostBuilder& build, pugi::xml_node java, const Record& record) {
  const std::string_view home = record.text("home");
  set_path_facts(build, java, "home-ends-with", home);
  if (const state::Value* dll = record.find("jvm_dll")) {
    const std::string_view relative = record.text("jvm_dll");
    build.set_flag(java, "has-jvm", !relative.empty());
    build.set(java, "jvm", jvm_name(relative), dll->at);
    if (!relative.empty()) {
      std::string path(home);
      if (!path.empty() && path.back() != '\\') path += '\\';
      build.set(java, "jvm-path", path.append(relative), dll->at);
    }
  }
  set_version(build, java, record.text("version"));
}

void add_java_facts(const HostBuilder& build, pugi::xml_node host) {
  add_java_home(build, host);
  add_java_registry(build, host);
}

}  // namespace shirlint::facts
