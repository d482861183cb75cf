// Values within XML and HTML.
#include "text/markup.h"

#include <catch2/catch.hpp>

using shirlint::text::escape_markup;

TEST_CASE("nothing of a value is taken for markup", "[text][quick]") {
  CHECK(escape_markup(R"(<a b="c" d='e'>&amp;)") ==
        "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
  CHECK(escape_markup("caf\xC3\xA9\tand\n") == "caf\xC3\xA9\tand\n");
}

TEST_CASE("line ends and tabs can be kept through an attribute's value", "[text][quick]") {
  CHECK(escape_markup("a\tb\nc", "\t\n") == "a&#9;b&#10;c");
}
