#include "fix/original.h"

#include <algorithm>
#include <charconv>
#include <variant>

#include "text/sha256.h"

namespace shirlint::fix {
namespace {

/// "310-318", as the snapshot has it.
text::Span span_of(const std::string& text) {
  text::Span span;
  const std::size_t dash = std::min(text.find('-'), text.size());
  std::from_chars(text.data(), text.data() + dash, span.start);
  if (dash < text.size()) {
    std::from_chars(text.data() + dash + 1, text.data() + text.size(), span.end);
  }
  return span;
}

text::Result<std::vector<text::Span>> redactions_of(const state::Record& record, std::size_t size,
                                                    const std::string& path) {
  std::vector<text::Span> spans;
  const state::Value* value = record.find("redactions");
  const auto* list =
      value != nullptr ? std::get_if<std::vector<std::string>>(&value->data) : nullptr;
  if (list == nullptr) return spans;
  for (const std::string& item : *list) spans.push_back(span_of(item));
  std::sort(spans.begin(), spans.end());
  std::vector<text::Span> apart;
  for (const text::Span span : spans) {
    if (span.start > span.end || span.end > size) {
      return text::fail("is masked past its end, says host.toml: it is no copy as collect makes it",
                        path);
    }
    if (!apart.empty() && span.start <= apart.back().end) {
      apart.back().end = std::max(apart.back().end, span.end);
    } else if (!span.empty()) {
      apart.push_back(span);
    }
  }
  return apart;
}

}  // namespace

text::Result<Originals> originals_of(const lint::LoadedHost& host) {
  Originals originals;
  if (!host.snapshot) return originals;
  for (const lint::LoadedConfig& config : host.configs) {
    const state::Record* record = host.snapshot->only("config", config.file.role);
    if (record == nullptr || !record->present || record->text("sha256").empty()) continue;
    std::string hash(record->text("sha256"));
    std::transform(hash.begin(), hash.end(), hash.begin(), [](char byte) {
      return byte >= 'A' && byte <= 'F' ? static_cast<char>(byte - 'A' + 'a') : byte;
    });
    const std::string_view bytes = config.document.source().bytes();
    if (text::sha256(bytes) == hash) continue;
    auto spans = redactions_of(*record, bytes.size(), config.file.path);
    if (!spans) return tl::unexpected<text::Error>(spans.error());
    if (spans->empty()) {
      originals.changed.push_back(
          config.file.path + " was changed since host.toml was written, which has the SHA-256 " +
          hash);
      continue;
    }
    originals.masked[config.file.path] = {std::move(hash), std::move(*spans)};
  }
  return originals;
}

std::string without(std::string_view bytes, const std::vector<text::Span>& redactions) {
  std::string out;
  std::size_t at = 0;
  for (const text::Span span : redactions) {
    out += bytes.substr(at, span.start - at);
    at = span.end;
  }
  return out += bytes.substr(at);
}

}  // namespace shirlint::fix
