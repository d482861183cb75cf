#include "text/edit.h"

#include <algorithm>

namespace shirlint::text {
namespace {

bool is_deletion(const Edit& edit) { return edit.text.empty(); }

/// Inside a character of UTF-8, not before its first byte.
bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
}

std::size_t common_prefix(std::string_view one, std::string_view other) {
  const std::size_t most = std::min(one.size(), other.size());
  std::size_t size = 0;
  while (size < most && one[size] == other[size]) ++size;
  while (size > 0 && (continues(one, size) || continues(other, size))) --size;
  return size;
}

std::size_t common_suffix(std::string_view one, std::string_view other) {
  const std::size_t most = std::min(one.size(), other.size());
  std::size_t size = 0;
  while (size < most && one[one.size() - size - 1] == other[other.size() - size - 1]) ++size;
  while (size > 0 && continues(one, one.size() - size)) --size;
  return size;
}

/// Two edits that start at one place become one, so that nobody need know which comes first.
void append(Edits& edits, Edit edit) {
  if (!edits.empty() && edits.back().span.empty() && edits.back().span.end == edit.span.start) {
    edits.back().span = edit.span;
    edits.back().text += edit.text;
  } else {
    edits.push_back(std::move(edit));
  }
}

}  // namespace

Result<Edits> combine(Edits edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& left, const Edit& right) {
    if (left.span.start != right.span.start) return left.span.start < right.span.start;
    return left.span.empty() && !right.span.empty();
  });
  Edits combined;
  for (Edit& edit : edits) {
    if (combined.empty() || edit.span.start >= combined.back().span.end) {
      append(combined, std::move(edit));
      continue;
    }
    Edit& before = combined.back();
    if (is_deletion(before) && is_deletion(edit) && !edit.span.empty()) {
      before.span.end = std::max(before.span.end, edit.span.end);
    } else if (before != edit) {
      return fail("two steps of the fix change the same place in different ways");
    }
  }
  return combined;
}

bool are_apart(const Edits& edits, std::size_t size) {
  std::uint32_t end = 0;
  for (const Edit& edit : edits) {
    if (edit.span.start < end || edit.span.end < edit.span.start) return false;
    end = edit.span.end;
  }
  return end <= size;
}

Edits minimal(std::string_view text, const Edits& edits) {
  Edits least;
  for (const Edit& edit : edits) {
    const std::string_view old = text.substr(edit.span.start, edit.span.size());
    const std::string_view written = edit.text;
    const std::size_t prefix = common_prefix(old, written);
    const std::size_t suffix = common_suffix(old.substr(prefix), written.substr(prefix));
    const Span span{edit.span.start + static_cast<std::uint32_t>(prefix),
                    edit.span.end - static_cast<std::uint32_t>(suffix)};
    const std::string_view left = written.substr(prefix, written.size() - prefix - suffix);
    if (!span.empty() || !left.empty()) append(least, {span, std::string(left)});
  }
  return least;
}

Result<Edits> encode_edits(const Source& source, const Edits& edits) {
  Edits encoded;
  encoded.reserve(edits.size());
  for (const Edit& edit : edits) {
    Result<std::string> bytes = source.encode(edit.text);
    if (!bytes) {
      return fail("the file is not changed: " + bytes.error().message + ", the file's encoding");
    }
    const Span span{source.byte_offset(edit.span.start), source.byte_offset(edit.span.end)};
    encoded.push_back({span, std::move(*bytes)});
  }
  return encoded;
}

std::string apply_edits(std::string_view whole, const Edits& edits) {
  std::string result;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    result.append(whole.substr(at, edit.span.start - at)).append(edit.text);
    at = edit.span.end;
  }
  return result.append(whole.substr(std::min(at, whole.size())));
}

}  // namespace shirlint::text
