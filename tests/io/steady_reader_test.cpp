#include "io/steady_reader.h"

#include <catch2/catch.hpp>

#include "io/memory_reader.h"
#include "io/overlay_reader.h"

using namespace shirlint::io;

TEST_CASE("a file that changes under way is seen as it was", "[io][quick]") {
  MemoryReader files;
  files.add("h/a", "old");
  const SteadyReader steady(files);
  CHECK(steady.read("h/a", file_limit).value() == "old");
  CHECK_FALSE(steady.read("h/b", file_limit));
  CHECK(steady.list("h").value().size() == 1);
  files.add("h/a", "new");
  files.add("h/b", "late");
  CHECK(steady.read("h/a", file_limit).value() == "old");
  CHECK_FALSE(steady.read("h/b", file_limit));
  CHECK(steady.list("h").value().size() == 1);
  CHECK(files.read("h/a", file_limit).value() == "new");
}

TEST_CASE("an overlay shows other bytes for a file, by whatever name", "[io][quick]") {
  MemoryReader files("/srv");
  files.add("/srv/h/a", "old");
  files.add("/srv/h/b", "other");
  OverlayReader overlay(files);
  overlay.replace("h/a", "new");
  CHECK(overlay.read("h/a", file_limit).value() == "new");
  CHECK(overlay.read("/srv/h/a", file_limit).value() == "new");
  CHECK(overlay.read("h/b", file_limit).value() == "other");
  CHECK_FALSE(overlay.read("h/a", 2));
  CHECK(overlay.list("h").value().size() == 2);
}
