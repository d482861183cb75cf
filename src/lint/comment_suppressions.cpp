#include "lint/comment_suppressions.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/script_comments.h"
#include "lint/selection.h"
#include "lint/suppression_rules.h"
#include "text/spelling.h"

namespace shirlint::lint {
namespace {

constexpr std::string_view comment_start = "<!--";
constexpr std::string_view comment_end = "-->";
constexpr std::string_view own_prefix = "shirlint-";
constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n,", at), text.size());
    if (end > at) words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

bool is_code(std::string_view word) {
  const std::string_view letters = category(word);
  return !letters.empty() && letters.size() < word.size() &&
         std::all_of(word.begin() + static_cast<std::ptrdiff_t>(letters.size()), word.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

/// The element behind `offset`, in the innermost one that holds it.
pugi::xml_node element_behind(const xml::Document& document, std::uint32_t offset) {
  pugi::xml_node at = document.tree();
  for (;;) {
    pugi::xml_node next;
    for (const pugi::xml_node child : at.children()) {
      if (child.type() != pugi::node_element) continue;
      const text::Span whole = document.place(child).whole;
      if (whole.start >= offset && !whole.empty()) return child;
      if (whole.empty() || whole.end > offset) {  // empty: what parse_fragment put around the file
        next = child;
        break;
      }
    }
    if (!next) return {};
    at = next;
  }
}

/// The code that is not known, with what may have been meant; empty when all are.
std::string unknown_code(const std::vector<std::string>& codes, const CheckContext& context) {
  std::vector<std::string_view> known;
  for (const rules::Rule* rule : context.all_rules) known.push_back(rule->code);
  for (const std::string& code : codes) {
    if (!is_code(code)) return fmt::format("'{}' is no code of a rule", code);
    if (!known.empty() && std::find(known.begin(), known.end(), code) == known.end()) {
      return fmt::format("there is no rule '{}'{}", code, text::did_you_mean(code, known));
    }
  }
  return {};
}

/// Reads "shirlint-ignore PRX009 PRX012: why".
void parse(std::string_view content, const CheckContext& context, CommentSuppression& comment) {
  const std::string_view word = content.substr(0, content.find_first_of(" \t\r\n:"));
  if (word != suppression_word) {
    comment.problem = fmt::format("'{}' is unknown; did you mean '{}'?", word, suppression_word);
    return;
  }
  content.remove_prefix(word.size());
  const std::size_t colon = content.find(':');
  comment.codes = words_of(content.substr(0, colon));
  if (colon != std::string_view::npos) comment.reason = trimmed(content.substr(colon + 1));
  comment.used.resize(comment.codes.size());
  if (comment.codes.empty()) {
    comment.problem = "it names no code of a rule";
  } else if (std::string unknown = unknown_code(comment.codes, context); !unknown.empty()) {
    comment.problem = std::move(unknown);
  } else if (comment.reason.empty()) {
    comment.problem = "it gives no reason behind a colon";
  }
}

}  // namespace

std::string suppression_comment(const std::vector<std::string>& codes, std::string_view reason) {
  std::string text = fmt::format(" {} {}: ", suppression_word, fmt::join(codes, " "));
  for (const char c : reason) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    if (c == '-' && text.back() == '-') text += ' ';
    text += control ? ' ' : c;
  }
  return fmt::format("{}{} {}", comment_start, text, comment_end);
}

CommentSuppressions::CommentSuppressions(const LoadedHost& host, const CheckContext& context)
    : host_(host), context_(context) {
  for (const LoadedConfig& config : host.configs) {
    if (!config.file.named || !config.document.readable()) continue;
    // Cutting a text into tokens costs more than looking for the word.
    if (config.document.source().text().find(own_prefix) != std::string_view::npos) read(config);
  }
  if (host.script) read(*host.script);
}

void CommentSuppressions::read(const LoadedScript& script) {
  const auto kind = runbook::kind_of_file_name(io::file_name(script.path));
  for (const ScriptComment& one :
       script_comments(script.source, kind.value_or(runbook::Kind::powershell))) {
    CommentSuppression comment;
    comment.source = &script.source;
    comment.file = script.path;
    comment.at = one.at;
    comment.whole_file = one.whole_file;
    comment.start = script.source.position(one.meant.start);
    comment.end = script.source.position(one.meant.end);
    parse(one.content, context_, comment);
    if (comment.problem.empty() && one.meant.empty()) comment.problem = "no command follows it";
    comments_.push_back(std::move(comment));
  }
}

void CommentSuppressions::read(const LoadedConfig& config) {
  const xml::Document& document = config.document;
  const text::Source& source = document.source();
  for (const xml::Token& token : document.tokens()) {
    if (token.kind != xml::TokenKind::comment) continue;
    std::string_view content = source.slice(token.span);
    content.remove_prefix(comment_start.size());
    content = trimmed(content.substr(0, content.size() - comment_end.size()));
    if (content.substr(0, own_prefix.size()) != own_prefix) continue;
    CommentSuppression comment;
    comment.source = &source;
    comment.file = config.file.path;
    comment.at = token.span;
    parse(content, context_, comment);
    const pugi::xml_node element = element_behind(document, token.span.end);
    if (element) {
      const text::Span whole = document.place(element).whole;
      comment.start = source.position(whole.start);
      comment.end = source.position(whole.end);
      comment.whole_file = element == element_behind(document, 0);
    } else if (comment.problem.empty()) {
      comment.problem = "no element follows it";
    }
    comments_.push_back(std::move(comment));
  }
}

bool CommentSuppressions::silences(CommentSuppression& comment, const Finding& finding) const {
  const Location& place = finding.location;
  if (!comment.problem.empty() || place.file != comment.file) return false;
  const bool inside = place.start >= comment.start && place.start < comment.end;
  if (!comment.whole_file && !inside) return false;
  for (std::size_t at = 0; at < comment.codes.size(); ++at) {
    if (redirected(context_.all_rules, comment.codes[at]) != finding.rule->code) continue;
    comment.used[at] = true;
    return true;
  }
  return false;
}

void CommentSuppressions::apply(std::vector<Finding>& findings,
                                std::vector<Suppressed>& suppressed) {
  if (comments_.empty()) return;
  std::vector<Finding> left;
  for (Finding& finding : findings) {
    const auto comment =
        std::find_if(comments_.begin(), comments_.end(),
                     [&](CommentSuppression& one) { return silences(one, finding); });
    if (comment == comments_.end()) {
      left.push_back(std::move(finding));
      continue;
    }
    const std::uint32_t line = comment->source->position(comment->at.start).line;
    std::string by = fmt::format("{}:{}", comment->file, line);
    suppressed.push_back({std::move(finding), std::move(by), comment->reason, {}, true});
  }
  findings = std::move(left);
}

/// Of files without their host, a rule about hosts has not seen all that it asks about.
bool CommentSuppressions::was_asked(std::string_view code, const std::vector<Unknown>& unknown,
                                    bool whole) const {
  const std::string_view meant = redirected(context_.all_rules, code);
  const auto rule = std::find_if(context_.rules.begin(), context_.rules.end(),
                                 [&](const rules::Rule* one) { return one->code == meant; });
  if (rule == context_.rules.end()) return false;
  if (!whole && (*rule)->scope != rules::Scope::config) return false;
  return std::none_of(unknown.begin(), unknown.end(),
                      [&](const Unknown& item) { return item.rule == *rule; });
}

void CommentSuppressions::judge_file(const text::Source& source, const std::string& file,
                                     const std::vector<Unknown>& unknown, bool whole,
                                     std::vector<Finding>& findings) const {
  std::vector<IdleSuppression> idle;
  for (const CommentSuppression& comment : comments_) {
    if (comment.source != &source) continue;
    if (!comment.problem.empty()) {
      idle.push_back({comment.at, "misread-comment", {}, {}, {}, {}, comment.problem});
      continue;
    }
    for (std::size_t at = 0; at < comment.codes.size(); ++at) {
      if (comment.used[at] || !was_asked(comment.codes[at], unknown, whole)) continue;
      idle.push_back({comment.at, "idle-comment", comment.codes[at], {}, comment.reason, {}, {}});
    }
  }
  for (Finding& finding : judge_suppressions(context_, source, file, idle)) {
    finding.host = host_.name;
    findings.push_back(std::move(finding));
  }
}

std::vector<Finding> CommentSuppressions::judge(const std::vector<Unknown>& unknown,
                                                bool whole) const {
  std::vector<Finding> findings;
  if (comments_.empty()) return findings;
  for (const LoadedConfig& config : host_.configs) {
    judge_file(config.document.source(), config.file.path, unknown, whole, findings);
  }
  if (host_.script) {
    judge_file(host_.script->source, host_.script->path, unknown, whole, findings);
  }
  return findings;
}

}  // namespace shirlint::lint
