// Rules from TOML files, with the storage that their views point into.
// In: the text of a rule file. Errors: every one with file, line and column; a file with an error
// adds no rule.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "text/error.h"

namespace shirlint::rules {

/// Keeps strings and arrays at fixed addresses for as long as it lives.
class Storage {
 public:
  std::string_view keep(std::string text);
  template <class T>
  std::span<const T> keep(std::vector<T> items);

 private:
  std::deque<std::string> strings_;
  std::deque<std::shared_ptr<const void>> arrays_;
};

template <class T>
std::span<const T> Storage::keep(std::vector<T> items) {
  auto kept = std::make_shared<const std::vector<T>>(std::move(items));
  arrays_.push_back(kept);
  return *kept;
}

class RulePack {
 public:
  /// Reads one rule file. `file` is what error messages name, `name` what `Rule::file` holds.
  [[nodiscard]] std::vector<text::Error> add(std::string_view toml, const std::string& file,
                                             const std::string& name);
  /// The rules in the order of their codes.
  [[nodiscard]] std::vector<const Rule*> rules() const;

 private:
  Storage storage_;
  std::deque<Rule> rules_;
};

}  // namespace shirlint::rules
