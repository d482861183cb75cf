#include "state/live/masked_copy.h"

#include <catch2/catch.hpp>

#include "state/live/scripted_machine.h"
#include "text/sha256.h"

using namespace shirlint;
using namespace shirlint::state::live;

namespace {

const std::string secret_config =
    "<configuration><appSettings><add key=\"a\" value=\"http://bob:s3cret@proxy:8080\"/>"
    "</appSettings></configuration>";

std::size_t start_of(const std::string& redaction) { return std::stoul(redaction); }
std::size_t end_of(const std::string& redaction) {
  return std::stoul(redaction.substr(redaction.find('-') + 1));
}

}  // namespace

TEST_CASE("a config's copy has everything at its place, but no secret", "[state][live][quick]") {
  const MaskedCopy copy = masked_copy(secret_config);
  CHECK(copy.bytes.size() == secret_config.size());
  CHECK(copy.bytes.find("http://**********@proxy:8080") != std::string::npos);
  CHECK(copy.sha256 == text::sha256(secret_config));
  REQUIRE(copy.redactions.size() == 1);
  const std::size_t start = start_of(copy.redactions[0]);
  const std::size_t end = end_of(copy.redactions[0]);
  CHECK(secret_config.substr(start, end - start) == "bob:s3cret");
  CHECK(copy.bytes.substr(0, start) == secret_config.substr(0, start));
  CHECK(copy.bytes.substr(end) == secret_config.substr(end));
}

TEST_CASE("a copy in UTF-16 is UTF-16", "[state][live][quick]") {
  const std::string wide = "\xFF\xFE" + utf16(secret_config);
  const MaskedCopy copy = masked_copy(wide);
  CHECK(copy.bytes.size() == wide.size());
  CHECK(copy.bytes.find(utf16("http://**********@proxy:8080")) != std::string::npos);
  REQUIRE(copy.redactions.size() == 1);
  CHECK(end_of(copy.redactions[0]) - start_of(copy.redactions[0]) == 20);
}

TEST_CASE("without a secret a copy is the original", "[state][live][quick]") {
  const MaskedCopy copy = masked_copy("<configuration/>");
  CHECK(copy.bytes == "<configuration/>");
  CHECK(copy.redactions.empty());
}

TEST_CASE("what cannot be read as XML is masked all the same", "[state][live][quick]") {
  const std::string broken = "<configuration a=\"\xFF\" " + secret_config;
  CHECK(masked_copy(broken).bytes.find("s3cret") == std::string::npos);
  CHECK(masked_copy("just http://bob:s3cret@proxy").bytes.find("s3cret") == std::string::npos);
  // One byte a letter behind the mark of UTF-16.
  CHECK(masked_copy("\xFF\xFE<a b=\"http://bob:s3cret@proxy\"/>").bytes.find("s3cret") ==
        std::string::npos);
  CHECK(masked_copy("").bytes.empty());
}
