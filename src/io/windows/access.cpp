#include "io/windows/access.h"

#include <cstddef>
#include <cstring>

namespace shirlint::io::windows {
namespace {

constexpr SECURITY_INFORMATION kept =
    OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
constexpr const char* system_account = "S-1-5-18";
constexpr const char* administrators = "S-1-5-32-544";
constexpr const char* owner_rights = "S-1-3-4";
// NT SERVICE\TrustedInstaller, to whom Windows' own folders belong, the same on every machine
constexpr const char* trusted_installer =
    "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464";

std::string text_of(PSID sid) {
  LocalMemory text;
  if (ConvertSidToStringSidW(sid, reinterpret_cast<LPWSTR*>(text.out())) == FALSE) return {};
  return to_utf8(static_cast<const wchar_t*>(text.get()));
}

std::string token_bytes(HANDLE token, TOKEN_INFORMATION_CLASS kind) {
  DWORD size = 0;
  GetTokenInformation(token, kind, nullptr, 0, &size);
  std::string bytes(size, '\0');
  if (GetTokenInformation(token, kind, bytes.data(), size, &size) == FALSE) return {};
  return bytes;
}

bool is_administrator() {
  SID_IDENTIFIER_AUTHORITY authority = SECURITY_NT_AUTHORITY;
  PSID group = nullptr;
  if (AllocateAndInitializeSid(&authority, 2, SECURITY_BUILTIN_DOMAIN_RID, DOMAIN_ALIAS_RID_ADMINS,
                               0, 0, 0, 0, 0, 0, &group) == FALSE) {
    return false;
  }
  BOOL member = FALSE;
  const BOOL asked = CheckTokenMembership(nullptr, group, &member);
  FreeSid(group);
  return asked != FALSE && member != FALSE;
}

/// What lets somebody change a file, a folder, or the rights to it.
constexpr DWORD writing = FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_WRITE_EA | FILE_DELETE_CHILD |
                          DELETE | WRITE_DAC | WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;

/// What lets somebody put another file or folder in the place of one that is there.
constexpr DWORD replacing = FILE_DELETE_CHILD | DELETE | WRITE_DAC | WRITE_OWNER | GENERIC_ALL;

bool is_system(const std::string& who) {
  return who == system_account || who == administrators || who == trusted_installer;
}

bool gives_others(PACL list, const Account& account, DWORD rights) {
  for (DWORD index = 0; index < list->AceCount; ++index) {
    void* entry = nullptr;
    if (GetAce(list, index, &entry) == FALSE) return true;
    const auto* header = static_cast<const ACE_HEADER*>(entry);
    if ((header->AceFlags & INHERIT_ONLY_ACE) != 0) continue;
    if (header->AceType == ACCESS_DENIED_ACE_TYPE) continue;
    auto* allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    if ((allowed->Mask & rights) == 0) continue;
    // Other kinds of entries have their account elsewhere; files do not have them.
    if (header->AceType != ACCESS_ALLOWED_ACE_TYPE) return true;
    const std::string who = text_of(&allowed->SidStart);
    if (who != account.user && !is_system(who) && who != owner_rights) return true;
  }
  return false;
}

/// The right to give a file to somebody else, which administrators have and must switch on.
class RestoreRight {
 public:
  RestoreRight() {
    HANDLE token = nullptr;
    if (OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY, &token) ==
        FALSE) {
      return;
    }
    const Handle held(token);
    TOKEN_PRIVILEGES wanted{};
    wanted.PrivilegeCount = 1;
    wanted.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
    if (LookupPrivilegeValueW(nullptr, L"SeRestorePrivilege", &wanted.Privileges[0].Luid) ==
        FALSE) {
      return;
    }
    // Without the right the call succeeds and does nothing; giving the file away then says so.
    AdjustTokenPrivileges(token, FALSE, &wanted, 0, nullptr, nullptr);
  }
};

template <class Get>
PSID part(const std::string& descriptor, const Get& get) {
  PSID sid = nullptr;
  BOOL by_default = FALSE;
  // The API does not write through this pointer.
  get(const_cast<char*>(descriptor.data()), &sid, &by_default);
  return sid;
}

bool same(PSID left, PSID right) {
  if (left == nullptr || right == nullptr) return left == right;
  return EqualSid(left, right) != FALSE;
}

/// The bytes of the list, with the marks that say how it takes part in inheritance.
std::string list_of(const std::string& descriptor) {
  BOOL present = FALSE;
  BOOL by_default = FALSE;
  PACL list = nullptr;
  SECURITY_DESCRIPTOR_CONTROL control = 0;
  DWORD revision = 0;
  void* memory = const_cast<char*>(descriptor.data());
  GetSecurityDescriptorDacl(memory, &present, &list, &by_default);
  GetSecurityDescriptorControl(memory, &control, &revision);
  std::string bytes = std::to_string(control & (SE_DACL_PROTECTED | SE_DACL_AUTO_INHERITED));
  if (present != FALSE && list != nullptr) {
    bytes.append(reinterpret_cast<const char*>(list), list->AclSize);
  }
  return bytes;
}

Done<void> set(const std::wstring& fresh, DWORD access, SECURITY_INFORMATION what,
               std::string descriptor) {
  const Handle file = open_itself(fresh, access);
  if (!file.is_open()) return failed(GetLastError());
  SECURITY_DESCRIPTOR_CONTROL control = 0;
  DWORD revision = 0;
  if (GetSecurityDescriptorControl(descriptor.data(), &control, &revision) != FALSE &&
      (control & SE_DACL_AUTO_INHERITED) != 0) {
    // Without it the system forgets that the entries marked so came from the folder.
    SetSecurityDescriptorControl(descriptor.data(), SE_DACL_AUTO_INHERIT_REQ,
                                 SE_DACL_AUTO_INHERIT_REQ);
  }
  return done(SetKernelObjectSecurity(file.get(), what, descriptor.data()));
}

Done<void> copy_marks(const Handle& model, const std::wstring& fresh) {
  constexpr DWORD marks =
      FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM | FILE_ATTRIBUTE_NOT_CONTENT_INDEXED;
  FILE_BASIC_INFO facts{};
  if (GetFileInformationByHandleEx(model.get(), FileBasicInfo, &facts, sizeof facts) == FALSE) {
    return failed(GetLastError());
  }
  if ((facts.FileAttributes & marks) == 0) return {};
  const Handle file = open_itself(fresh, FILE_WRITE_ATTRIBUTES);
  if (!file.is_open()) return failed(GetLastError());
  FILE_BASIC_INFO wanted{};  // a time of 0: as it is
  wanted.FileAttributes = (facts.FileAttributes & marks) | FILE_ATTRIBUTE_ARCHIVE;
  return done(SetFileInformationByHandle(file.get(), FileBasicInfo, &wanted, sizeof wanted));
}

}  // namespace

