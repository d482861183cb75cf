#include "runbook/meaning.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

#include "text/ascii.h"

namespace shirlint::runbook {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_parameter(const Word& word) {
  return !word.quoted && word.text.size() > 1 && word.text[0] == '-';
}

/// The parameters of a cmdlet; PowerShell takes any start of a name that is not another's as well.
struct Parameters {
  std::vector<Word> positional;
  std::vector<std::pair<std::string, std::vector<Word>>> named;  // "-path", in lower case

  [[nodiscard]] const std::vector<Word>* find(std::initializer_list<std::string_view> names) const {
    for (const auto& [name, values] : named) {
      for (const std::string_view full : names) {
        if (name.size() > 2 && full.substr(0, name.size()) == name) return &values;
      }
    }
    return nullptr;
  }
};

bool is_switch(std::string_view name) {
  return is_one_of(name, {"-wait", "-passthru", "-nonewwindow", "-force", "-nonewline", "-append",
                          "-noclobber", "-whatif", "-confirm", "-verbose", "-asbytestream"});
}

Parameters parameters_of(const std::vector<Word>& words) {
  Parameters out;
  for (std::size_t at = 1; at < words.size(); ++at) {
    if (!is_parameter(words[at])) {
      out.positional.push_back(words[at]);
      continue;
    }
    std::string name = text::lower_case(words[at].text);
    std::vector<Word> values;
    if (const std::size_t colon = name.find(':'); colon != std::string::npos) {
      Word value = words[at];
      value.text.erase(0, colon + 1);
      name.erase(colon);
      if (!value.text.empty()) values.push_back(std::move(value));
    }
    if (values.empty() && !is_switch(name) && at + 1 < words.size() &&
        !is_parameter(words[at + 1])) {
      values.push_back(words[++at]);
    }
    while (at + 1 < words.size() && words[at + 1].joined) values.push_back(words[++at]);
    out.named.emplace_back(std::move(name), std::move(values));
  }
  return out;
}

/// The words of an argument list that is one text.
void split(const Word& word, std::string_view text, std::vector<Word>& out) {
  const bool as_written = word.quoted && word.span.size() == word.text.size() + 2 &&
                          text.substr(word.span.start + 1, word.text.size()) == word.text;
  for (std::size_t at = 0; at < word.text.size();) {
    if (word.text[at] == ' ') {
      ++at;
      continue;
    }
    Word part;
    part.literal = word.literal;
    const std::size_t start = at;
    bool quoted = false;
    for (; at < word.text.size() && (quoted || word.text[at] != ' '); ++at) {
      if (word.text[at] == '"') {
        quoted = !quoted;
      } else {
        part.text += word.text[at];
      }
    }
    part.quoted = word.text[start] == '"';
    part.literal = part.literal || part.text.find_first_of("$%") == std::string::npos;
    part.span = word.span;
    if (as_written) {
      part.span = {word.span.start + 1 + static_cast<std::uint32_t>(start),
                   word.span.start + 1 + static_cast<std::uint32_t>(at)};
    }
    out.push_back(std::move(part));
  }
}

std::string program_name(std::string file) {
  if (ends_with(file, ".exe")) file.erase(file.size() - 4);
  return file;
}

void name_program(Call& call, const Word& word, const FileNames& variables) {
  call.path = word.text;
  call.program = program_name(file_name_of(word, variables));
}

/// Start-Process [-FilePath] PROGRAM [[-ArgumentList] WORDS,...].
Call started(const Command& command, const FileNames& variables, std::string_view text) {
  Call call;
  const Parameters parameters = parameters_of(command.words);
  const std::vector<Word>* file = parameters.find({"-filepath", "-path"});
  const std::vector<Word>* list = parameters.find({"-argumentlist", "-args"});
  const std::size_t next = file == nullptr ? 1 : 0;
  if (file == nullptr && parameters.positional.empty()) return call;
  const Word& program = file != nullptr && !file->empty() ? file->front()
                        : !parameters.positional.empty()  ? parameters.positional.front()
                                                          : command.words.front();
  call.before = {command.words.front(), program};
  name_program(call, program, variables);
  if (list != nullptr) {
    for (const Word& word : *list) split(word, text, call.arguments);
  }
  for (std::size_t at = next; list == nullptr && at < parameters.positional.size(); ++at) {
    if (at > next && !parameters.positional[at].joined) break;
    split(parameters.positional[at], text, call.arguments);
  }
  return call;
}

/// start "title" /wait PROGRAM WORDS...
std::size_t behind_start(const std::vector<Word>& words) {
  std::size_t at = 1;
  if (at < words.size() && words[at].quoted) ++at;
  while (at < words.size() && words[at].text.substr(0, 1) == "/") ++at;
  return at;
}

}  // namespace

