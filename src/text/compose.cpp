#include "text/compose.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace shirlint::text {
namespace {

/// Builds edits from what happens to the original, from its start on.
class Builder {
 public:
  void keep(std::uint32_t size) {
    if (size == 0) return;
    end_edit();
    at_ += size;
    edit_.span = {at_, at_};
  }
  void drop(std::uint32_t size) {
    at_ += size;
    edit_.span.end = at_;
  }
  void put(std::string_view text) { edit_.text += text; }
  Edits finish() {
    end_edit();
    return std::move(edits_);
  }

 private:
  void end_edit() {
    if (!edit_.span.empty() || !edit_.text.empty()) edits_.push_back(std::move(edit_));
    edit_ = Edit{{at_, at_}, {}};
  }

  Edits edits_;
  Edit edit_;  // under way; ends at `at_`
  std::uint32_t at_ = 0;
};

/// The text between original and end, read from its start on.
class Middle {
 public:
  Middle(const Edits& first, Builder& out) : first_(first), out_(out) {}

  /// The next bytes stay, or go, up to offset `end`.
  void pass(std::uint32_t end, bool stay) {
    while (at_ < end) {
      if (next_ < first_.size() && original_ == first_[next_].span.start) {
        pass_new(end, stay);
        continue;
      }
      std::uint32_t size = end - at_;
      if (next_ < first_.size()) size = std::min(size, first_[next_].span.start - original_);
      if (stay) {
        out_.keep(size);
      } else {
        out_.drop(size);
      }
      original_ += size;
      at_ += size;
    }
  }

  void pass_rest() {
    for (; next_ < first_.size(); ++next_) {
      const Edit& edit = first_[next_];
      if (original_ < edit.span.start) {
        out_.keep(edit.span.start - original_);
        original_ = edit.span.start;
      }
      out_.put(std::string_view(edit.text).substr(used_));
      leave(edit);
    }
  }

 private:
  /// Text that the first edits brought.
  void pass_new(std::uint32_t end, bool stay) {
    const Edit& edit = first_[next_];
    const std::string_view left = std::string_view(edit.text).substr(used_);
    const std::string_view part = left.substr(0, end - at_);
    if (stay) out_.put(part);
    at_ += static_cast<std::uint32_t>(part.size());
    used_ += part.size();
    if (used_ < edit.text.size()) return;
    leave(edit);
    ++next_;
  }

  void leave(const Edit& edit) {
    out_.drop(edit.span.size());
    original_ = edit.span.end;
    used_ = 0;
  }

  const Edits& first_;
  Builder& out_;
  std::size_t next_ = 0;        // in `first_`
  std::size_t used_ = 0;        // of the text of that one
  std::uint32_t original_ = 0;  // offsets
  std::uint32_t at_ = 0;
};

}  // namespace

Edits compose(const Edits& first, const Edits& second) {
  Builder out;
  Middle middle(first, out);
  for (const Edit& edit : second) {
    middle.pass(edit.span.start, true);
    out.put(edit.text);
    middle.pass(edit.span.end, false);
  }
  middle.pass_rest();
  return out.finish();
}

std::vector<Span> moved(std::vector<Span> spans, const Edits& edits) {
  std::int64_t shift = 0;
  auto edit = edits.begin();
  for (Span& span : spans) {
    for (; edit != edits.end() && edit->span.end <= span.start; ++edit) {
      shift += static_cast<std::int64_t>(edit->text.size()) - edit->span.size();
    }
    span.start = static_cast<std::uint32_t>(span.start + shift);
    span.end = static_cast<std::uint32_t>(span.end + shift);
  }
  return spans;
}

bool overlap(const Edits& edits, const std::vector<Span>& spans) {
  return std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) {
    return std::any_of(spans.begin(), spans.end(), [&](Span span) {
      return edit.span.start < span.end && span.start < edit.span.end;
    });
  });
}

}  // namespace shirlint::text
