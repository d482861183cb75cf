#include "lint/host_loader.h"

#include <algorithm>

#include "facts/host_tree.h"
#include "facts/net_tree.h"
#include "lint/allow_list.h"
#include "lint/baseline.h"
#include "lint/baseline_memory.h"
#include "lint/route_questions.h"
#include "lint/script_loader.h"
#include "lint/site_tree.h"
#include "shir/endpoints.h"
#include "shir/products.h"
#include "text/sha256.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view fragment_role = "fragment";

/// What `known` in host.toml tells of the service account, as .NET's rules need it.
dotnet::AccountState account_of(const state::Snapshot& snapshot) {
  dotnet::AccountState account;
  if (const state::Record* proxy = snapshot.only("proxy.account")) {
    const auto text = [&](std::string_view key) -> std::optional<std::string> {
      const state::Value* value = proxy->find(key);
      const auto* string = value != nullptr ? std::get_if<std::string>(&value->data) : nullptr;
      return string != nullptr ? std::optional(*string) : std::nullopt;
    };
    const auto flag = [&](std::string_view key) -> std::optional<bool> {
      const state::Value* value = proxy->find(key);
      const auto* boolean = value != nullptr ? std::get_if<bool>(&value->data) : nullptr;
      return boolean != nullptr ? std::optional(*boolean) : std::nullopt;
    };
    account.proxy_enabled = flag("enabled");
    account.proxy_server = text("server");
    account.proxy_bypass = text("bypass");
    account.pac_url = text("pac_url");
    account.auto_detect = flag("auto_detect");
  }
  if (const state::Record* os = snapshot.only("os")) {
    if (const state::Value* domain = os->find("dns_domain")) {
      if (const auto* text = std::get_if<std::string>(&domain->data)) account.dns_domain = *text;
    }
    if (const state::Value* addresses = os->find("addresses")) {
      if (const auto* list = std::get_if<std::vector<std::string>>(&addresses->data)) {
        account.addresses = *list;
      }
    }
  }
  return account;
}

class Loader {
 public:
  Loader(LoadedHost& host, const io::Reader& reader, const CheckContext& context)
      : host_(host), reader_(reader), context_(context), tokens_(context.site.token_patterns) {}

  /// `for_rules`: with the routes that rules ask about.
  void read(bool for_rules) {
    read_snapshot();
    for (const ConfigFile& file : host_.source.configs) read_config(file);
    name_host();
    evaluate(for_rules);
  }

  void build_trees() {
    facts::Tree& tree = host_.tree;
    std::vector<facts::PresentConfig> present;
    for (LoadedConfig& config : host_.configs) {
      config.net_node =
          facts::build_net(tree, tree.root(), config.net, config.file.role, config.document);
    }
    // A file that cannot be read is there all the same.
    for (const ConfigFile& file : host_.source.configs) present.push_back({file.role, file.path});
    facts::HostInput input;
    input.snapshot = host_.snapshot ? &*host_.snapshot : nullptr;
    input.name = host_.name;
    input.product = host_.product;
    input.configs = present;
    input.input = host_.source.kind;
    input.today = context_.today;
    input.tables = context_.data;
    host_.host_node = facts::build_host(tree, tree.root(), input);
    host_.site_node = build_site(tree, context_.site);
    add_allow_list(tree, host_.site_node, context_.site, context_.data, host_.product);
    if (context_.baseline != nullptr) add_memory(context_.baseline->find(host_.name), host_);
  }

 private:
  void read_snapshot() {
    const std::string& path = host_.source.snapshot;
    if (path.empty() && !host_.source.live_state) return;
    text::Result<std::string> bytes = host_.source.live_state
                                          ? text::Result<std::string>(*host_.source.live_state)
                                          : reader_.read(path, io::file_limit);
    if (!bytes) {
      host_.errors.push_back(bytes.error());
      return;
    }
    state::Snapshot::Loaded loaded = state::Snapshot::parse(std::move(*bytes), path);
    host_.warnings = std::move(loaded.warnings);
    if (loaded.errors.empty()) {
      host_.snapshot = std::move(loaded.snapshot);
    } else {
      host_.errors.insert(host_.errors.end(), loaded.errors.begin(), loaded.errors.end());
    }
  }

  void read_config(const ConfigFile& file) {
    text::Result<std::string> bytes = reader_.read(file.path, io::file_limit);
    if (!bytes) {
      host_.errors.push_back(bytes.error());
      return;
    }
    const std::string hash = context_.hashes ? text::sha256(*bytes) : std::string();
    xml::Document document = file.role == fragment_role
                                 ? xml::Document::parse_fragment(std::move(*bytes))
                                 : xml::Document::parse(std::move(*bytes));
    if (document.not_judged()) {
      host_.errors.push_back({*document.not_judged(), file.path, {}});
    }
    if (!context_.tokens_are_values && !context_.values.empty()) fill_tokens(document.tree());
    host_.configs.push_back({file, std::move(document), hash, {}, {}});
  }

