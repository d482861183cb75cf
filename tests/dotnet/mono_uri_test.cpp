// The same questions to .NET's own classes (Mono's Uri, Boolean, Enum and Int32 are the framework's
// code) and to ours. See tests/oracle/uri.cs for the other side.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "dotnet/uri.h"
#include "dotnet/uri_generator.h"
#include "dotnet/values.h"
#include "seed.h"

namespace {

using namespace shirlint::dotnet;

struct Request {
  std::string kind;
  std::string text;
};

std::string to_hex(std::string_view text) {
  std::string hex;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    hex += "0123456789abcdef"[byte >> 4U];
    hex += "0123456789abcdef"[byte & 15U];
  }
  return hex;
}

std::string oracle_path() {
  if (const char* path = std::getenv("SHIRLINT_ORACLE")) return path;
#ifdef SHIRLINT_ORACLE
  return SHIRLINT_ORACLE;
#else
  return {};
#endif
}

/// One answer for each request, as written by the oracle.
std::vector<std::string> ask_mono(const std::vector<Request>& requests) {
  const std::string oracle = oracle_path();
  if (oracle.empty()) {
    FAIL(
        "This test compares with Mono: set SHIRLINT_ORACLE to the path of oracle.exe (CMake builds "
        "it when mcs and mono are installed).");
  }
  const std::string base = (std::filesystem::temp_directory_path() /
                            ("shirlint-uri-" + std::to_string(std::random_device{}())))
                               .string();
  {
    std::ofstream out(base + ".in", std::ios::binary);
    for (const Request& one : requests) out << one.kind << ' ' << to_hex(one.text) << '\n';
  }
  const std::string command = "mono '" + oracle + "' uri < '" + base + ".in' > '" + base + ".out'";
  const int status = std::system(command.c_str());  // NOLINT(cert-env33-c): paths of this test
  std::vector<std::string> lines;
  {
    std::ifstream in(base + ".out");
    for (std::string line; std::getline(in, line);) lines.push_back(line);
  }
  std::filesystem::remove(base + ".in");
  std::filesystem::remove(base + ".out");
  INFO("'" << command << "' failed: is mono installed, and the oracle built?");
  REQUIRE(status == 0);
  REQUIRE(lines.size() == requests.size());
  return lines;
}

const char* truth(bool value) { return value ? "True" : "False"; }

std::string refusal(std::string message) {
  // Mono did not take the doubled backslash out of this one text, as Windows does.
  const std::string windows = R"('c:\'.)";
  if (const auto at = message.find(windows); at != std::string::npos) message.insert(at + 3, "\\");
  return "-\t" + to_hex(message);
}

/// What the oracle would write if we were .NET.
std::string answer_for_uri(const std::string& text) {
  const auto uri = parse_absolute_uri(text, UriRules::net_45);
  if (!uri) return refusal(uri.error());
  std::string out = "+";
  for (const std::string& part : {uri->scheme, uri->user_info, uri->host, uri->dns_safe_host,
                                  uri->path, uri->query, uri->fragment, uri->text}) {
    out += "\t" + to_hex(part);
  }
  return out + "\t" + std::to_string(uri->port) + "\t" + truth(uri->default_port) + "\t" +
         truth(uri->loopback) + "\t" + truth(uri->unc_or_file);
}

template <class T>
std::string answer(const Converted<T>& value) {
  if (!value) return refusal(value.error());
  if constexpr (std::is_same_v<T, bool>) {
    return std::string("+\t") + truth(*value);
  } else {
    return "+\t" + std::to_string(*value);
  }
}

std::string answer_for(const Request& request) {
  const std::string& text = request.text;
  if (request.kind == "uri") return answer_for_uri(text);
  if (request.kind == "bool") return answer(parse_bool(text));
  if (request.kind == "int") return answer(parse_int32(text));
  if (request.kind == "bypass") return answer(parse_enum(text, bypass_on_local_values()));
  if (request.kind == "system") return answer(parse_enum(text, use_system_default_values()));
  if (request.kind == "detect") return answer(parse_enum(text, auto_detect_values()));
  return answer(parse_generic_enum(text, auto_detect_values()));
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, '\t');) fields.push_back(field);
  if (!line.empty() && line.back() == '\t') fields.emplace_back();
  return fields;
}

