// Our verdicts against those of Mono's XmlTextReader, which is built from .NET Framework's own
// source.
//
// Known differences, none of them a verdict; they are counted, and all else must be equal:
// - Mono (and .NET) overruns its buffer with UTF-32 text that has characters past U+FFFF, and
//   decodes those past U+1FFFF to others; where UTF-32 is broken, the place of the fault depends on
//   its buffers. Such files do not occur; their messages are not compared.
// - A file that ends right behind the "/" of a tag: .NET's column then also counts what lies in its
//   buffer. The position is not compared.
// - .NET decodes files of 4 KiB and more in chunks, and messages show no more of an unexpected
//   token than has been decoded. The generator stays below; larger files have their own test.
// - Encodings without a table here are not judged; Mono has some of them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "seed.h"
#include "xml/document.h"
#include "xml/document_generator.h"
#include "xml/fault_examples.h"
#include "xml/names.h"
#include "xml/xml_oracle.h"

using namespace shirlint;
using namespace shirlint::xml;
using shirlint::xml::test::Answer;

namespace {

constexpr const char* no_oracle =
    "the path of the oracle is missing: build it (mcs -out:oracle.exe tests/oracle/*.cs) and set "
    "SHIRLINT_ORACLE";

enum class Comparison { equal, different, known, not_judged };

bool is_utf32(const Document& document) {
  const auto kind = document.source().encoding().kind;
  return kind == text::EncodingKind::utf32_le || kind == text::EncodingKind::utf32_be;
}

bool is_broken(const text::Source& source) {
  const std::string_view bytes = source.bytes().substr(source.has_bom() ? 4 : 0);
  return text::decode(bytes, source.encoding()).fault.has_value();
}

bool is_past_the_first_plane(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
}

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

Comparison compare(const std::string& bytes, const Answer& answer) {
  const Document document = Document::parse(bytes);
  if (document.not_judged()) return Comparison::not_judged;
  if (answer.crashed) return Comparison::known;
  if (answer.ok != !document.fault()) return Comparison::different;
  if (answer.ok) return Comparison::equal;
  const Fault& fault = *document.fault();
  if (fault.message == answer.message && fault.line == answer.line &&
      fault.position == std::max<std::int64_t>(answer.position, 0)) {
    return Comparison::equal;
  }
  const auto both_begin_with = [&](std::string_view text) {
    return begins_with(answer.message, text) && begins_with(fault.message, text);
  };
  const bool utf32_differs =
      is_utf32(document) &&
      (is_past_the_first_plane(document.source().text()) || is_broken(document.source()));
  return utf32_differs || both_begin_with("Unexpected end of file while parsing > has occurred.")
             ? Comparison::known
             : Comparison::different;
}

std::string readable(std::string_view bytes) {
  std::ostringstream shown;
  for (const char c : bytes) {
    if (c >= ' ' && c <= '~' && c != '\\') {
      shown << c;
    } else {
      shown << "\\x" << std::hex << std::setw(2) << std::setfill('0')
            << static_cast<unsigned>(static_cast<unsigned char>(c));
    }
  }
  return shown.str();
}

/// The smallest part of `bytes` found that still differs.
std::string shrunk(std::string bytes) {
  for (std::size_t piece = bytes.size() / 2; piece != 0;) {
    std::vector<std::string> candidates;
    for (std::size_t at = 0; at + piece <= bytes.size(); at += piece) {
      candidates.push_back(bytes.substr(0, at) + bytes.substr(at + piece));
    }
    const std::vector<Answer> answers = test::ask_oracle(candidates);
    std::size_t found = 0;
    while (found < answers.size() &&
           compare(candidates[found], answers[found]) != Comparison::different) {
      ++found;
    }
    if (found == answers.size()) {
      piece /= 2;
    } else {
      bytes = candidates[found];
    }
  }
  return bytes;
}

void report_difference(const std::string& bytes) {
  const std::string small = shrunk(bytes);
  const std::vector<Answer> answers = test::ask_oracle({small});
  const Document document = Document::parse(small);
  FAIL_CHECK("shrunk:  " << readable(small) << "\n.NET:    "
                         << (answers.empty() || answers[0].ok ? "accepts" : answers[0].message)
                         << "\nours:    "
                         << (document.fault() ? document.fault()->message : "accepts"));
}

/// The message without what varies: quoted text, numbers, the place.
std::string kind_of(const Answer& answer) {
  if (answer.ok) return "accepted";
  std::string message = answer.message.substr(0, answer.message.rfind(" Line "));
  for (const char* const before : {" on line ", "not closed: "}) {
    const std::size_t at = message.find(before);
    if (at != std::string::npos) message.resize(at + std::string_view(before).size());
  }
  std::string kind;
  bool quoted = false;
  for (std::size_t i = 0; i < message.size(); ++i) {
    if (message.compare(i, 2, "0x") == 0) {
      i = std::min(message.find_first_of(",.", i), message.size() - 1);
      kind += "N";
    }
    if (message[i] == '\'') quoted = !quoted;
    if (!quoted) kind.push_back(message[i]);
  }
  return kind.substr(0, 80);
}

void compare_all(const std::vector<std::string>& documents) {
  const std::vector<Answer> answers = test::ask_oracle(documents);
  REQUIRE(answers.size() == documents.size());
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (compare(documents[i], answers[i]) == Comparison::different) report_difference(documents[i]);
  }
}

}  // namespace

