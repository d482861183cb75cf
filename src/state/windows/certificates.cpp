#include <algorithm>
#include <array>

#include "state/windows/tls.h"
#include "text/sha256.h"

namespace shirlint::state::windows {
namespace {

constexpr std::size_t most_certificates = 20000;

/// crypt32.dll, which is no KnownDLL.
struct Crypt {
  SystemLibrary library{L"crypt32.dll"};
  decltype(CertOpenStore)* open = library.find<decltype(CertOpenStore)>("CertOpenStore");
  decltype(CertCloseStore)* close = library.find<decltype(CertCloseStore)>("CertCloseStore");
  decltype(CertEnumCertificatesInStore)* next =
      library.find<decltype(CertEnumCertificatesInStore)>("CertEnumCertificatesInStore");
  decltype(CertFreeCertificateContext)* free =
      library.find<decltype(CertFreeCertificateContext)>("CertFreeCertificateContext");
  decltype(CertGetCertificateContextProperty)* property =
      library.find<decltype(CertGetCertificateContextProperty)>(
          "CertGetCertificateContextProperty");
  decltype(CertNameToStrW)* name = library.find<decltype(CertNameToStrW)>("CertNameToStrW");
  decltype(CertFindExtension)* extension =
      library.find<decltype(CertFindExtension)>("CertFindExtension");
  decltype(CryptDecodeObject)* decode =
      library.find<decltype(CryptDecodeObject)>("CryptDecodeObject");
  decltype(CryptFindOIDInfo)* oid = library.find<decltype(CryptFindOIDInfo)>("CryptFindOIDInfo");

  [[nodiscard]] bool complete() const {
    return open != nullptr && close != nullptr && next != nullptr && free != nullptr &&
           property != nullptr && name != nullptr && extension != nullptr && decode != nullptr &&
           oid != nullptr;
  }
};

std::string property_of(const Crypt& crypt, PCCERT_CONTEXT certificate, DWORD which) {
  DWORD size = 0;
  if (crypt.property(certificate, which, nullptr, &size) == FALSE) return {};
  std::string out(size, '\0');
  if (crypt.property(certificate, which, out.data(), &size) == FALSE) return {};
  out.resize(std::min<std::size_t>(size, out.size()));
  return out;
}

std::string upper_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out += digits[value >> 4U];
    out += digits[value & 15U];
  }
  return out;
}

/// As .NET's X509Certificate2.Subject has it: the most exact part first.
std::string name_of(const Crypt& crypt, const CERT_NAME_BLOB& blob) {
  CERT_NAME_BLOB copy = blob;
  constexpr DWORD form = CERT_X500_NAME_STR | CERT_NAME_STR_REVERSE_FLAG;
  const DWORD size = crypt.name(X509_ASN_ENCODING, &copy, form, nullptr, 0);
  std::wstring text(size, L'\0');
  crypt.name(X509_ASN_ENCODING, &copy, form, text.data(), size);
  text.resize(std::min(text.find(L'\0'), text.size()));
  return io::windows::to_utf8(text);
}

/// An extension as the structure of its kind; empty when it is not there or broken. The structure
/// points into the text itself, so it is not to be moved.
std::vector<std::max_align_t> decoded(const Crypt& crypt, const CERT_INFO& info, const char* which,
                                      const char* kind) {
  const CERT_EXTENSION* const found = crypt.extension(which, info.cExtension, info.rgExtension);
  if (found == nullptr) return {};
  DWORD size = 0;
  if (crypt.decode(X509_ASN_ENCODING, kind, found->Value.pbData, found->Value.cbData, 0, nullptr,
                   &size) == FALSE) {
    return {};
  }
  std::vector<std::max_align_t> out(size / sizeof(std::max_align_t) + 1);
  if (crypt.decode(X509_ASN_ENCODING, kind, found->Value.pbData, found->Value.cbData, 0, out.data(),
                   &size) == FALSE) {
    return {};
  }
  return out;
}

bool is_authority(const Crypt& crypt, const CERT_INFO& info) {
  const auto block = decoded(crypt, info, szOID_BASIC_CONSTRAINTS2, X509_BASIC_CONSTRAINTS2);
  if (block.empty()) return false;
  return reinterpret_cast<const CERT_BASIC_CONSTRAINTS2_INFO*>(block.data())->fCA != FALSE;
}

