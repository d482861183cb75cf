// A made-up machine with two configs, and the words of a run on it.
#pragma once

#include <string>

#include "fix/run.h"
#include "io/memory_store.h"

inline const std::string diahost = "/host/diahost.exe.config";
inline const std::string diawp = "/host/diawp.exe.config";
inline const std::string state_folder = "/root/.local/state/shirlint";

inline shirlint::fix::RunOrigin origin(const std::string& when = "2026-11-22T09:00:00Z") {
  return {when, "CORP\\operator", "CHG0012345", "shirlint 0.1.0", state_folder};
}

inline void furnish(shirlint::io::MemoryStore& machine) {
  machine.add(diahost, "old host");
  machine.add(diawp, "old wp");
}

/// Both files get new bytes.
inline shirlint::fix::RunRequest both(const std::string& when = "2026-11-22T09:00:00Z") {
  return {origin(when),
          {{diahost, "old host", "new host", {"PRX009", "NET003"}},
           {diawp, "old wp", "new wp", {"PRX001"}}},
          {"DIAHostService"},
          "",
          true};
}

inline std::string content(const shirlint::io::MemoryStore& machine, const std::string& path) {
  const std::string* bytes = machine.bytes(path);
  return bytes == nullptr ? "none" : *bytes;
}
