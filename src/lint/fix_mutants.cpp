#include "lint/fix_mutants.h"

#include <fmt/format.h>

#include <cstddef>
#include <deque>
#include <string_view>
#include <vector>

#include "rules/xpath_mutations.h"
#include "rules/xpath_syntax.h"

namespace shirlint::lint {
namespace {

using rules::Fix;
using rules::FixStep;

template <class Item>
std::vector<Item> without(std::vector<Item> items, std::size_t gone) {
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(gone));
  return items;
}

bool has_place(const FixStep& step) {
  return step.operation == rules::Operation::insert_element ||
         step.operation == rules::Operation::move_element;
}

xml::Placement other_end(xml::Placement place) {
  switch (place) {
    case xml::Placement::last:
      return xml::Placement::first;
    case xml::Placement::first:
      return xml::Placement::last;
    case xml::Placement::before:
      return xml::Placement::after;
    default:
      return xml::Placement::before;
  }
}

struct StepVariant {
  std::string what;
  FixStep step;
};

class FixMutator {
 public:
  FixMutator(const rules::Rule& rule, const VisitFixMutant& visit)
      : rule_(rule), visit_(visit), fixes_(rule.fixes.begin(), rule.fixes.end()) {}

  void run() {
    for (number_ = 0; number_ < fixes_.size(); ++number_) {
      show(without(fixes_, number_), "is gone");
      change_when();
      change_steps();
    }
  }

 private:
  void show(const std::vector<Fix>& fixes, std::string_view what) const {
    rules::Rule mutant = rule_;
    mutant.fixes = fixes;
    visit_(mutant, fmt::format("fix {} {}", number_ + 1, what));
  }

  void show(const Fix& fix, std::string_view what) const {
    std::vector<Fix> fixes = fixes_;
    fixes[number_] = fix;
    show(fixes, what);
  }

  /// The template, and a text behind it.
  std::string_view longer(std::string_view text) {
    return texts_.emplace_back(std::string(text) + "-other");
  }

  std::vector<StepVariant> variants(const FixStep& step) {
    std::vector<StepVariant> out;
    const auto add = [&](const char* what, auto change) {
      FixStep other = step;
      change(other);
      out.push_back({what, other});
    };
    if (!step.to.empty()) add("without 'to'", [](FixStep& other) { other.to = {}; });
    if (has_place(step)) {
      add("at the other end", [](FixStep& other) { other.place = other_end(other.place); });
    }
    if (rules::edits_config(step.operation)) return out;
    if (!step.name.empty()) {
      add("with another name", [&](FixStep& other) { other.name = longer(step.name); });
    }
    if (!step.value.empty()) {
      add("with another value", [&](FixStep& other) { other.value = longer(step.value); });
    }
    return out;
  }

  void change_steps() {
    const Fix& fix = fixes_[number_];
    for (const StepVariant& variant : variants(fix)) {
      Fix other = fix;
      static_cast<FixStep&>(other) = variant.step;
      show(other, variant.what);
    }
    const std::vector<FixStep> then(fix.then.begin(), fix.then.end());
    for (std::size_t at = 0; at < then.size(); ++at) {
      show_then(without(then, at), fmt::format("without step {}", at + 2));
      std::vector<StepVariant> others = variants(then[at]);
      if (!then[at].target.empty()) {
        others.push_back({"without 'target'", then[at]});
        others.back().step.target = {};
      }
      for (const StepVariant& variant : others) {
        std::vector<FixStep> steps = then;
        steps[at] = variant.step;
        show_then(steps, fmt::format("step {} {}", at + 2, variant.what));
      }
    }
  }

  void show_then(const std::vector<FixStep>& then, const std::string& what) const {
    Fix other = fixes_[number_];
    other.then = then;
    show(other, what);
  }

  void change_when() const {
    Fix other = fixes_[number_];
    if (other.when.empty()) return;
    const auto ast = rules::xpath::parse(std::string(other.when));
    other.when = {};
    show(other, "without 'when'");
    if (!ast) return;
    for (const rules::xpath::Mutation& mutation : rules::xpath::mutations(*ast)) {
      other.when = mutation.query;
      show(other, fmt::format("when {}", mutation.description));
    }
  }

  const rules::Rule& rule_;
  const VisitFixMutant& visit_;
  std::vector<Fix> fixes_;
  std::size_t number_ = 0;
  std::deque<std::string> texts_;
};

}  // namespace

void for_each_fix_mutant(const rules::Rule& rule, const VisitFixMutant& visit) {
  FixMutator(rule, visit).run();
}

}  // namespace shirlint::lint