  /// Puts the values of --values in the place of tokens; tokens without a value stay.
  void fill_tokens(pugi::xml_node element) const {
    for (pugi::xml_attribute attribute : element.attributes()) {
      std::string value = attribute.value();
      bool changed = false;
      for (std::size_t from = 0;;) {
        const auto token = tokens_.find(value, from);
        if (!token) break;
        const auto known = context_.values.find(token->name);
        from = token->span.end;
        if (known == context_.values.end()) continue;
        value.replace(token->span.start, token->span.size(), known->second);
        from = token->span.start + known->second.size();
        changed = true;
      }
      if (changed) attribute.set_value(value.c_str());
    }
    for (const pugi::xml_node child : element.children()) fill_tokens(child);
  }

  void name_host() {
    std::string name(io::file_name(host_.source.path));
    if (name == "." || name.empty()) name = "this folder";
    std::vector<std::string_view> roles;
    for (const LoadedConfig& config : host_.configs) roles.push_back(config.file.role);
    host_.product = shir::guess_product(roles);
    if (host_.snapshot) {
      if (!host_.snapshot->name.empty()) name = host_.snapshot->name;
      if (!host_.snapshot->product.empty()) host_.product = host_.snapshot->product;
      host_.group = host_.snapshot->group;
    }
    host_.name = name;
  }

  void ask_for_rules(dotnet::Options& options) const {
    if (const shir::DataTable* table = shir::find_table(context_.data, "endpoints")) {
      for (const shir::Endpoint& endpoint :
           shir::service_endpoints(*table, host_.product, "public")) {
        std::string host = endpoint.url.substr(endpoint.url.find("//") + 2);
        options.endpoints.push_back(host.substr(0, host.find_first_of(":/")));
      }
    }
    options.questions = route_questions(context_.site, host_.snapshot ? &*host_.snapshot : nullptr);
  }

  void evaluate(bool for_rules) {
    dotnet::Options options;
    if (host_.snapshot) host_.account = account_of(*host_.snapshot);
    options.account = host_.account;
    options.tokens = tokens_;
    options.tokens_are_values =
        context_.tokens_are_values || host_.source.kind == facts::InputKind::live;
    options.for_rules = for_rules;
    if (for_rules) ask_for_rules(options);
    for (LoadedConfig& config : host_.configs) {
      options.fragment = config.file.role == fragment_role;
      config.net = dotnet::evaluate(config.document, options);
      options.twin = &config.net;
    }
  }

  LoadedHost& host_;
  const io::Reader& reader_;
  const CheckContext& context_;
  text::DeploymentTokenFinder tokens_;
};

/// `for_rules`: with the trees and routes that rules ask about.
std::unique_ptr<LoadedHost> load(const HostSource& source, const io::Reader& reader,
                                 const CheckContext& context, bool for_rules) {
  auto host = std::make_unique<LoadedHost>();
  host->source = source;
  host->site_source = &context.site.source;
  host->site_file = context.site_file;
  host->backups = context.backups;
  if (source.kind == facts::InputKind::script) {
    load_script(*host, reader, context);
    return host;
  }
  Loader loader(*host, reader, context);
  loader.read(for_rules);
  if (for_rules) loader.build_trees();
  return host;
}

}  // namespace

std::unique_ptr<LoadedHost> load_host(const HostSource& source, const io::Reader& reader,
                                      const CheckContext& context) {
  return load(source, reader, context, true);
}

std::unique_ptr<LoadedHost> read_host(const HostSource& source, const io::Reader& reader,
                                      const CheckContext& context) {
  return load(source, reader, context, false);
}

rules::Gap gap_of(const LoadedHost& host, std::string_view fact) {
  constexpr std::string_view config_prefix = "config.";
  if (fact.substr(0, config_prefix.size()) == config_prefix) {
    const std::string_view role = fact.substr(config_prefix.size());
    const auto is_it = [&](const ConfigFile& file) { return file.role == role; };
    const auto& found = host.source.configs;
    const bool there = std::any_of(found.begin(), found.end(), is_it);
    const bool read = std::any_of(host.configs.begin(), host.configs.end(),
                                  [&](const LoadedConfig& config) { return is_it(config.file); });
    if (there) return {read ? "" : "the file could not be read"};
    // A folder was looked through: a file that is not there is known to be absent.
    return {host.source.kind != facts::InputKind::files ? "" : "the file was not given"};
  }
  if (!host.snapshot) {
    return {host.source.snapshot.empty() ? "no host.toml" : "host.toml could not be read"};
  }
  const state::Known known = host.snapshot->known(fact);
  return {known.state == state::Knowledge::unknown ? known.reason : ""};
}

}  // namespace shirlint::lint
