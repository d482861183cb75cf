// Sockets' headers go before windows.h.
// clang-format off
#include <winsock2.h>
#include <ws2tcpip.h>
#include "state/windows/questions.h"
#include <iphlpapi.h>
#include <tlhelp32.h>
// clang-format on

#include <algorithm>
#include <array>

namespace shirlint::state::windows {
namespace {

constexpr ULONG largest_table = ULONG{16} << 20U;

/// Sockets have their ports in the order of the network.
std::uint16_t port_of(DWORD port) {
  return static_cast<std::uint16_t>((port & 0xFFU) << 8U | (port >> 8U & 0xFFU));
}

/// Rows of MIB_TCPTABLE_OWNER_PID or its sibling for IPv6, which both begin with their number.
template <class Table>
DWORD read_listeners(decltype(GetExtendedTcpTable)* get, ULONG family,
                     const std::map<DWORD, std::string>& programs,
                     std::vector<live::ListenerLook>& out) {
  std::vector<std::max_align_t> block(1024);
  auto size = static_cast<ULONG>(block.size() * sizeof(std::max_align_t));
  DWORD error = ERROR_INSUFFICIENT_BUFFER;
  for (int tries = 0; tries < 5 && error == ERROR_INSUFFICIENT_BUFFER; ++tries) {
    if (size > largest_table) return ERROR_INSUFFICIENT_BUFFER;
    block.resize(size / sizeof(std::max_align_t) + 1);
    error = get(block.data(), &size, FALSE, family, TCP_TABLE_OWNER_PID_LISTENER, 0);
  }
  if (error != NO_ERROR) return error;
  const auto* const table = reinterpret_cast<const Table*>(block.data());
  for (DWORD at = 0; at < table->dwNumEntries; ++at) {
    const auto& row = table->table[at];
    const auto program = programs.find(row.dwOwningPid);
    out.push_back(
        {port_of(row.dwLocalPort), program == programs.end() ? std::string() : program->second});
  }
  return NO_ERROR;
}

}  // namespace

tl::expected<std::map<DWORD, std::string>, live::Refusal> running_programs() {
  const io::windows::Handle snapshot(CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0));
  if (!snapshot.is_open()) {
    return live::refuse(false, io::windows::reason_of(GetLastError()));
  }
  std::map<DWORD, std::string> out;
  PROCESSENTRY32W entry{};
  entry.dwSize = sizeof entry;
  for (BOOL more = Process32FirstW(snapshot.get(), &entry); more != FALSE;
       more = Process32NextW(snapshot.get(), &entry)) {
    out[entry.th32ProcessID] = io::windows::to_utf8(entry.szExeFile);
  }
  return out;
}

Answer<std::vector<live::ListenerLook>> tcp_listeners() {
  const SystemLibrary library(L"iphlpapi.dll");
  const auto get = library.find<decltype(GetExtendedTcpTable)>("GetExtendedTcpTable");
  if (get == nullptr) return missing_function("GetExtendedTcpTable");
  const auto programs = running_programs();
  const std::map<DWORD, std::string> names = programs ? *programs : std::map<DWORD, std::string>{};
  std::vector<live::ListenerLook> out;
  DWORD error = read_listeners<MIB_TCPTABLE_OWNER_PID>(get, AF_INET, names, out);
  if (error == NO_ERROR) {
    error = read_listeners<MIB_TCP6TABLE_OWNER_PID>(get, AF_INET6, names, out);
    if (error == ERROR_NOT_SUPPORTED) error = NO_ERROR;  // no IPv6 here
  }
  if (error != NO_ERROR) return live::refuse(false, io::windows::reason_of(error));
  return out;
}

std::optional<std::vector<std::string>> own_addresses() {
  const SystemLibrary adapters(L"iphlpapi.dll");
  const SystemLibrary sockets(L"ws2_32.dll");
  const auto get = adapters.find<decltype(GetAdaptersAddresses)>("GetAdaptersAddresses");
  using ToText = PCWSTR WINAPI(INT, const void*, PWSTR, std::size_t);
  const auto to_text = sockets.find<ToText>("InetNtopW");
  if (get == nullptr || to_text == nullptr) return std::nullopt;
  constexpr ULONG flags =
      GAA_FLAG_SKIP_ANYCAST | GAA_FLAG_SKIP_MULTICAST | GAA_FLAG_SKIP_DNS_SERVER;
  std::vector<std::max_align_t> block;
  ULONG size = 16384;
  ULONG error = ERROR_BUFFER_OVERFLOW;
  for (int tries = 0; tries < 5 && error == ERROR_BUFFER_OVERFLOW && size < largest_table;
       ++tries) {
    block.resize(size / sizeof(std::max_align_t) + 1);
    error = get(AF_UNSPEC, flags, nullptr, reinterpret_cast<IP_ADAPTER_ADDRESSES*>(block.data()),
                &size);
  }
  if (error != NO_ERROR) return std::nullopt;
  std::vector<std::string> out;
  for (const auto* adapter = reinterpret_cast<const IP_ADAPTER_ADDRESSES*>(block.data());
       adapter != nullptr; adapter = adapter->Next) {
    if (adapter->OperStatus != IfOperStatusUp || adapter->IfType == IF_TYPE_SOFTWARE_LOOPBACK) {
      continue;
    }
    for (const auto* one = adapter->FirstUnicastAddress; one != nullptr; one = one->Next) {
      const SOCKADDR* const address = one->Address.lpSockaddr;
      const void* number = nullptr;
      if (address->sa_family == AF_INET) {
        number = &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
      } else if (address->sa_family == AF_INET6) {
        number = &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
      }
      std::array<wchar_t, 64> text{};
      if (number == nullptr ||
          to_text(address->sa_family, number, text.data(), text.size()) == nullptr) {
        continue;
      }
      std::string word = io::windows::to_utf8(text.data());
      if (word.rfind("169.254.", 0) != 0 && word.rfind("fe80", 0) != 0) {
        out.push_back(std::move(word));
      }
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace shirlint::state::windows
