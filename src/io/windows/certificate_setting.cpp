// Certificates in the stores of machine and user.
#include "io/windows/settings.h"
// The one above brings windows.h.
#include <wincrypt.h>

namespace shirlint::io::windows {
namespace {

/// crypt32.dll, which is no KnownDLL: loaded by its own place, when a certificate is asked for.
struct Crypt {
  HMODULE library = LoadLibraryExW(L"crypt32.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  template <class Function>
  Function* find(const char* name) const {
    if (library == nullptr) return nullptr;
    return reinterpret_cast<Function*>(reinterpret_cast<void*>(GetProcAddress(library, name)));
  }
  decltype(CertOpenStore)* open = find<decltype(CertOpenStore)>("CertOpenStore");
  decltype(CertCloseStore)* close = find<decltype(CertCloseStore)>("CertCloseStore");
  decltype(CertFindCertificateInStore)* search =
      find<decltype(CertFindCertificateInStore)>("CertFindCertificateInStore");
  decltype(CertFreeCertificateContext)* free =
      find<decltype(CertFreeCertificateContext)>("CertFreeCertificateContext");
  decltype(CertDeleteCertificateFromStore)* remove =
      find<decltype(CertDeleteCertificateFromStore)>("CertDeleteCertificateFromStore");
  decltype(CertAddEncodedCertificateToStore)* add =
      find<decltype(CertAddEncodedCertificateToStore)>("CertAddEncodedCertificateToStore");
  decltype(CertCreateCertificateContext)* make =
      find<decltype(CertCreateCertificateContext)>("CertCreateCertificateContext");
  decltype(CertGetCertificateContextProperty)* property =
      find<decltype(CertGetCertificateContextProperty)>("CertGetCertificateContextProperty");

  [[nodiscard]] bool complete() const {
    return open != nullptr && close != nullptr && search != nullptr && free != nullptr &&
           remove != nullptr && add != nullptr && make != nullptr && property != nullptr;
  }
};

struct Place {
  DWORD location = CERT_SYSTEM_STORE_LOCAL_MACHINE;
  std::wstring store;
  std::string hash;  // 20 bytes
};

/// Nothing for what is no "LocalMachine/Root/THUMBPRINT".
std::optional<Place> place_of(const std::string& name) {
  const std::size_t first = name.find('/');
  const std::size_t second = name.find('/', first + 1);
  if (first == std::string::npos || second == std::string::npos) return std::nullopt;
  Place place;
  if (name.compare(0, first, "CurrentUser") == 0) {
    place.location = CERT_SYSTEM_STORE_CURRENT_USER;
  } else if (name.compare(0, first, "LocalMachine") != 0) {
    return std::nullopt;
  }
  auto hash = from_hex(std::string_view(name).substr(second + 1));
  if (!hash || hash->size() != 20 ||
      !to_wide(std::string_view(name).substr(first + 1, second - first - 1), place.store)) {
    return std::nullopt;
  }
  place.hash = *std::move(hash);
  return place;
}

/// The part of the store that people fill: what policy or directory bring is theirs to change.
class OpenStore {
 public:
  OpenStore(const Crypt& crypt, const Place& place, DWORD flags)
      : crypt_(crypt),
        store_(crypt.open(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0, place.location | flags,
                          place.store.c_str())),
        error_(store_ == nullptr ? GetLastError() : ERROR_SUCCESS) {}
  OpenStore(const OpenStore&) = delete;
  OpenStore& operator=(const OpenStore&) = delete;
  ~OpenStore() {
    if (store_ != nullptr) crypt_.close(store_, 0);
  }
  [[nodiscard]] HCERTSTORE get() const { return store_; }
  [[nodiscard]] DWORD error() const { return error_; }

  [[nodiscard]] PCCERT_CONTEXT find(const Place& place) const {
    std::string bytes = place.hash;
    CRYPT_HASH_BLOB hash{static_cast<DWORD>(bytes.size()), reinterpret_cast<BYTE*>(bytes.data())};
    return crypt_.search(store_, X509_ASN_ENCODING, 0, CERT_FIND_SHA1_HASH, &hash, nullptr);
  }

 private:
  const Crypt& crypt_;
  HCERTSTORE store_;
  DWORD error_;
};

/// The thumbprint that Windows itself gives these bytes; empty for no certificate.
std::string hash_of(const Crypt& crypt, const std::string& der) {
  const PCCERT_CONTEXT context = crypt.make(
      X509_ASN_ENCODING, reinterpret_cast<const BYTE*>(der.data()), static_cast<DWORD>(der.size()));
  if (context == nullptr) return {};
  std::string hash(20, '\0');
  auto size = static_cast<DWORD>(hash.size());
  const BOOL told = crypt.property(context, CERT_SHA1_HASH_PROP_ID, hash.data(), &size);
  crypt.free(context);
  return told != FALSE && size == hash.size() ? hash : std::string();
}

}  // namespace

Done<State> certificate(const std::string& name) {
  const Crypt crypt;
  const auto place = place_of(name);
  if (!crypt.complete() || !place) return undone(Cause::other, "no certificate can be looked for");
  const OpenStore store(crypt, *place, CERT_STORE_READONLY_FLAG | CERT_STORE_OPEN_EXISTING_FLAG);
  if (store.error() == ERROR_FILE_NOT_FOUND) return std::nullopt;
  if (store.get() == nullptr) return failed(store.error());
  const PCCERT_CONTEXT found = store.find(*place);
  if (found == nullptr) return std::nullopt;
  std::string state = to_hex({reinterpret_cast<const char*>(found->pbCertEncoded),
                              static_cast<std::size_t>(found->cbCertEncoded)});
  crypt.free(found);
  return state;
}

Done<void> put_certificate(const std::string& name, const State& state) {
  const Crypt crypt;
  const auto place = place_of(name);
  if (!crypt.complete() || !place) return undone(Cause::other, "no certificate can be put");
  const OpenStore store(crypt, *place, 0);
  if (store.get() == nullptr) return failed(store.error());
  if (!state) {
    const PCCERT_CONTEXT found = store.find(*place);
    return found == nullptr ? Done<void>() : done(crypt.remove(found));  // which frees it, too
  }
  const auto der = from_hex(*state);
  if (!der || hash_of(crypt, *der) != place->hash) {
    return undone(Cause::other, "the certificate has another thumbprint");
  }
  return done(crypt.add(store.get(), X509_ASN_ENCODING, reinterpret_cast<const BYTE*>(der->data()),
                        static_cast<DWORD>(der->size()), CERT_STORE_ADD_NEW, nullptr));
}

}  // namespace shirlint::io::windows
