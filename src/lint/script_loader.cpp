#include "lint/script_loader.h"

#include "lint/site_tree.h"
#include "runbook/script_tree.h"
#include "text/encoding.h"
#include "text/sha256.h"

namespace shirlint::lint {

text::Source script_source(std::string bytes) {
  const text::ByteOrderMark mark = text::find_byte_order_mark(bytes);
  if (mark.size != 0) return {std::move(bytes), mark.encoding};
  if (!text::check_utf8(bytes).fault) return text::Source(std::move(bytes));
  return {std::move(bytes), *text::find_encoding("windows-1252")};
}

void load_script(LoadedHost& host, const io::Reader& reader, const CheckContext& context) {
  const std::string& path = host.source.script;
  const std::string_view name = io::file_name(path);
  host.name = name;
  text::Result<std::string> bytes = reader.read(path, script_limit);
  if (!bytes) {
    host.errors.push_back(bytes.error());
    return;
  }
  const std::string hash = context.hashes ? text::sha256(*bytes) : std::string();
  host.script = LoadedScript{path, script_source(*std::move(bytes)), hash};
  const auto kind = runbook::kind_of_file_name(name).value_or(runbook::Kind::powershell);
  runbook::build_script(host.tree, host.script->source, name, kind, context.data);
  host.site_node = build_site(host.tree, context.site);
}

}  // namespace shirlint::lint
