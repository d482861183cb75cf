#include "xml/edit_slot.h"

#include <algorithm>

#include "xml/edit_layout.h"

namespace shirlint::xml {
namespace {

class SlotFinder {
 public:
  SlotFinder(const Document& document, const std::vector<pugi::xml_node>& leaving)
      : document_(document), text_(document.source().text()), leaving_(leaving) {}

  Slot beside(pugi::xml_node node, bool before) const {
    return before ? in_front_of(node) : behind(node);
  }

  Slot inside(pugi::xml_node parent, bool first) const {
    pugi::xml_node child = first ? parent.first_child() : parent.last_child();
    while (child && !is_neighbour(child)) {
      child = first ? child.next_sibling() : child.previous_sibling();
    }
    if (!child) return only_child(parent);
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      return in_text(parent, child, first);
    }
    return first ? at_start(parent, child) : behind(child);
  }

 private:
  [[nodiscard]] text::Span whole(pugi::xml_node node) const { return document_.place(node).whole; }

  [[nodiscard]] bool is_neighbour(pugi::xml_node node) const {
    if (std::find(leaving_.begin(), leaving_.end(), node) != leaving_.end()) return false;
    const bool text = node.type() == pugi::node_pcdata;
    return !text || !is_blank(document_.source().slice(whole(node)));
  }

  [[nodiscard]] std::string break_before(std::string_view indentation, pugi::xml_node near) const {
    return layout_around(document_, near).line_end + std::string(indentation);
  }

  /// The white space between a node and what stands before it in the same line.
  [[nodiscard]] std::string separator(pugi::xml_node node) const {
    if (!node.previous_sibling()) return {};
    const std::uint32_t start = whole(node).start;
    const std::size_t from = text_.substr(0, start).find_last_not_of(white_space) + 1;
    const std::string_view gap = text_.substr(from, start - from);
    return gap.find_first_of("\r\n") == std::string_view::npos ? std::string(gap) : "";
  }

  [[nodiscard]] Slot in_front_of(pugi::xml_node node) const {
    Slot slot;
    const std::uint32_t start = whole(node).start;
    slot.span = {start, start};
    slot.neighbour = node;
    if (const auto own = indentation(text_, start)) {
      slot.indentation = *own;
      slot.between = slot.after = break_before(*own, node);
    } else {
      slot.between = slot.after = separator(node);
    }
    return slot;
  }

  /// The first node of the line that ends in `node`: a comment behind an element is about it.
  [[nodiscard]] pugi::xml_node line_start(pugi::xml_node node) const {
    while (node.type() == pugi::node_comment && !indentation(text_, whole(node).start)) {
      pugi::xml_node before = node.previous_sibling();
      while (before && !is_neighbour(before)) before = before.previous_sibling();
      if (!before || before.type() == pugi::node_pcdata) break;
      node = before;
    }
    return node;
  }

  /// Behind a comment that follows in the same line and ends it.
  [[nodiscard]] pugi::xml_node line_end(pugi::xml_node node) const {
    for (pugi::xml_node next = node.next_sibling(); next; next = next.next_sibling()) {
      if (next.type() == pugi::node_comment) return ends_line(whole(next).end) ? next : node;
      const std::string_view gap = document_.source().slice(whole(next));
      if (next.type() != pugi::node_pcdata || gap.find_first_not_of(" \t") != gap.npos) break;
    }
    return node;
  }

  [[nodiscard]] bool ends_line(std::uint32_t offset) const {
    const std::size_t next = text_.find_first_not_of(" \t", offset);
    return next == std::string_view::npos || text_[next] == '\n' || text_[next] == '\r' ||
           text_.compare(next, 2, "</") == 0;
  }

  [[nodiscard]] Slot behind(pugi::xml_node node) const {
    Slot slot;
    const pugi::xml_node last = line_end(node);
    const std::uint32_t end = whole(last).end;
    slot.span = {end, end};
    slot.neighbour = line_start(node);
    const auto own = indentation(text_, whole(slot.neighbour).start);
    if (own && ends_line(end)) {
      slot.indentation = *own;
      slot.between = slot.before = break_before(*own, node);
    } else {
      slot.between = slot.before = separator(slot.neighbour);
    }
    return slot;
  }

  [[nodiscard]] Slot at_start(pugi::xml_node parent, pugi::xml_node child) const {
    const auto own = indentation(text_, whole(child).start);
    if (!own) return in_front_of(child);
    Slot slot;
    const std::uint32_t at = document_.place(parent).value.end;
    slot.span = {at, at};
    slot.neighbour = child;
    slot.indentation = *own;
    slot.between = slot.before = break_before(*own, child);
    return slot;
  }

  /// Beside text there is no layout to keep.
  [[nodiscard]] Slot in_text(pugi::xml_node parent, pugi::xml_node child, bool first) const {
    Slot slot;
    const std::uint32_t at = first ? whole(child).start : whole(child).end;
    slot.span = {at, at};
    slot.neighbour = parent;
    return slot;
  }

  /// In an element without children: it is opened, and closed behind them.
  [[nodiscard]] Slot only_child(pugi::xml_node parent) const {
    const Place place = document_.place(parent);
    const bool empty_tag =
        place.whole.end == place.value.end && text_.compare(place.value.end - 2, 2, "/>") == 0;
    Slot slot;
    slot.neighbour = parent;
    if (const auto own = indentation(text_, place.whole.start)) {
      const Layout layout = layout_around(document_, parent);
      slot.indentation = std::string(*own) + layout.step;
      slot.between = slot.before = layout.line_end + *slot.indentation;
      slot.after = layout.line_end + std::string(*own);
    }
    if (empty_tag) {
      const std::size_t last = text_.substr(0, place.value.end - 2).find_last_not_of(white_space);
      slot.span = {static_cast<std::uint32_t>(last + 1), place.value.end};
      slot.before.insert(0, ">");
      slot.after += "</" + std::string(document_.source().slice(place.name)) + ">";
      return slot;
    }
    const auto end_tag = static_cast<std::uint32_t>(
        place.whole.start + document_.source().slice(place.whole).rfind("</"));
    slot.span = {place.value.end, end_tag};
    if (!leaving_.empty()) return keep_content(slot);
    return slot;
  }

  /// What leaves deletes itself; the new ones go in front of it.
  [[nodiscard]] static Slot keep_content(Slot slot) {
    slot.span.end = slot.span.start;
    slot.after.clear();
    return slot;
  }

  const Document& document_;
  std::string_view text_;
  const std::vector<pugi::xml_node>& leaving_;
};

}  // namespace

text::Result<Slot> find_slot(const Document& document, const Spot& spot,
                             const std::vector<pugi::xml_node>& leaving) {
  const pugi::xml_node node = spot.node;
  const bool beside = spot.placement == Placement::before || spot.placement == Placement::after;
  const pugi::xml_node parent = beside ? node.parent() : node;
  if (document.place(node).whole.empty() || parent.type() != pugi::node_element ||
      document.place(parent).whole.empty()) {
    return text::fail("the file itself has no place for the element");
  }
  const SlotFinder finder(document, leaving);
  if (beside) return finder.beside(node, spot.placement == Placement::before);
  return finder.inside(node, spot.placement == Placement::first);
}

}  // namespace shirlint::xml
