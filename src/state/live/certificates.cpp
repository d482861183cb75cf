// The certificate stores that decide about TLS, each once.
#include <algorithm>
#include <utility>

#include "state/live/collectors.h"
#include "state/schema.h"

namespace shirlint::state::live {
namespace {

constexpr std::size_t most_certificates = 5000;

void add_certificate(const std::string& store, const CertificateLook& look, Facts& facts) {
  Record& record = facts.add("certificate", store + "." + look.thumbprint);
  put(record, "store", store);
  put(record, "thumbprint", look.thumbprint);
  put_text(record, "sha256", look.sha256);
  put_text(record, "subject", look.subject);
  put_text(record, "issuer", look.issuer);
  if (!look.not_before.empty()) put(record, "not_before", look.not_before);
  if (!look.not_after.empty()) put(record, "not_after", look.not_after);
  put(record, "ca", look.ca);
  if (!look.dns_names.empty()) put(record, "dns_names", look.dns_names);
  put_text(record, "signature_algorithm", look.signature_algorithm);
  if (look.has_private_key) put(record, "has_private_key", *look.has_private_key);
  put_text(record, "key_provider", look.key_provider);
  put_text(record, "key_spec", look.key_spec);
}

void collect_store(const Machine& machine, const std::string& store, Facts& facts) {
  const std::string list = "certificate." + store;
  const Answer<std::vector<CertificateLook>> answer = machine.certificates(store);
  const auto* found = facts.take(answer, list);
  if (!answer) return;
  std::vector<CertificateLook> looks = found == nullptr ? std::vector<CertificateLook>{} : *found;
  // A store shows a certificate twice that two of its physical stores hold.
  std::sort(looks.begin(), looks.end(),
            [](const CertificateLook& left, const CertificateLook& right) {
              return left.thumbprint < right.thumbprint;
            });
  looks.erase(std::unique(looks.begin(), looks.end(),
                          [](const CertificateLook& left, const CertificateLook& right) {
                            return left.thumbprint == right.thumbprint;
                          }),
              looks.end());
  if (looks.size() > most_certificates) {
    facts.refused(list, {false, "it holds more than 5000 certificates"});
    looks.resize(most_certificates);
  } else {
    facts.complete(list);
  }
  for (const CertificateLook& look : looks) add_certificate(store, look, facts);
}

}  // namespace

void collect_certificates(const Machine& machine, const Subject& /*subject*/, Facts& facts) {
  const TableSpec* table = find_table("certificate");
  for (const std::string_view store : split_choices(table->find("store")->choices)) {
    collect_store(machine, std::string(store), facts);
  }
}

}  // namespace shirlint::state::live