std::vector<std::string> dns_names_of(const Crypt& crypt, const CERT_INFO& info) {
  const auto block = decoded(crypt, info, szOID_SUBJECT_ALT_NAME2, X509_ALTERNATE_NAME);
  std::vector<std::string> out;
  if (block.empty()) return out;
  const auto& names = *reinterpret_cast<const CERT_ALT_NAME_INFO*>(block.data());
  for (DWORD at = 0; at < names.cAltEntry; ++at) {
    const CERT_ALT_NAME_ENTRY& entry = names.rgAltEntry[at];
    if (entry.dwAltNameChoice == CERT_ALT_NAME_DNS_NAME) {
      out.push_back(io::windows::to_utf8(entry.pwszDNSName));
    }
  }
  return out;
}

/// Only whether there is a key and what keeps it: the key itself is not touched.
void look_at_key(const Crypt& crypt, PCCERT_CONTEXT certificate, live::CertificateLook& look) {
  DWORD size = 0;
  look.has_private_key =
      crypt.property(certificate, CERT_KEY_PROV_INFO_PROP_ID, nullptr, &size) != FALSE;
  if (!*look.has_private_key) return;
  std::vector<std::max_align_t> block(size / sizeof(std::max_align_t) + 1);
  if (crypt.property(certificate, CERT_KEY_PROV_INFO_PROP_ID, block.data(), &size) == FALSE) return;
  const auto& info = *reinterpret_cast<const CRYPT_KEY_PROV_INFO*>(block.data());
  look.key_provider = info.dwProvType == 0 ? "cng" : "csp";
  if (info.dwKeySpec == AT_KEYEXCHANGE) look.key_spec = "exchange";
  if (info.dwKeySpec == AT_SIGNATURE) look.key_spec = "signature";
}

live::CertificateLook look_at(const Crypt& crypt, PCCERT_CONTEXT certificate) {
  const CERT_INFO& info = *certificate->pCertInfo;
  live::CertificateLook look;
  look.thumbprint = upper_hex(property_of(crypt, certificate, CERT_SHA1_HASH_PROP_ID));
  const std::string bytes(reinterpret_cast<const char*>(certificate->pbCertEncoded),
                          certificate->cbCertEncoded);
  look.sha256 = text::sha256(bytes);
  std::transform(look.sha256.begin(), look.sha256.end(), look.sha256.begin(), [](char digit) {
    return digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
  });
  look.subject = name_of(crypt, info.Subject);
  look.issuer = name_of(crypt, info.Issuer);
  look.not_before = date_text(info.NotBefore);
  look.not_after = date_text(info.NotAfter);
  look.ca = is_authority(crypt, info);
  look.dns_names = dns_names_of(crypt, info);
  const auto* const algorithm = crypt.oid(CRYPT_OID_INFO_OID_KEY, info.SignatureAlgorithm.pszObjId,
                                          CRYPT_SIGN_ALG_OID_GROUP_ID);
  if (algorithm != nullptr) look.signature_algorithm = io::windows::to_utf8(algorithm->pwszName);
  return look;
}

}  // namespace

live::CertificateLook look_at_certificate(PCCERT_CONTEXT certificate) {
  const Crypt crypt;
  return crypt.complete() ? look_at(crypt, certificate) : live::CertificateLook{};
}

Answer<std::vector<live::CertificateLook>> certificates_in(const std::string& store) {
  const Crypt crypt;
  if (!crypt.complete()) return missing_function("crypt32.dll");
  const std::size_t slash = store.find('/');
  const std::wstring name = wide(store.substr(slash + 1));
  const DWORD place = store.compare(0, slash, "LocalMachine") == 0 ? CERT_SYSTEM_STORE_LOCAL_MACHINE
                                                                   : CERT_SYSTEM_STORE_CURRENT_USER;
  // Neither made nor changed by being looked at.
  const HCERTSTORE open =
      crypt.open(CERT_STORE_PROV_SYSTEM_W, 0, 0,
                 place | CERT_STORE_READONLY_FLAG | CERT_STORE_OPEN_EXISTING_FLAG, name.c_str());
  if (open == nullptr) return no_answer<std::vector<live::CertificateLook>>(GetLastError());
  std::vector<live::CertificateLook> out;
  PCCERT_CONTEXT at = nullptr;
  while ((at = crypt.next(open, at)) != nullptr) {
    if (out.size() == most_certificates) {
      crypt.free(at);
      break;
    }
    out.push_back(look_at(crypt, at));
    if (name == L"My") look_at_key(crypt, at, out.back());
    if (out.back().thumbprint.size() != 40) out.pop_back();
  }
  crypt.close(open, 0);
  return out;
}

}  // namespace shirlint::state::windows
