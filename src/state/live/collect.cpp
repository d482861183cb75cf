#include "state/live/collect.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

#include "state/fact_key.h"
#include "state/live/within.h"
#include "state/schema.h"
#include "text/ascii.h"
#include "text/secret.h"

namespace shirlint::state::live {
namespace {

constexpr std::chrono::seconds patience{20};

std::size_t place_of(std::string_view table) {
  const auto all = tables();
  const auto at = std::find_if(all.begin(), all.end(),
                               [&](const TableSpec& spec) { return spec.name == table; });
  return static_cast<std::size_t>(at - all.begin());
}

/// By table, and inside by name, so that two snapshots differ where the machines do. Java keeps the
/// order in which the runtime would look, ports that of numbers.
void sort_records(std::vector<Record>& records) {
  const auto rank = [](const Record& record) {
    const bool in_order = record.table == "java" || record.table == "listener";
    return std::tuple(place_of(record.table),
                      in_order ? std::string() : text::lower_case(record.name));
  };
  std::stable_sort(records.begin(), records.end(), [&](const Record& left, const Record& right) {
    return rank(left) < rank(right);
  });
}

std::string masked(const std::string& name, const std::string& value) {
  // In front of the value stands what it is called: "DB_PASSWORD=hunter2".
  const std::string line = name + "=" + value;
  std::string out = text::mask_same_length(value);
  for (const text::Span span : text::secret_spans(line)) {
    for (std::size_t at = std::max<std::size_t>(span.start, name.size() + 1); at < span.end; ++at) {
      out[at - name.size() - 1] = '*';
    }
  }
  return out;
}

}  // namespace

void mask_secrets(Record& record) {
  const std::size_t slash = record.name.rfind('\\');
  const std::string name = slash == std::string::npos ? record.name : record.name.substr(slash + 1);
  for (Value& value : record.values) {
    const bool named = value.key == "value";
    if (auto* text = std::get_if<std::string>(&value.data)) {
      *text = named ? masked(name, *text) : text::mask_same_length(*text);
    } else if (auto* list = std::get_if<std::vector<std::string>>(&value.data)) {
      for (std::string& item : *list) item = text::mask_same_length(item);
    }
  }
}

const std::vector<Collector>& collectors() {
  static const std::vector<Collector> all = [] {
    std::vector<Collector> out = {
        {{"runtime"}, collect_runtime},
        {{"environment.machine", "environment.service", "environment.user"}, collect_environment},
        {{"proxy.account", "proxy.winhttp"}, collect_proxy},
        {{"java", "registry.HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\"}, collect_java},
        {{"service"}, collect_services},
        {{"registry"}, collect_registry},
        {{"os", "hardware", "power", "dotnet"}, collect_system},
        {{"dotnet.machine_default_proxy"}, collect_machine_config},
        {{"hosts"}, collect_hosts},
        {{"file"}, collect_files},
        {{"software"}, collect_software},
        {{"listener"}, collect_network},
    };
    Collector certificates{{}, collect_certificates};
    for (const std::string_view store :
         split_choices(find_table("certificate")->find("store")->choices)) {
      certificates.facts.push_back("certificate." + std::string(store));
    }
    out.push_back(std::move(certificates));
    return out;
  }();
  return all;
}

Facts run_bounded(const std::shared_ptr<const Machine>& machine, const Subject& subject,
                  const std::vector<Collector>& collectors, std::chrono::milliseconds limit) {
  Facts all;
  for (const Collector& collector : collectors) {
    auto facts = within<Facts>(limit, [machine, subject, run = collector.run] {
      Facts found;
      run(*machine, subject, found);
      return found;
    });
    if (facts) {
      all.merge(*std::move(facts));
      continue;
    }
    const std::string reason =
        fmt::format("no answer within {} seconds", static_cast<double>(limit.count()) / 1000);
    for (const std::string& fact : collector.facts) all.refused(fact, {false, reason});
  }
  return all;
}

text::Result<Collection> collect(const std::shared_ptr<const Machine>& machine,
                                 const std::string& tool, const std::string& now) {
  auto found =
      within<std::optional<Subject>>(patience, [machine] { return find_runtime(*machine); });
  if (!found) return text::fail("this machine does not say in time where its runtime is");
  if (!*found) return text::fail("No integration runtime on this machine; give a path");
  Collection out;
  out.subject = **std::move(found);
  Facts facts = run_bounded(machine, out.subject, collectors(), patience);
  for (Record& record : facts.records) mask_secrets(record);
  sort_records(facts.records);
  const auto name = within<std::string>(patience, [machine] {
    const Answer<SystemLook> system = machine->system();
    return system && system->has_value() ? (*system)->name : std::string();
  });
  out.snapshot.schema = "shirlint.host/1";
  out.snapshot.tool = tool;
  out.snapshot.name = name.value_or("");
  out.snapshot.collected = now;
  out.snapshot.records = std::move(facts.records);
  for (auto& [fact, said] : facts.coverage) out.snapshot.coverage[fact] = said;
  return out;
}

}  // namespace shirlint::state::live
