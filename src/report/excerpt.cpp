#include "report/excerpt.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "report/display.h"
#include "text/secret.h"

namespace shirlint::report {
namespace {

constexpr std::size_t tab_width = 4;
constexpr std::string_view gap = "...";
// A line this long may have been cut (lint::Location::line_text).
constexpr std::size_t maybe_cut = 390;

/// One character of the source line as it is shown; a masked secret's first one holds the mask, its
/// others nothing.
struct Glyph {
  std::string text;
  std::size_t width = 0;
};

std::vector<Glyph> make_glyphs(std::string_view line) {
  const std::vector<text::Span> secrets =
      line.size() >= maybe_cut ? text::secret_spans_before_cut(line) : text::secret_spans(line);
  std::vector<Glyph> glyphs;
  glyphs.reserve(line.size());
  auto secret = secrets.begin();
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size();) {
    const Character c = next_character(line.substr(i));
    if (secret != secrets.end() && i >= secret->end) ++secret;
    // Nearly all of a line, and so most of the work: neither hostile, nor wide, nor a command.
    if (c.code >= ' ' && c.code <= '~' && secret == secrets.end() &&
        (i == 0 || line[i - 1] != '#')) {
      glyphs.push_back({std::string(1, line[i]), 1});
      ++column;
      ++i;
      continue;
    }
    Glyph glyph;
    if (secret != secrets.end() && i >= secret->start) {
      if (i == secret->start) glyph.text = "***";
      glyph.width = glyph.text.size();
    } else if (c.code == '\t') {
      glyph.width = tab_width - column % tab_width;
      glyph.text.assign(glyph.width, ' ');
    } else if (!c.valid || is_hostile(c.code) || is_odd_blank(c.code)) {
      glyph.text = escape(c);
      glyph.width = glyph.text.size();
    } else {
      glyph.text = line.substr(i, c.size);
      glyph.width = column_width(c.code);
      // Here the sink would write one column more, and the mark would not know.
      if (i > 0 && command_size(line, i - 1, false) == 2) {
        ++glyph.width;
        glyph.text += '_';
      }
    }
    column += glyph.width;
    glyphs.push_back(std::move(glyph));
    i += c.size;
  }
  return glyphs;
}

std::size_t total_width(const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to) {
  std::size_t width = 0;
  for (std::size_t i = from; i < to; ++i) width += glyphs[i].width;
  return width;
}

/// Which glyphs are shown: [from, to).
struct Window {
  std::size_t from = 0;
  std::size_t to = 0;
};

/// The most glyphs around the mark that fit: a third of what is free goes in front of it, the mark
/// is shown from its beginning, and what the line's end does not need goes to the front as well.
Window choose_window(const std::vector<Glyph>& glyphs, Window mark, std::size_t width) {
  Window out{0, glyphs.size()};
  if (total_width(glyphs, 0, glyphs.size()) <= width) return out;
  const std::size_t room = width > 2 * gap.size() + 8 ? width - 2 * gap.size() : 8;
  const std::size_t mark_width = std::min(total_width(glyphs, mark.from, mark.to), room);
  const std::size_t behind = total_width(glyphs, mark.to, glyphs.size());
  const std::size_t free = room - mark_width;
  const std::size_t front = std::max(free / 3, free - std::min(free, behind));
  out.from = mark.from;
  std::size_t used = 0;
  while (out.from > 0 && used + glyphs[out.from - 1].width <= front) {
    used += glyphs[--out.from].width;
  }
  out.to = out.from;
  used = 0;
  while (out.to < glyphs.size() && used + glyphs[out.to].width <= room) {
    used += glyphs[out.to++].width;
  }
  return out;
}

}  // namespace

Excerpt make_excerpt(const lint::Location& place, std::size_t width) {
  Excerpt out;
  if (place.start.line == 0 || place.start.column == 0 || place.line_text.empty()) return out;
  std::vector<Glyph> glyphs = make_glyphs(place.line_text);
  Window mark{place.start.column - 1, glyphs.size()};
  if (mark.from > glyphs.size()) return out;
  if (place.end.line == place.start.line && place.end.column >= place.start.column) {
    mark.to = std::min<std::size_t>(place.end.column - 1, glyphs.size());
  }
  // A place within a secret marks the mask.
  while (mark.from > 0 && mark.from < glyphs.size() && glyphs[mark.from].text.empty()) --mark.from;

  // Indentation tells nothing here; two columns of it stay, lest all lines look like the root.
  std::size_t blanks = 0;
  while (blanks < mark.from && glyphs[blanks].text.find_first_not_of(' ') == std::string::npos) {
    ++blanks;
  }
  if (total_width(glyphs, 0, glyphs.size()) > width && blanks > 2) {
    const auto cut = static_cast<std::ptrdiff_t>(blanks);
    glyphs.erase(glyphs.begin(), glyphs.begin() + cut);
    glyphs.insert(glyphs.begin(), Glyph{"  ", 2});
    mark.from = mark.from - blanks + 1;
    mark.to = std::max(mark.to, blanks) - blanks + 1;
  }

  const Window window = choose_window(glyphs, mark, width);
  if (window.from > 0) out.line = gap;
  out.indent = out.line.size() + total_width(glyphs, window.from, mark.from);
  out.width = total_width(glyphs, mark.from, std::min(mark.to, window.to));
  out.width = std::max<std::size_t>(out.width, 1);
  for (std::size_t i = window.from; i < window.to; ++i) out.line += glyphs[i].text;
  if (window.to < glyphs.size()) out.line += gap;
  return out;
}

}  // namespace shirlint::report
