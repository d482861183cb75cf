#include "state/windows/tls.h"

#ifndef SECURITY_WIN32
#define SECURITY_WIN32
#endif
// Schannel's header needs the one of security.
// clang-format off
#include <security.h>
#include <schannel.h>
// clang-format on

#include <array>
#include <string_view>

namespace shirlint::state::windows {
namespace {

constexpr std::size_t most_bytes = 1UL << 20U;  // of a server's whole part of the handshake
constexpr int most_steps = 1000;

/// Schannel with this machine's own choice of protocols and suites. Certificates are taken as they
/// come, and none of ours is shown.
class Client {
 public:
  explicit Client(PSecurityFunctionTableW system) : system_(system) {
    SCHANNEL_CRED wanted{};
    wanted.dwVersion = SCHANNEL_CRED_VERSION;
    wanted.dwFlags = SCH_CRED_MANUAL_CRED_VALIDATION | SCH_CRED_NO_DEFAULT_CREDS;
    std::wstring name = UNISP_NAME_W;
    status_ =
        system_->AcquireCredentialsHandleW(nullptr, name.data(), SECPKG_CRED_OUTBOUND, nullptr,
                                           &wanted, nullptr, nullptr, &credentials_, nullptr);
    has_credentials_ = status_ == SEC_E_OK;
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() {
    if (has_context_) system_->DeleteSecurityContext(&context_);
    if (has_credentials_) system_->FreeCredentialsHandle(&credentials_);
  }

  [[nodiscard]] bool is_done() const { return has_context_ && status_ == SEC_E_OK; }
  [[nodiscard]] bool has_failed() const {
    return !has_credentials_ || (FAILED(status_) && !needs_more());
  }
  [[nodiscard]] bool needs_more() const { return status_ == SEC_E_INCOMPLETE_MESSAGE; }
  [[nodiscard]] std::string reason() const {
    return io::windows::reason_of(static_cast<DWORD>(status_));
  }

  /// Takes what the server said, leaves in it what belongs to the next step, and gives what is to
  /// be sent.
  std::string step(std::wstring host, std::string& said) {
    std::array<SecBuffer, 2> in{};
    in[0] = {static_cast<unsigned long>(said.size()), SECBUFFER_TOKEN, said.data()};
    in[1] = {0, SECBUFFER_EMPTY, nullptr};
    SecBufferDesc given{SECBUFFER_VERSION, static_cast<unsigned long>(in.size()), in.data()};
    SecBuffer out{0, SECBUFFER_TOKEN, nullptr};
    SecBufferDesc taken{SECBUFFER_VERSION, 1, &out};
    constexpr unsigned long wants = ISC_REQ_SEQUENCE_DETECT | ISC_REQ_REPLAY_DETECT |
                                    ISC_REQ_CONFIDENTIALITY | ISC_REQ_ALLOCATE_MEMORY |
                                    ISC_REQ_STREAM | ISC_REQ_MANUAL_CRED_VALIDATION;
    unsigned long has = 0;
    status_ = system_->InitializeSecurityContextW(
        &credentials_, has_context_ ? &context_ : nullptr, host.data(), wants, 0, 0,
        has_context_ ? &given : nullptr, 0, &context_, &taken, &has, nullptr);
    if (!FAILED(status_)) has_context_ = true;
    if (!needs_more() && status_ != SEC_I_INCOMPLETE_CREDENTIALS) {
      const bool left = in[1].BufferType == SECBUFFER_EXTRA && in[1].cbBuffer <= said.size();
      said.erase(0, left ? said.size() - in[1].cbBuffer : said.size());
    }
    std::string bytes;
    if (out.pvBuffer != nullptr) {
      bytes.assign(static_cast<const char*>(out.pvBuffer), out.cbBuffer);
      system_->FreeContextBuffer(out.pvBuffer);
    }
    return bytes;
  }

  [[nodiscard]] std::string protocol() {
    SecPkgContext_ConnectionInfo info{};
    if (system_->QueryContextAttributesW(&context_, SECPKG_ATTR_CONNECTION_INFO, &info) !=
        SEC_E_OK) {
      return {};
    }
    constexpr DWORD ssl3 = 0x20;
    constexpr DWORD tls10 = 0x80;
    constexpr DWORD tls11 = 0x200;
    constexpr DWORD tls12 = 0x800;
    constexpr DWORD tls13 = 0x2000;
    switch (info.dwProtocol) {
      case ssl3:
        return "SSL 3.0";
      case tls10:
        return "1.0";
      case tls11:
        return "1.1";
      case tls12:
        return "1.2";
      case tls13:
        return "1.3";
      default:
        return {};
    }
  }

  /// The server's certificate; null when there is none.
  [[nodiscard]] PCCERT_CONTEXT certificate() {
    PCCERT_CONTEXT out = nullptr;
    const auto status =
        system_->QueryContextAttributesW(&context_, SECPKG_ATTR_REMOTE_CERT_CONTEXT, &out);
    return status == SEC_E_OK ? out : nullptr;
  }

 private:
  PSecurityFunctionTableW system_;
  CredHandle credentials_{};
  CtxtHandle context_{};
  SECURITY_STATUS status_ = SEC_E_OK;
  bool has_credentials_ = false;
  bool has_context_ = false;
};

tl::unexpected<std::string> fail(std::string why) {
  return tl::unexpected<std::string>(std::move(why));
}

tl::expected<void, std::string> agree(Client& client, live::Connection& connection,
                                      const std::string& host) {
  const std::wstring name = wide(host);
  std::string said;
  std::size_t taken = 0;
  for (int steps = 0; steps < most_steps; ++steps) {
    const std::string answer = client.step(name, said);
    if (!answer.empty()) {
      if (const auto sent = connection.send(answer); !sent) return fail(sent.error());
    }
    if (client.is_done()) return {};
    if (client.has_failed()) return fail(client.reason());
    if (!said.empty() && !client.needs_more()) continue;
    const auto more = connection.receive();
    if (!more) return fail(more.error());
    if (more->empty()) return fail("the other side has closed during the handshake");
    taken += more->size();
    if (taken > most_bytes) break;
    said += *more;
  }
  return fail("a handshake without end");
}

}  // namespace

tl::expected<live::TlsLook, std::string> shake_hands(live::Connection& connection,
                                                     const std::string& host) {
  const SystemLibrary security(L"secur32.dll");
  const SystemLibrary certificates(L"crypt32.dll");
  const auto table =
      security.find<std::remove_pointer_t<INIT_SECURITY_INTERFACE_W>>("InitSecurityInterfaceW");
  const auto free =
      certificates.find<decltype(CertFreeCertificateContext)>("CertFreeCertificateContext");
  if (table == nullptr || free == nullptr) return fail("this Windows has no Schannel");
  Client client(table());
  if (client.has_failed()) return fail(client.reason());
  if (const auto agreed = agree(client, connection, host); !agreed) return fail(agreed.error());
  live::TlsLook look;
  if (const PCCERT_CONTEXT certificate = client.certificate(); certificate != nullptr) {
    look = look_at_chain(certificate, host);
    free(certificate);
  }
  look.protocol = client.protocol();
  return look;
}

}  // namespace shirlint::state::windows
