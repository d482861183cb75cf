// Batch files (cmd /?, "set /?", "rem /?") and shell scripts as far as their lines decide what a
// word is: quotes, continuation, comments, separators, redirections.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "text/ascii.h"

#include "runbook/script.h"

namespace shirlint::runbook {
namespace {

/// What stands in front of a command and is none.
bool is_prefix(std::string_view word) {
  constexpr std::array<std::string_view, 6> prefixes = {"call", "do", "else", "then", "sudo", "!"};
  return std::find(prefixes.begin(), prefixes.end(), word) != prefixes.end();
}

class LineReader {
 public:
  LineReader(Language language, std::string_view text, text::Span part, std::string root,
             std::string intro, Script& script)
      : language_(language),
        text_(text.substr(0, part.end)),
        at_(part.start),
        root_(std::move(root)),
        block_(root_ + "/"),
        comment_(std::move(intro)),
        script_(script) {}

  void read() {
    bool line_is_empty = false;
    bool line_begins = true;
    while (at_ < text_.size()) {
      const char byte = peek();
      if (byte == '\n') {
        if (line_is_empty) comment_.clear();
        line_is_empty = line_begins = true;
        ++at_;
      } else if (is_blank(byte) || is_separator(byte) || (is_cmd() && byte == '@')) {
        separate(byte);
      } else if (is_comment()) {
        line_is_empty = false;
        comment_ += ' ';
        comment_ += rest_of_line();
      } else if (line_begins && is_cmd() && byte == ':') {
        static_cast<void>(rest_of_line());
        block_ = root_ + "." + std::to_string(++blocks_) + "/";
      } else if (const std::size_t behind = behind_prompt(text_, at_, text_.size());
                 line_begins && behind != at_) {
        at_ = behind;
      } else {
        line_begins = line_is_empty = false;
        command();
      }
    }
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool is_cmd() const { return language_ == Language::cmd; }
  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(at_); }
  static bool is_separator(char byte) {
    return std::string_view("&|;()").find(byte) != std::string_view::npos;
  }

  void separate(char byte) {
    if (byte == '(') block_ += std::to_string(++blocks_) + "/";
    if (byte == ')') leave_block();
    ++at_;
  }

  void leave_block() {
    const std::size_t slash = block_.rfind('/', block_.size() - 2);
    if (slash != std::string::npos) block_.erase(slash + 1);
  }

  [[nodiscard]] bool is_comment() const {
    if (!is_cmd()) return peek() == '#';
    const std::string word = text::lower_case(text_.substr(at_, 4));
    return word.substr(0, 2) == "::" ||
           (word.substr(0, 3) == "rem" && (word.size() < 4 || word[3] == ' ' || word[3] == '\n' ||
                                           word[3] == '\r' || word[3] == '\t'));
  }

  std::string_view rest_of_line() {
    const std::size_t start = at_;
    at_ = std::min(text_.find('\n', at_), text_.size());
    return text_.substr(start, at_ - start);
  }

  void command() {
    Command command;
    command.span = {here(), here()};
    command.language = language_;
    command.block = block_;
    command.comment = std::exchange(comment_, {});
    while (at_ < text_.size()) {
      const char byte = peek();
      if (is_continued()) {
        at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1;
      } else if (is_blank(byte)) {
        ++at_;
      } else if (byte == '\n' || byte == '|' || byte == '&' ||
                 (is_cmd() ? byte == '(' || byte == ')' : byte == ';')) {
        break;
      } else if (!is_cmd() && byte == '#') {
        static_cast<void>(rest_of_line());
      } else if (!redirect(command)) {
        add(command, word());
      }
    }
    if (!command.words.empty() || !command.redirects.empty()) {
      script_.commands.push_back(std::move(command));
    }
  }

  [[nodiscard]] bool is_continued() const {
    if (peek() != (is_cmd() ? '^' : '\\')) return false;
    return peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n');
  }

  bool redirect(Command& command) {
    std::size_t mark = at_;
    if (peek() >= '0' && peek() <= '9' && peek(1) == '>') ++mark;
    if (text_[mark] != '>') return false;
    const bool errors = mark > at_ && text_[at_] != '1';
    at_ = mark + 1;
    if (peek() == '>') ++at_;
    if (peek() == '&') {
      at_ += 2;
      return true;
    }
    while (is_blank(peek())) ++at_;
    Word file = word();
    if (!errors && !file.span.empty()) command.redirects.push_back(std::move(file));
    return true;
  }

  void add(Command& command, Word word) {
    if (word.span.empty()) {  // a byte that is no part of any word
      ++at_;
      return;
    }
    command.span.end = word.span.end;
    const std::string name = text::lower_case(word.text);
    if (command.words.empty() && !word.quoted && is_prefix(name)) return;
    // "for ... do COMMAND", "if ... ( COMMAND": what stands before is another matter.
    if (is_cmd() && !word.quoted && name == "do") {
      command.words.clear();
      command.span.start = here();
      return;
    }
    command.words.push_back(std::move(word));
    if (command.words.size() == 2 && command.variable.empty()) assign(command);
  }

  /// set NAME=VALUE, set "NAME=VALUE": the value is what remains.
  void assign(Command& command) {
    Word& word = command.words[1];
    if (!is_cmd() || text::lower_case(command.words[0].text) != "set") return;
    const std::size_t mark = word.text.find('=');
    if (mark == std::string::npos || mark == 0) return;
    command.variable = "%" + text::lower_case(std::string_view(word.text).substr(0, mark)) + "%";
    word.text.erase(0, mark + 1);
    command.words.erase(command.words.begin());
  }

  Word word() {
    Word word;
    word.span.start = here();
    word.quoted = peek() == '"' || (peek() == '\'' && !is_cmd());
    while (at_ < text_.size() && part(word)) {
    }
    word.span.end = here();
    return word;
  }

  bool part(Word& word) {
    const char byte = peek();
    if (byte == '"' || (byte == '\'' && !is_cmd())) {
      string(word, byte);
      return true;
    }
    if (is_blank(byte) || byte == '\n' || byte == '&' || byte == '|' || is_continued())
      return false;
    if (is_cmd() ? byte == ')' : byte == ';') return false;
    if (byte == '>' && word.text.substr(0, 1) != "<") return false;
    if (is_cmd() && byte == '^' && at_ + 1 < text_.size()) ++at_;
    mark_variable(word, byte);
    word.text += peek();
    ++at_;
    return true;
  }

  /// A backslash is kept: what pages call a shell runs Windows' programs as often as not.
  void string(Word& word, char quote) {
    ++at_;
    while (at_ < text_.size() && peek() != quote && !(is_cmd() && peek() == '\n')) {
      if (quote == '"') mark_variable(word, peek());
      word.text += peek();
      ++at_;
    }
    if (peek() == quote) ++at_;
  }

  void mark_variable(Word& word, char byte) const {
    const bool variable = is_cmd() ? byte == '%' || (byte == '!' && peek(1) != '\0')
                                   : byte == '$' || byte == '`' || byte == '*';
    if (variable) word.literal = false;
  }

  Language language_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::string root_;
  std::string block_;
  std::string comment_;
  Script& script_;
  unsigned blocks_ = 0;
};

}  // namespace

void read_lines(Language language, std::string_view text, text::Span part, std::string root,
                std::string intro, Script& script) {
  LineReader(language, text, part, std::move(root), std::move(intro), script).read();
}

}  // namespace shirlint::runbook
