#include "lint/new_file.h"

#include "text/edit.h"
#include "text/secret.h"
#include "xml/edit_elements.h"

namespace shirlint::lint {

text::Result<std::string> new_file_text(const Locator& locator, const rules::StepHit& hit) {
  const rules::FixTarget& target = hit.targets.front();
  const xml::Document document = xml::Document::parse(target.value);
  if (!document.readable()) return text::fail("the text of the new file is no XML");
  const pugi::xpath_node own = locator.config_node(target.node);
  const LoadedConfig* config = own ? locator.place(own).config : nullptr;
  if (config == nullptr) return text::fail("what is to be copied is in no file");
  pugi::xml_node element = own.attribute() ? own.parent() : own.node();
  pugi::xml_node place;
  while (element.type() == pugi::node_element) {
    place = document.tree().select_node(("//" + std::string(element.name())).c_str()).node();
    if (place) break;
    element = element.parent();
  }
  if (!place) return text::fail("the text of the new file has no place for what is copied");
  const auto edits = xml::copy_subtree(document, place, config->document, element);
  if (!edits) return tl::unexpected<text::Error>(edits.error());
  return text::mask(text::apply_edits(document.source().text(), *edits));
}

}  // namespace shirlint::lint
