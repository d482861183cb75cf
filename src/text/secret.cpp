#include "text/secret.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <system_error>
#include <utility>

#include "text/secret_scanner.h"

namespace shirlint::text {
namespace {

/// A text as a reader of URLs or XML sees it, and where each of its characters stands in the
/// original; `offsets` has one entry more than `text` has bytes.
struct Unescaped {
  std::string text;
  std::vector<std::uint32_t> offsets;
};

std::optional<unsigned> parse_number(std::string_view digits, int base) {
  if (digits.empty() || digits.size() > 7) return std::nullopt;
  unsigned value = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

struct Reference {
  char character = 0;
  std::size_t size = 0;  // 0: none here
};

/// `%40`, `&#64;`, `&#x40;` or `&quot;` at the start of `rest`, where it stands for visible ASCII.
Reference read_reference(std::string_view rest) {
  const auto ascii = [](std::optional<unsigned> code, std::size_t size) {
    return code && *code >= 0x20 && *code < 0x7f ? Reference{static_cast<char>(*code), size}
                                                 : Reference{};
  };
  if (rest[0] == '%' && rest.size() >= 3) return ascii(parse_number(rest.substr(1, 2), 16), 3);
  if (rest[0] != '&') return {};
  const std::size_t end = rest.substr(0, 12).find(';');
  if (end == nowhere) return {};
  const std::string_view name = rest.substr(1, end - 1);
  if (name.substr(0, 2) == "#x") return ascii(parse_number(name.substr(2), 16), end + 1);
  if (name.substr(0, 1) == "#") return ascii(parse_number(name.substr(1), 10), end + 1);
  if (name == "amp") return {'&', end + 1};
  if (name == "quot") return {'"', end + 1};
  if (name == "apos") return {'\'', end + 1};
  if (name == "lt") return {'<', end + 1};
  if (name == "gt") return {'>', end + 1};
  return {};
}

Unescaped decode_references(std::string_view text) {
  Unescaped out;
  for (std::size_t i = 0; i < text.size();) {
    const Reference reference = read_reference(text.substr(i));
    out.text += reference.size != 0 ? reference.character : text[i];
    out.offsets.push_back(static_cast<std::uint32_t>(i));
    i += reference.size != 0 ? reference.size : 1;
  }
  out.offsets.push_back(static_cast<std::uint32_t>(text.size()));
  return out;
}

/// Ordered, and joined where they overlap or touch.
std::vector<Span> join(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end());
  std::vector<Span> out;
  for (const Span span : spans) {
    if (!out.empty() && span.start <= out.back().end) {
      out.back().end = std::max(out.back().end, span.end);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

std::string replace(std::string_view text, const std::vector<Span>& spans) {
  std::string out;
  std::size_t from = 0;
  for (const Span span : spans) {
    out += text.substr(from, span.start - from);
    out += masked;
    from = span.end;
  }
  out += text.substr(from);
  return out;
}

}  // namespace

std::vector<Span> secret_spans(std::string_view text) {
  // Not find_first_of, which searches the set for each character: every text that is shown comes
  // by.
  const auto may_be_reference = [](char c) { return c == '%' || c == '&'; };
  const bool may_be_secret = std::any_of(text.begin(), text.end(), [&](char c) {
    return c == '@' || c == '=' || c == '-' || c == '/' || c == '"' || c == '\'' || c == '<' ||
           may_be_reference(c);
  });
  if (!may_be_secret) return {};
  std::vector<Span> spans = scan_secrets(text);
  if (std::any_of(text.begin(), text.end(), may_be_reference)) {
    const Unescaped decoded = decode_references(text);
    for (const Span span : scan_secrets(decoded.text)) {
      spans.push_back({decoded.offsets[span.start], decoded.offsets[span.end]});
    }
  }
  return join(std::move(spans));
}

std::vector<Span> secret_spans_before_cut(std::string_view text) {
  std::vector<Span> spans = secret_spans(std::string(text) + "@x");
  const auto size = static_cast<std::uint32_t>(text.size());
  for (Span& span : spans) span.end = std::min(span.end, size);
  spans.erase(
      std::remove_if(spans.begin(), spans.end(), [](Span span) { return span.start >= span.end; }),
      spans.end());
  return spans;
}

std::string mask(std::string_view text) {
  std::string out(text);
  // With a secret gone, what stands around it may look like another.
  constexpr int turns = 8;
  for (int turn = 0; turn < turns; ++turn) {
    const std::vector<Span> spans = secret_spans(out);
    if (spans.empty()) break;
    out = replace(out, spans);
  }
  return out;
}

std::string mask_value(std::string_view value) {
  const std::string out = mask('"' + std::string(value) + '"');
  return out.size() < 2 ? out : out.substr(1, out.size() - 2);
}

std::string mask_by_neighbours(std::string_view text, Span line) {
  constexpr std::size_t reach = 4096;
  std::string out(text.substr(line.start, line.size()));
  const std::size_t from = std::max<std::size_t>(line.start, reach) - reach;
  const std::string_view before = text.substr(from, line.start - from);
  const std::string_view behind = text.substr(line.end, reach);
  const std::size_t bracket = before.find_last_of("<>");
  const std::size_t last = out.find_last_of("<>");
  const bool begun = bracket != nowhere && before[bracket] == '<';
  const bool goes_on = last == nowhere ? begun : out[last] == '<';
  if (!begun && !goes_on) return out;
  const std::size_t start = begun ? from + bracket : line.start;
  const std::size_t end = line.end + (goes_on ? std::min(behind.find('>'), behind.size()) : 0);
  // .NET reads a line's end in a value as a blank.
  std::string tag(text.substr(start, end - start));
  std::replace_if(
      tag.begin(), tag.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  const std::vector<Span> own = secret_spans(out);
  for (const Span secret : secret_spans(tag)) {
    for (std::size_t at = std::max<std::size_t>(start + secret.start, line.start);
         at < std::min<std::size_t>(start + secret.end, line.end); ++at) {
      const std::size_t here = at - line.start;
      const bool shown = std::any_of(
          own.begin(), own.end(), [&](Span span) { return span.start <= here && here < span.end; });
      if (!shown && out[here] != '\r' && out[here] != '\n') out[here] = '*';
    }
  }
  return out;
}

std::string mask_same_length(std::string_view text) {
  std::string out(text);
  for (const Span span : secret_spans(text)) {
    std::fill(out.begin() + span.start, out.begin() + span.end, '*');
  }
  return out;
}

}  // namespace shirlint::text
