#include "triage/signature.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/message_template.h"
#include "text/ascii.h"
#include "text/spelling.h"
#include "triage/folded.h"

namespace shirlint::triage {
namespace {

constexpr std::array<std::string_view, 8> keys = {"id",    "text",  "cause",  "remedy",
                                                  "wrong", "rules", "source", "evidence"};
constexpr std::array<std::string_view, 4> required = {"id", "text", "cause", "remedy"};
constexpr std::array evidences = {rules::Evidence::documented, rules::Evidence::source,
                                  rules::Evidence::reported, rules::Evidence::inferred};

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(by), text.size());
    if (end != 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

text::Result<Pattern> read_pattern(std::string_view wording) {
  const auto parts = rules::split_template(wording);
  if (!parts) return tl::unexpected<text::Error>(parts.error());
  Pattern pattern;
  for (const rules::TemplatePart& part : *parts) {
    if (part.expression) {
      pattern.push_back({true, part.text});
    } else if (std::string text = text::lower_case(Folded(part.text).kept()); !text.empty()) {
      pattern.push_back({false, std::move(text)});
    }
  }
  const bool beside =
      std::adjacent_find(pattern.begin(), pattern.end(), [](const Piece& left, const Piece& right) {
        return left.hole && right.hole;
      }) != pattern.end();
  if (pattern.empty() || pattern.front().hole || pattern.back().hole || beside ||
      pattern.front().text.size() < shortest_beginning) {
    return text::fail(
        fmt::format("'{}' must begin with at least {} letters and end with text, and "
                    "two holes need text between them",
                    wording, shortest_beginning));
  }
  return pattern;
}

class RowReader {
 public:
  RowReader(const shir::DataTable& table, shir::DataRow row) : table_(table), row_(row) {}

  /// The first thing that is wrong; empty when nothing is.
  std::string read(Signature& out) {
    if (std::string wrong = check_keys(); !wrong.empty()) return wrong;
    out.id = shir::cell(row_, "id");
    out.cause = shir::cell(row_, "cause");
    out.remedy = shir::cell(row_, "remedy");
    out.wrong = shir::cell(row_, "wrong");
    out.source = shir::cell(row_, "source");
    if (out.source.empty()) out.source = table_.source;
    out.rules = split(shir::cell(row_, "rules"), ' ');
    const std::string_view evidence = shir::cell(row_, "evidence");
    const auto* const known =
        std::find_if(evidences.begin(), evidences.end(),
                     [&](rules::Evidence value) { return rules::to_text(value) == evidence; });
    if (known != evidences.end()) {
      out.evidence = *known;
    } else if (!evidence.empty()) {
      return fmt::format("'{}' is no value of 'evidence'", evidence);
    }
    return read_text(out);
  }

 private:
  [[nodiscard]] std::string check_keys() const {
    for (const shir::DataCell& cell : row_) {
      if (std::find(keys.begin(), keys.end(), cell.key) != keys.end()) continue;
      const std::string_view near = text::nearest(cell.key, keys);
      return near.empty()
                 ? fmt::format("unknown key '{}'; known are {}", cell.key, fmt::join(keys, ", "))
                 : fmt::format("unknown key '{}'; did you mean '{}'?", cell.key, near);
    }
    for (const std::string_view key : required) {
      if (shir::cell(row_, key).empty()) return fmt::format("'{}' is missing", key);
    }
    return {};
  }

  [[nodiscard]] std::string read_text(Signature& out) const {
    for (const std::string_view wording : split(shir::cell(row_, "text"), '\n')) {
      auto pattern = read_pattern(wording);
      if (!pattern) return pattern.error().message;
      out.patterns.push_back(*std::move(pattern));
    }
    std::string wrong;
    for (const std::string_view sentence : {out.cause, out.remedy, out.wrong}) {
      static_cast<void>(fill(sentence, [&](std::string_view name) {
        for (const Pattern& pattern : out.patterns) {
          const bool there = std::any_of(pattern.begin(), pattern.end(), [&](const Piece& piece) {
            return piece.hole && piece.text == name;
          });
          if (!there) wrong = fmt::format("a wording has no hole '{{{}}}'", name);
        }
        return std::string();
      }));
    }
    return wrong;
  }

  const shir::DataTable& table_;
  shir::DataRow row_;
};

}  // namespace

Signatures read_signatures(std::span<const shir::DataTable> tables) {
  Signatures out;
  for (const shir::DataTable& table : tables) {
    for (const shir::DataRow row : table.rows) {
      Signature signature;
      if (std::string wrong = RowReader(table, row).read(signature); !wrong.empty()) {
        out.errors.push_back({fmt::format("signature '{}' of table '{}': {}", shir::cell(row, "id"),
                                          table.name, wrong),
                              {},
                              {}});
        continue;
      }
      const auto same =
          std::find_if(out.items.begin(), out.items.end(),
                       [&](const Signature& other) { return other.id == signature.id; });
      if (same != out.items.end()) {
        *same = std::move(signature);
      } else {
        out.items.push_back(std::move(signature));
      }
    }
  }
  return out;
}

}  // namespace shirlint::triage
