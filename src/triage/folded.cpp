#include "triage/folded.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "text/encoding.h"
#include "text/secret.h"

namespace shirlint::triage {
namespace {

constexpr std::string_view event_schema = "schemas.microsoft.com/win/2004/08/events/event";
constexpr std::string_view binary_event_log = std::string_view("ElfFile\0", 8);
constexpr std::size_t longest_tag = 4096;  // a `<` without its `>` is text
constexpr std::size_t longest_reference = 10;
constexpr std::array<std::string_view, 2> of_windows = {"Source:ServiceControlManager",
                                                        "Source:SideBySide"};
constexpr std::array<std::string_view, 3> of_runtime = {"IntegrationRuntime", "DIAHost", "diawp"};

struct Named {
  std::string_view name;
  char32_t value;
};
constexpr std::array<Named, 5> references = {
    Named{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};

bool is_space(char32_t code) {
  return code == ' ' || (code >= 9 && code <= 13) || code == 0x85 || code == 0xA0 ||
         (code >= 0x2000 && code <= 0x200F) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
         code == 0x3000 || code == 0xFEFF || code == 0xAD;
}

/// 0 for a character that stays.
char plain(char32_t code) {
  if (code >= 0x2018 && code <= 0x201B) return '\'';
  if (code >= 0x201C && code <= 0x201F) return '"';
  if (code >= 0x2010 && code <= 0x2015) return '-';
  return 0;
}

bool is_utf16(std::string_view bytes, std::size_t nul_at) {
  const std::size_t pairs = std::min<std::size_t>(bytes.size() / 2, 128);
  std::size_t nuls = 0;
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    if (bytes[pair * 2 + nul_at] == '\0' && bytes[pair * 2 + 1 - nul_at] != '\0') ++nuls;
  }
  return pairs > 0 && nuls * 2 > pairs;
}

}  // namespace

class Folded::Builder {
 public:
  Builder(std::string_view text, Folded& out)
      : text_(text),
        out_(out),
        events_(holds(event_schema)),
        json_(holds("\\\"") || holds("\\r\\n")) {}

  void build() {
    out_.kept_.reserve(text_.size());
    out_.apart_.reserve(text_.size());
    out_.lines_.push_back(0);
    while (at_ < text_.size()) step();
    if (events_) end_event();
  }

 private:
  void step() {
    const char byte = text_[at_];
    if (events_ && byte == '<' && tag()) return;
    if (events_ && byte == '&' && reference()) return;
    if (json_ && byte == '\\') return backslash();
    if (static_cast<unsigned char>(byte) < 0x80) {
      ++at_;
      return put(static_cast<unsigned char>(byte), {&byte, 1});
    }
    const text::Character character = text::character_at(text_, at_);
    const std::string_view bytes = text_.substr(at_, character.size);
    at_ += bytes.size();
    put(character.value, bytes);
  }

  [[nodiscard]] bool holds(std::string_view part) const {
    return text_.find(part) != std::string_view::npos;
  }

  void put(char32_t code, std::string_view bytes) {
    if (code == '\n') out_.lines_.push_back(out_.kept_.size());
    if (is_space(code)) {
      apart_ = true;
      return;
    }
    const char instead = code == static_cast<unsigned char>(border) ? '?' : plain(code);
    append(instead != 0 ? std::string_view(&instead, 1) : bytes);
  }

  void append(std::string_view bytes) {
    for (const char byte : bytes) {
      out_.kept_ += byte;
      out_.apart_.push_back(std::exchange(apart_, false));
    }
  }

  void words(std::string_view words) {
    apart_ = true;
    for (const char letter : words) put(static_cast<unsigned char>(letter), {&letter, 1});
    apart_ = true;
  }

  /// What JSON writes: `\"` is a quote, `\r\n` a line end.
  void backslash() {
    apart_ = true;
    ++at_;
    if (at_ < text_.size() && std::string_view("rnt").find(text_[at_]) != std::string_view::npos) {
      ++at_;
    }
  }

