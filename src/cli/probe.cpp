#include "cli/probe.h"

#include <fmt/format.h>

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

}  // namespace

std::string probe_network(const Session& session, const lint::CheckContext& context,
                          state::live::Collection& collection) {
  const auto host = lint::read_host(live_source(collection), session.reader, context);
  const lint::ProbeTargets targets = lint::probe_targets(*host, context);
  state::live::Facts facts =
      state::live::probe(session.network, targets.contacts, session.user, session.probe_limits);
  for (const lint::Untried& untried : targets.untried) {
    facts.refused("endpoint." + untried.name, {false, untried.why});
  }
  std::string text = headline(session, collection.subject, facts.records.size());
  for (Record& record : facts.records) {
    state::live::mask_secrets(record);
    text += line_of(record);
    collection.snapshot.records.push_back(std::move(record));
  }
  for (auto& [fact, said] : facts.coverage) {
    collection.snapshot.coverage[fact] = std::move(said);
  }
  return text;
}

}  // namespace shirlint::cli
