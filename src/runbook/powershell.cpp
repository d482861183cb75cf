// PowerShell's grammar as far as it decides what a word is (language specification 5.1, chapters 2
// and 8): comments, quotes, here-strings, backticks, pipelines, blocks.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "text/ascii.h"

#include "runbook/script.h"

namespace shirlint::runbook {
namespace {

/// Deeper nesting is no script that a person wrote.
constexpr int deepest = 64;

/// What stands in front of a command and is none.
bool is_powershell_prefix(std::string_view word) {
  constexpr std::array<std::string_view, 6> prefixes = {"&", ".", "return", "throw", "exit", "!"};
  return std::find(prefixes.begin(), prefixes.end(), word) != prefixes.end();
}

bool makes_function(std::string_view word) {
  return word == "function" || word == "filter" || word == "workflow";
}

class PowerShellReader {
 public:
  PowerShellReader(std::string_view text, text::Span part, std::string root, std::string intro,
                   Script& script)
      : text_(text.substr(0, part.end)),
        at_(part.start),
        root_(std::move(root)),
        comment_(std::move(intro)),
        script_(script) {}

  void read() {
    while (at_ < text_.size()) {
      statements('\0', root_ + "/", {});
      ++at_;  // a closing mark that nothing opened
    }
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool starts(std::string_view mark) const {
    return text_.substr(at_, mark.size()) == mark;
  }
  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(at_); }

  void statements(char closing, const std::string& block, const std::string& call) {
    if (++depth_ > deepest) at_ = text_.size();
    while (at_ < text_.size()) {
      skip_to_statement();
      const char byte = peek();
      if (byte == ')' || byte == '}') {
        if (closing == '\0' || byte == closing) break;
        ++at_;
        continue;
      }
      if (at_ < text_.size()) statement(block, call);
    }
    --depth_;
  }

  /// Blanks, ends of lines and comments; those directly above the statement are kept.
  void skip_to_statement() {
    bool line_is_empty = false;
    while (at_ < text_.size()) {
      const char byte = peek();
      if (byte == '\n') {
        if (line_is_empty) comment_.clear();
        line_is_empty = true;
        ++at_;
      } else if (is_blank(byte) || byte == ';' || byte == ',' || byte == '>') {  // > quotes a line
        ++at_;
      } else if (byte == '#' || starts("<#")) {
        line_is_empty = false;
        comment_ += ' ';
        comment_ += skip_comment();
      } else {
        const std::size_t command = behind_prompt(text_, at_, text_.size());
        if (command == at_) return;
        at_ = command;
      }
    }
  }

  std::string_view skip_comment() {
    const std::size_t start = at_;
    const bool block = starts("<#");
    const std::size_t end = block ? text_.find("#>", at_ + 2) : text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : block ? end + 2 : end;
    return text_.substr(start, at_ - start);
  }

  void statement(const std::string& block, const std::string& call) {
    const std::size_t index = script_.commands.size();
    Command fresh;
    fresh.span = {here(), here()};
    fresh.block = block;
    fresh.comment = std::move(comment_);
    comment_.clear();
    fresh.call = call;
    script_.commands.push_back(std::move(fresh));
    first_ = {};
    while (at_ < text_.size() && token(index, block)) {
    }
    Command& command = script_.commands[index];
    command.span.end = std::max(command.span.end, command.span.start);
  }

  /// One token of the command at `index`; false at its end.
  bool token(std::size_t index, const std::string& block) {
    const char byte = peek();
    if (is_blank(byte)) {
      ++at_;
    } else if (byte == '`' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
      at_ += peek(1) == '\n' ? 2U : 3U;
    } else if (byte == '#' || starts("<#")) {
      static_cast<void>(skip_comment());
    } else if (byte == '\n' || byte == ';' || byte == ')' || byte == '}') {
      return false;
    } else if (byte == '|' || (byte == '&' && !script_.commands[index].words.empty())) {
      at_ += peek(1) == byte ? 2U : 1U;
      return false;
    } else if (byte == ',') {
      after_comma();
    } else if (byte == '{' || starts("@{")) {
      braces(index, block);
    } else if (byte == '(' || starts("@(") || starts("$(")) {
      parentheses(index, block);
    } else if (!redirect(index)) {
      add_word(index, word(script_.commands[index].words.empty()));
    }
    return true;
  }

