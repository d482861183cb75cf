#include "xml/edit_elements.h"

#include <algorithm>
#include <utility>

#include "xml/edit_layout.h"
#include "xml/edit_slot.h"
#include "xml/edit_subtree.h"
#include "xml/edit_values.h"

namespace shirlint::xml {
namespace {

using Nodes = std::vector<pugi::xml_node>;

/// The spans of nodes, those with nothing but white space between them as one.
std::vector<text::Span> groups(const Document& document, const Nodes& nodes) {
  std::vector<text::Span> spans;
  for (const pugi::xml_node node : nodes) spans.push_back(document.place(node).whole);
  std::sort(spans.begin(), spans.end());
  std::vector<text::Span> grouped;
  for (const text::Span span : spans) {
    if (!grouped.empty() && (grouped.back().contains(span) ||
                             is_blank(document.source().slice({grouped.back().end, span.start})))) {
      grouped.back().end = std::max(grouped.back().end, span.end);
    } else {
      grouped.push_back(span);
    }
  }
  return grouped;
}

/// "]]" in front of what goes and ">" behind it must not meet.
bool joins_to_cdata_end(std::string_view text, text::Span gone) {
  const std::string_view before =
      text.substr(gone.start < 2 ? 0 : gone.start - 2, std::min<std::uint32_t>(gone.start, 2));
  const std::string joined = std::string(before) + std::string(text.substr(gone.end, 2));
  return joined.find("]]>") != std::string::npos;
}

text::Result<text::Edits> delete_spans(const Document& document,
                                       const std::vector<text::Span>& spans) {
  text::Edits edits;
  for (const text::Span span : spans) {
    const text::Span gone = removal(document, span);
    if (joins_to_cdata_end(document.source().text(), gone)) {
      return text::fail("without it the text around would read ']]>', which XML forbids");
    }
    edits.push_back({gone, ""});
  }
  return edits;
}

tl::unexpected<text::Error> not_in_file() {
  return text::fail("the place is not in the file itself");
}

bool all_in_file(const Document& document, const Nodes& nodes) {
  return !nodes.empty() && std::all_of(nodes.begin(), nodes.end(), [&](pugi::xml_node node) {
    return node.parent().type() == pugi::node_element && !document.place(node).whole.empty();
  });
}

/// A copy keeps the lines of its model; one that stands in a single line has none to keep.
LineBreaks breaks_of(const Document& model, text::Span copied) {
  const bool lines = model.source().slice(copied).find_first_of("\r\n") != std::string_view::npos;
  return lines ? LineBreaks::kept : LineBreaks::made;
}

/// One text for several nodes, as the slot wants it.
std::string written_at(const Slot& slot, const Layout& layout, const Document& model,
                       const std::vector<text::Span>& spans, LineBreaks breaks) {
  SubtreeStyle style{layout, slot.indentation.value_or(""), breaks};
  if (!slot.indentation) style.breaks = LineBreaks::joined;
  std::string text = slot.before;
  for (const text::Span& span : spans) {
    if (&span != &spans.front()) text += slot.between;
    text += write_subtree(model, span, style);
  }
  return text + slot.after;
}

std::vector<text::Span> spans_of(const Document& document, const Nodes& nodes) {
  std::vector<text::Span> spans;
  for (const pugi::xml_node node : nodes) spans.push_back(document.place(node).whole);
  return spans;
}

Nodes elements_below(pugi::xml_node parent) {
  Nodes nodes;
  for (const pugi::xml_node node : parent.children()) {
    if (node.type() != pugi::node_pcdata) nodes.push_back(node);
  }
  return nodes;
}

/// The first and the last of them in the file.
std::pair<pugi::xml_node, pugi::xml_node> ends_of(const Document& document, const Nodes& nodes) {
  const auto before = [&](pugi::xml_node a, pugi::xml_node b) {
    return document.place(a).whole.start < document.place(b).whole.start;
  };
  const auto [first, last] = std::minmax_element(nodes.begin(), nodes.end(), before);
  return {*first, *last};
}

/// One step more for each line in `span` that begins between nodes or attributes. A line that
/// begins in a value, a text or a comment stays.
text::Edits indent_lines(const Document& document, text::Span span, const std::string& step) {
  text::Edits edits;
  for (const Token& token : document.tokens()) {
    if (token.span.start <= span.start || token.span.end >= span.end) continue;
    const std::string_view text = document.source().slice(token.span);
    const std::size_t line = text.find_last_of("\r\n");
    const bool layout = token.kind == TokenKind::space || token.kind == TokenKind::text;
    if (!layout || !is_blank(text) || line == std::string_view::npos) continue;
    const auto at = static_cast<std::uint32_t>(token.span.start + line + 1);
    edits.push_back({{at, at}, step});
  }
  return edits;
}

bool is_within(pugi::xml_node node, const Nodes& outer) {
  for (; node; node = node.parent()) {
    if (std::find(outer.begin(), outer.end(), node) != outer.end()) return true;
  }
  return false;
}

}  // namespace

text::Result<text::Edits> insert_elements(const Document& document, const Spot& spot,
                                          std::string_view markup) {
  const Document model = Document::parse("<x>" + std::string(markup) + "</x>");
  const Nodes nodes = elements_below(model.tree().first_child());
  if (!model.readable() || nodes.empty()) {
    return text::fail("what is to be inserted is no XML element: " + std::string(markup));
  }
  const auto slot = find_slot(document, spot, {});
  if (!slot) return tl::unexpected<text::Error>(slot.error());
  return text::Edits{{slot->span, written_at(*slot, layout_around(document, slot->neighbour), model,
                                             spans_of(model, nodes), LineBreaks::made)}};
}

text::Result<text::Edits> remove_elements(const Document& document, const Nodes& elements) {
  if (!all_in_file(document, elements)) return not_in_file();
  return delete_spans(document, groups(document, elements));
}

text::Result<text::Edits> move_elements(const Document& document, const Nodes& elements,
                                        const Spot& spot) {
  if (!all_in_file(document, elements)) return not_in_file();
  const bool beside = spot.placement == Placement::before || spot.placement == Placement::after;
  if (is_within(spot.node, elements)) {
    if (beside && elements.size() == 1 && spot.node == elements.front()) return text::Edits{};
    return text::fail("an element cannot be moved into itself");
  }
  const auto slot = find_slot(document, spot, elements);
  if (!slot) return tl::unexpected<text::Error>(slot.error());
  std::vector<text::Span> spans = spans_of(document, elements);
  std::sort(spans.begin(), spans.end());
  for (const text::Span span : spans) {
    if (auto reason = depends_on_context(document, span, true)) return text::fail(*reason);
  }
  auto edits = delete_spans(document, groups(document, elements));
  if (!edits) return edits;
  edits->push_back({slot->span, written_at(*slot, layout_around(document, slot->neighbour),
                                           document, spans, LineBreaks::kept)});
  return text::combine(std::move(*edits));
}

text::Result<text::Edits> wrap_elements(const Document& document, const Nodes& elements,
                                        std::string_view name) {
  if (!all_in_file(document, elements)) return not_in_file();
  if (!is_plain_name(name)) {
    return text::fail("'" + std::string(name) + "' is no name for an element");
  }
  const auto [first, last] = ends_of(document, elements);
  for (pugi::xml_node node = first; node != last; node = node.next_sibling()) {
    const bool chosen = std::find(elements.begin(), elements.end(), node) != elements.end();
    const bool white = node.type() == pugi::node_pcdata &&
                       is_blank(document.source().slice(document.place(node).whole));
    if (!node || !(chosen || white || node.type() == pugi::node_comment)) {
      return text::fail("something else stands between the elements");
    }
  }
  const text::Span span = {document.place(first).whole.start, document.place(last).whole.end};
  const std::string open = "<" + std::string(name) + ">";
  const std::string close = "</" + std::string(name) + ">";
  const auto outer = indentation(document.source().text(), span.start);
  if (!outer) {
    return text::Edits{{{span.start, span.start}, open}, {{span.end, span.end}, close}};
  }
  const Layout layout = layout_around(document, first);
  text::Edits edits = indent_lines(document, span, layout.step);
  edits.push_back(
      {{span.start, span.start}, open + layout.line_end + std::string(*outer) + layout.step});
  edits.push_back({{span.end, span.end}, layout.line_end + std::string(*outer) + close});
  return text::combine(std::move(edits));
}

text::Result<text::Edits> rename_element(const Document& document, pugi::xml_node element,
                                         std::string_view name) {
  const Place place = document.place(element);
  if (place.whole.empty()) return not_in_file();
  if (!is_plain_name(name)) {
    return text::fail("'" + std::string(name) + "' is no name for an element");
  }
  text::Edits edits = {{place.name, std::string(name)}};
  if (place.whole.end > place.value.end) {  // it goes on behind its start tag
    const auto tag = static_cast<std::uint32_t>(document.source().slice(place.whole).rfind("</"));
    const std::uint32_t start = place.whole.start + tag + 2;
    edits.push_back({{start, start + place.name.size()}, std::string(name)});
  }
  return edits;
}

text::Result<text::Edits> copy_subtree(const Document& document, pugi::xml_node element,
                                       const Document& from, pugi::xml_node model) {
  const text::Span old = document.place(element).whole;
  const text::Span copied = from.place(model).whole;
  if (old.empty() || copied.empty()) return not_in_file();
  if (auto reason = depends_on_context(from, copied, false)) return text::fail(*reason);
  Slot slot;
  slot.span = old;
  if (const auto own = indentation(document.source().text(), old.start)) slot.indentation = *own;
  return text::Edits{{old, written_at(slot, layout_around(document, element), from, {copied},
                                      breaks_of(from, copied))}};
}

text::Result<text::Edits> insert_copy(const Document& document, const Spot& spot,
                                      const Document& from, pugi::xml_node model) {
  const text::Span copied = from.place(model).whole;
  if (copied.empty()) return not_in_file();
  if (auto reason = depends_on_context(from, copied, false)) return text::fail(*reason);
  const auto slot = find_slot(document, spot, {});
  if (!slot) return tl::unexpected<text::Error>(slot.error());
  return text::Edits{{slot->span, written_at(*slot, layout_around(document, slot->neighbour), from,
                                             {copied}, breaks_of(from, copied))}};
}

text::Result<text::Edits> remove_text(const Document& document, text::Span span) {
  const std::string_view text = document.source().slice(span);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return text::Edits{};
  if (text.find('<') != std::string_view::npos && text.substr(first, 9) != "<![CDATA[") {
    return text::fail("what is marked holds more than text");
  }
  const auto start = static_cast<std::uint32_t>(span.start + first);
  const auto end = static_cast<std::uint32_t>(span.start + text.find_last_not_of(" \t\r\n") + 1);
  return delete_spans(document, {{start, end}});
}

}  // namespace shirlint::xml