// Up to 4.7.1 the framework forgot a Windows name as host ("-a") when it rewrote a text with
// characters past ASCII. Its constructor or a property (marked "!") then fails with an exception
// about an index: a fault of its own that nothing can be compared with.
bool is_own_fault(const std::vector<std::string>& mono) {
  return mono.size() > 2 && mono[0] == "-" && mono[2] == "IndexOutOfRangeException";
}
// A UriFormatException there is a pair of surrogates cut in two by a broken escape before it.
bool is_own_fault(const std::string& field) {
  return field == to_hex("!ArgumentOutOfRangeException") ||
         field == to_hex("!IndexOutOfRangeException") || field == to_hex("!UriFormatException");
}

/// The oracle names the exception's type behind a message, which ours does not.
bool agree(const std::string& mono, const std::string& ours) {
  const std::vector<std::string> theirs = split(mono);
  const std::vector<std::string> mine = split(ours);
  if (is_own_fault(theirs)) return true;
  if (theirs[0] != mine[0]) return false;
  if (theirs[0] == "-") return theirs[1] == mine[1];
  const auto same = [](const std::string& a, const std::string& b) {
    return a == b || is_own_fault(a);
  };
  return std::equal(theirs.begin(), theirs.end(), mine.begin(), mine.end(), same);
}

std::string readable(const std::string& line) {
  std::string out;
  for (const std::string& field : split(line)) {
    const bool hex = field.size() % 2 == 0 && !field.empty() &&
                     field.find_first_not_of("0123456789abcdef") == std::string::npos;
    out += out.empty() ? "" : " | ";
    if (!hex) out += field;
    for (std::size_t i = 0; hex && i < field.size(); i += 2) {
      out += static_cast<char>(std::stoi(field.substr(i, 2), nullptr, 16));
    }
  }
  return out;
}

/// Takes characters away as long as the two still disagree; one run of the oracle a round.
std::string shrink(std::string text) {
  for (int round = 0; round < 60; ++round) {
    std::vector<Request> smaller;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80) continue;
      std::size_t end = i + 1;
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) ++end;
      smaller.push_back({"uri", text.substr(0, i) + text.substr(end)});
    }
    const std::vector<std::string> answers = ask_mono(smaller);
    bool found = false;
    for (std::size_t i = 0; i < smaller.size() && !found; ++i) {
      if (agree(answers[i], answer_for(smaller[i]))) continue;
      text = smaller[i].text;
      found = true;
    }
    if (!found) break;
  }
  return text;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) {
      out += c;
    } else {
      out += "\\x" + to_hex(std::string(1, c));
    }
  }
  return out;
}

std::string report(const Request& request) {
  const std::string small = request.kind == "uri" ? shrink(request.text) : request.text;
  const Request again{request.kind, small};
  return request.kind + " <" + escaped(small) + ">\n  Mono: " + readable(ask_mono({again})[0]) +
         "\n  ours: " + readable(answer_for(again)) + "\n";
}

/// Fails with up to eight shrunk disagreements.
void compare(const std::vector<Request>& requests, const std::vector<std::string>& answers) {
  std::size_t different = 0;
  std::string reports;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (agree(answers[i], answer_for(requests[i]))) continue;
    if (++different <= 8) reports += report(requests[i]);
  }
  INFO(reports);
  CHECK(different == 0);
}

struct Share {
  std::size_t all = 0;
  std::size_t valid = 0;
};

void print_shares(const std::map<std::string, Share>& shares) {
  for (const auto& [name, share] : shares) {
    std::cout << "  " << name << ": " << share.all << ", valid " << share.valid * 100 / share.all
              << " %\n";
  }
}

}  // namespace

