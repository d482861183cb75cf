#include "triage/diagnosis.h"

#include <algorithm>

#include "triage/recognise.h"

namespace shirlint::triage {
namespace {

void add(Answer& answer, const std::string& input, Sighting& sighting) {
  auto same = std::find_if(answer.items.begin(), answer.items.end(), [&](const Diagnosis& item) {
    return item.signature == sighting.signature;
  });
  if (same == answer.items.end()) {
    Diagnosis item;
    item.signature = sighting.signature;
    item.passage = std::move(sighting.passage);
    item.values = std::move(sighting.values);
    same = answer.items.insert(answer.items.end(), std::move(item));
  }
  same->count += sighting.count;
  for (const std::uint32_t line : sighting.lines) same->places.push_back({input, line});
}

bool names(const Signature& signature, std::string_view code) {
  return std::find(signature.rules.begin(), signature.rules.end(), code) != signature.rules.end();
}

}  // namespace

std::string_view to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::found:
      return "found";
    case Verdict::unknown:
      return "unknown";
    case Verdict::absent:
      return "absent";
    case Verdict::not_asked:
      break;
  }
  return "not-asked";
}

Answer diagnose(std::span<const Input> inputs, std::span<const Signature> signatures) {
  Answer answer;
  for (const Input& input : inputs) {
    answer.inputs.push_back(input.name);
    for (Sighting& sighting : recognise(Folded(input.text), signatures)) {
      add(answer, input.name, sighting);
    }
  }
  return answer;
}

std::vector<std::string_view> codes_of(const Answer& answer) {
  std::vector<std::string_view> codes;
  for (const Diagnosis& item : answer.items) {
    codes.insert(codes.end(), item.signature->rules.begin(), item.signature->rules.end());
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

void ask_host(Answer& answer, const lint::HostReport& host) {
  answer.hosts.push_back(host.name);
  for (Diagnosis& item : answer.items) {
    if (item.signature->rules.empty()) continue;
    for (const lint::Finding& finding : host.findings) {
      if (names(*item.signature, finding.rule->code)) item.findings.push_back(finding);
    }
    for (const lint::Unknown& unknown : host.unknown) {
      if (names(*item.signature, unknown.rule->code)) item.unknown.push_back(unknown);
    }
    item.verdict = !item.findings.empty()  ? Verdict::found
                   : !item.unknown.empty() ? Verdict::unknown
                                           : Verdict::absent;
  }
}

std::string filled(const Diagnosis& item, std::string_view sentence) {
  return fill(sentence, [&](std::string_view name) {
    const auto at = std::find_if(item.values.begin(), item.values.end(),
                                 [&](const auto& value) { return value.first == name; });
    return at == item.values.end() ? std::string("...") : at->second;
  });
}

}  // namespace shirlint::triage
