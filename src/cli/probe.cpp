#include "cli/probe.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/live_host.h"
#include "lint/host_loader.h"
#include "lint/probe_targets.h"
#include "state/fact_key.h"
#include "state/live/connect_answer.h"
#include "state/live/probe.h"

namespace shirlint::cli {
namespace {

using state::Record;

/// "TLS 1.2, certificate by CN=..., not trusted here": how far it came.
std::string outcome_of(const Record& endpoint) {
  const std::string_view error = endpoint.text("error");
  if (!error.empty()) return std::string(error);
  if (endpoint.text("tls").empty()) return "connected";
  std::string out = fmt::format("TLS {}", endpoint.text("tls"));
  const std::string_view trust = endpoint.text("trust");
  const std::string_view root = endpoint.text("root_name");
  if (!root.empty()) out += fmt::format(", certificate from {}", root);
  if (trust == "untrusted-root") out += ", a root that is not trusted here";
  if (trust == "incomplete") out += ", which is not on this machine";
  if (trust == "distrusted") out += ", which is distrusted here";
  if (trust == "not-valid") out += ", not valid today";
  if (trust == "wrong-name") out += ", for another name";
  return out;
}

std::string line_of(const Record& endpoint) {
  const state::Value* port = endpoint.find("port");
  const auto number = static_cast<std::uint16_t>(std::get<std::int64_t>(port->data));
  const std::string_view via = endpoint.text("via");
  return fmt::format("\n  {} {}: {}", state::live::authority(endpoint.text("host"), number),
                     via == "direct" ? "directly" : fmt::format("through {}", via),
                     outcome_of(endpoint));
}

std::string headline(const Session& session, const state::live::Subject& subject,
                     std::size_t count) {
  std::string out = fmt::format("tried {} {} as {}", count, count == 1 ? "name" : "names",
                                session.user.empty() ? "an unknown user" : session.user);
  if (!subject.account.empty() && state::same_name(subject.account, session.user)) return out;
  const std::string account = subject.account.empty() ? "" : fmt::format(" ({})", subject.account);
  return out + fmt::format(
                   ", which is not the service account{}: a proxy may treat that one "
                   "differently",
                   account);
}

/// The processes of the runtime talk to each other by this name.
std::optional<bool> localhost_resolves(const Session& session) {
  state::live::Contact contact;
  contact.host = "localhost";
  contact.port = 0;
  const auto facts =
      state::live::probe(session.network, {contact}, session.user, session.probe_limits);
  if (facts.records.empty()) return std::nullopt;
  const state::Value* resolves = facts.records.front().find("resolves");
  if (resolves == nullptr) return std::nullopt;
  return std::get<bool>(resolves->data);
}

}  // namespace

Probed probe_network(const Session& session, const lint::CheckContext& context,
                     const state::live::Collection& collection) {
  const auto host = lint::read_host(live_source(collection), session.reader, context);
  const lint::ProbeTargets targets = lint::probe_targets(*host, context);
  Probed probed;
  probed.endpoints =
      state::live::probe(session.network, targets.contacts, session.user, session.probe_limits);
  for (const lint::Untried& untried : targets.untried) {
    probed.endpoints.refused("endpoint." + untried.name, {false, untried.why});
  }
  probed.text = headline(session, collection.subject, probed.endpoints.records.size());
  for (Record& record : probed.endpoints.records) {
    state::live::mask_secrets(record);
    probed.text += line_of(record);
  }
  probed.localhost = localhost_resolves(session);
  if (probed.localhost == false) probed.text += "\n  localhost: the name does not resolve";
  return probed;
}

void add_probed(const Probed& probed, state::Snapshot& snapshot) {
  const std::vector<Record>& endpoints = probed.endpoints.records;
  snapshot.records.insert(snapshot.records.end(), endpoints.begin(), endpoints.end());
  for (const auto& [fact, said] : probed.endpoints.coverage) snapshot.coverage[fact] = said;
  if (!probed.localhost) return;
  const auto is_os = [](const Record& record) { return record.table == "os"; };
  auto os = std::find_if(snapshot.records.begin(), snapshot.records.end(), is_os);
  if (os == snapshot.records.end()) {
    os = snapshot.records.insert(snapshot.records.begin(), Record{"os", {}, {}, true, {}});
  }
  os->values.push_back({"localhost_resolves", *probed.localhost, {}});
}

}  // namespace shirlint::cli
