// Asks Mono, through tests/oracle/regex.cs, what .NET's own Regex says.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "dotnet/regex_unicode.h"

namespace shirlint::dotnet::test {

struct OracleAnswer {
  bool valid = false;
  std::string message;  // when not valid
  std::string matches;  // one of 1, 0, t (out of time), x (exception) a subject
};

struct OracleQuestion {
  std::string pattern;
  std::vector<std::string> subjects;
};

/// The oracle's path from the environment or the build, or why there is none.
inline std::string oracle_path() {
  const char* const given = std::getenv("SHIRLINT_ORACLE");
  if (given != nullptr) return given;
#ifdef SHIRLINT_ORACLE
  return SHIRLINT_ORACLE;
#else
  return {};
#endif
}

inline std::string to_hex(std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const char16_t unit : rx::to_utf16(text)) {
    for (const unsigned shift : {12U, 8U, 4U, 0U}) hex.push_back(digits[unit >> shift & 0xFU]);
  }
  return hex.empty() ? "-" : hex;
}

inline std::string from_hex(std::string_view hex) {
  std::u16string text;
  for (std::size_t i = 0; hex != "-" && i + 4 <= hex.size(); i += 4) {
    text.push_back(
        static_cast<char16_t>(std::strtoul(std::string(hex.substr(i, 4)).c_str(), nullptr, 16)));
  }
  return rx::to_utf8(text);
}

/// The answers in the order of the questions; none if the oracle could not be run.
inline std::optional<std::vector<OracleAnswer>> ask_oracle(
    const std::vector<OracleQuestion>& questions) {
  const std::filesystem::path base =
      std::filesystem::temp_directory_path() /
      ("shirlint-regex-oracle-" + std::to_string(std::random_device{}()));
  const std::string input = base.string() + ".in";
  const std::string output = base.string() + ".out";
  {
    std::ofstream file(input);
    for (const OracleQuestion& question : questions) {
      file << to_hex(question.pattern);
      for (const std::string& subject : question.subjects) file << ' ' << to_hex(subject);
      file << '\n';
    }
  }
  const std::string command =
      "mono '" + oracle_path() + "' regex < '" + input + "' > '" + output + "'";
  const int status = std::system(command.c_str());  // NOLINT(cert-env33-c): paths of this test
  const bool ran = status == 0;
  std::vector<OracleAnswer> answers;
  {
    std::ifstream file(output);
    for (std::string line; std::getline(file, line) && line.size() >= 2;) {
      OracleAnswer& answer = answers.emplace_back();
      answer.valid = line[0] == '+';
      const std::string rest = line.substr(2);
      if (answer.valid) {
        answer.matches = rest;
      } else {
        answer.message = from_hex(rest);
      }
    }
  }
  std::filesystem::remove(input);
  std::filesystem::remove(output);
  if (!ran || answers.size() != questions.size()) return std::nullopt;
  return answers;
}

}  // namespace shirlint::dotnet::test
