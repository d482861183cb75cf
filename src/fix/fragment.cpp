#include "fix/fragment.h"

#include <fmt/format.h>

#include <algorithm>

#include "fix/host_state.h"
#include "io/steady_reader.h"
#include "shir/products.h"
#include "text/compose.h"
#include "xml/edit_elements.h"
#include "xml/edit_values.h"
#include "xml/equality.h"

namespace shirlint::fix {
namespace {

constexpr std::string_view net = "system.net";
constexpr std::string_view proxy = "defaultProxy";

pugi::xml_node first_element(pugi::xml_node parent) {
  return parent.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; });
}

std::vector<pugi::xml_node> children(pugi::xml_node parent, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node child : parent.children()) {
    if (name == child.name()) found.push_back(child);
  }
  return found;
}

std::vector<pugi::xml_node> elements_of(pugi::xml_node parent) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node child : parent.children()) {
    if (child.type() == pugi::node_element) found.push_back(child);
  }
  return found;
}

/// The edits that put values where tokens are, in the text of the source.
text::Result<text::Edits> fill_tokens(const xml::Document& document, const std::string& file,
                                      const TokenValues& tokens) {
  text::Edits edits;
  for (const xml::Token& token : document.tokens()) {
    const bool value = token.kind == xml::TokenKind::attribute_value;
    if (!value && token.kind != xml::TokenKind::text) continue;
    const std::string_view text = document.source().slice(token.span);
    for (auto found = tokens.finder.find(text); found;
         found = tokens.finder.find(text, found->span.end)) {
      const std::uint32_t start = token.span.start + found->span.start;
      const auto known = tokens.values.find(found->name);
      if (known == tokens.values.end()) {
        return text::fail(
            fmt::format("the token '{}' has no value: give one with --values FILE", found->name),
            file, document.source().position(start));
      }
      auto written = xml::escape(known->second, value ? text.front() : '\0');
      if (!written) return tl::unexpected<text::Error>(written.error());
      edits.push_back({{start, start + found->span.size()}, *std::move(written)});
    }
  }
  return edits;
}

tl::unexpected<text::Error> many(std::string_view name) {
  return text::fail(fmt::format("has <{}> more than once: which is meant cannot be told", name));
}

/// Does `parent` hold anything that the fragment does not replace?
bool has_its_own(pugi::xml_node parent, pugi::xml_node golden) {
  const auto nodes = parent.children();
  return std::any_of(nodes.begin(), nodes.end(), [&](pugi::xml_node node) {
    return node.type() != pugi::node_pcdata && !golden.child(node.name());
  });
}

/// Each of `golden` becomes a child of `parent`, or what the child of its name is; the others stay.
text::Result<text::Edits> merge(const xml::Document& config, pugi::xml_node parent,
                                const xml::Document& from,
                                const std::vector<pugi::xml_node>& golden) {
  text::Edits all;
  for (const pugi::xml_node model : golden) {
    const auto same = children(parent, model.name());
    if (same.size() > 1) return many(model.name());
    if (!same.empty() && xml::equal_elements(same.front(), model)) continue;
    auto edits = same.empty()
                     ? xml::insert_copy(config, {parent, xml::Placement::last}, from, model)
                     : xml::copy_subtree(config, same.front(), from, model);
    if (!edits) return edits;
    all.insert(all.end(), edits->begin(), edits->end());
  }
  return text::combine(std::move(all));
}

/// In the text of the config's source.
text::Result<text::Edits> text_edits(const xml::Document& config, const Fragment& fragment) {
  const pugi::xml_node root = first_element(config.tree());
  if (std::string_view(root.name()) != "configuration") {
    return text::fail("is no .NET config: its root is not <configuration>");
  }
  const auto nets = children(root, net);
  if (nets.size() > 1) return many(net);
  const xml::Document& from = fragment.document;
  const xml::Spot end{root, xml::Placement::last};
  if (proxy == fragment.element.name()) {
    if (!nets.empty()) return merge(config, nets.front(), from, {fragment.element});
    const std::string_view copied = from.source().slice(from.place(fragment.element).whole);
    return xml::insert_elements(config, end, fmt::format("<{0}>{1}</{0}>", net, copied));
  }
  if (nets.empty()) return xml::insert_copy(config, end, from, fragment.element);
  if (has_its_own(nets.front(), fragment.element)) {
    return merge(config, nets.front(), from, elements_of(fragment.element));
  }
  if (xml::equal_elements(nets.front(), fragment.element)) return text::Edits{};
  return xml::copy_subtree(config, nets.front(), from, fragment.element);
}

class FragmentPlanner {
 public:
  FragmentPlanner(lint::HostChecker& checker, const lint::CheckContext& context,
                  const lint::HostSource& source, const io::Reader& reader,
                  const Fragment& fragment)
      : reader_(reader), view_(checker, context, source, reader_), fragment_(fragment) {}

