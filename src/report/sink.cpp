#include "report/sink.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <utility>

#include "report/display.h"
#include "text/secret.h"

namespace shirlint::report {
namespace {

constexpr std::size_t buffer_limit = std::size_t{64} * 1024;

std::string_view escape_sequence(Style style) {
  constexpr std::array<std::string_view, 7> sequences = {
      "\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[32m"};
  return sequences[static_cast<std::size_t>(style)];
}

bool reader_went_away(int error) {
#ifdef _WIN32
  // The C runtime maps ERROR_NO_DATA of a closed pipe to EINVAL.
  return error == EPIPE || error == EINVAL;
#else
  return error == EPIPE;
#endif
}

/// Writes one line, neutralised, to the end of a string.
class LineWriter {
 public:
  explicit LineWriter(std::string& out) : out_(out) {}

  /// `line[at]`; returns how many bytes that took.
  std::size_t put(std::string_view line, std::size_t at) {
    const Character c = next_character(line.substr(at));
    if (const std::size_t size = command_size(line, at, line_start_); size != 0) {
      out_ += line.substr(at, size);
      out_ += '_';
      line_start_ = false;
      return size;
    }
    const bool tab = c.code == '\t';
    if (!c.valid || (is_hostile(c.code) && !tab) || is_odd_blank(c.code)) {
      out_ += escape(c);
      line_start_ = false;
    } else {
      out_ += line.substr(at, c.size);
      line_start_ = line_start_ && is_blank(c.code);
    }
    return c.size;
  }

  /// Plain characters at the beginning of `text`, at once; returns how many there are.
  std::size_t put_plain(std::string_view text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_plain);
    const std::string_view run = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    out_ += run;
    line_start_ = line_start_ && run.find_first_not_of(' ') == std::string_view::npos;
    return run.size();
  }

  void put_mask() {
    out_ += "***";
    line_start_ = false;
  }

 private:
  /// Neither hostile nor the beginning of a command.
  static bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '#' && c != ':'; }

  std::string& out_;
  bool line_start_ = true;
};

}  // namespace

Sink::Sink(std::FILE* stream) : stream_(stream) {
#ifdef SIGPIPE
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
#endif
}

void Sink::text(std::string_view text) {
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    line_ += text.substr(0, end);
    end_line("\n");
    text.remove_prefix(end + 1);
  }
  line_ += text;
}

void Sink::style(Style style) { marks_.push_back({line_.size(), style}); }

void Sink::machine(std::string_view bytes) {
  end_line({});
  buffer_ += bytes;
  if (buffer_.size() >= buffer_limit) write_out();
}

SinkState Sink::finish() {
  end_line({});
  write_out();
  if (stream_ != nullptr && state_ == SinkState::open) {
    errno = 0;
    if (std::fflush(stream_) != 0) {
      state_ = reader_went_away(errno) ? SinkState::closed : SinkState::failed;
    }
  }
  return state_;
}

std::string Sink::take() {
  end_line({});
  return std::exchange(buffer_, {});
}

void Sink::end_line(std::string_view line_end) {
  const std::vector<text::Span> secrets = text::secret_spans(line_);
  auto secret = secrets.begin();
  auto mark = marks_.begin();
  LineWriter writer(buffer_);
  for (std::size_t at = 0; at <= line_.size();) {
    for (; mark != marks_.end() && mark->offset <= at; ++mark) {
      buffer_ += escape_sequence(mark->style);
    }
    if (at == line_.size()) break;
    if (secret != secrets.end() && secret->start == at) {
      writer.put_mask();
      at = secret->end;
      ++secret;
    } else {
      std::size_t stop = secret == secrets.end() ? line_.size() : secret->start;
      if (mark != marks_.end()) stop = std::min(stop, mark->offset);
      at += writer.put_plain(std::string_view(line_).substr(at, stop - at));
      if (at < stop) at += writer.put(line_, at);
    }
  }
  buffer_ += line_end;
  line_.clear();
  marks_.clear();
  if (buffer_.size() >= buffer_limit) write_out();
}

void Sink::write_out() {
  if (stream_ == nullptr) return;
  if (state_ == SinkState::open && !buffer_.empty()) {
    errno = 0;
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), stream_) != buffer_.size()) {
      state_ = reader_went_away(errno) ? SinkState::closed : SinkState::failed;
    }
  }
  buffer_.clear();
}

std::string harmless(std::string_view text) {
  Sink sink;
  sink.text(text);
  return sink.take();
}

}  // namespace shirlint::report
