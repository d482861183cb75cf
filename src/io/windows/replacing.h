// The order of calls that a replace is made of, apart from the calls themselves: what ReplaceFileW
// may leave half done is worked out here, and tried in tests with errors that a healthy disk never
// gives. For this folder only.
//
// ReplaceFileW with a name for the old file moves it there and then moves the new one to its
// place. Its three errors of its own, with such a name given:
//   1175  the old file could not be moved away; both files have their names
//   1176  the new file could not be moved; both have their names again
//   1177  the new file could not be moved, and the old one has the name aside: it is moved back
// Between the two moves a process can be killed: then nothing has the target's name and the old
// bytes are aside, and settle() moves them back.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "io/windows/handle.h"

namespace shirlint::io::windows {

struct ReplaceNames {
  std::wstring target;
  std::wstring fresh;
  std::wstring aside;
};

/// The system's side; each gives 0 or the code of its error.
struct ReplaceCalls {
  std::function<DWORD(const ReplaceNames&)> replace;
  /// Moves a file to a name; an error if the name is taken.
  std::function<DWORD(const std::wstring& from, const std::wstring& to)> move;
  std::function<DWORD(const std::wstring&)> remove;  // 0 also when there is none
  std::function<bool(const std::wstring&)> exists;
  /// Something that changes when the file is replaced or written to.
  std::function<std::string(const std::wstring&)> stamp;
  std::function<void(unsigned milliseconds)> wait;
};
[[nodiscard]] const ReplaceCalls& system_calls();

/// Errors that pass are waited out for two seconds at most. After each wait the target must be the
/// file that it was at the start, or the replace is refused.
[[nodiscard]] Done<void> replace_by(const ReplaceCalls& calls, const ReplaceNames& names);
/// As Store::settle.
[[nodiscard]] Done<void> settle_by(const ReplaceCalls& calls, const ReplaceNames& names);

/// Repeats a call that gives 0 or an error's code while somebody else has the file open.
[[nodiscard]] DWORD patiently(const ReplaceCalls& calls, const std::function<DWORD()>& call);

}  // namespace shirlint::io::windows
