#include <algorithm>

#include "state/windows/tls.h"

namespace shirlint::state::windows {
namespace {

/// crypt32.dll, which is no KnownDLL.
struct Chains {
  SystemLibrary library{L"crypt32.dll"};
  decltype(CertGetCertificateChain)* build =
      library.find<decltype(CertGetCertificateChain)>("CertGetCertificateChain");
  decltype(CertFreeCertificateChain)* free =
      library.find<decltype(CertFreeCertificateChain)>("CertFreeCertificateChain");
  decltype(CertVerifyCertificateChainPolicy)* verify =
      library.find<decltype(CertVerifyCertificateChainPolicy)>("CertVerifyCertificateChainPolicy");

  [[nodiscard]] bool complete() const {
    return build != nullptr && free != nullptr && verify != nullptr;
  }
};

/// The worst first: what is wrong with the root is wrong with all servers.
std::string_view word_of(DWORD errors) {
  if ((errors & CERT_TRUST_IS_EXPLICIT_DISTRUST) != 0) return "distrusted";
  if ((errors & CERT_TRUST_IS_PARTIAL_CHAIN) != 0) return "incomplete";
  if ((errors & CERT_TRUST_IS_UNTRUSTED_ROOT) != 0) return "untrusted-root";
  if ((errors & CERT_TRUST_IS_NOT_TIME_VALID) != 0) return "not-valid";
  return errors == 0 ? "trusted" : "other";
}

bool fits_name(const Chains& chains, PCCERT_CHAIN_CONTEXT chain, const std::string& host) {
  std::wstring name = wide(host);
  SSL_EXTRA_CERT_CHAIN_POLICY_PARA ssl{};
  ssl.cbSize = sizeof ssl;
  ssl.dwAuthType = AUTHTYPE_SERVER;
  ssl.pwszServerName = name.data();
  CERT_CHAIN_POLICY_PARA policy{};
  policy.cbSize = sizeof policy;
  policy.pvExtraPolicyPara = &ssl;
  CERT_CHAIN_POLICY_STATUS status{};
  status.cbSize = sizeof status;
  const BOOL asked = chains.verify(CERT_CHAIN_POLICY_SSL, chain, &policy, &status);
  return asked == FALSE || status.dwError != static_cast<DWORD>(CERT_E_CN_NO_MATCH);
}

}  // namespace

live::TlsLook look_at_chain(PCCERT_CONTEXT server, const std::string& host) {
  live::TlsLook out;
  out.issuer = look_at_certificate(server).issuer;
  const Chains chains;
  if (!chains.complete()) return out;
  // A root that Windows fetched would be a change to the machine.
  constexpr DWORD disable_aia = 0x2000;  // CERT_CHAIN_DISABLE_AIA, which MinGW does not name
  constexpr DWORD flags =
      CERT_CHAIN_CACHE_ONLY_URL_RETRIEVAL | CERT_CHAIN_DISABLE_AUTH_ROOT_AUTO_UPDATE | disable_aia;
  CERT_CHAIN_PARA wanted{};
  wanted.cbSize = sizeof wanted;
  PCCERT_CHAIN_CONTEXT chain = nullptr;
  // The engine of the machine: the service does not see what only this user trusts.
  if (chains.build(HCCE_LOCAL_MACHINE, server, nullptr, server->hCertStore, &wanted, flags, nullptr,
                   &chain) == FALSE) {
    return out;
  }
  if (chain->cChain > 0) {
    const CERT_SIMPLE_CHAIN& simple = *chain->rgpChain[0];
    live::CertificateLook last;
    for (DWORD at = 0; at < simple.cElement; ++at) {
      last = look_at_certificate(simple.rgpElement[at]->pCertContext);
      out.chain.push_back(last.thumbprint);
    }
    out.root_name = last.issuer;
    if (last.issuer == last.subject) out.root = last.thumbprint;
  }
  out.trust = word_of(chain->TrustStatus.dwErrorStatus);
  if (out.trust == "trusted" && !fits_name(chains, chain, host)) out.trust = "wrong-name";
  chains.free(chain);
  return out;
}

}  // namespace shirlint::state::windows
