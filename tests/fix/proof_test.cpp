#include "fix/proof.h"

#include <catch2/catch.hpp>
#include <string>

using namespace shirlint;
using dotnet::Moment;

namespace {

fix::ConfigOutcome outcome(Moment moment, const std::string& route) {
  fix::ConfigOutcome one;
  one.path = "diahost.exe.config";
  one.role = "diahost";
  one.moment = moment;
  if (moment != Moment::ok) one.errors = {"Bad."};
  if (!route.empty()) one.routes = {route};
  return one;
}

std::string why(const fix::ConfigOutcome& before, const fix::ConfigOutcome& after) {
  const fix::FileChange change{"diahost.exe.config", "diahost", "<a/>", "<a />", {"PRX004"}};
  return fix::why_not_safe(change, {before}, {after});
}

fix::HostState host_state(const fix::ConfigOutcome& one) { return {{}, {one}}; }

std::string unsound(const std::string& before, const std::string& after,
                    const std::string& code = "PRX004") {
  const fix::FileChange change{"diahost.exe.config", "diahost", before, after, {code}};
  const auto ok = host_state(outcome(Moment::ok, ""));
  return fix::why_not_sound({change}, ok, ok);
}

}  // namespace

TEST_CASE("safe is what mends a file, or keeps every route", "[fix][quick]") {
  const auto direct = outcome(Moment::ok, "http://a/ -> direct");
  CHECK(why(outcome(Moment::section_read, ""), direct).empty());
  CHECK(why(outcome(Moment::request, ""), direct).empty());
  CHECK(why(direct, direct).empty());
  CHECK(why(direct, outcome(Moment::ok, "http://a/ -> http://proxy/")) ==
        "it would change where requests go: http://a/ -> http://proxy/");
  CHECK(why(outcome(Moment::config_init, ""), outcome(Moment::section_read, "")) ==
        "afterwards .NET would still refuse the file: Bad.");
  CHECK_FALSE(why(outcome(Moment::not_judged, ""), direct).empty());
}

TEST_CASE("the new bytes must be what the old ones were, but for the change", "[fix][quick]") {
  CHECK(unsound("<a>\r\n</a>", "<a b=''>\r\n</a>").empty());
  CHECK(unsound("<a/>", "<a") == "diahost.exe.config could not be read as XML any more");
  CHECK(unsound("<a>\r\n</a>", "<a>\n</a>") ==
        "line ends of another kind would come into diahost.exe.config");
  CHECK(unsound("\xEF\xBB\xBF<a/>", "<a/>") == "the encoding of diahost.exe.config would change");
  CHECK(unsound("\xEF\xBB\xBF<a/>", "<a/>", "CFG006").empty());
  CHECK(unsound("\xEF\xBB\xBF<a>\r\n", "<a>\n</a>", "CFG003").empty());
  CHECK(unsound("<a>", "<a", "CFG003") == "diahost.exe.config could not be read as XML any more");
}

TEST_CASE("what .NET did not say before it must not say afterwards", "[fix][quick]") {
  const fix::FileChange change{"diahost.exe.config", "diahost", "<a/>", "<a />", {"PRX004"}};
  CHECK(fix::why_not_sound({change}, host_state(outcome(Moment::ok, "")),
                           host_state(outcome(Moment::request, ""))) ==
        "diahost.exe.config: .NET would say: Bad.");
  CHECK(fix::why_not_sound({change}, host_state(outcome(Moment::request, "")),
                           host_state(outcome(Moment::ok, "")))
            .empty());
}

TEST_CASE("bytes outside the edits are compared one by one", "[fix][quick]") {
  const text::Edits edits = {{{1, 2}, "XY"}, {{3, 3}, "!"}};
  CHECK(fix::only_edits_differ("abcd", "aXYc!d", edits));
  CHECK_FALSE(fix::only_edits_differ("abcd", "aXYc!e", edits));
  CHECK_FALSE(fix::only_edits_differ("abcd", "bXYc!d", edits));
  CHECK_FALSE(fix::only_edits_differ("abcd", "aXYc!dd", edits));
  CHECK_FALSE(fix::only_edits_differ("abcd", "a", edits));
  CHECK_FALSE(fix::only_edits_differ("ab", "aXY", {{{1, 9}, "XY"}}));
}
