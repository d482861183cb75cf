// The least that any checker must do: read the same files and parse them with the same libraries.
// Usage: floor [--threads N] FOLDER...   each with diahost.exe.config, diawp.exe.config, host.toml
//        floor [--threads N] CONFIG...   the configs alone
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

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

bool parse(const std::string& path) {
  if (is_config(path)) return parse_config(path);
  if (!parse_config(path + "/diahost.exe.config")) return false;
  if (!parse_config(path + "/diawp.exe.config")) return false;
  const std::string bytes = read(path + "/host.toml");
  return !toml::parse(std::string_view(bytes)).empty();
}

}  // namespace

int main(int count, char** words) {
  const bool given = count > 2 && std::string_view(words[1]) == "--threads";
  const std::size_t threads = given ? std::strtoul(words[2], nullptr, 10) : 1;
  const std::vector<std::string> paths(words + (given ? 3 : 1), words + count);
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> parsed = 0;
  const auto work = [&] {
    std::size_t good = 0;
    for (std::size_t at = 0; (at = next++) < paths.size();) good += parse(paths[at]) ? 1U : 0U;
    parsed += good;
  };
  std::vector<std::thread> others;
  for (std::size_t at = 1; at < threads; ++at) others.emplace_back(work);
  work();
  for (std::thread& thread : others) thread.join();
  std::printf("%zu\n", parsed.load());
  return parsed == paths.size() ? 0 : 1;
}
