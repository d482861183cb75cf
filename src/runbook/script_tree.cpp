#include "runbook/script_tree.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "runbook/meaning.h"
#include "shir/products.h"
#include "text/ascii.h"
#include "text/spelling.h"

namespace shirlint::runbook {
namespace {

constexpr std::size_t longest_comment = 2000;
constexpr std::string_view dmgcmd = "dmgcmd";

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::powershell:
      return "powershell";
    case Kind::batch:
      return "batch";
    case Kind::markdown:
      break;
  }
  return "markdown";
}

/// What dmgcmd's tables tell of an option.
struct Option {
  std::string_view name;  // the long form, if there is one
  std::string_view state;
  int least = 0;
  int most = 0;
};

int number_in(shir::DataRow row, std::string_view key) {
  const std::string_view text = shir::cell(row, key);
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class Options {
 public:
  explicit Options(std::span<const shir::DataTable> tables)
      : table_(shir::find_table(tables, dmgcmd)) {}

  /// In any letter case: the program's own messages show its options in small letters.
  [[nodiscard]] std::optional<Option> find(std::string_view word) const {
    if (table_ == nullptr) return std::nullopt;
    const std::string wanted = text::lower_case(word);
    for (const shir::DataRow row : table_->rows) {
      const std::string_view brief = shir::cell(row, "short");
      const std::string_view name = shir::cell(row, "long");
      if (wanted != text::lower_case(brief) && wanted != text::lower_case(name)) continue;
      return Option{name.empty() ? brief : name, shir::cell(row, "state"), number_in(row, "least"),
                    number_in(row, "most")};
    }
    return std::nullopt;
  }

  [[nodiscard]] std::string_view nearest(std::string_view word) const {
    std::vector<std::string_view> names;
    for (const shir::DataRow row : table_->rows) {
      if (const std::string_view name = shir::cell(row, "long"); !name.empty()) {
        names.push_back(name);
      }
    }
    return text::nearest(word, names);
  }

  [[nodiscard]] bool known() const { return table_ != nullptr; }

 private:
  const shir::DataTable* table_;
};

/// "-Status": a dash and a letter; "-", "-1" and "-<port>" are arguments.
bool looks_like_option(const Word& word) {
  if (word.text.size() < 2 || word.text[0] != '-') return false;
  const char next = word.text[1];
  const std::string lower = text::lower_case(word.text);
  return text::is_letter(next) && lower != "-h" && lower != "-help";
}

/// "[ -Start ]", "<action>", "-a|-b", "...": how a page writes what may be given, not a command.
bool is_notation(const Word& word) {
  return !word.quoted && (word.text.find_first_of("[]|") != std::string::npos ||
                          word.text.find("...") != std::string::npos || word.text[0] == '<');
}

class TreeBuilder {
 public:
  TreeBuilder(facts::Tree& tree, const text::Source& source,
              std::span<const shir::DataTable> tables)
      : tree_(tree), source_(source), options_(tables) {}

  pugi::xml_node build(std::string_view name, Kind kind) {
    const Script script = read_script(source_.text(), kind);
    const FileNames variables = file_names_of(script);
    const pugi::xml_node root =
        tree_.add(tree_.root(), "script", {&source_, {0, size_of_first_line()}});
    tree_.set(root, "file", name);
    tree_.set(root, "kind", kind_name(kind));
    if (kind == Kind::powershell) set_if(root, "requires", requirement());
    for (const Command& command : script.commands) add_command(root, command, variables);
    return root;
  }

 private:
  [[nodiscard]] std::uint32_t size_of_first_line() const {
    return static_cast<std::uint32_t>(source_.line(1).size());
  }

  /// "#Requires -Version 7"
  [[nodiscard]] std::string requirement() const {
    constexpr std::string_view mark = "\n#requires";
    const std::string text = "\n" + text::lower_case(source_.text());
    const std::size_t at = text.find(mark);
    if (at == std::string::npos) return {};
    const std::size_t start = at + mark.size();
    return text.substr(start, text.find_first_of("\r\n", start) - start);
  }

  void add_command(pugi::xml_node script, const Command& command, const FileNames& variables) {
    if (command.words.empty() && command.redirects.empty()) return;
    const pugi::xml_node node = tree_.add(script, "command", {&source_, command.span});
    const Call call = call_of(command, variables, source_.text());
    tree_.set(node, "language", to_text(command.language));
    tree_.set(node, "block", command.block);
    set_if(node, "name", call.program);
    set_if(node, "program", call.path);
    set_if(node, "comment", std::string_view(command.comment).substr(0, longest_comment));
    set_if(node, "variable", command.variable);
    set_if(node, "call", command.call);
    for (const Word& word : call.before) add_word(node, word);
    if (call.program == dmgcmd && options_.known()) {
      add_dmgcmd(node, call.arguments);
    } else {
      for (const Word& word : call.arguments) add_word(node, word);
    }
    for (const Write& write : writes_of(command, variables)) add_write(node, write);
  }

  void set_if(pugi::xml_node node, const char* name, std::string_view value) {
    if (!value.empty()) tree_.set(node, name, value);
  }

  pugi::xml_node add_word(pugi::xml_node command, const Word& word) {
    const pugi::xml_node node = tree_.add(command, "word", {&source_, word.span});
    tree_.set(node, "text", word.text);
    tree_.set(node, "literal", word.literal ? "true" : "false");
    return node;
  }

  /// Which words are options follows from how many arguments those before them take. Behind a word
  /// that may stand for any number of words nothing is known.
  void add_dmgcmd(pugi::xml_node command, const std::vector<Word>& words) {
    int least = 0;
    int most = 0;
    bool known = true;
    for (const Word& word : words) {
      const pugi::xml_node node = add_word(command, word);
      known = known && !is_notation(word) && (word.literal || most > 0);
      if (!known) continue;
      const std::optional<Option> option = word.literal ? options_.find(word.text) : std::nullopt;
      if (option) {
        tree_.set(node, "role", "option");
        tree_.set(node, "option", option->name);
        tree_.set(node, "state", option->state);
        least = option->least;
        most = option->most;
      } else if (word.literal && least <= 0 && looks_like_option(word)) {
        tree_.set(node, "role", "option");
        set_if(node, "nearest", options_.nearest(word.text));
        most = static_cast<int>(words.size());  // nobody knows what it would take
      } else {
        tree_.set(node, "role", "argument");
        --least;
        --most;
      }
    }
  }

  void add_write(pugi::xml_node command, const Write& write) {
    const auto role = shir::role_of_file_name(write.file);
    if (!role) return;
    const pugi::xml_node node = tree_.add(command, "write", {&source_, write.path.span});
    tree_.set(node, "role", *role);
    tree_.set(node, "file", write.file);
    tree_.set(node, "how", write.how);
    set_if(node, "encoding", write.encoding);
  }

  facts::Tree& tree_;
  const text::Source& source_;
  Options options_;
};

}  // namespace

pugi::xml_node build_script(facts::Tree& tree, const text::Source& source, std::string_view name,
                            Kind kind, std::span<const shir::DataTable> tables) {
  return TreeBuilder(tree, source, tables).build(name, kind);
}

}  // namespace shirlint::runbook
