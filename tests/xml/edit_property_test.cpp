// Edits of generated documents: the file stays well-formed and becomes what the same change of the
// tree makes of it, and every byte that is not declared stays.
#include <catch2/catch.hpp>
#include <iostream>
#include <map>
#include <random>

#include "seed.h"
#include "xml/document_generator.h"
#include "xml/edit_elements.h"
#include "xml/edit_values.h"

using namespace shirlint;
using namespace shirlint::xml;

namespace {

constexpr int documents = 20000;

/// The tree as text, without the white space that is layout.
void describe(pugi::xml_node node, std::string& out) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata) {
      out += child.value();  // texts side by side are one
      continue;
    }
    out += "(" + std::to_string(child.type()) + child.name();
    for (const pugi::xml_attribute attribute : child.attributes()) {
      out += std::string(" ") + attribute.name() + "=" + attribute.value();
    }
    out += "|" + std::string(child.value());
    describe(child, out);
    out += ")";
  }
}

/// White space between nodes is layout; so is what stands at the ends of a text.
std::string described(pugi::xml_node tree) {
  std::string out;
  describe(tree, out);
  std::string squeezed;
  for (const char c : out) {
    if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) squeezed += c;
  }
  return squeezed;
}

class Case {
 public:
  Case(Document document, std::mt19937& random) : document_(std::move(document)), random_(random) {
    copy_.reset();
    for (const pugi::xml_node child : document_.tree().children()) copy_.append_copy(child);
    collect(document_.tree(), copy_.root());
  }

  /// Makes one change in both; nothing when the document has no place for it or it is refused.
  std::optional<text::Edits> change(std::string& kind) {
    const std::size_t index = below(originals_.size());
    element_ = originals_[index];
    twin_ = copies_[index];
    switch (below(16)) {
      case 0:
        kind = "set attribute";
        return set();
      case 1:
        kind = "rename attribute";
        return rename_one();
      case 2:
        kind = "remove attribute";
        return remove_one();
      case 3:
        kind = "rename element";
        twin_.set_name("renamed");
        return checked(rename_element(document_, element_, "renamed"));
      case 4:
        kind = "insert element";
        return insert();
      case 5:
        kind = "remove element";
        if (index == 0 || !twin_.parent().remove_child(twin_)) return std::nullopt;
        return checked(remove_elements(document_, {element_}));
      case 14:
      case 15:
        kind = "wrap element";
        return wrap();
      case 6:
      case 7:
      case 8:
      case 9:
        kind = "copy subtree";
        return copy(below(originals_.size()));
      default:
        kind = "move element";
        return move(below(originals_.size()));
    }
  }

  [[nodiscard]] const Document& document() const { return document_; }
  [[nodiscard]] pugi::xml_node intended() const { return copy_.root(); }
  [[nodiscard]] const std::string& refusal() const { return refusal_; }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  void collect(pugi::xml_node from, pugi::xml_node twin) {
    for (pugi::xml_node one = from.first_child(), two = twin.first_child(); one;
         one = one.next_sibling(), two = two.next_sibling()) {
      if (one.type() != pugi::node_element) continue;
      originals_.push_back(one);
      copies_.push_back(two);
      collect(one, two);
    }
  }

  std::optional<text::Edits> checked(text::Result<text::Edits> edits) {
    if (edits) return std::move(*edits);
    refusal_ = edits.error().message;
    return std::nullopt;
  }

  std::optional<text::Edits> set() {
    const std::string value = below(2) == 0 ? "v'\"<&" : "http://\xC3\xA4:8080";
    pugi::xml_attribute twin = twin_.attribute("a0");
    if (!twin) twin = twin_.append_attribute("a0");
    twin.set_value(value.c_str());
    return checked(set_attribute(document_, element_, "a0", value));
  }

  std::optional<text::Edits> rename_one() {
    const pugi::xml_attribute attribute = element_.attribute("a1");
    if (!attribute) return std::nullopt;
    twin_.attribute("a1").set_name("other");
    return checked(rename_attribute(document_, element_, attribute, "other"));
  }

  std::optional<text::Edits> remove_one() {
    const pugi::xml_attribute attribute = element_.attribute("a0");
    if (!attribute) return std::nullopt;
    twin_.remove_attribute("a0");
    return checked(remove_attribute(document_, attribute));
  }

  std::optional<text::Edits> insert() {
    const bool first = below(2) == 0;
    pugi::xml_node added = first ? twin_.prepend_child("n") : twin_.append_child("n");
    added.append_attribute("x").set_value("1");
    added.append_child("m");
    return checked(insert_elements(
        document_, {element_, first ? Placement::first : Placement::last}, "<n x='1'><m/></n>"));
  }

