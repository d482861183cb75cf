#include "state/windows/questions.h"
// The one above brings windows.h.
#include <winevt.h>

#include <array>
#include <memory>

namespace shirlint::state::windows {
namespace {

/// Of a busy log the newest: this many are far more than a person reads.
constexpr std::size_t most_events = 20000;

/// The event log's own DLL; its functions are absent where Wine or a small Windows lacks them.
struct EventLogLibrary {
  SystemLibrary library{L"wevtapi.dll"};
  decltype(&EvtQuery) query = library.find<decltype(EvtQuery)>("EvtQuery");
  decltype(&EvtNext) next = library.find<decltype(EvtNext)>("EvtNext");
  decltype(&EvtRender) render = library.find<decltype(EvtRender)>("EvtRender");
  decltype(&EvtClose) close = library.find<decltype(EvtClose)>("EvtClose");
  decltype(&EvtFormatMessage) format = library.find<decltype(EvtFormatMessage)>("EvtFormatMessage");
  decltype(&EvtOpenPublisherMetadata) open_publisher =
      library.find<decltype(EvtOpenPublisherMetadata)>("EvtOpenPublisherMetadata");

  [[nodiscard]] bool complete() const {
    return query != nullptr && next != nullptr && render != nullptr && close != nullptr &&
           format != nullptr && open_publisher != nullptr;
  }
};

class EventHandle {
 public:
  EventHandle(const EventLogLibrary& api, EVT_HANDLE handle) : api_(&api), handle_(handle) {}
  EventHandle(const EventHandle&) = delete;
  EventHandle& operator=(const EventHandle&) = delete;
  ~EventHandle() {
    if (handle_ != nullptr) api_->close(handle_);
  }
  [[nodiscard]] EVT_HANDLE get() const { return handle_; }

 private:
  const EventLogLibrary* api_;
  EVT_HANDLE handle_;
};

/// The event as XML; "" when Windows cannot render it.
std::string rendered(const EventLogLibrary& api, EVT_HANDLE event) {
  DWORD used = 0;
  DWORD properties = 0;
  api.render(nullptr, event, EvtRenderEventXml, 0, nullptr, &used, &properties);
  if (GetLastError() != ERROR_INSUFFICIENT_BUFFER || used == 0) return {};
  std::vector<wchar_t> buffer(used / sizeof(wchar_t) + 1);
  const auto size = static_cast<DWORD>(buffer.size() * sizeof(wchar_t));
  if (!api.render(nullptr, event, EvtRenderEventXml, size, buffer.data(), &used, &properties)) {
    return {};
  }
  return io::windows::to_utf8(buffer.data());
}

/// "Service Control Manager" of <Provider Name='Service Control Manager' ...>.
std::string provider_of(const std::string& xml) {
  constexpr std::string_view mark = "<Provider Name=";
  const std::size_t at = xml.find(mark);
  if (at == std::string::npos || at + mark.size() >= xml.size()) return {};
  const char quote = xml[at + mark.size()];
  const std::size_t start = at + mark.size() + 1;
  const std::size_t end = xml.find(quote, start);
  return end == std::string::npos ? std::string() : xml.substr(start, end - start);
}

class Renderer {
 public:
  explicit Renderer(const EventLogLibrary& api) : api_(api) {}

  /// The event with its text, where its provider has one; else without.
  std::string operator()(EVT_HANDLE event) {
    std::string plain = rendered(api_, event);
    const EVT_HANDLE publisher = publisher_of(provider_of(plain));
    if (publisher == nullptr) return plain;
    DWORD used = 0;
    api_.format(publisher, event, 0, 0, nullptr, EvtFormatMessageXml, 0, nullptr, &used);
    if (GetLastError() != ERROR_INSUFFICIENT_BUFFER || used == 0) return plain;
    std::vector<wchar_t> buffer(used + 1);
    if (!api_.format(publisher, event, 0, 0, nullptr, EvtFormatMessageXml, used, buffer.data(),
                     &used)) {
      return plain;
    }
    return io::windows::to_utf8(buffer.data());
  }

 private:
  EVT_HANDLE publisher_of(const std::string& name) {
    auto& known = publishers_[name];
    if (!known) {
      known = std::make_unique<EventHandle>(
          api_, api_.open_publisher(nullptr, wide(name).c_str(), nullptr, 0, 0));
    }
    return known->get();
  }

  const EventLogLibrary& api_;
  std::map<std::string, std::unique_ptr<EventHandle>> publishers_;
};

}  // namespace

Answer<std::string> events_of(const std::string& log, std::uint32_t seconds) {
  const EventLogLibrary api;
  if (!api.complete()) return missing_function("event log");
  const std::wstring since = L"*[System[TimeCreated[timediff(@SystemTime) <= " +
                             std::to_wstring(std::uint64_t{seconds} * 1000) + L"]]]";
  const EventHandle found(api, api.query(nullptr, wide(log).c_str(), since.c_str(),
                                         EvtQueryChannelPath | EvtQueryReverseDirection));
  if (found.get() == nullptr) {
    const DWORD code = GetLastError();
    if (code == ERROR_EVT_CHANNEL_NOT_FOUND) return std::nullopt;
    return no_answer<std::string>(code);
  }
  Renderer render(api);
  std::vector<std::string> newest_first;
  std::array<EVT_HANDLE, 64> batch{};
  DWORD count = 0;
  while (newest_first.size() < most_events) {
    if (!api.next(found.get(), static_cast<DWORD>(batch.size()), batch.data(), INFINITE, 0,
                  &count)) {
      if (const DWORD code = GetLastError(); code != ERROR_NO_MORE_ITEMS) {
        return no_answer<std::string>(code);
      }
      break;
    }
    for (DWORD at = 0; at < count; ++at) {
      const EventHandle event(api, batch.at(at));
      newest_first.push_back(render(event.get()));
    }
  }
  std::string xml = "<Events>\n";
  for (auto event = newest_first.rbegin(); event != newest_first.rend(); ++event) {
    xml += *event + "\n";
  }
  return xml + "</Events>\n";
}

}  // namespace shirlint::state::windows