  /// Windows tells of every service and program with the same words.
  void end_event() {
    const std::string_view event = std::string_view(out_.kept_).substr(event_);
    const auto is_there = [&](std::string_view word) {
      return event.find(word) != std::string_view::npos;
    };
    if (std::any_of(of_windows.begin(), of_windows.end(),
                    [&](std::string_view name) { return event.rfind(name, 0) == 0; }) &&
        std::none_of(of_runtime.begin(), of_runtime.end(), is_there)) {
      std::fill(out_.kept_.begin() + static_cast<std::ptrdiff_t>(event_), out_.kept_.end(), border);
    }
  }

  bool reference() {
    const std::size_t end = text_.substr(at_, longest_reference + 2).find(';');
    if (end == std::string_view::npos) return false;
    std::string_view name = text_.substr(at_ + 1, end - 1);
    char32_t value = 0;
    const auto* known = std::find_if(references.begin(), references.end(),
                                     [&](const Named& item) { return item.name == name; });
    if (known != references.end()) {
      value = known->value;
    } else if (name.size() > 1 && name.front() == '#') {
      const bool hexadecimal = name[1] == 'x';
      name.remove_prefix(hexadecimal ? 2 : 1);
      std::uint32_t number = 0;
      const auto read =
          std::from_chars(name.data(), name.data() + name.size(), number, hexadecimal ? 16 : 10);
      if (read.ec != std::errc() || read.ptr != name.data() + name.size()) return false;
      value = number;
    }
    if (value == 0 || value > 0x10FFFF || value == '\n') return false;
    std::string bytes;
    text::append_utf8(bytes, value);
    at_ += end + 1;
    put(value, bytes);
    return true;
  }

  bool tag() {
    const std::size_t length = text_.substr(at_, longest_tag).find('>');
    if (length == std::string_view::npos) return false;
    const std::string_view inside = text_.substr(at_ + 1, length - 1);
    const std::string_view name = inside.substr(0, inside.find_first_of(" \t\r\n/", 1));
    if (name == "Event") {
      end_event();
      append({&border, 1});
      event_ = out_.kept_.size();
    } else if (name == "Provider") {
      const std::size_t key = inside.find(" Name=");
      const std::size_t from = key == std::string_view::npos ? key : key + 7;
      if (from < inside.size()) {
        words("Source:");
        words(inside.substr(from, inside.find(inside[from - 1], from) - from));
      }
    } else if (name == "EventID") {
      words("Event ID:");
    }
    for (const char byte : inside) {
      if (byte == '\n') out_.lines_.push_back(out_.kept_.size());
    }
    apart_ = true;
    at_ += length + 1;
    return true;
  }

  std::string_view text_;
  Folded& out_;
  bool events_;
  bool json_;  // what somebody copied out of JSON; else a backslash is one, of a path
  std::size_t at_ = 0;
  std::size_t event_ = 0;  // where the event in hand begins
  bool apart_ = true;
};

Folded::Folded(std::string_view text) { Builder(text, *this).build(); }

std::uint32_t Folded::line(std::size_t at) const {
  const auto next = std::upper_bound(lines_.begin(), lines_.end(), at);
  return static_cast<std::uint32_t>(next - lines_.begin());
}

std::string Folded::passage(std::size_t start, std::size_t end) const {
  std::string out;
  for (std::size_t at = start; at < end; ++at) {
    if (at != start && apart_[at]) out += ' ';
    out += kept_[at];
  }
  return out;
}

text::Result<std::string> readable(std::string bytes, const std::string& name) {
  if (std::string_view(bytes).substr(0, binary_event_log.size()) == binary_event_log) {
    return text::fail(
        "this is an event log in Windows' own format; export it first: wevtutil qe "
        "FILE.evtx /lf:true /f:RenderedXml > events.xml",
        name);
  }
  const text::ByteOrderMark mark = text::find_byte_order_mark(bytes);
  text::Encoding encoding = mark.encoding;
  if (mark.size == 0 && is_utf16(bytes, 1)) encoding = {text::EncodingKind::utf16_le};
  if (mark.size == 0 && is_utf16(bytes, 0)) encoding = {text::EncodingKind::utf16_be};
  bytes.erase(0, mark.size);
  if (encoding.kind != text::EncodingKind::utf8) bytes = text::decode(bytes, encoding).text;
  for (const text::Span span : text::secret_spans(bytes)) {
    for (std::uint32_t at = span.start; at < span.end; ++at) {
      if (bytes[at] != '\n') bytes[at] = '*';
    }
  }
  return bytes;
}

}  // namespace shirlint::triage