  std::optional<text::Edits> wrap() {
    if (element_ == originals_[0]) return std::nullopt;
    pugi::xml_node wrapper = twin_.parent().insert_child_before("wrapper", twin_);
    wrapper.append_move(twin_);
    return checked(wrap_elements(document_, {element_}, "wrapper"));
  }

  static bool holds(pugi::xml_node outer, pugi::xml_node inner) {
    while (inner && inner != outer) inner = inner.parent();
    return static_cast<bool>(inner);
  }

  std::optional<text::Edits> move(std::size_t to) {
    if (element_ == originals_[0] || holds(element_, originals_[to])) return std::nullopt;
    copies_[to].append_move(twin_);
    return checked(move_elements(document_, {element_}, {originals_[to], Placement::last}));
  }

  std::optional<text::Edits> copy(std::size_t from) {
    if (element_ == originals_[0] || holds(element_, originals_[from]) ||
        holds(originals_[from], element_)) {
      return std::nullopt;
    }
    twin_.parent().insert_copy_after(copies_[from], twin_);
    twin_.parent().remove_child(twin_);
    return checked(copy_subtree(document_, element_, document_, originals_[from]));
  }

  Document document_;
  std::mt19937& random_;
  pugi::xml_document copy_;
  std::vector<pugi::xml_node> originals_;
  std::vector<pugi::xml_node> copies_;
  pugi::xml_node element_;
  pugi::xml_node twin_;
  std::string refusal_;
};

/// Where pieces of the old file, joined by the new ones, make the new file.
bool only_declared(std::string_view before, std::string_view after, const text::Edits& edits) {
  std::size_t old_at = 0;
  std::size_t new_at = 0;
  for (const text::Edit& edit : edits) {
    const std::size_t kept = edit.span.start - old_at;
    if (before.substr(old_at, kept) != after.substr(new_at, kept)) return false;
    old_at = edit.span.end;
    new_at += kept;
    if (after.substr(new_at, edit.text.size()) != edit.text) return false;
    new_at += edit.text.size();
  }
  return before.substr(old_at) == after.substr(new_at);
}

}  // namespace

TEST_CASE("edits of generated documents do what the tree does", "[xml]") {
  const auto seed = static_cast<unsigned>(generated::seed_of_run());
  xml::test::DocumentGenerator generator(seed);
  std::mt19937 random(seed);
  std::map<std::string, int> done;
  std::map<std::string, int> refused;
  std::map<std::string, int> encodings;
  for (int i = 0; i < documents; ++i) {
    const std::string bytes = generator.next();
    Document parsed = Document::parse(bytes);
    if (!parsed.readable()) continue;
    // .NET's reader lets it pass; a NUL ends a value of the tree.
    if (parsed.source().text().find("&#0;") != std::string_view::npos) continue;
    Case made(std::move(parsed), random);
    std::string kind;
    const auto edits = made.change(kind);
    if (!edits) {
      if (!made.refusal().empty()) ++refused[made.refusal()];
      continue;
    }
    const text::Source& source = made.document().source();
    const auto combined = text::combine(*edits);
    INFO(kind << " in\n" << bytes);
    REQUIRE(combined);
    REQUIRE(text::are_apart(*combined, source.text().size()));
    const auto disk = text::encode_edits(source, text::minimal(source.text(), *combined));
    if (!disk) {
      ++refused["not in the encoding"];
      continue;
    }
    const std::string after = text::apply_edits(bytes, *disk);
    INFO("is now\n" << after);
    REQUIRE(only_declared(bytes, after, *disk));
    const Document again = Document::parse(after);
    if (again.fault()) FAIL(again.fault()->message);
    REQUIRE(again.readable());
    REQUIRE(again.source().encoding() == source.encoding());
    REQUIRE(again.source().has_bom() == source.has_bom());
    REQUIRE(described(again.tree()) == described(made.intended()));
    ++done[kind];
    ++encodings[std::string(source.encoding().name()) + (source.has_bom() ? " with BOM" : "")];
  }
  std::cout << "xml edits: seed " << seed;
  for (const auto& [kind, count] : done) std::cout << ", " << kind << " " << count;
  std::cout << "; in";
  for (const auto& [name, count] : encodings) std::cout << " " << name << " " << count;
  std::cout << "; refused:";
  for (const auto& [reason, count] : refused) std::cout << " " << reason << " " << count << ";";
  std::cout << "\n";
  CHECK(done.size() == 9);
  for (const auto& [kind, count] : done) {
    INFO(kind);
    CHECK(count >= 20);
  }
}
