// Every text with which .NET can refuse a config, each with a small config that makes it say so;
// and a look into the sources that none is missing.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "dotnet/error_samples.h"

using namespace shirlint::dotnet;
using namespace shirlint::dotnet::example;

namespace {

/// A string literal of a C++ text at `at`, raw ones too; `at` is then behind it.
std::string read_literal(const std::string& code, std::size_t& at) {
  std::string text;
  if (code[at] == 'R') {
    const std::size_t start = code.find('(', at) + 1;
    const std::string end = ")" + code.substr(at + 2, start - at - 3) + "\"";
    const std::size_t stop = code.find(end, start);
    at = stop + end.size();
    return code.substr(start, stop - start);
  }
  for (++at; code[at] != '"'; ++at) {
    if (code[at] == '\\') {
      ++at;
      text += code[at] == 'n' ? '\n' : code[at] == 'r' ? '\r' : code[at] == 't' ? '\t' : code[at];
    } else {
      text += code[at];
    }
  }
  ++at;
  return text;
}

/// All string literals, those side by side joined as the compiler joins them.
std::vector<std::string> literals_of(const std::string& code) {
  std::vector<std::string> found;
  bool joined = false;
  for (std::size_t at = 0; at < code.size();) {
    if (code.compare(at, 2, "//") == 0) {
      at = std::min(code.find('\n', at), code.size());
    } else if (code[at] == '\'' && at > 0 &&
               std::string_view("0123456789").find(code[at - 1]) == std::string_view::npos) {
      at += code[at + 1] == '\\' ? 4U : 3U;
      joined = false;
    } else if (code[at] == '"' || code.compare(at, 2, "R\"") == 0) {
      std::string text = read_literal(code, at);
      if (joined) {
        found.back() += text;
      } else {
        found.push_back(std::move(text));
      }
      joined = true;
    } else {
      joined = joined && std::string_view(" \t\r\n").find(code[at]) != std::string_view::npos;
      ++at;
    }
  }
  return found;
}

/// What stands between the holes of a format: "{}", "{0}", "{:02X}"; not "{x,y}".
std::vector<std::string> pieces_of(const std::string& format) {
  std::vector<std::string> pieces(1);
  for (std::size_t at = 0; at < format.size(); ++at) {
    const std::size_t close = format[at] == '{' ? format.find('}', at) : std::string::npos;
    const bool hole = close != std::string::npos &&
                      (close == at + 1 || (close == at + 2 && format[at + 1] == '0') ||
                       (close == at + 2 && format[at + 1] == '1') || format[at + 1] == ':');
    if (hole) {
      pieces.emplace_back();
      at = close;
    } else {
      pieces.back() += format[at];
    }
  }
  return pieces;
}

bool is_sentence(const std::string& literal) {
  return std::count(literal.begin(), literal.end(), ' ') >= 2 &&
         std::any_of(literal.begin(), literal.end(),
                     [](unsigned char c) { return std::isalpha(c) != 0; });
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every error text can be reached", "[dotnet][quick]") {
  for (const Sample& sample : samples()) {
    const Net net = judge(sample.config);
    INFO(sample.config.substr(0, 400));
    CHECK(net.error == sample.text);
  }
}

TEST_CASE("texts of what .NET's own code breaks at, and of our limits", "[dotnet][quick]") {
  for (const Pattern& pattern : patterns_without_name()) {
    const auto regex = Regex::parse(pattern.pattern);
    INFO(pattern.reason);
    REQUIRE(!regex);
    CHECK(regex.error().message == pattern.reason);
    const bool ours = pattern.reason.find("shirlint") != std::string::npos;
    CHECK((regex.error().kind == RegexError::Kind::not_judged) == ours);
  }
}

TEST_CASE("texts about the account's own proxy", "[dotnet][quick]") {
  Options options;
  options.account.proxy_enabled = true;
  for (const char* server : {"http=", "http://a:x"}) {
    options.account.proxy_server = server;
    CHECK(judge(default_proxy(""), options).error ==
          "The system proxy settings contain an invalid proxy server setting: '" +
              std::string(server) + "'.");
  }
}

TEST_CASE("no error text of the sources is missing", "[dotnet][quick]") {
  // Takes a scheme that is like file: and has no drive letters; no built-in one is.
  std::string all =
      "Invalid URI: The Authority/Host cannot end with a backslash character ('\\').\n";
  all += "The system proxy settings contain an invalid proxy server setting: '";
  for (const Sample& sample : samples()) all += sample.text + '\n';
  for (const Pattern& pattern : patterns_without_name()) all += pattern.reason + '\n';
  std::size_t compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(SHIRLINT_SOURCE_DIR "/src/dotnet")) {
    const std::string name = entry.path().filename().string();
    // Our own words about routes are no error texts.
    if (entry.path().extension() != ".cpp" || name == "route.cpp") continue;
    for (const std::string& literal : literals_of(read(entry.path()))) {
      if (!is_sentence(literal)) continue;
      for (const std::string& piece : pieces_of(literal)) {
        INFO(name);
        INFO(literal);
        CHECK(all.find(piece) != std::string::npos);
        ++compared;
      }
    }
  }
  CHECK(compared > 90);
}