  HostPlan plan() {
    const std::unique_ptr<lint::LoadedHost> host = view_.load({});
    std::vector<std::string> hosts = literal_hosts(*host);
    if (auto originals = originals_of(*host)) {
      plan_.originals = std::move(originals->masked);
      plan_.notes = std::move(originals->changed);
    } else {
      refuse(originals.error().file, originals.error().message);
    }
    Bytes changed;
    for (const lint::LoadedConfig& config : host->configs) {
      if (!is_meant(config.file)) continue;
      if (auto why = put_into(config); !why) refuse(config.file.path, why.error().message);
    }
    for (const FileChange& change : plan_.files) changed[change.path] = change.after;
    const std::unique_ptr<lint::LoadedHost> then = view_.load(changed);
    // Hosts that the fragment lets pass by are asked for as well.
    const std::vector<std::string> more = literal_hosts(*then);
    hosts.insert(hosts.end(), more.begin(), more.end());
    std::sort(hosts.begin(), hosts.end());
    hosts.erase(std::unique(hosts.begin(), hosts.end()), hosts.end());
    prove(view_.state(*host, hosts), view_.state(*then, hosts));
    return std::move(plan_);
  }

 private:
  static bool is_meant(const lint::ConfigFile& file) {
    return file.named && file.role != "fragment" && file.role != "transform";
  }

  void refuse(const std::string& path, const std::string& why) {
    if (plan_.refusal.empty()) plan_.refusal = fmt::format("{} {}", path, why);
  }

  text::Result<void> put_into(const lint::LoadedConfig& config) {
    auto edits = put_fragment(config.document, fragment_);
    if (!edits) return tl::unexpected<text::Error>(edits.error());
    if (edits->empty()) return {};
    const auto masked = plan_.originals.find(config.file.path);
    if (masked != plan_.originals.end() && text::overlap(*edits, masked->second.redactions)) {
      return text::fail("cannot get the fragment: it would change what is masked in this copy");
    }
    const std::string before(config.document.source().bytes());
    FileChange change{
        config.file.path, config.file.role, before, text::apply_edits(before, *edits), {},
        *std::move(edits)};
    const xml::Document after = xml::Document::parse(change.after);
    const auto again = put_fragment(after, fragment_);
    if (!again || !again->empty()) return text::fail("would not have the fragment afterwards");
    const std::string service(shir::service_of_role(config.file.role));
    auto& restart = plan_.restart;
    if (!service.empty() && std::find(restart.begin(), restart.end(), service) == restart.end()) {
      restart.push_back(service);
    }
    plan_.files.push_back(std::move(change));
    return {};
  }

  void prove(const HostState& before, const HostState& after) {
    if (plan_.refusal.empty()) {
      plan_.refusal = why_not_sound(plan_.files, before, after, rules::Severity::error);
    }
    for (const lint::Finding* finding : new_findings(plan_.files, before, after)) {
      plan_.notes.push_back(fmt::format("afterwards {} is found at {}: {}", finding->rule->code,
                                        finding->location.file, finding->message));
    }
    plan_.routes = route_changes(plan_.files, before, after);
    plan_.before = before.report;
    plan_.after = after.report;
  }

  io::SteadyReader reader_;
  HostView view_;
  const Fragment& fragment_;
  HostPlan plan_;
};

}  // namespace

text::Result<Fragment> read_fragment(const std::string& bytes, const std::string& file,
                                     const TokenValues& tokens) {
  xml::Document document = xml::Document::parse_fragment(bytes);
  if (document.readable() && !tokens.tokens_are_values) {
    const auto filled = fill_tokens(document, file, tokens);
    if (!filled) return tl::unexpected<text::Error>(filled.error());
    const auto edits = text::encode_edits(document.source(), *filled);
    if (!edits) return tl::unexpected<text::Error>(edits.error());
    document = xml::Document::parse_fragment(text::apply_edits(document.source().bytes(), *edits));
  }
  if (document.fault()) {
    const xml::Fault& fault = *document.fault();
    return text::fail(fmt::format("is no XML that .NET reads: {}", fault.message), file,
                      {fault.line, fault.position});
  }
  if (document.not_judged()) return text::fail(*document.not_judged(), file);
  for (pugi::xml_node node = first_element(document.tree()); node; node = first_element(node)) {
    const std::string_view name = node.name();
    if (document.place(node).whole.empty()) continue;
    if (name != net && name != proxy) break;
    return Fragment{std::move(document), node};
  }
  return text::fail("is no fragment: its root must be <system.net> or <defaultProxy>", file);
}

text::Result<text::Edits> put_fragment(const xml::Document& config, const Fragment& fragment) {
  if (config.not_judged()) return text::fail("cannot be judged: " + *config.not_judged());
  if (!config.readable()) {
    return text::fail("cannot be read by .NET as it is: mend it first (check --fix)");
  }
  auto edits = text_edits(config, fragment);
  if (!edits) return edits;
  auto disk = text::encode_edits(config.source(), text::minimal(config.source().text(), *edits));
  if (!disk) return disk;
  return text::compose(*disk, {});
}

HostPlan plan_fragment(lint::HostChecker& checker, const lint::CheckContext& context,
                       const lint::HostSource& source, const io::Reader& reader,
                       const Fragment& fragment) {
  return FragmentPlanner(checker, context, source, reader, fragment).plan();
}

}  // namespace shirlint::fix
