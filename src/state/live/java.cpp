// Every JVM that can be found: by the registry and JAVA_HOME, as the runtime looks for one
// (troubleshoot guide, format-parquet), and in the folders that setups of JDKs use.
#include <algorithm>
#include <array>
#include <utility>

#include "state/fact_key.h"
#include "state/live/collectors.h"
#include "state/live/recorded.h"
#include "state/live/registry_watch.h"

namespace shirlint::state::live {
namespace {

constexpr std::size_t most_folders = 64;
constexpr std::size_t header_bytes = 4096;
constexpr std::size_t release_bytes = 65536;
constexpr std::array java_keys = {
    "HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment",
    "HKLM\\SOFTWARE\\JavaSoft\\JDK",
    "HKLM\\SOFTWARE\\Wow6432Node\\JavaSoft\\Java Runtime Environment",
};
constexpr std::array jvm_places = {"bin\\server\\jvm.dll", "bin\\client\\jvm.dll",
                                   "jre\\bin\\server\\jvm.dll"};
// Below Program Files: Oracle's setup, Microsoft's, Temurin's and others.
constexpr std::array vendor_folders = {"Java",         "Microsoft", "Eclipse Adoptium",
                                       "AdoptOpenJDK", "Zulu",      "Amazon Corretto",
                                       "OpenJDK",      "BellSoft",  "Semeru"};

std::string without_end(std::string path) {
  while (path.size() > 3 && (path.back() == '\\' || path.back() == '/')) path.pop_back();
  return path;
}

class JavaCollector {
 public:
  JavaCollector(const Machine& machine, Facts& facts) : machine_(machine), facts_(facts) {}

  void collect() {
    from_registry();
    from_variable();
    from_disk();
    if (all_answered_) facts_.complete("java");
  }

 private:
  template <class T>
  const T* take(const Answer<T>& answer) {
    if (answer) return answer->has_value() ? &**answer : nullptr;
    if (all_answered_) facts_.refused("java", answer.error());
    all_answered_ = false;
    return nullptr;
  }

  void from_registry() {
    for (const char* const name : java_keys) {
      const std::string key = name;
      watch_key(machine_, key, 1, facts_);
      const Answer<RegistryKey> answer = machine_.key(key);
      const RegistryKey* found = take(answer);
      if (found == nullptr) continue;
      for (std::size_t at = 0; at < std::min(found->subkeys.size(), most_folders); ++at) {
        const std::string home = text_value(machine_, key + "\\" + found->subkeys[at], "JavaHome");
        if (!home.empty()) look_at(home, "registry");
      }
    }
  }

  void from_variable() {
    const Answer<RegistryValue> answer = machine_.value(
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment", "JAVA_HOME");
    const RegistryValue* value = take(answer);
    const auto text = value == nullptr ? std::nullopt : string_of(*value);
    if (!text || text->empty()) return;
    std::string home = *text;
    if (typed(*value)->type == "REG_EXPAND_SZ") {
      const Answer<std::string> expanded = machine_.expand(*text);
      const std::string* found = take(expanded);
      if (found == nullptr) return;
      home = *found;
    }
    look_at(home, "JAVA_HOME");
  }

  void from_disk() {
    for (const KnownFolder which : {KnownFolder::program_files, KnownFolder::program_files_x86}) {
      const Answer<std::string> answer = machine_.folder(which);
      const std::string* programs = take(answer);
      if (programs == nullptr) continue;
      for (const char* const vendor : vendor_folders) {
        const std::string folder = *programs + "\\" + vendor;
        const Answer<std::vector<std::string>> names = machine_.subfolders(folder);
        const std::vector<std::string>* found = take(names);
        if (found == nullptr) continue;
        for (std::size_t at = 0; at < std::min(found->size(), most_folders); ++at) {
          const std::string home = folder + "\\" + (*found)[at];
          if (!jvm_below(home).empty()) look_at(home, "disk");
        }
      }
    }
  }

  std::string jvm_below(const std::string& home) {
    for (const char* const place : jvm_places) {
      const Answer<FileLook> look = machine_.file(home + "\\" + place);
      if (const FileLook* found = take(look); found != nullptr && !found->folder) return place;
    }
    return {};
  }

  void look_at(const std::string& written, const std::string& source) {
    const std::string home = without_end(written);
    const bool on_disk = source == "disk";
    for (const auto& [path, how] : seen_) {
      if (same_name(path, home) && (on_disk || how == source)) return;
    }
    seen_.emplace_back(home, source);
    const Answer<FileLook> look = machine_.file(home);
    const FileLook* folder = take(look);
    if (!look) return;
    const std::string jvm = folder == nullptr ? std::string() : jvm_below(home);
    const std::string machine =
        jvm.empty() ? "" : pe_machine(head(home + "\\" + jvm, header_bytes));
    const std::string version = java_version(head(home + "\\release", release_bytes));
    Record& record = facts_.add("java", home);
    put(record, "home", home);
    put(record, "source", source);
    put(record, "exists", folder != nullptr && folder->folder);
    put(record, "jvm_dll", jvm);
    put_text(record, "machine", machine);
    put_text(record, "version", version);
  }

  std::string head(const std::string& path, std::size_t limit) {
    const Answer<std::string> answer = machine_.beginning(path, limit);
    const std::string* bytes = take(answer);
    return bytes == nullptr ? std::string() : *bytes;
  }

  const Machine& machine_;
  Facts& facts_;
  bool all_answered_ = true;
  std::vector<std::pair<std::string, std::string>> seen_;
};

}  // namespace

void collect_java(const Machine& machine, const Subject& /*subject*/, Facts& facts) {
  JavaCollector(machine, facts).collect();
}

}  // namespace shirlint::state::live
