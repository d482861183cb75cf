#include "xml/edit_subtree.h"

#include <algorithm>
#include <array>
#include <set>

#include "xml/places.h"

namespace shirlint::xml {
namespace {

class SubtreeWriter {
 public:
  SubtreeWriter(const Document& model, text::Span span, const SubtreeStyle& style)
      : source_(model.source()), tokens_(model.tokens()), span_(span), style_(style) {}

  std::string write() {
    if (span_.empty()) return {};
    model_step_ = model_step();
    for (at_ = find_token(tokens_, span_.start);
         at_ < tokens_.size() && tokens_[at_].span.start < span_.end; ++at_) {
      token(tokens_[at_]);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view text_of(const Token& token) const {
    return source_.slice(token.span);
  }

  [[nodiscard]] const Token* next() const {
    return at_ + 1 < tokens_.size() ? &tokens_[at_ + 1] : nullptr;
  }

  /// Indentation of a line at `depth` below the first node.
  [[nodiscard]] std::string indentation_at(std::size_t depth) const {
    std::string text = style_.indentation;
    for (; depth != 0; --depth) text += style_.layout.step;
    return text;
  }

  void new_line(std::size_t depth) {
    out_ += style_.layout.line_end;
    out_ += indentation_at(depth);
  }

  /// What the model indents its first inner line by, seen from the line of its first node.
  [[nodiscard]] std::string_view model_step() const {
    const std::string_view text = source_.text();
    const std::string_view outer = line_indentation(text, span_.start);
    for (const Token& token : tokens_) {
      if (token.span.start <= span_.start || token.kind != TokenKind::tag_open) continue;
      if (token.span.start >= span_.end) break;
      const auto inner = indentation(text, token.span.start);
      if (inner && inner->size() > outer.size()) return inner->substr(outer.size());
    }
    return "";
  }

  void token(const Token& token) {
    switch (token.kind) {
      case TokenKind::tag_open:
        open(token);
        return;
      case TokenKind::tag_end:
        end(token);
        return;
      case TokenKind::space:
        space(token);
        return;
      case TokenKind::attribute_value:
        value(text_of(token));
        return;
      case TokenKind::text:
        text(text_of(token));
        return;
      case TokenKind::comment:
      case TokenKind::processing_instruction:
        if (style_.breaks == LineBreaks::made && behind_markup_) new_line(depth_);
        behind_markup_ = true;
        with_line_ends(text_of(token));
        return;
      default:
        behind_markup_ = behind_markup_ && token.kind != TokenKind::cdata;
        out_ += text_of(token);
    }
  }

  void open(const Token& token) {
    const bool end_tag = token.span.size() == 2;
    if (end_tag && depth_ != 0) --depth_;
    in_end_tag_ = end_tag;
    const bool breaks = end_tag ? behind_child_ : behind_markup_;
    if (style_.breaks == LineBreaks::made && breaks && !out_.empty()) new_line(depth_);
    tag_start_ = token.span.start;
    out_ += text_of(token);
  }

  void end(const Token& token) {
    behind_markup_ = true;
    behind_child_ = in_end_tag_ || token.span.size() == 2;
    if (token.span.size() == 2) {
      out_ += style_.layout.before_slash;
    } else if (!in_end_tag_) {
      ++depth_;
    }
    out_ += text_of(token);
  }

  /// White space inside a tag.
  void space(const Token& token) {
    const Token* after = next();
    if (after != nullptr && after->kind == TokenKind::tag_end && after->span.size() == 2) return;
    const std::string_view written = text_of(token);
    const bool breaks = written.find_first_of("\r\n") != std::string_view::npos;
    if (!breaks || style_.breaks != LineBreaks::kept) {
      out_ += breaks ? std::string_view(" ") : written;
      return;
    }
    new_line(depth_);
    const std::string_view line = written.substr(written.find_last_of("\r\n") + 1);
    const std::string_view outer = line_indentation(source_.text(), tag_start_);
    std::string_view further =
        line.substr(0, outer.size()) == outer ? line.substr(outer.size()) : std::string_view();
    const bool by_steps = !model_step_.empty() && further.size() % model_step_.size() == 0 &&
                          line.size() != first_attribute_column();
    while (by_steps && !further.empty()) {
      out_ += style_.layout.step;
      further.remove_prefix(model_step_.size());
    }
    out_ += further;
  }

  /// Where the first attribute begins if it shares the line of its element, for those that are
  /// aligned with it; else 0.
  [[nodiscard]] std::size_t first_attribute_column() const {
    std::size_t at = find_token(tokens_, tag_start_);
    while (tokens_[at].kind != TokenKind::attribute_name) ++at;
    const std::size_t start = tokens_[at].span.start;
    const std::size_t line = source_.text().substr(0, start).find_last_of("\r\n");
    if (line == std::string_view::npos) return start;
    return line < tag_start_ ? start - line - 1 : 0;
  }

  void value(std::string_view written) {
    const char quote = style_.layout.quote;
    const std::string_view inner = written.substr(1, written.size() - 2);
    if (written.front() == quote || inner.find(quote) != std::string_view::npos) {
      out_ += written;
    } else {
      out_ += quote;
      out_ += inner;
      out_ += quote;
    }
  }

  /// White space between nodes is layout; other text is kept.
  void text(std::string_view written) {
    if (!is_blank(written)) {
      behind_markup_ = behind_child_ = false;
      with_line_ends(written);
      return;
    }
    const bool breaks = written.find_first_of("\r\n") != std::string_view::npos;
    if (style_.breaks == LineBreaks::made || (breaks && style_.breaks == LineBreaks::joined))
      return;
    if (!breaks) {
      out_ += written;
      return;
    }
    with_line_ends(written.substr(0, written.find_last_of("\r\n") + 1), true);
    const Token* after = next();
    const bool end_tag =
        after != nullptr && after->kind == TokenKind::tag_open && after->span.size() == 2;
    out_ += indentation_at(end_tag && depth_ != 0 ? depth_ - 1 : depth_);
  }

  void with_line_ends(std::string_view written, bool only_breaks = false) {
    for (std::size_t i = 0; i < written.size(); ++i) {
      const char c = written[i];
      if (c == '\r' || c == '\n') {
        if (c == '\r' && written.substr(i + 1, 1) == "\n") ++i;
        out_ += style_.layout.line_end;
      } else if (!only_breaks) {
        out_ += c;
      }
    }
  }

  const text::Source& source_;
  const std::vector<Token>& tokens_;
  text::Span span_;
  const SubtreeStyle& style_;
  std::string_view model_step_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::uint32_t tag_start_ = 0;
  bool in_end_tag_ = false;
  bool behind_markup_ = false;  // no text since the last tag or comment
  bool behind_child_ = false;   // the last tag ended an element
};

bool has_own_entity(std::string_view text) {
  constexpr std::array<std::string_view, 5> predefined = {"amp", "lt", "gt", "quot", "apos"};
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    const std::string_view name = text.substr(at + 1, text.find(';', at) - at - 1);
    const bool known = std::find(predefined.begin(), predefined.end(), name) != predefined.end();
    if (!known && name.substr(0, 1) != "#") return true;
  }
  return false;
}

std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? "" : name.substr(0, colon);
}

}  // namespace

std::string write_subtree(const Document& model, text::Span span, const SubtreeStyle& style) {
  return SubtreeWriter(model, span, style).write();
}

std::optional<std::string> depends_on_context(const Document& model, text::Span span,
                                              bool same_file) {
  const std::vector<Token>& tokens = model.tokens();
  std::set<std::string_view> used;
  std::set<std::string_view> declared = {"", "xml", "xmlns"};
  for (std::size_t at = span.empty() ? tokens.size() : find_token(tokens, span.start);
       at < tokens.size() && tokens[at].span.start < span.end; ++at) {
    const std::string_view text = model.source().slice(tokens[at].span);
    const TokenKind kind = tokens[at].kind;
    if (kind == TokenKind::element_name || kind == TokenKind::attribute_name) {
      if (prefix_of(text) == "xmlns") {
        declared.insert(text.substr(6));
      } else {
        used.insert(prefix_of(text));
      }
    } else if (!same_file && (kind == TokenKind::text || kind == TokenKind::attribute_value) &&
               has_own_entity(text)) {
      return "the text to copy uses an entity that the other file does not declare";
    }
  }
  for (const std::string_view prefix : used) {
    if (declared.count(prefix) == 0) {
      return "the namespace prefix '" + std::string(prefix) +
             "' is declared outside of the element";
    }
  }
  return std::nullopt;
}

}  // namespace shirlint::xml
