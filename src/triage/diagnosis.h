// What is known of the errors in some inputs, and which of their causes a host really has.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/report.h"
#include "triage/signature.h"

namespace shirlint::triage {

struct Input {
  std::string name;  // for people: a path, "standard input", "the given text"
  std::string text;  // as `readable` gives it
};

struct Place {
  std::string input;
  std::uint32_t line = 0;
};

/// Is the cause there? `unknown`: a rule that looks for it could not be judged.
enum class Verdict : std::uint8_t { not_asked, found, unknown, absent };
[[nodiscard]] std::string_view to_text(Verdict verdict);

/// One signature, over all inputs.
struct Diagnosis {
  const Signature* signature = nullptr;
  std::string passage;
  std::vector<std::pair<std::string_view, std::string>> values;
  std::vector<Place> places;  // one a line, `most_lines` of each input
  std::uint64_t count = 0;
  Verdict verdict = Verdict::not_asked;
  std::vector<lint::Finding> findings;  // of the signature's rules, on the hosts that were asked
  std::vector<lint::Unknown> unknown;
};

struct Answer {
  std::vector<std::string> inputs;
  std::vector<std::string> hosts;  // that were asked
  std::vector<Diagnosis> items;    // each signature once, in the order of the inputs
};

[[nodiscard]] Answer diagnose(std::span<const Input> inputs, std::span<const Signature> signatures);

/// The codes of all rules that the answer names, each once.
[[nodiscard]] std::vector<std::string_view> codes_of(const Answer& answer);

/// Adds what those rules say of a host.
void ask_host(Answer& answer, const lint::HostReport& host);

/// `sentence` of the item's signature, its holes filled.
[[nodiscard]] std::string filled(const Diagnosis& item, std::string_view sentence);

}  // namespace shirlint::triage