  /// A list goes on behind a comma, also on the next line.
  void after_comma() {
    ++at_;
    joined_ = true;
    for (;;) {
      while (is_blank(peek()) || peek() == '\n') ++at_;
      if (peek() != '#' && !starts("<#")) return;
      static_cast<void>(skip_comment());
    }
  }

  void braces(std::size_t index, const std::string& block) {
    const std::size_t start = at_;
    at_ += peek() == '@' ? 2U : 1U;
    std::string inner = std::to_string(++blocks_) + "/";
    inner.insert(0, makes_function(first_) ? root_ + "." : block);
    nested('}', inner, {});
    add_opaque(index, start);
  }

  void parentheses(std::size_t index, const std::string& block) {
    const std::size_t start = at_;
    at_ += peek() == '(' ? 1U : 2U;
    const std::vector<Word>& words = script_.commands[index].words;
    const bool called = text_[start] == '(' && !words.empty() && words.back().span.end == start;
    nested(')', block, called ? text::lower_case(words.back().text) : std::string());
    add_opaque(index, start);
  }

  void nested(char closing, const std::string& block, const std::string& call) {
    const std::string first = first_;
    statements(closing, block, call);
    if (peek() == closing) ++at_;
    first_ = first;
    comment_.clear();
  }

  void add_opaque(std::size_t index, std::size_t start) {
    Word word;
    word.span = {static_cast<std::uint32_t>(start), here()};
    word.text = text_.substr(start, text_[start] == '@' || text_[start] == '$' ? 2 : 1);
    word.text += "...";
    word.literal = false;
    Command& command = script_.commands[index];
    word.joined = std::exchange(joined_, false);
    command.span.end = here();
    command.words.push_back(std::move(word));
  }

  /// ">", ">>", "2>", "*>&1".
  bool redirect(std::size_t index) {
    std::size_t mark = at_;
    if (peek(1) == '>' && ((peek() >= '1' && peek() <= '6') || peek() == '*')) ++mark;
    if (mark >= text_.size() || text_[mark] != '>') return false;
    const bool errors = mark > at_ && text_[at_] != '1' && text_[at_] != '*';
    at_ = mark + 1;
    if (peek() == '>') ++at_;
    if (peek() == '&') {
      at_ += 2;
      return true;
    }
    while (is_blank(peek())) ++at_;
    if (at_ >= text_.size() || peek() == '\n') return true;
    Word file = word(false);
    if (!errors) script_.commands[index].redirects.push_back(std::move(file));
    return true;
  }

  void add_word(std::size_t index, Word word) {
    Command& command = script_.commands[index];
    if (word.span.empty()) {  // a byte that is no part of any word
      ++at_;
      return;
    }
    command.span.end = word.span.end;
    const bool bare = !word.quoted;
    if (command.words.empty() && bare && first_.empty()) first_ = text::lower_case(word.text);
    if (command.words.empty() && bare && is_powershell_prefix(text::lower_case(word.text))) {
      command.invoked = word.text == "&" || word.text == ".";
      return;
    }
    // "$a = b": what follows is a command or an expression of its own, whose value is kept.
    const bool assigns = bare && (word.text == "=" || word.text == "+=");
    if (assigns && command.words.size() == 1 &&
        command.words[0].text.find('$') != std::string::npos && command.variable.empty()) {
      const std::string& name = command.words[0].text;
      command.variable = text::lower_case(std::string_view(name).substr(name.find('$')));
      command.words.clear();
      return;
    }
    word.joined = std::exchange(joined_, false);
    command.words.push_back(std::move(word));
  }

