#include "text/spelling.h"

#include <array>
#include <catch2/catch.hpp>
#include <string>

using namespace shirlint::text;

TEST_CASE("edits are counted up to a limit", "[text][quick]") {
  CHECK(edit_distance("", "", 3) == 0);
  CHECK(edit_distance("store", "Store", 3) == 0);
  CHECK(edit_distance("stroe", "store", 3) == 1);  // two neighbours swapped
  CHECK(edit_distance("kitten", "sitting", 3) == 3);
  CHECK(edit_distance("kitten", "sitting", 2) == 3);
  CHECK(edit_distance("", "abc", 3) == 3);
  CHECK(edit_distance("a", "abcdefgh", 2) == 3);
}

TEST_CASE("the nearest word is what was meant", "[text][quick]") {
  constexpr std::array<std::string_view, 5> words = {"thumbprint", "store", "subject", "issuer",
                                                     "not_after"};
  CHECK(nearest("thumbprnt", words) == "thumbprint");
  CHECK(nearest("Store", words) == "store");
  CHECK(nearest("not-after", words) == "not_after");
  CHECK(nearest("stroe", words) == "store");
  CHECK(nearest("colour", words).empty());
  CHECK(nearest("", words).empty());
  CHECK(nearest(std::string(1000, 'x'), words).empty());
  CHECK(did_you_mean("isuer", words) == "; did you mean 'issuer'?");
  CHECK(did_you_mean("colour", words).empty());
}

TEST_CASE("of two equally near words the first is taken", "[text][quick]") {
  constexpr std::array<std::string_view, 2> words = {"cat", "car"};
  CHECK(nearest("caz", words) == "cat");
}