TEST_CASE("generated addresses are what Mono's Uri says", "[dotnet][mono][slow]") {
  constexpr std::size_t count = 40000;
  const std::uint64_t seed = shirlint::generated::seed_of_run();
  test::UriGenerator generator(seed);
  std::vector<test::UriSample> samples;
  std::vector<Request> requests;
  for (std::size_t i = 0; i < count; ++i) {
    samples.push_back(generator.next());
    requests.push_back({"uri", samples.back().text});
  }
  const std::vector<std::string> answers = ask_mono(requests);
  std::map<std::string, Share> shares;
  std::map<std::string, Share> messages;
  std::size_t valid = 0;
  std::size_t faulty = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const bool good = answers[i][0] == '+';
    const std::vector<std::string> fields = split(answers[i]);
    const bool fault =
        is_own_fault(fields) ||
        std::any_of(fields.begin(), fields.end(), [](const auto& f) { return is_own_fault(f); });
    faulty += fault ? 1U : 0U;
    valid += good ? 1U : 0U;
    if (!good) ++messages[readable(answers[i])].all;
    for (const std::string& name : samples[i].classes) {
      ++shares[name].all;
      shares[name].valid += good ? 1U : 0U;
    }
  }
  std::cout << "addresses: " << count << " from seed " << seed << " (SHIRLINT_SEED), valid "
            << valid * 100 / count << " %, not comparable " << faulty << "\n";
  print_shares(shares);
  for (const auto& [text, share] : messages) std::cout << "  " << text << ": " << share.all << "\n";
  CHECK(faulty < count / 500);
  compare(requests, answers);
}

TEST_CASE("values are converted as Mono's converters do", "[dotnet][mono][slow]") {
  const std::vector<std::string> words = {"",
                                          "true",
                                          "TRUE",
                                          "tRuE",
                                          "True",
                                          "false",
                                          "False",
                                          "yes",
                                          "no",
                                          "on",
                                          "unspecified",
                                          "tru\xD0\xB5",
                                          "Unspecified",
                                          "0",
                                          "1",
                                          "-1",
                                          "+1",
                                          "5",
                                          "007",
                                          "-0",
                                          "1.0",
                                          "1e3",
                                          "0x10",
                                          "0XfF",
                                          "&h1f",
                                          "&H",
                                          "#1F",
                                          "#0x1f",
                                          "#+1",
                                          "#-1",
                                          "# 1",
                                          "0x",
                                          "#",
                                          "#FFFFFFFF",
                                          "#100000000",
                                          "2147483647",
                                          "2147483648",
                                          "-2147483648",
                                          "-2147483649",
                                          "99999999999999999999",
                                          "- 1",
                                          "--1",
                                          "1 2",
                                          "1,000",
                                          "\xD9\xA3",
                                          "True,False",
                                          "True, 1",
                                          "1,-1",
                                          "true,",
                                          ",",
                                          "True,,False",
                                          "False,Unspecified",
                                          "True False",
                                          "1x",
                                          "3D",
                                          "\xEF\xBC\x91",
                                          "\xC4\xB0",
                                          "fal\xC5\xBF\x65"};
  const std::vector<std::string> around = {"",
                                           " ",
                                           "\t",
                                           "\r\n",
                                           "\xC2\xA0",
                                           "\xE3\x80\x80",
                                           "\xE2\x80\x8B",
                                           "\xC2\x85",
                                           std::string(1, '\0'),
                                           "\v\f",
                                           "\xE1\xA0\x8E"};
  std::vector<Request> requests;
  for (const char* kind : {"bool", "int", "bypass", "system", "detect", "generic"}) {
    for (const std::string& word : words) {
      for (const std::string& before : around) {
        for (const std::string& after : {std::string(), before, std::string(" \0", 2)}) {
          std::string text = before;
          text += word;
          text += after;
          requests.push_back({kind, text});
        }
      }
    }
  }
  std::cout << "values: " << requests.size() << "\n";
  compare(requests, ask_mono(requests));
}
