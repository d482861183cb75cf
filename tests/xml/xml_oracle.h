// Asks Mono, through tests/oracle/xml.cs, what .NET's own XmlTextReader says of documents.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace shirlint::xml::test {

struct Answer {
  bool ok = false;
  std::string message;  // with its "Line L, position P."
  std::uint32_t line = 0;
  std::int64_t position = 0;
  bool crashed = false;  // Mono threw something that is no XmlException
};

/// Where the oracle is: from the environment, else from the build; empty if from neither.
inline std::string oracle_path() {
  const char* const given = std::getenv("SHIRLINT_ORACLE");
  if (given != nullptr) return given;
#ifdef SHIRLINT_ORACLE
  return SHIRLINT_ORACLE;
#else
  return {};
#endif
}

/// Half a surrogate pair cannot stand in UTF-8; the oracle writes it as \ud800, we as U+FFFD.
inline std::string without_lone_surrogates(std::string_view json) {
  const auto unit_at = [json](std::size_t at) -> unsigned long {
    if (json.substr(at, 2) != "\\u") return 0;
    return std::strtoul(std::string(json.substr(at + 2, 4)).c_str(), nullptr, 16);
  };
  std::string result;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const unsigned long unit = unit_at(at);
    const unsigned long next = unit == 0 ? 0 : unit_at(at + 6);
    if (unit >= 0xD800 && unit < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
      result.append(json.substr(at, 12));
      at += 11;
    } else if (unit >= 0xD800 && unit < 0xE000) {
      result.append("\\ufffd");
      at += 5;
    } else {
      result.push_back(json[at]);
    }
  }
  return result;
}

inline Answer parse_answer(const std::string& line) {
  const nlohmann::json json = nlohmann::json::parse(without_lone_surrogates(line));
  Answer answer;
  answer.ok = json.at("ok").get<bool>();
  if (answer.ok) return answer;
  answer.message = json.at("message").get<std::string>();
  answer.crashed = json.contains("exception");
  if (!answer.crashed) {
    answer.line = json.at("line").get<std::uint32_t>();
    answer.position = json.at("position").get<std::int64_t>();
  }
  return answer;
}

/// The answers in the order of the documents; fewer if the oracle could not be run to its end.
inline std::vector<Answer> ask_oracle(const std::vector<std::string>& documents) {
  const std::filesystem::path input =
      std::filesystem::temp_directory_path() /
      ("shirlint-xml-oracle-" + std::to_string(std::random_device{}()) + ".in");
  {
    std::ofstream file(input, std::ios::binary);
    for (const std::string& document : documents) {
      for (unsigned shift = 0; shift < 32; shift += 8) {
        file.put(static_cast<char>((document.size() >> shift) & 0xFFU));
      }
      file << document;
    }
  }
  std::vector<Answer> answers;
  const std::string command = "mono '" + oracle_path() + "' xml < '" + input.string() + "'";
  // The command is ours from end to end. NOLINTNEXTLINE(cert-env33-c)
  if (std::FILE* const output = popen(command.c_str(), "r"); output != nullptr) {
    std::string line;
    for (int c = std::fgetc(output); c != EOF; c = std::fgetc(output)) {
      if (c != '\n') {
        line.push_back(static_cast<char>(c));
        continue;
      }
      answers.push_back(parse_answer(line));
      line.clear();
    }
    pclose(output);
  }
  std::filesystem::remove(input);
  return answers;
}

}  // namespace shirlint::xml::test
