// What a property run of fixes covered, and how it is told.
#pragma once

#include <fmt/format.h>

#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace shirlint::fix::test {

using Counts = std::map<std::string, std::size_t>;

struct Share {
  std::size_t all = 0;
  std::size_t fixed = 0;
};

/// What a run covered.
struct Tally {
  std::size_t hosts = 0;
  std::size_t refuted_hosts = 0;  // where not all fixes stood the proof together
  Share files;
  std::map<std::string, Share> encodings;
  std::map<std::string, Share> line_ends;
  std::map<std::string, Share> faults;  // hosts with it, and those of them that were changed
  Counts codes;                         // files that it changed
  Counts refusals;
  Counts left;
  Share two_passes;  // hosts that needed more than one pass
  std::vector<std::string> problems;

  static void add(std::map<std::string, Share>& to, const std::map<std::string, Share>& from) {
    for (const auto& [name, share] : from) {
      to[name].all += share.all;
      to[name].fixed += share.fixed;
    }
  }
  void add(const Tally& other) {
    hosts += other.hosts;
    refuted_hosts += other.refuted_hosts;
    files.all += other.files.all;
    files.fixed += other.files.fixed;
    two_passes.all += other.two_passes.all;
    add(encodings, other.encodings);
    add(line_ends, other.line_ends);
    add(faults, other.faults);
    for (const auto& [code, count] : other.codes) codes[code] += count;
    for (const auto& [reason, count] : other.refusals) refusals[reason] += count;
    for (const auto& [reason, count] : other.left) left[reason] += count;
    problems.insert(problems.end(), other.problems.begin(), other.problems.end());
  }
};

/// Without names and values, so that equal reasons are counted together.
inline std::string shortened(const std::string& reason) {
  const std::size_t at = reason.find("/host/");
  if (at == std::string::npos) return reason.substr(0, 60);
  return reason.substr(0, at) + "FILE" +
         reason.substr(std::min(reason.find_first_of(": ", at), reason.size())).substr(0, 70);
}

/// For people: what cannot be seen is written out.
inline std::string visible(const std::string& bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '\r') {
      out += "\\r";
    } else if ((code < 0x20 && c != '\n' && c != '\t') || code > 0x7E) {
      out += fmt::format("\\x{:02X}", code);
    } else {
      out += c;
    }
  }
  return out;
}

inline void print(const char* title, const std::map<std::string, Share>& shares, std::size_t all) {
  std::cout << "  " << title << " (share, of these fixed):";
  for (const auto& [name, share] : shares) {
    std::cout << fmt::format(
        " {} {:.1f} % {:.0f} %;", name,
        100.0 * static_cast<double>(share.all) / static_cast<double>(all),
        100.0 * static_cast<double>(share.fixed) / static_cast<double>(share.all));
  }
  std::cout << "\n";
}

inline void print(const char* title, const Counts& counts) {
  std::cout << "  " << title << ":";
  for (const auto& [name, count] : counts) std::cout << " " << name << " " << count << ";";
  std::cout << "\n";
}

}  // namespace shirlint::fix::test