std::string file_name_of(const Word& word, const FileNames& variables) {
  if (const auto known = variables.find(text::lower_case(word.text)); known != variables.end()) {
    return known->second;
  }
  std::string name = word.text.substr(word.text.find_last_of("\\/") + 1);
  if (!word.literal && name.find_first_of("$%!(){}`") != std::string::npos) return {};
  return text::lower_case(name);
}

FileNames file_names_of(const Script& script) {
  FileNames names;
  for (const Command& command : script.commands) {
    if (command.variable.empty()) continue;
    std::string name;
    if (!command.words.empty() && !is_parameter(command.words.back())) {
      name = file_name_of(command.words.back(), names);
    }
    const auto [known, fresh] = names.emplace(command.variable, name);
    if (!fresh && known->second != name) known->second.clear();
  }
  return names;
}

Call call_of(const Command& command, const FileNames& variables, std::string_view text) {
  Call call;
  const std::vector<Word>& words = command.words;
  if (words.empty()) return call;
  const std::string first = text::lower_case(words.front().text);
  const bool powershell = command.language == Language::powershell;
  if (powershell && is_one_of(first, {"start-process", "saps", "start"})) {
    return started(command, variables, text);
  }
  // A quoted text or a variable is a value: "$tool -and $ready" runs nothing.
  if (powershell && !command.invoked && (words.front().quoted || !words.front().literal)) {
    call.before = words;
    return call;
  }
  std::size_t at = 0;
  if (command.language == Language::cmd && first == "start") at = behind_start(words);
  if (at >= words.size()) return call;
  const auto program = words.begin() + static_cast<std::ptrdiff_t>(at);
  call.before.assign(words.begin(), program + 1);
  call.arguments.assign(program + 1, words.end());
  name_program(call, *program, variables);
  return call;
}

std::vector<Write> writes_of(const Command& command, const FileNames& variables) {
  std::vector<Write> writes;
  const auto add = [&](const Word& path, std::string how, std::string encoding) {
    std::string file = file_name_of(path, variables);
    if (!file.empty())
      writes.push_back({path, std::move(file), std::move(how), std::move(encoding)});
  };
  for (const Word& file : command.redirects) add(file, "redirection", "");
  if (command.words.empty()) return writes;
  if (ends_with(command.call, ".save")) add(command.words.front(), "save", "");
  if (ends_with(command.call, "]::writealltext") || ends_with(command.call, "]::writealllines")) {
    add(command.words.front(), "method", "");
  }
  std::string name = text::lower_case(command.words.front().text);
  if (name == "sc") name = "set-content";
  if (name == "ac") name = "add-content";
  if (!is_one_of(name, {"set-content", "add-content", "out-file"})) return writes;
  const Parameters parameters = parameters_of(command.words);
  const std::vector<Word>* path =
      parameters.find({"-path", "-literalpath", "-filepath", "-pspath"});
  const std::vector<Word>* encoding = parameters.find({"-encoding"});
  const std::string said = encoding == nullptr ? ""
                           : encoding->empty() ? "?"
                                               : text::lower_case(encoding->front().text);
  if (path != nullptr && !path->empty()) {
    add(path->front(), name, said);
  } else if (path == nullptr && !parameters.positional.empty()) {
    add(parameters.positional.front(), name, said);
  }
  return writes;
}

}  // namespace shirlint::runbook
