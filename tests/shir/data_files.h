// The reference tables as they are shipped.
#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "shir/data_table.h"

inline shirlint::shir::LoadedTable shipped_table(const std::string& file) {
  const std::string path = std::string(SHIRLINT_SOURCE_DIR) + "/rules/data/" + file;
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  auto table = shirlint::shir::LoadedTable::parse(text, file);
  if (!table) FAIL(file << ": " << table.error().message);
  return *std::move(table);
}

inline constexpr const char* shipped_files[] = {
    "versions.toml",          "roots.toml",        "endpoints.toml",       "dmgcmd.toml",
    "operating_systems.toml", "placeholders.toml", "dmgcmd_invented.toml",
};