TEST_CASE("the table of faults is Mono's", "[xml][mono]") {
  if (test::oracle_path().empty()) FAIL(no_oracle);
  std::vector<std::string> documents;
  for (const test::FaultExample& example : test::fault_examples) {
    documents.emplace_back(example.document);
  }
  const std::vector<Answer> answers = test::ask_oracle(documents);
  REQUIRE(answers.size() == documents.size());
  for (std::size_t i = 0; i < documents.size(); ++i) {
    CAPTURE(documents[i]);
    CHECK(answers[i].message == test::fault_examples[i].message);
    CHECK(answers[i].ok == test::fault_examples[i].message.empty());
  }
}

TEST_CASE("names have the characters that Mono lets them have", "[xml][mono]") {
  if (test::oracle_path().empty()) FAIL(no_oracle);
  std::vector<std::string> documents;
  for (char32_t value = 0x21; value < 0x10000; ++value) {
    const bool surrogate = value >= 0xD800 && value < 0xE000;
    // Everywhere where the class changes, and here and there in between.
    const bool edge = starts_ncname(value) != starts_ncname(value - 1) ||
                      in_ncname(value) != in_ncname(value - 1) ||
                      starts_ncname(value) != starts_ncname(value + 1) ||
                      in_ncname(value) != in_ncname(value + 1);
    if (surrogate || !(edge || value % 61 == 0)) continue;
    std::string character;
    text::append_utf8(character, value);
    documents.push_back("<" + character + "/>    ");
    documents.push_back("<a" + character + "/>    ");
  }
  CHECK(documents.size() > 2000);
  compare_all(documents);
}

TEST_CASE("large documents are read like small ones", "[xml][mono][slow]") {
  if (test::oracle_path().empty()) FAIL(no_oracle);
  std::vector<std::string> documents;
  for (const std::size_t size : {5'000U, 11'000U, 70'000U, 300'000U}) {
    std::string text = "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a>\r\n";
    while (text.size() < size) text += "  <add address=\"\xC3\xA9 &amp; x\" />\r\n<!-- c -->\r\n";
    documents.push_back(text + "</a>\r\n");
    documents.push_back(text + "</b>\r\n");
    documents.push_back(text);
    documents.push_back(text + "<c d=e/></a>");
    documents.push_back(text + "& </a>");
    documents.push_back(text + "\xFF</a>");
    documents.push_back(text + "<c d='1' d='2'/></a>");
    documents.push_back(text + "</a>x");
  }
  compare_all(documents);
}

TEST_CASE("made documents get the verdict and text and place that Mono gives them",
          "[xml][mono][slow]") {
  if (test::oracle_path().empty()) FAIL(no_oracle);
  const auto seed = static_cast<unsigned>(shirlint::generated::seed_of_run());
  constexpr std::size_t count = 20'000;
  test::DocumentGenerator generator(seed);
  std::vector<std::string> documents;
  while (documents.size() < count) documents.push_back(generator.next());
  const std::vector<Answer> answers = test::ask_oracle(documents);
  REQUIRE(answers.size() == count);

  std::map<std::string, std::size_t> kinds;
  std::map<Comparison, std::size_t> results;
  for (std::size_t i = 0; i < count; ++i) {
    const Comparison result = compare(documents[i], answers[i]);
    ++results[result];
    ++kinds[kind_of(answers[i])];
    if (result == Comparison::different && results[result] <= 5) report_difference(documents[i]);
  }
  std::cout << "xml against Mono: seed " << seed << ", " << count << " documents, "
            << results[Comparison::equal] << " equal, " << results[Comparison::different]
            << " different, " << results[Comparison::known] << " known differences, "
            << results[Comparison::not_judged] << " not judged\n";
  for (const auto& [kind, times] : kinds) {
    std::cout << "  " << std::fixed << std::setprecision(2)
              << 100.0 * static_cast<double>(times) / static_cast<double>(count) << "%  " << kind
              << '\n';
  }
  CHECK(results[Comparison::different] == 0);
  CHECK(kinds["accepted"] > count / 4);
  CHECK(kinds.size() > 50);
}