Account this_account() {
  Account account;
  HANDLE token = nullptr;
  if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token) == FALSE) return account;
  const Handle held(token);
  const std::string user = token_bytes(token, TokenUser);
  if (user.size() >= sizeof(TOKEN_USER)) {
    TOKEN_USER found{};
    std::memcpy(&found, user.data(), sizeof found);
    account.user = text_of(found.User.Sid);
  }
  account.elevated = account.user == system_account || is_administrator();
  return account;
}

AccessVerdict judge_access(PSECURITY_DESCRIPTOR descriptor, const Account& account) {
  AccessVerdict verdict;
  PSID owner = nullptr;
  BOOL by_default = FALSE;
  if (GetSecurityDescriptorOwner(descriptor, &owner, &by_default) != FALSE && owner != nullptr) {
    const std::string who = text_of(owner);
    verdict.owned_by_us =
        !who.empty() && (who == account.user ||
                         (account.elevated && (who == administrators || who == system_account)));
    verdict.owned_by_system = is_system(who);
  }
  BOOL present = FALSE;
  PACL list = nullptr;
  if (GetSecurityDescriptorDacl(descriptor, &present, &list, &by_default) != FALSE &&
      present != FALSE && list != nullptr) {
    verdict.writable_by_others = gives_others(list, account, writing);
    verdict.replaceable_by_others = gives_others(list, account, replacing);
  }
  return verdict;
}

std::string private_access(const Account& account, bool folder) {
  const std::string all = folder ? "(A;OICI;FA;;;" : "(A;;FA;;;";
  std::string text = account.elevated ? "O:BA" : "";
  text += "D:P" + all + "SY)" + all + "BA)";
  if (!account.elevated && !account.user.empty()) text += all + account.user + ")";
  return text;
}

Done<std::string> descriptor_of(HANDLE file) {
  DWORD size = 0;
  GetKernelObjectSecurity(file, kept, nullptr, 0, &size);
  if (size == 0) return failed(GetLastError());
  std::string descriptor(size, '\0');
  if (GetKernelObjectSecurity(file, kept, descriptor.data(), size, &size) == FALSE) {
    return failed(GetLastError());
  }
  return descriptor;
}

Done<void> copy_access(const std::wstring& model, const std::wstring& fresh) {
  const Handle old = open_itself(model, READ_CONTROL | FILE_READ_ATTRIBUTES);
  if (!old.is_open()) return failed(GetLastError());
  const auto wanted = descriptor_of(old.get());
  if (!wanted) return tl::unexpected<StoreError>(wanted.error());
  std::string now;
  {
    const Handle made = open_itself(fresh, READ_CONTROL);
    if (!made.is_open()) return failed(GetLastError());
    auto found = descriptor_of(made.get());
    if (!found) return tl::unexpected<StoreError>(found.error());
    now = *std::move(found);
  }
  SECURITY_INFORMATION owner = 0;
  if (!same(part(*wanted, GetSecurityDescriptorOwner), part(now, GetSecurityDescriptorOwner))) {
    owner |= OWNER_SECURITY_INFORMATION;
  }
  if (!same(part(*wanted, GetSecurityDescriptorGroup), part(now, GetSecurityDescriptorGroup))) {
    owner |= GROUP_SECURITY_INFORMATION;
  }
  if (owner != 0) {
    const RestoreRight right;
    const auto given = set(fresh, WRITE_OWNER, owner, *wanted);
    if (!given) return undone(given.error().cause, "its owner and group cannot be kept");
  }
  if (list_of(*wanted) != list_of(now)) {
    const auto given = set(fresh, WRITE_DAC, DACL_SECURITY_INFORMATION, *wanted);
    if (!given) return undone(given.error().cause, "its access control list cannot be kept");
  }
  return copy_marks(old, fresh);
}

}  // namespace shirlint::io::windows
