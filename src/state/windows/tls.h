// TLS of Windows (Schannel), and certificates that did not come from a store. For this folder only.
#pragma once

#include "state/windows/questions.h"
// The one above brings windows.h.
#include <wincrypt.h>

#include <string>

#include "state/live/network_seam.h"

namespace shirlint::state::windows {

[[nodiscard]] live::CertificateLook look_at_certificate(PCCERT_CONTEXT certificate);

/// What the machine's own stores make of a server's certificate and of those that came with it.
/// Nothing is fetched: neither intermediates nor roots nor revocation lists.
[[nodiscard]] live::TlsLook look_at_chain(PCCERT_CONTEXT server, const std::string& host);

[[nodiscard]] tl::expected<live::TlsLook, std::string> shake_hands(live::Connection& connection,
                                                                   const std::string& host);

}  // namespace shirlint::state::windows
