#include "runbook/document.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "text/ascii.h"

namespace shirlint::runbook {
namespace {

constexpr std::size_t longest_intro = 1000;

struct Fence {
  Language language = Language::powershell;
  text::Span part;
  std::string intro;
};

struct NamedLanguage {
  std::string_view name;  // in lower case
  Language language;
};
constexpr std::array languages = {
    NamedLanguage{"", Language::cmd},  // what both take apart alike
    NamedLanguage{"powershell", Language::powershell},
    NamedLanguage{"powershell-interactive", Language::powershell},
    NamedLanguage{"azurepowershell", Language::powershell},
    NamedLanguage{"azurepowershell-interactive", Language::powershell},
    NamedLanguage{"pwsh", Language::powershell},
    NamedLanguage{"posh", Language::powershell},
    NamedLanguage{"ps", Language::powershell},
    NamedLanguage{"ps1", Language::powershell},
    NamedLanguage{"cmd", Language::cmd},
    NamedLanguage{"bat", Language::cmd},
    NamedLanguage{"batch", Language::cmd},
    NamedLanguage{"dos", Language::cmd},
    NamedLanguage{"console", Language::cmd},
    NamedLanguage{"bash", Language::shell},
    NamedLanguage{"sh", Language::shell},
    NamedLanguage{"shell", Language::shell},
    NamedLanguage{"azurecli", Language::shell},
    NamedLanguage{"azurecli-interactive", Language::shell},
};

std::string_view without_blanks(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t\r") - start + 1);
}

/// The marks that open or close a fence at the start of a line (CommonMark 4.5); also within a list
/// or a quotation.
std::string_view fence_marks(std::string_view line) {
  const std::size_t start = line.find_first_not_of(" \t>");
  if (start == std::string_view::npos || (line[start] != '`' && line[start] != '~')) return {};
  const std::size_t end = std::min(line.find_first_not_of(line[start], start), line.size());
  return end - start >= 3 ? line.substr(start, end - start) : std::string_view();
}

std::optional<Language> language_of(std::string_view info) {
  const std::string_view trimmed = without_blanks(info);
  const std::string name = text::lower_case(trimmed.substr(0, trimmed.find_first_of(" ,{:")));
  for (const NamedLanguage& known : languages) {
    if (known.name == name && name.empty() == trimmed.empty()) return known.language;
  }
  return std::nullopt;
}

/// Words of prose, without the marks that make them bold.
bool warns(std::string_view prose) {
  std::string text = text::lower_case(prose);
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char byte) { return byte == '*' || byte == '_' || byte == '`'; }),
             text.end());
  constexpr std::array<std::string_view, 12> words = {
      "do not",           "don't",     "not use", "never",    "instead of", "does not exist",
      "don\xE2\x80\x99t", "incorrect", "wrong",   "not work", "not valid",  "invalid"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

class FenceFinder {
 public:
  explicit FenceFinder(std::string_view text) : text_(text) {}

  std::vector<Fence> find() {
    while (at_ < text_.size()) {
      const std::string_view line = next_line();
      const std::string_view marks = fence_marks(line);
      if (marks.empty()) {
        read_prose(line);
        continue;
      }
      const std::string_view info =
          line.substr(static_cast<std::size_t>(marks.data() - line.data()) + marks.size());
      // Backticks behind the marks make it a piece of code within a line.
      if (marks[0] == '`' && info.find('`') != std::string_view::npos) {
        read_prose(line);
      } else {
        read_fence(marks, info);
      }
    }
    return std::move(fences_);
  }

 private:
  std::string_view next_line() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    at_ = std::min(end + 1, text_.size());
    return line;
  }

  /// The last paragraph, and above it the heading.
  void read_prose(std::string_view line) {
    const std::string_view words = without_blanks(line);
    if (words.empty()) {
      paragraph_ended_ = true;
      return;
    }
    if (words[0] == '#') heading_ = words;
    if (words[0] == '#' || std::exchange(paragraph_ended_, false)) paragraph_.clear();
    if (words[0] == '#' || paragraph_.size() > longest_intro) return;
    paragraph_ += ' ';
    paragraph_ += words;
  }

  void read_fence(std::string_view marks, std::string_view info) {
    const std::size_t begin = at_;
    std::size_t end = text_.size();
    while (at_ < text_.size()) {
      const std::size_t line_start = at_;
      const std::string_view line = next_line();
      const std::string_view closing = fence_marks(line);
      const bool alone = without_blanks(line).find_first_not_of("`~> \t") == std::string_view::npos;
      if (closing.empty() || !alone || closing[0] != marks[0] || closing.size() < marks.size()) {
        continue;
      }
      end = line_start;
      break;
    }
    const std::optional<Language> language = language_of(info);
    const std::string intro = std::string(heading_) + paragraph_;
    if (language && !warns(paragraph_)) {
      fences_.push_back(
          {*language, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, intro});
    }
    paragraph_.clear();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string_view heading_;
  std::string paragraph_;
  bool paragraph_ended_ = false;
  std::vector<Fence> fences_;
};

bool names_runtime(std::string_view code) {
  constexpr std::array<std::string_view, 7> names = {"dmgcmd",
                                                     "diahost",
                                                     "diawp",
                                                     "integration-runtime",
                                                     "integration runtime",
                                                     "datamovement.azure",
                                                     "datafactoryv2integrationruntime"};
  const std::string lower = text::lower_case(code);
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return lower.find(name) != std::string::npos; });
}

}  // namespace

std::optional<Kind> kind_of_file_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string extension = text::lower_case(name.substr(dot));
  if (extension == ".ps1" || extension == ".psm1") return Kind::powershell;
  if (extension == ".cmd" || extension == ".bat") return Kind::batch;
  if (extension == ".md" || extension == ".markdown") return Kind::markdown;
  return std::nullopt;
}

Script read_script(std::string_view text, Kind kind) {
  Script script;
  const text::Span whole{0, static_cast<std::uint32_t>(text.size())};
  switch (kind) {
    case Kind::powershell:
      read_powershell(text, whole, "0", {}, script);
      break;
    case Kind::batch:
      read_lines(Language::cmd, text, whole, "0", {}, script);
      break;
    case Kind::markdown: {
      unsigned number = 0;
      for (Fence& fence : FenceFinder(text).find()) {
        const std::string root = std::to_string(number++);
        if (fence.language == Language::powershell) {
          read_powershell(text, fence.part, root, std::move(fence.intro), script);
        } else {
          read_lines(fence.language, text, fence.part, root, std::move(fence.intro), script);
        }
      }
      break;
    }
  }
  return script;
}

bool concerns_runtime(std::string_view text, Kind kind) {
  if (kind != Kind::markdown) return names_runtime(text);
  if (!names_runtime(text)) return false;
  const std::vector<Fence> fences = FenceFinder(text).find();
  return std::any_of(fences.begin(), fences.end(), [&](const Fence& fence) {
    return names_runtime(text.substr(fence.part.start, fence.part.size()));
  });
}

}  // namespace shirlint::runbook
