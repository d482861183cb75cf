// Edits one after the other as edits at once.
#include "text/compose.h"

#include <catch2/catch.hpp>
#include <random>

#include "seed.h"

using namespace shirlint;
using namespace shirlint::text;

namespace {

class EditGenerator {
 public:
  explicit EditGenerator(std::uint64_t seed) : random_(seed) {}

  std::uint32_t below(std::uint32_t limit) {
    return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(random_);
  }

  std::string word(std::uint32_t longest) {
    std::string text;
    for (std::uint32_t size = below(longest + 1); size > 0; --size) {
      text += static_cast<char>('a' + below(26));
    }
    return text;
  }

  /// Ordered and apart, for a text of `size`.
  Edits edits(std::size_t size) {
    Edits edits;
    std::uint32_t at = 0;
    for (std::uint32_t count = below(4); count > 0; --count) {
      const auto left = static_cast<std::uint32_t>(size) - at;
      const std::uint32_t start = at + below(left + 1);
      const std::uint32_t end = start + below(static_cast<std::uint32_t>(size) - start + 1);
      edits.push_back({{start, end}, word(3)});
      if (end >= size) break;
      at = end + 1;
    }
    return edits;
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("what one edit wrote another may take away again", "[text][quick]") {
  const Edits first = {{{1, 1}, "xyz"}};
  CHECK(compose(first, {{{2, 3}, ""}}) == Edits{{{1, 1}, "xz"}});
  CHECK(compose(first, {{{1, 4}, ""}}).empty());
  CHECK(compose(first, {{{0, 5}, "-"}}) == Edits{{{0, 2}, "-"}});
}

TEST_CASE("edits in other places stay two", "[text][quick]") {
  CHECK(compose({{{0, 1}, "AA"}}, {{{4, 5}, "D"}}) == Edits{{{0, 1}, "AA"}, {{3, 4}, "D"}});
  CHECK(compose({}, {{{0, 1}, "x"}, {{1, 2}, "y"}}) == Edits{{{0, 2}, "xy"}});
}

TEST_CASE("composed edits do what the two do one after the other", "[text][quick]") {
  const std::uint64_t seed = generated::seed_of_run();
  WARN("seed " << seed);
  EditGenerator random(seed);
  for (int turn = 0; turn < 20000; ++turn) {
    const std::string whole = random.word(12);
    const Edits first = random.edits(whole.size());
    const std::string middle = apply_edits(whole, first);
    const Edits second = random.edits(middle.size());
    const Edits both = compose(first, second);
    INFO("turn " << turn << ": '" << whole << "' -> '" << middle << "'");
    REQUIRE(are_apart(both, whole.size()));
    REQUIRE(apply_edits(whole, both) == apply_edits(middle, second));
    for (std::size_t at = 1; at < both.size(); ++at) {
      REQUIRE(both[at].span.start > both[at - 1].span.end);  // what touches is one
    }
  }
}

TEST_CASE("a span moves with the edits before it", "[text][quick]") {
  const Edits edits = {{{0, 0}, "ab"}, {{4, 6}, ""}, {{9, 9}, "zzz"}};
  CHECK(moved({{2, 4}, {6, 8}, {9, 10}}, edits) == std::vector<Span>{{4, 6}, {6, 8}, {12, 13}});
}

TEST_CASE("an edit at the border of a span is beside it", "[text][quick]") {
  const std::vector<Span> spans = {{4, 8}};
  CHECK_FALSE(overlap({{{4, 4}, "x"}, {{8, 9}, ""}}, spans));
  CHECK(overlap({{{5, 5}, "x"}}, spans));
  CHECK(overlap({{{2, 5}, ""}}, spans));
}