  /// `first`: the first of its command, where an assignment needs no blank around its mark.
  Word word(bool first) {
    Word word;
    word.span.start = here();
    word.quoted = peek() == '"' || peek() == '\'' || starts("@\"") || starts("@'");
    const bool variable = first && (peek() == '$' || peek() == '[');
    for (bool more = true; more && at_ < text_.size();) more = part(word, variable);
    word.span.end = here();
    return word;
  }

  bool part(Word& word, bool variable) {
    const char byte = peek();
    const bool begins = here() == word.span.start;
    if (begins && (starts("@'") || starts("@\""))) {
      here_string(word);
      return false;
    }
    if (byte == '\'' || byte == '"') {
      string(word, byte);
      return true;
    }
    if (is_blank(byte) || std::string_view("\n;|(){},").find(byte) != std::string_view::npos) {
      return false;
    }
    if (begins && byte == '&') {
      word.text = "&";
      ++at_;
      return false;
    }
    if (variable && byte == '=') {
      if (!begins && word.text.back() == '+') back_off(word);
      if (here() != word.span.start) return false;
      word.text = "=";
      ++at_;
      return false;
    }
    if (begins && (byte == '=' || starts("+="))) {
      at_ += byte == '=' ? 1U : 2U;
      word.text = "=";
      return false;
    }
    if (byte == '`' && at_ + 1 < text_.size()) {
      ++at_;
      if (peek() == '\n' || peek() == '\r') {
        --at_;
        return false;
      }
    } else if (byte == '$' && at_ + 1 < text_.size() && !is_blank(peek(1))) {
      dollar(word);
      return true;
    } else if (begins && byte == '@') {
      word.literal = false;  // splatting: any number of words
    }
    word.text += peek();
    ++at_;
    return true;
  }

  void back_off(Word& word) {
    word.text.pop_back();
    --at_;
  }

  /// A variable or a subexpression stays as it is written.
  void dollar(Word& word) {
    word.literal = false;
    const std::size_t start = at_;
    const char open = peek(1);
    at_ += 2;
    if (open == '(' || open == '{') {
      const char close = open == '(' ? ')' : '}';
      for (int depth = 1; at_ < text_.size() && depth > 0; ++at_) {
        if (peek() == open) ++depth;
        if (peek() == close) --depth;
      }
    }
    word.text += text_.substr(start, at_ - start);
  }

  void string(Word& word, char quote) {
    ++at_;
    while (at_ < text_.size()) {
      const char byte = peek();
      if (byte == quote && peek(1) != quote) {
        ++at_;
        return;
      }
      if (quote == '"' && byte == '$' && at_ + 1 < text_.size() && peek(1) != '"' &&
          !is_blank(peek(1))) {
        dollar(word);
        continue;
      }
      if (byte == quote || (quote == '"' && byte == '`')) ++at_;
      if (at_ < text_.size()) word.text += peek();
      ++at_;
    }
    at_ = std::min(at_, text_.size());
  }

  /// Up to the line that begins with its closing mark; nothing in it needs an escape.
  void here_string(Word& word) {
    const char quote = peek(1);
    const std::size_t begin = text_.find('\n', at_);
    const std::size_t close = text_.find(std::string("\n") + quote + "@", at_);
    const std::size_t end = std::min(close, text_.size());
    if (begin != std::string_view::npos && begin < end) {
      word.text = std::string(text_.substr(begin + 1, end - begin - 1));
    }
    word.literal = quote == '\'' || word.text.find('$') == std::string::npos;
    at_ = close == std::string_view::npos ? text_.size() : close + 3;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string root_;
  std::string comment_;
  std::string first_;  // the word that its command began with, in lower case
  Script& script_;
  bool joined_ = false;
  unsigned blocks_ = 0;
  int depth_ = 0;
};

}  // namespace

void read_powershell(std::string_view text, text::Span part, std::string root, std::string intro,
                     Script& script) {
  PowerShellReader(text, part, std::move(root), std::move(intro), script).read();
}

}  // namespace shirlint::runbook
