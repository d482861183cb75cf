// Who may do what with a file: owner, group and access control list. For this folder only.
#pragma once

#include <string>

#include "io/windows/handle.h"

namespace shirlint::io::windows {

/// The account that this process runs as.
struct Account {
  std::string user;       // its security identifier: "S-1-5-21-..."
  bool elevated = false;  // has the rights of an administrator now, or is the system itself
};
[[nodiscard]] Account this_account();

/// What the state folder's check asks of a security descriptor.
struct AccessVerdict {
  /// By the account; for one with an administrator's rights also by Administrators and SYSTEM.
  bool owned_by_us = false;
  /// Somebody beside the owner's account and the system's own (Administrators, SYSTEM,
  /// TrustedInstaller) may write, delete, or give
  /// themselves the right to. Denials are not counted in favour, a missing list lets everybody.
  bool writable_by_others = true;
  /// SYSTEM, Administrators or TrustedInstaller: who can do anything anyway.
  bool owned_by_system = false;
  /// The same of what replaces things: to delete what is in a folder, the folder itself, or to give
  /// oneself the right to. Adding to it (as users may to C:\ and ProgramData) is not counted.
  bool replaceable_by_others = true;
};
[[nodiscard]] AccessVerdict judge_access(PSECURITY_DESCRIPTOR descriptor, const Account& account);

/// In the system's language for descriptors (SDDL): SYSTEM and Administrators have all rights, and
/// so has `account` where it is no administrator; nothing is inherited from above.
[[nodiscard]] std::string private_access(const Account& account, bool folder);

/// The descriptor of an open file: owner, group, list; empty with an error.
[[nodiscard]] Done<std::string> descriptor_of(HANDLE file);

/// Gives the file at `fresh` owner, group, access control list and the marks hidden, system and not
/// indexed of `model`; a piece that is alike is left alone. The system's list of what is to be
/// logged (SACL) needs a right that nobody has by default and is left to ReplaceFileW.
[[nodiscard]] Done<void> copy_access(const std::wstring& model, const std::wstring& fresh);

}  // namespace shirlint::io::windows
