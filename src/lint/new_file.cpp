#include "lint/new_file.h"

#include <algorithm>
#include <optional>

#include "lint/host_folder.h"
#include "shir/products.h"
#include "text/ascii.h"
#include "text/edit.h"
#include "xml/edit_elements.h"

namespace shirlint::lint {
namespace {

/// How many folders two paths have in common from the start.
std::size_t shared_folders(std::string_view one, std::string_view other) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < std::min(one.size(), other.size()) && one[at] == other[at]; ++at) {
    if (one[at] == '/') ++count;
  }
  return count;
}

/// `path` without its last `count` parts.
std::string above(std::string path, std::size_t count) {
  for (; count > 0; --count) path = io::parent_path(path);
  return path;
}

/// Where `wanted` goes if `known`, of the same product, is at `path`; `depth` is how near they are.
struct NewPlace {
  std::string path;
  std::size_t depth = 0;
};
NewPlace place_beside(const std::string& path, std::string_view known, std::string_view wanted) {
  const std::string lower = text::lower_case("/" + path);
  const std::string end = text::lower_case("/" + std::string(known));
  const bool at_home =
      lower.size() >= end.size() && lower.compare(lower.size() - end.size(), end.size(), end) == 0;
  if (!at_home) {
    return NewPlace{io::join_path(io::parent_path(path), io::file_name(wanted)), 0};
  }
  const std::size_t shared = shared_folders(known, wanted);
  std::string_view rest = wanted;
  for (std::size_t skipped = 0; skipped < shared; ++skipped) {
    rest.remove_prefix(rest.find('/') + 1);
  }
  const auto parts = static_cast<std::size_t>(std::count(known.begin(), known.end(), '/')) + 1;
  return NewPlace{io::join_path(above(path, parts - shared), rest), shared};
}

/// The template in the other file's line ends.
std::string with_line_ends(const std::string& text, std::string_view model) {
  if (model.find("\r\n") == std::string_view::npos) return text;
  std::string out;
  for (const char byte : text) {
    if (byte == '\n') out += '\r';
    out += byte;
  }
  return out;
}

}  // namespace

text::Result<std::string> new_file_text(const Locator& locator, const rules::StepHit& hit) {
  const rules::FixTarget& target = hit.targets.front();
  const pugi::xpath_node own = locator.config_node(target.node);
  const LoadedConfig* config = own ? locator.place(own).config : nullptr;
  if (config == nullptr) return text::fail("what is to be copied is in no file");
  const xml::Document document =
      xml::Document::parse(with_line_ends(target.value, config->document.source().text()));
  if (!document.readable()) return text::fail("the text of the new file is no XML");
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
  return text::apply_edits(document.source().text(), *edits);
}

text::Result<std::string> new_file_path(const HostSource& host, std::string_view role) {
  if (host.kind != facts::InputKind::folder && host.kind != facts::InputKind::live) {
    return text::fail("only a host's folder tells where a new file goes");
  }
  std::optional<NewPlace> best;
  for (const ConfigFile& config : host.configs) {
    if (config.role == role) return text::fail("is there already", config.path);
    for (const shir::Product& product : shir::products()) {
      const auto file_of = [&](std::string_view wanted) {
        return std::find_if(product.files.begin(), product.files.end(),
                            [&](const shir::ConfigFile& file) { return file.role == wanted; });
      };
      const auto known = file_of(config.role);
      const auto wanted = file_of(role);
      if (known == product.files.end() || wanted == product.files.end()) continue;
      NewPlace place = place_beside(config.path, known->path, wanted->path);
      if (!best || place.depth > best->depth) best = std::move(place);
    }
  }
  if (!best) return text::fail("where the file goes cannot be told from the others");
  return std::move(best->path);
}

}  // namespace shirlint::lint
