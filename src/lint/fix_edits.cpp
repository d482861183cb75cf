#include "lint/fix_edits.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/backup_source.h"
#include "lint/new_file.h"
#include "shir/products.h"
#include "xml/edit_elements.h"
#include "xml/edit_repairs.h"
#include "xml/edit_values.h"

namespace shirlint::lint {
namespace {

using rules::Operation;
using text::Edits;
using text::Result;

pugi::xml_node element_of(const pugi::xpath_node& node) {
  return node.attribute() ? node.parent() : node.node();
}

tl::unexpected<text::Error> no_place() {
  return text::fail("no place in a file that can be read is meant");
}

/// The attribute that is meant: the node itself, or the element's attribute of that name.
pugi::xml_attribute attribute_of(const pugi::xpath_node& node, const std::string& name) {
  return node.attribute() ? node.attribute() : node.node().attribute(name.c_str());
}

}  // namespace

std::optional<FixEditor::Target> FixEditor::resolve(const pugi::xpath_node& node) const {
  const pugi::xpath_node own = locator_.config_node(node);
  if (!own) return std::nullopt;
  return Target{locator_.place(own).config, own};
}

Result<void> FixEditor::keep(const LoadedConfig& config, Result<Edits> edits, bool on_disk) {
  if (!edits) return tl::unexpected<text::Error>(edits.error());
  if (!config.file.named) {
    return text::fail("it would change " + config.file.path + ", which was not named");
  }
  if (tokens_ != nullptr && !on_disk) {
    for (const text::Edit& edit : *edits) {
      touches_token_ = touches_token_ || tokens_->any(config.document.source().slice(edit.span));
    }
  }
  changes_.push_back({{&config, nullptr}, std::move(*edits), on_disk});
  return {};
}

/// An insertion in front of a token changes its value too.
void FixEditor::check_value(const Target& target, const pugi::xpath_node& value) {
  if (tokens_ == nullptr) return;
  const xml::Document& document = target.config->document;
  touches_token_ =
      touches_token_ || tokens_->any(document.source().slice(document.place(value).value));
}

Result<void> FixEditor::add(const rules::StepHit& hit) {
  switch (hit.step->operation) {
    case Operation::reencode:
    case Operation::quote_values:
    case Operation::escape_ampersands:
    case Operation::trim_outside_root:
    case Operation::restore_backup:
      return repair(hit);
    case Operation::replace_span:
      return replace_marked(hit);
    case Operation::insert_element:
      return insert(hit);
    case Operation::remove_element:
    case Operation::move_element:
    case Operation::wrap_elements:
      return change_together(hit);
    case Operation::copy_subtree:
      return copy(hit);
    case Operation::create_file:
      return create(hit);
    default:
      return change_each(hit);
  }
}

/// The target is any fact of the file that cannot be read.
Result<void> FixEditor::repair(const rules::StepHit& hit) {
  const LoadedConfig* config = locator_.place(hit.targets.front().node).config;
  if (config == nullptr) return no_place();
  const xml::Document& document = config->document;
  switch (hit.step->operation) {
    case Operation::quote_values:
      return keep(*config, xml::quote_values(document), true);
    case Operation::escape_ampersands:
      return keep(*config, xml::escape_ampersands(document), true);
    case Operation::trim_outside_root:
      return keep(*config, xml::trim_outside_root(document), true);
    case Operation::restore_backup:
      return restore(*config);
    default:
      return keep(*config, xml::re_encode(document), true);
  }
}

/// The whole file, but for what both have at their start and end.
Result<void> FixEditor::restore(const LoadedConfig& config) {
  auto backup = backup_that_loads(locator_.host(), config, tokens_);
  if (!backup) return tl::unexpected<text::Error>(backup.error());
  const text::Source& source = config.document.source();
  const std::string_view old = source.bytes();
  const auto size = static_cast<std::uint32_t>(old.size());
  Edits edits = {{{0, size}, std::move(backup->bytes)}};
  // Elsewhere a byte is no character, and the encoding may be another one.
  if (source.encoding().kind == text::EncodingKind::utf8) edits = text::minimal(old, edits);
  if (tokens_ != nullptr) {
    for (const text::Edit& edit : edits) {
      const std::string_view gone = old.substr(edit.span.start, edit.span.size());
      touches_token_ = touches_token_ || tokens_->any(text::decode(gone, source.encoding()).text);
    }
  }
  backup_told_ = std::move(backup->told);
  return keep(config, std::move(edits), true);
}

Result<void> FixEditor::replace_marked(const rules::StepHit& hit) {
  for (const rules::FixTarget& target : hit.targets) {
    const NodePlace place = locator_.place(target.node);
    const auto& script = locator_.host().script;
    if (script && place.source == &script->source) {
      changes_.push_back({{nullptr, &*script}, {{place.span, target.value}}, false});
      continue;
    }
    if (place.config == nullptr || !place.config->document.readable()) return no_place();
    const xml::Document& document = place.config->document;
    Result<Edits> edits = xml::remove_text(document, place.span);
    if (edits && !target.value.empty()) {
      const Result<std::string> value = xml::escape(target.value, '\0');
      if (!value) return tl::unexpected<text::Error>(value.error());
      edits = Edits{{place.span, *value}};
    }
    if (auto kept = keep(*place.config, std::move(edits)); !kept) return kept;
  }
  return {};
}

Result<void> FixEditor::change_each(const rules::StepHit& hit) {
  for (const rules::FixTarget& target : hit.targets) {
    const auto own = resolve(target.node);
    if (!own) return no_place();
    if (auto kept = keep(*own->config, change(hit, *own, target.value)); !kept) return kept;
  }
  return {};
}

Result<Edits> FixEditor::change(const rules::StepHit& hit, const Target& target,
                                const std::string& value) {
  const xml::Document& document = target.config->document;
  const pugi::xml_node element = element_of(target.node);
  const std::string name = hit.name.empty() ? value : hit.name;
  switch (hit.step->operation) {
    case Operation::replace_value:
      check_value(target, target.node);
      return xml::replace_value(document, target.node, value);
    case Operation::set_attribute:
      if (const pugi::xml_attribute old = element.attribute(name.c_str())) {
        check_value(target, {old, element});
      }
      return xml::set_attribute(document, element, name, value);
    case Operation::rename_element:
      return xml::rename_element(document, element, name);
    default:
      break;
  }
  const pugi::xml_attribute attribute = attribute_of(target.node, hit.name);
  if (!attribute) return text::fail("no attribute is meant");
  if (hit.step->operation == Operation::rename_attribute) {
    return xml::rename_attribute(document, element, attribute, name);
  }
  return xml::remove_attribute(document, attribute);
}

Result<void> FixEditor::insert(const rules::StepHit& hit) {
  if (!hit.name.empty()) return insert_around(hit);
  for (const rules::FixTarget& target : hit.targets) {
    const auto spot = resolve(hit.to ? hit.to : target.node);
    if (!spot) return no_place();
    const xml::Spot at{element_of(spot->node), hit.step->place};
    const Result<Edits> edits = xml::insert_elements(spot->config->document, at, target.value);
    if (auto kept = keep(*spot->config, edits); !kept) return kept;
  }
  return {};
}

/// One element of that name, with what each target brings in it.
Result<void> FixEditor::insert_around(const rules::StepHit& hit) {
  const auto spot = resolve(hit.to ? hit.to : hit.targets.front().node);
  if (!spot) return no_place();
  std::string markup = "<" + hit.name + ">";
  for (const rules::FixTarget& target : hit.targets) markup += target.value;
  markup += "</" + hit.name + ">";
  const xml::Spot at{element_of(spot->node), hit.step->place};
  return keep(*spot->config, xml::insert_elements(spot->config->document, at, markup));
}

Result<void> FixEditor::change_together(const rules::StepHit& hit) {
  std::vector<pugi::xml_node> elements;
  const LoadedConfig* config = nullptr;
  for (const rules::FixTarget& target : hit.targets) {
    const auto own = resolve(target.node);
    if (!own || (config != nullptr && own->config != config)) return no_place();
    config = own->config;
    const pugi::xml_node element = element_of(own->node);
    if (std::find(elements.begin(), elements.end(), element) == elements.end()) {
      elements.push_back(element);
    }
  }
  const xml::Document& document = config->document;
  if (hit.step->operation == Operation::wrap_elements) {
    return keep(*config, xml::wrap_elements(document, elements, hit.name));
  }
  if (!hit.to) return keep(*config, xml::remove_elements(document, elements));
  const auto spot = resolve(hit.to);
  if (!spot || spot->config != config) return no_place();
  return keep(*config,
              xml::move_elements(document, elements, {element_of(spot->node), hit.step->place}));
}

/// The nearest element called `name`, the target itself included, as the config of the role
/// `value` has it at the same path.
Result<void> FixEditor::copy(const rules::StepHit& hit) {
  const rules::FixTarget& target = hit.targets.front();
  const auto own = resolve(target.node);
  const LoadedConfig* peer = locator_.config_of_role(target.value);
  if (!own || peer == nullptr || !peer->document.readable()) return no_place();
  pugi::xml_node element = element_of(own->node);
  while (element && hit.name != element.name()) element = element.parent();
  if (!element) return copy_new(hit, *own->config, *peer);
  const pugi::xml_node model =
      peer->document.tree().select_node(logical_path(element).c_str()).node();
  if (!model) return text::fail("the other file has no <" + hit.name + "> at the same place");
  return keep(*own->config,
              xml::copy_subtree(own->config->document, element, peer->document, model));
}

/// The file has no element of that name: it goes below the same parents, which are made if only the
/// nearest is missing.
Result<void> FixEditor::copy_new(const rules::StepHit& hit, const LoadedConfig& config,
                                 const LoadedConfig& peer) {
  // Walked to, not asked for: what a rule names may be no name, and so no XPath.
  pugi::xml_node model;
  for (const pugi::xml_node root : peer.document.tree().children()) {
    for (const pugi::xml_node group : root.children()) {
      if (!model) model = group.child(hit.name.c_str());
    }
  }
  if (!model) return text::fail("the other file has no <" + hit.name + ">");
  const xml::Document& document = config.document;
  const auto find = [&](pugi::xml_node node) {
    return document.tree().select_node(logical_path(node).c_str()).node();
  };
  if (const pugi::xml_node parent = find(model.parent())) {
    return keep(config,
                xml::insert_copy(document, {parent, xml::Placement::last}, peer.document, model));
  }
  const pugi::xml_node above = find(model.parent().parent());
  if (!above) return no_place();
  const std::string parent = model.parent().name();
  const std::string_view copied = peer.document.source().slice(peer.document.place(model).whole);
  return keep(config, xml::insert_elements(document, {above, xml::Placement::last},
                                           fmt::format("<{0}>{1}</{0}>", parent, copied)));
}

/// `name` is the file's place below the install folder, as Windows writes it.
Result<void> FixEditor::create(const rules::StepHit& hit) {
  const std::string_view name = std::string_view(hit.name).substr(hit.name.find_last_of("\\/") + 1);
  const auto role = shir::role_of_file_name(name);
  if (!role) return text::fail(hit.name + " is no file of a product");
  auto text = new_file_text(locator_, hit);
  if (!text) return tl::unexpected<text::Error>(text.error());
  auto path = new_file_path(locator_.source(), *role);
  if (!path) return tl::unexpected<text::Error>(path.error());
  const LoadedConfig* like = resolve(hit.targets.front().node)->config;
  created_.push_back({*std::move(path), *std::move(text), like});
  return {};
}

Result<std::vector<FileEdits>> FixEditor::finish() {
  std::vector<FileEdits> files;
  for (const Change& change : changes_) {
    auto file = std::find_if(files.begin(), files.end(),
                             [&](const FileEdits& one) { return one.file == change.file; });
    if (file == files.end()) file = files.insert(file, {change.file, {}, {}, {}});
    Edits& edits = change.on_disk ? file->disk : file->edits;
    edits.insert(edits.end(), change.edits.begin(), change.edits.end());
  }
  for (FileEdits& file : files) {
    if (!file.disk.empty()) {  // a repair stands alone, and is in order
      file.meant = file.disk;
      continue;
    }
    const text::Source& source = file.file.source();
    auto combined = text::combine(std::move(file.edits));
    if (!combined) return tl::unexpected<text::Error>(combined.error());
    file.edits = text::minimal(source.text(), *combined);
    auto disk = text::encode_edits(source, file.edits);
    if (!disk) return tl::unexpected<text::Error>(disk.error());
    auto meant = text::encode_edits(source, *combined);
    if (!meant) return tl::unexpected<text::Error>(meant.error());
    file.disk = std::move(*disk);
    file.meant = std::move(*meant);
  }
  const bool nothing = std::all_of(files.begin(), files.end(),
                                   [](const FileEdits& file) { return file.disk.empty(); });
  if (nothing && created_.empty()) return text::fail("nothing in the file would change");
  return files;
}

}  // namespace shirlint::lint
