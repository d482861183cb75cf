// The least that any checker must do: read the same files and parse them with the same libraries.
// Usage: floor FOLDER...   each with diahost.exe.config, diawp.exe.config and host.toml
//        floor CONFIG...   the configs alone
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>
#include <cstdio>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace {

std::string read(const std::string& path) {
  std::string bytes;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return bytes;
  char block[65536];
  for (std::size_t got = 0; (got = std::fread(block, 1, sizeof block, file)) > 0;) {
    bytes.append(block, got);
  }
  static_cast<void>(std::fclose(file));
  return bytes;
}

bool parse_config(const std::string& path) {
  std::string bytes = read(path);
  pugi::xml_document document;
  constexpr unsigned options =
      (pugi::parse_full & ~(pugi::parse_eol | pugi::parse_wconv_attribute)) | pugi::parse_ws_pcdata;
  return static_cast<bool>(document.load_buffer_inplace(bytes.data(), bytes.size(), options));
}

bool is_config(std::string_view path) {
  constexpr std::string_view ending = ".config";
  return path.size() > ending.size() && path.substr(path.size() - ending.size()) == ending;
}

}  // namespace

int main(int count, char** paths) {
  std::size_t parsed = 0;
  std::size_t files = 0;
  for (int at = 1; at < count; ++at) {
    const std::string folder = paths[at];
    files += is_config(folder) ? 1U : 3U;
    if (is_config(folder)) {
      parsed += parse_config(folder) ? 1U : 0U;
      continue;
    }
    parsed += parse_config(folder + "/diahost.exe.config") ? 1U : 0U;
    parsed += parse_config(folder + "/diawp.exe.config") ? 1U : 0U;
    const std::string bytes = read(folder + "/host.toml");
    parsed += toml::parse(std::string_view(bytes)).empty() ? 0U : 1U;
  }
  std::printf("%zu\n", parsed);
  return parsed == files ? 0 : 1;
}
