#include "state/live/masked_copy.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text/secret.h"
#include "text/sha256.h"
#include "xml/document.h"

namespace shirlint::state::live {
namespace {

std::vector<text::Span> joined(std::vector<text::Span> spans) {
  std::sort(spans.begin(), spans.end());
  std::vector<text::Span> out;
  for (const text::Span span : spans) {
    if (!out.empty() && span.start <= out.back().end) {
      out.back().end = std::max(out.back().end, span.end);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

}  // namespace

MaskedCopy masked_copy(std::string bytes) {
  MaskedCopy copy;
  copy.sha256 = text::sha256(bytes);
  const xml::Document document = xml::Document::parse(bytes);
  const text::Source& source = document.source();
  // One asterisk in the file's own encoding: two bytes of UTF-16, four of UTF-32. What took more
  // bytes gets more asterisks.
  const auto asterisk = source.encode("*");
  const std::string mark = asterisk ? *asterisk : "*";
  std::vector<text::Span> spans;
  for (const text::Span span : text::secret_spans(source.text())) {
    spans.push_back({source.byte_offset(span.start), source.byte_offset(span.end)});
  }
  if (!document.readable()) {  // then its text may end before the bytes do
    for (const text::Span span : text::secret_spans(bytes)) spans.push_back(span);
  }
  for (const text::Span span : joined(std::move(spans))) {
    for (std::size_t at = span.start; at + mark.size() <= span.end; at += mark.size()) {
      bytes.replace(at, mark.size(), mark);
    }
    copy.redactions.push_back(fmt::format("{}-{}", span.start, span.end));
  }
  copy.bytes = std::move(bytes);
  return copy;
}

void describe(const MaskedCopy& copy, Record& config) {
  config.values.push_back({"sha256", copy.sha256, {}});
  if (!copy.redactions.empty()) config.values.push_back({"redactions", copy.redactions, {}});
}

}  // namespace shirlint::state::live
