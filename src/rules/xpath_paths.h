// The location paths of a query, each told from where it starts: what the query asks for.
//
// A path in a predicate is appended to the path it filters: `$host/certificate[@store]` asks for
// `$host/certificate` and for `$host/certificate/@store`. `.` is dropped and `..` takes a step
// back where names alone tell where that leads; every other axis stays in the path as a step.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/xpath_syntax.h"

namespace shirlint::rules::xpath {

enum class PathRoot : std::uint8_t { context, variable, absolute };

struct PathStep {
  Axis axis = Axis::child;
  TestKind test = TestKind::name;
  std::string name;  // as in Node::name
  text::Span span;   // axis and node test, as in Node::head
};

struct LocationPath {
  PathRoot root = PathRoot::context;
  std::string variable;         // without `$`; empty for other roots
  std::vector<PathStep> steps;  // `//name` is one step on the axis `descendant`
  text::Span span;              // the path as written, its predicates included
  /// Names alone do not tell where every step ends up: it holds a wildcard, `//`, an axis that
  /// leaves the subtree, or a `..` whose way back is not known. Such a path has to be walked
  /// through the vocabulary as a set of places; the steps before the first such one are exact.
  bool open = false;
};

/// Every location path, `$name/step` included (a bare `$name` is none: see `variables`), in the
/// order in which they are walked: a path before the paths in its predicates. Where a step back
/// shortens a path, what it had reached stands in the list too, so that no name goes unseen.
/// Behind a union of more than 32 different paths, one path for each root goes on from just any
/// node of its document (`ancestor-or-self` and `descendant-or-self`), which keeps the list short.
[[nodiscard]] std::vector<LocationPath> paths(const Ast& ast);

/// The paths that the nodes of the whole query's result are on; none when it is no node-set.
/// Here a bare `$name` counts, as a path without steps.
[[nodiscard]] std::vector<LocationPath> result_paths(const Ast& ast);

struct UnionOperand {
  text::Span span;
  std::vector<LocationPath> paths;  // as `result_paths` has them
};

struct UnionUse {
  text::Span span;
  std::vector<UnionOperand> operands;
};

/// Every union; the loader refuses those whose operands have their roots in different documents.
[[nodiscard]] std::vector<UnionUse> unions(const Ast& ast);

struct ComparedLiteral {
  LocationPath attribute;
  std::string literal;
  text::Span span;  // the literal with its quotes
};

/// String literals that an attribute is tested against with `=` or `!=`, either way round,
/// string() around the attribute allowed; an attribute of several paths is there once for each.
[[nodiscard]] std::vector<ComparedLiteral> literals(const Ast& ast);

/// `path` taken from where `base` ends, such as a path from `$self` put on what `$self` selects;
/// spans and root as in `path` and `base`. The steps of `base` keep the spans of their own query.
[[nodiscard]] LocationPath appended(LocationPath base, const LocationPath& path);

/// As XPath text: `$host/certificate/@store`, `//proxy`, `.` for the bare context.
[[nodiscard]] std::string to_text(const LocationPath& path);

}  // namespace shirlint::rules::xpath
