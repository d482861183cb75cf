// The form of a part, and the compression of paths.
#include "dotnet/uri_escape.h"
#include "dotnet/uri_host.h"

namespace shirlint::dotnet::uri {
namespace {

constexpr std::size_t escape_size = 3;

int escaped_value(std::u16string_view text, std::size_t i, std::size_t end) {
  if (i + 2 >= end) return -1;
  const int high = hex_value(text[i + 1]);
  const int low = hex_value(text[i + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool is_control(char16_t c) { return c <= 0x1F || (c >= 0x7F && c <= 0x9F); }

// Legal nowhere: blank, quote, brackets of all sorts, back quote. ("%" and "#" are seen before.)
bool is_illegal(char16_t c) {
  return (c <= u'"' && c != u'!') || (c >= u'[' && c <= u'^') || c == u'>' || c == u'<' ||
         c == u'`';
}

// Looks at one part character by character.
class FormScan {
 public:
  FormScan(std::u16string_view text, std::size_t end, Delimiters delimiters, const Syntax& syntax,
           bool implicit_file)
      : text_(text),
        end_(end),
        delimiters_(delimiters),
        syntax_(syntax),
        implicit_file_(implicit_file) {}

  Form run(std::size_t begin) {
    std::size_t i = begin;
    for (; i < end_; ++i) {
      const char16_t c = text_[i];
      if (is_delimiter(c)) break;
      if (is_control(c)) {
        reserved();
      } else if (c > u'z' && c != u'~') {
        needs_escape_ = true;
      } else if (c == u'%') {
        percent(i);
      } else {
        plain(c, i);
      }
    }
    form_.display_canonical = !has_escape_;
    form_.escaped_canonical = !needs_escape_;
    form_.end = i;
    return form_;
  }

 private:
  [[nodiscard]] bool is_delimiter(char16_t c) const {
    if (delimiters_.none_at_all || c > u'z') return false;
    if (c == delimiters_.character) return true;
    return delimiters_.character == u'?' && c == u'#' && syntax_.any(may_have_fragment);
  }

  void reserved() {
    form_.reserved = true;
    has_escape_ = true;
    needs_escape_ = true;
  }

  void plain(char16_t c, std::size_t i) {
    const char16_t next = at(text_, i + 1);
    if (c == u'?') {
      if (implicit_file_ || (!syntax_.any(may_have_query) && !delimiters_.none_at_all)) reserved();
    } else if (c == u'#') {
      needs_escape_ = true;
      if (implicit_file_ || !syntax_.any(may_have_fragment)) reserved();
    } else if (is_slash(c)) {
      form_.backslash = form_.backslash || c == u'\\';
      if (i + 1 != end_ && is_slash(next)) form_.dots_or_slashes = true;
    } else if (c == u'.') {
      // The next character may already belong to the next part.
      if (i + 1 == end_ || next == u'.' || is_slash(next) || next == u'?' || next == u'#') {
        form_.dots_or_slashes = true;
      }
    } else if (is_illegal(c)) {
      needs_escape_ = true;
    }
  }

  void percent(std::size_t& i) {
    has_escape_ = true;
    const int value = escaped_value(text_, i, end_);
    if (value < 0) {
      needs_escape_ = true;
      return;
    }
    if (value == u'.' || value == u'/' || value == u'\\') form_.escaped_dot_or_slash = true;
    i += escape_size - 1;
  }

  std::u16string_view text_;
  std::size_t end_;
  Delimiters delimiters_;
  const Syntax& syntax_;
  bool implicit_file_;
  Form form_;
  bool needs_escape_ = false;
  bool has_escape_ = false;
};

// Goes through the path from its end to its beginning, as .NET does, so that a ".." is known before
// the segment it takes away.
class Compressor {
 public:
  Compressor(std::u16string& buffer, std::size_t begin, const Syntax& syntax)
      : buffer_(buffer), begin_(begin), syntax_(syntax) {}

  void run() {
    for (std::size_t i = buffer_.size(); i > begin_; --i) step(i - 1);
    if (syntax_.any(file_path_rules) && buffer_.size() > begin_) unrooted_start();
  }

 private:
  void step(std::size_t i) {
    if (buffer_[i] == u'\\' && syntax_.any(convert_backslashes)) buffer_[i] = u'/';
    const char16_t c = buffer_[i];
    if (c == u'/') {
      ++slashes_;
    } else {
      if (slashes_ > 1) slash_ = i + 1;
      slashes_ = 0;
    }
    if (c == u'.') {
      ++dots_;
      return;
    }
    const std::size_t dots = dots_;
    dots_ = 0;
    if (c != u'/') return;
    if (dots != 0 && is_dot_segment(i, dots)) {
      buffer_.erase(i + 1, dots + (slash_ == 0 ? 0U : 1U));
      slash_ = i;
      if (dots == 2) ++segments_to_remove_;
      return;
    }
    if (segments_to_remove_ != 0) {
      --segments_to_remove_;
      remove(i + 1, slash_ + 1);
    }
    slash_ = i;
  }

  // `slash_` is the last slash met (0: none), so the dots fill a whole segment.
  [[nodiscard]] bool is_dot_segment(std::size_t i, std::size_t dots) const {
    if (dots > 2) return false;
    return slash_ == i + dots + 1 || (slash_ == 0 && i + dots + 1 == buffer_.size());
  }

  void remove(std::size_t from, std::size_t to) {
    if (from < to && from <= buffer_.size()) buffer_.erase(from, to - from);
  }

  // A path that does not begin with a slash.
  void unrooted_start() {
    if (slashes_ > 1) return;
    if (segments_to_remove_ != 0 && buffer_[begin_] != u'/') {
      // .NET takes `slash_ + 1` characters off the length, wherever the path begins.
      const std::size_t length = buffer_.size() - (slash_ + 1);
      remove(begin_, slash_ + 1);
      buffer_.resize(length);
    } else if (dots_ != 0 &&
               (slash_ == dots_ + 1 || (slash_ == 0 && dots_ + 1 == buffer_.size()))) {
      const std::size_t cut = dots_ + (slash_ == 0 ? 0U : 1U);
      const std::size_t length = buffer_.size() - cut;
      remove(begin_, cut);
      buffer_.resize(length);
    }
  }

  std::u16string& buffer_;
  std::size_t begin_;
  const Syntax& syntax_;
  std::size_t slashes_ = 0;
  std::size_t slash_ = 0;
  std::size_t dots_ = 0;
  std::size_t segments_to_remove_ = 0;
};

}  // namespace

Form form_of(std::u16string_view text, std::size_t begin, std::size_t end, Delimiters delimiters,
             const Syntax& syntax, bool implicit_file) {
  return FormScan(text, end, delimiters, syntax, implicit_file).run(begin);
}

void compress(std::u16string& buffer, std::size_t begin, const Syntax& syntax) {
  Compressor(buffer, begin, syntax).run();
}

void unescape_dots_and_slashes_in(std::u16string& buffer, std::size_t begin) {
  std::u16string out = buffer.substr(0, begin);
  for (std::size_t i = begin; i < buffer.size();) {
    const bool escape = buffer[i] == u'%' && i + 2 < buffer.size();
    const int value = escape ? escaped_value(buffer, i, buffer.size()) : -1;
    if (value == u'.' || value == u'/' || value == u'\\') {
      out += static_cast<char16_t>(value);
    } else {
      out +=
          buffer.substr(i, escape ? escape_size : 1);  // no escape: passes as a whole all the same
    }
    i += escape ? escape_size : 1;
  }
  buffer = std::move(out);
}

}  // namespace shirlint::dotnet::uri
