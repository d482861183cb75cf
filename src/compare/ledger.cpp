#include "compare/ledger.h"

#include <algorithm>
#include <utility>

#include "lint/locate.h"
#include "state/fact_key.h"
#include "text/ascii.h"
#include "text/secret.h"

namespace shirlint::compare {
namespace {

using state::Knowledge;

constexpr std::string_view mark = "\x01";

bool is_letter(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
         (code >= 'A' && code <= 'Z') || code >= 0x80;
}

/// Each `name` in `text` that is a word, replaced; letter case does not matter.
std::string replaced(const std::string& text, const std::string& name) {
  const std::string lower = text::lower_case(text);
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool word =
        (at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]));
    if (!word || at < from) continue;
    out.append(text, from, at - from).append(mark);
    from = end;
  }
  return out.append(text, from, std::string::npos);
}

/// A value that `collect` has masked, without changing its length.
bool is_masked(std::string_view value) { return value.find("**") != std::string_view::npos; }

/// The same for a secret and for what `collect` makes of it.
std::string shown(std::string_view value) {
  std::string out;
  std::size_t stars = 0;
  for (const char byte : text::mask_value(value)) {
    stars = byte == '*' ? stars + 1 : 0;
    if (stars <= 3) out += byte;
  }
  return out;
}

const std::string& compared(const Told& told) { return told.raw.empty() ? told.value : told.raw; }

/// Both tell a value, and these differ in secrets only: that is said, and no more of them.
void settle_secrets(Difference& difference) {
  Told& good = difference.at(Side::good);
  Told& bad = difference.at(Side::bad);
  if (shown(good.value) != shown(bad.value)) return;
  for (const Side side : {Side::good, Side::bad}) {
    if (!is_masked(compared(difference.at(side)))) continue;
    difference.at(side) = unknown("it holds a secret, which is masked");
    return;
  }
  difference.meaning = "Both hold a secret, and not the same one.";
}

}  // namespace

Told known(std::string value, lint::Location place) {
  return {Knowledge::known, std::move(value), std::move(place), {}, {}};
}

Told absent(lint::Location place) { return {Knowledge::absent, {}, std::move(place), {}, {}}; }

Told unknown(std::string reason) { return {Knowledge::unknown, std::move(reason), {}, {}, {}}; }

std::string masked_by_name(std::string_view name, const std::string& value) {
  const std::size_t slash = name.rfind('\\');
  const std::string front =
      std::string(slash == std::string_view::npos ? name : name.substr(slash + 1)) + "=";
  const std::string line = text::mask_value(front + value);
  return line.substr(0, front.size()) == front ? line.substr(front.size()) : std::string("***");
}

OwnNames::OwnNames(const lint::LoadedHost& host) {
  if (!host.snapshot) return;
  const state::Snapshot& snapshot = *host.snapshot;
  names_.push_back(text::lower_case(snapshot.name));
  if (const state::Record* name = snapshot.only("environment.machine", "COMPUTERNAME")) {
    names_.push_back(text::lower_case(name->text("value")));
  }
  if (const state::Record* os = snapshot.only("os")) {
    if (const state::Value* value = os->find("addresses")) {
      if (const auto* addresses = std::get_if<std::vector<std::string>>(&value->data)) {
        for (const std::string& address : *addresses) names_.push_back(text::lower_case(address));
      }
    }
  }
  const auto empty = [](const std::string& name) { return name.empty(); };
  names_.erase(std::remove_if(names_.begin(), names_.end(), empty), names_.end());
  // The longer first: "node-01.corp" before "node-01".
  std::stable_sort(names_.begin(), names_.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::string OwnNames::neutral(std::string_view value) const {
  std::string out(value);
  for (const std::string& name : names_) out = replaced(out, name);
  return out;
}

/// What is a machine's own is not missed.
bool Ledger::take_gap(const Difference& difference, bool own) {
  for (const Side side : {Side::good, Side::bad}) {
    const Told& told = difference.at(side);
    if (told.knowledge != Knowledge::unknown) continue;
    const Gap gap = {difference.fact, side, told.value};
    const bool said = std::any_of(out_.gaps.begin(), out_.gaps.end(), [&](const Gap& other) {
      return other.fact == gap.fact && other.side == gap.side && other.reason == gap.reason;
    });
    if (!own && !said) out_.gaps.push_back(gap);
    return true;
  }
  return false;
}

void Ledger::add(Difference difference, bool own) {
  const Told& good = difference.at(Side::good);
  const Told& bad = difference.at(Side::bad);
  const bool both = good.knowledge == Knowledge::known && bad.knowledge == Knowledge::known;
  if (both && compared(good) == compared(bad)) return;
  if (!both && good.knowledge == bad.knowledge) return;
  own = own || (both && good_.neutral(compared(good)) == bad_.neutral(compared(bad)));
  if (both) settle_secrets(difference);
  if (take_gap(difference, own)) return;
  for (Told& told : difference.told) {
    told.value = shown(told.value);
    told.raw.clear();
  }
  (own ? out_.own : out_.differences).push_back(std::move(difference));
}

const lint::LoadedConfig* config_of(const lint::LoadedHost& host, std::string_view role) {
  return lint::Locator(host).config_of_role(role);
}

std::vector<std::string> roles_of(const lint::LoadedHost& good, const lint::LoadedHost& bad) {
  std::vector<std::string> roles;
  for (const lint::LoadedHost* host : {&good, &bad}) {
    for (const lint::ConfigFile& file : host->source.configs) {
      const bool there = std::find(roles.begin(), roles.end(), file.role) != roles.end();
      if (!there && file.role != "transform") roles.push_back(file.role);
    }
  }
  return roles;
}

bool texts_differ(const lint::LoadedHost& good, const lint::LoadedHost& bad,
                  std::string_view role) {
  const lint::LoadedConfig* left = config_of(good, role);
  const lint::LoadedConfig* right = config_of(bad, role);
  return left != nullptr && right != nullptr &&
         left->document.source().bytes() != right->document.source().bytes();
}

lint::Location place_in_snapshot(const lint::LoadedHost& host, text::Span span) {
  if (!host.snapshot || host.source.snapshot.empty() || span.empty()) return {};
  lint::NodePlace place;
  place.source = &host.snapshot->source;
  place.file = host.source.snapshot;
  place.span = span;
  return lint::Locator::location(place);
}

}  // namespace shirlint::compare
