// What is kept of a node comes back whole, and what many nodes say is kept once.
#include "lint/node_store.h"

#include <catch2/catch.hpp>
#include <memory>
#include <string>

using namespace shirlint::lint;

namespace {

KeptPlace place(const std::string& file, const std::string& line, const std::string& value) {
  KeptPlace made;
  made.location = {file, {200, 3}, {201, 4}, "/host/@group", line};
  made.role = "diahost";
  made.value = value;
  made.named = false;
  return made;
}

NodeSummary node(const std::string& name) {
  ProxySummary proxy{"explicit", "http://a:1/", "explicit\na", 3, {"^a$", "b"}, true, false};
  NodeSummary made{name, "fleet/" + name, "adf", "ir", "5.46.1.1", {}, {}, {}};
  made.place = place("fleet/" + name + "/host.toml", "group = \"ir\"", "\"ir\"");
  made.version_place = place("elsewhere/host.toml", "", "\"5.46.1.1\"");
  made.configs.push_back({"diahost",
                          "fleet/" + name + "/diahost.exe.config",
                          std::make_shared<const ProxySummary>(proxy),
                          {}});
  made.configs.push_back({"diawp", "other.config", nullptr, place("", std::string(300, 'x'), "")});
  return made;
}

void check_same(const KeptPlace& left, const KeptPlace& right) {
  CHECK(left.location.file == right.location.file);
  CHECK(left.location.start == right.location.start);
  CHECK(left.location.end == right.location.end);
  CHECK(left.location.fact == right.location.fact);
  CHECK(left.location.line_text == right.location.line_text);
  CHECK(left.role == right.role);
  CHECK(left.value == right.value);
  CHECK(left.named == right.named);
}

}  // namespace

TEST_CASE("a node comes back as it was", "[lint][quick]") {
  SharedTexts texts;
  const NodeSummary first = node("n1");
  const std::string packed = pack(first, texts);
  static_cast<void>(pack(node("n2"), texts));
  const NodeSummary again = unpack(packed, texts);
  CHECK(again.name == first.name);
  CHECK(again.path == first.path);
  CHECK(again.product == first.product);
  CHECK(again.group == first.group);
  CHECK(again.version == first.version);
  check_same(again.place, first.place);
  check_same(again.version_place, first.version_place);
  REQUIRE(again.configs.size() == 2);
  CHECK(again.configs[0].role == "diahost");
  CHECK(again.configs[0].path == first.configs[0].path);
  CHECK(*again.configs[0].proxy == *first.configs[0].proxy);
  CHECK(again.configs[1].proxy == nullptr);
  check_same(again.configs[1].place, first.configs[1].place);
}

TEST_CASE("what nodes of a group say alike is kept once", "[lint][quick]") {
  SharedTexts texts;
  const std::string packed = pack(node("n1"), texts);
  const std::uint32_t known = texts.number("a text that nobody said");
  static_cast<void>(pack(node("n2"), texts));
  CHECK(texts.number("another") == known + 1);
  CHECK(packed.find("explicit") == std::string::npos);
}

TEST_CASE("a text keeps its number, whatever comes after it", "[lint][quick]") {
  SharedTexts texts;
  const std::string large(200'000, 'x');  // more than a block holds
  CHECK(texts.number("") == 0);
  CHECK(texts.number(large) == 1);
  for (std::uint32_t at = 0; at < 5'000; ++at) {
    REQUIRE(texts.number("text " + std::to_string(at)) == at + 2);
  }
  CHECK(texts.number("") == 0);
  CHECK(texts.number(large) == 1);
  CHECK(texts.text(1) == large);
  CHECK(texts.number("text 0") == 2);
  CHECK(texts.text(5'001) == "text 4999");
}
