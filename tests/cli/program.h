// The whole program in memory: made-up files, a fixed day, what it wrote and how it ended.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "io/memory_reader.h"
#include "report/sink.h"

struct Ran {
  int code = 0;
  std::string out;
  std::string errors;

  [[nodiscard]] bool says(const std::string& part) const {
    return out.find(part) != std::string::npos;
  }
  [[nodiscard]] bool complains(const std::string& part) const {
    return errors.find(part) != std::string::npos;
  }
};

/// `prepare`: what else the session has, such as a store or a live machine.
template <class Prepare>
Ran run_with(const shirlint::io::Reader& files, const std::vector<std::string>& words,
             Prepare prepare) {
  std::vector<const char*> arguments = {"shirlint"};
  for (const std::string& word : words) arguments.push_back(word.c_str());
  shirlint::report::Sink out;
  shirlint::report::Sink errors;
  shirlint::cli::Session session{files, out, errors, "2026-11-22"};
  prepare(session);
  Ran ran;
  ran.code = shirlint::cli::run(static_cast<int>(arguments.size()), arguments.data(), session);
  ran.out = out.take();
  ran.errors = errors.take();
  return ran;
}

inline Ran run(const shirlint::io::Reader& files, const std::vector<std::string>& words) {
  return run_with(files, words, [](shirlint::cli::Session&) {});
}

inline std::string config_with(const std::string& proxy) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<configuration>\r\n  <system.net>\r\n    "
         "<defaultProxy>" +
         proxy + "</defaultProxy>\r\n  </system.net>\r\n</configuration>\r\n";
}

/// A pair of configs with the same proxy; `address` as written.
inline void add_pair(shirlint::io::MemoryReader& files, const std::string& folder,
                     const std::string& address) {
  const std::string text = config_with("<proxy proxyaddress=\"" + address + "\"/>");
  files.add(folder + "/diahost.exe.config", text);
  files.add(folder + "/diawp.exe.config", text);
}
