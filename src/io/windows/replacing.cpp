#include "io/windows/replacing.h"

#include <array>

namespace shirlint::io::windows {
namespace {

/// 2 s in all: a virus scanner is done with a small file after some milliseconds.
constexpr std::array<unsigned, 8> waits = {5, 10, 20, 40, 80, 160, 320, 1365};

DWORD code(BOOL result) { return result == FALSE ? GetLastError() : 0; }

DWORD replace_file(const ReplaceNames& names) {
  if (names.aside.empty()) {
    return code(MoveFileExW(names.fresh.c_str(), names.target.c_str(),
                            MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH));
  }
  // No flag: an access control list that cannot be kept is an error, not ignored.
  return code(ReplaceFileW(names.target.c_str(), names.fresh.c_str(), names.aside.c_str(), 0,
                           nullptr, nullptr));
}

DWORD move_file(const std::wstring& from, const std::wstring& to) {
  return code(MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_WRITE_THROUGH));
}

DWORD remove_file(const std::wstring& path) {
  const DWORD result = code(DeleteFileW(path.c_str()));
  return result == ERROR_FILE_NOT_FOUND || result == ERROR_PATH_NOT_FOUND ? 0 : result;
}

std::string stamp_of(const std::wstring& path) {
  const Handle file = open_itself(path, FILE_READ_ATTRIBUTES);
  BY_HANDLE_FILE_INFORMATION facts{};
  if (!file.is_open() || GetFileInformationByHandle(file.get(), &facts) == FALSE) return {};
  std::string stamp;
  for (const DWORD part :
       {facts.dwVolumeSerialNumber, facts.nFileIndexHigh, facts.nFileIndexLow,
        facts.ftLastWriteTime.dwHighDateTime, facts.ftLastWriteTime.dwLowDateTime,
        facts.nFileSizeHigh, facts.nFileSizeLow}) {
    stamp += std::to_string(part) + " ";
  }
  return stamp;
}

}  // namespace

const ReplaceCalls& system_calls() {
  static const ReplaceCalls calls = {replace_file,
                                     move_file,
                                     remove_file,
                                     [](const std::wstring& path) {
                                       return GetFileAttributesW(path.c_str()) !=
                                              INVALID_FILE_ATTRIBUTES;
                                     },
                                     stamp_of,
                                     [](unsigned milliseconds) { Sleep(milliseconds); }};
  return calls;
}

DWORD patiently(const ReplaceCalls& calls, const std::function<DWORD()>& call) {
  DWORD result = call();
  for (const unsigned milliseconds : waits) {
    if (!is_passing(result)) break;
    calls.wait(milliseconds);
    result = call();
  }
  return result;
}

Done<void> replace_by(const ReplaceCalls& calls, const ReplaceNames& names) {
  const std::string before = calls.stamp(names.target);
  bool moved_on = false;
  bool waited = false;
  const DWORD result = patiently(calls, [&]() -> DWORD {
    if (waited && calls.stamp(names.target) != before) {
      moved_on = true;
      return ERROR_CANCELLED;
    }
    waited = true;
    const DWORD replaced = calls.replace(names);
    if (replaced != ERROR_UNABLE_TO_MOVE_REPLACEMENT_2) return replaced;
    // The old file back to its name at once; then it may be tried again.
    const DWORD back = patiently(calls, [&] { return calls.move(names.aside, names.target); });
    return back == 0 ? DWORD{ERROR_UNABLE_TO_MOVE_REPLACEMENT} : replaced;
  });
  if (result == 0) return {};
  if (moved_on) return undone(Cause::other, "it changed since it was read");
  if (result == ERROR_UNABLE_TO_MOVE_REPLACEMENT_2) {
    return undone(Cause::other, "its old bytes are in " + from_system(names.aside) +
                                    " and could not be moved back; the next run tries again");
  }
  return failed(result);
}

Done<void> settle_by(const ReplaceCalls& calls, const ReplaceNames& names) {
  if (!names.aside.empty() && calls.exists(names.aside) && !calls.exists(names.target)) {
    const DWORD back = patiently(calls, [&] { return calls.move(names.aside, names.target); });
    if (back != 0) return failed(back);
  }
  for (const std::wstring* name : {&names.fresh, &names.aside}) {
    if (name->empty()) continue;
    const DWORD gone = patiently(calls, [&] { return calls.remove(*name); });
    if (gone != 0) return failed(gone);
  }
  return {};
}

}  // namespace shirlint::io::windows
