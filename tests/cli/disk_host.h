// A host folder on a real disk, and the program as a user runs it there.
#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "cli/program.h"
#include "flip_rule.h"
#include "io/disk_reader.h"
#include "io/disk_store.h"
#include "io/temporary_folder.h"

inline const std::string broken = config_with("<proxy proxyaddress=\"proxy.contoso.com:8080\"/>");
inline const std::string mended =
    config_with("<proxy proxyaddress=\"http://proxy.contoso.com:8080\"/>");

inline std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// A host folder with a broken pair, a state folder, and the program over both.
struct Host {
  TemporaryFolder folder;
  std::string host = folder.path() + "/node-01";
  std::string diahost = host + "/diahost.exe.config";
  std::string diawp = host + "/diawp.exe.config";
  shirlint::io::DiskReader reader;
  shirlint::io::DiskStore store;

  Host() {
    REQUIRE(store.make_folder(host));
    write(diahost, broken);
    write(diawp, broken);
  }

  Ran run(const std::vector<std::string>& words) {
    return run_with(reader, words, [&](shirlint::cli::Session& session) {
      session.store = &store;
      session.state.home = folder.path();
      session.now = "2026-11-22T03:00:00Z";
      session.user = "oncall";
    });
  }
};
