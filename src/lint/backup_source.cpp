#include "lint/backup_source.h"

#include <fmt/format.h>

#include "lint/loaded_host.h"
#include "text/tokens.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view by_hand =
    "take your golden copy, the file of another node of the same version, or repair the "
    "installation";

bool loads(const std::string& bytes, bool fragment, const text::DeploymentTokenFinder* tokens) {
  const xml::Document document =
      fragment ? xml::Document::parse_fragment(bytes) : xml::Document::parse(bytes);
  if (!document.readable()) return false;
  dotnet::Options options;
  options.fragment = fragment;
  options.for_rules = false;
  options.tokens_are_values = tokens == nullptr;
  if (tokens != nullptr) options.tokens = *tokens;
  return dotnet::evaluate(document, options).moment == dotnet::Moment::ok;
}

}  // namespace

text::Result<Backup> backup_that_loads(const LoadedHost& host, const LoadedConfig& config,
                                       const text::DeploymentTokenFinder* tokens) {
  if (host.backups == nullptr) {
    return text::fail(fmt::format("shirlint has no backups at hand here; {}", by_hand));
  }
  const std::string version = runtime_version(host);
  auto found = host.backups->newest(config.file.path, version, [&](const std::string& bytes) {
    return loads(bytes, config.file.role == "fragment", tokens);
  });
  if (!found) {
    return text::fail(fmt::format("shirlint's backups cannot be used: {} {}; {}",
                                  found.error().file, found.error().message, by_hand));
  }
  if (*found) return *std::move(*found);
  return text::fail(fmt::format("shirlint keeps no backup of it that .NET loads{}; {}",
                                version.empty() ? "" : " and that is of runtime " + version,
                                by_hand));
}

std::string runtime_version(const LoadedHost& host) {
  const state::Record* runtime = host.snapshot ? host.snapshot->only("runtime") : nullptr;
  return runtime == nullptr || !runtime->present ? std::string()
                                                 : std::string(runtime->text("version"));
}

}  // namespace shirlint::lint
