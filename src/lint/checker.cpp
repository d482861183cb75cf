#include "lint/checker.h"

#include <fmt/format.h>

#include <algorithm>

#include "facts/data_tree.h"
#include "lint/baseline_memory.h"
#include "lint/comment_offers.h"
#include "lint/comment_suppressions.h"
#include "lint/fix_offer.h"
#include "lint/group.h"
#include "lint/headline.h"
#include "lint/host_loader.h"
#include "lint/locate.h"
#include "lint/site_filter.h"
#include "rules/evaluator.h"
#include "text/secret.h"
#include "text/toml.h"

namespace shirlint::lint {
namespace {

/// White space as one blank: another indentation, or the line ends of another checkout, make no
/// other finding.
std::string on_one_line(std::string_view value) {
  std::string out;
  for (const char byte : value) {
    const bool blank = byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
    if (!blank) {
      out += byte;
    } else if (out.empty() || out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::string fingerprint_at(const rules::Rule& rule, const NodePlace& place) {
  const std::string role = place.config != nullptr              ? place.config->file.role
                           : rule.scope == rules::Scope::script ? "script"
                                                                : "host";
  std::string value;
  if (place.source != nullptr) value = text::mask(on_one_line(place.source->slice(place.span)));
  return fingerprint(rule.code, role, place.fact, value);
}

std::vector<rules::ConfigSubject> subjects_of(const LoadedHost& host) {
  std::vector<rules::ConfigSubject> subjects;
  for (const LoadedConfig& config : host.configs) {
    subjects.push_back({config.document.tree(), config.net_node, config.file.role,
                        config.net.fragment, config.document.readable()});
  }
  return subjects;
}

/// A fragment or a transform by itself tells nothing of a host.
bool is_whole_host(const LoadedHost& host) {
  return host.snapshot || host.configs.empty() ||
         std::any_of(host.configs.begin(), host.configs.end(), [](const LoadedConfig& config) {
           return config.file.role != "fragment" && config.file.role != "transform";
         });
}

/// Turns what the rules said of one host into findings.
class FindingMaker {
 public:
  FindingMaker(const LoadedHost& host, const Site& site, const text::DeploymentTokenFinder* tokens)
      : host_(host), site_(site), tokens_(tokens), locator_(host) {}

  std::optional<Finding> make(const rules::Hit& hit) const {
    NodePlace place = locator_.place(hit.node);
    // What is absent has no place of its own: the file that should have it is named.
    if (place.file.empty() && hit.config != rules::no_config) {
      place.config = &host_.configs[hit.config];
      place.file = place.config->file.path;
    } else if (place.file.empty()) {
      place.file = host_.script     ? host_.script->path
                   : host_.snapshot ? host_.source.snapshot
                                    : host_.source.path;
    }
    Finding finding;
    finding.rule = hit.rule;
    const auto site_severity = site_.severity.find(hit.rule->code);
    finding.severity = site_severity != site_.severity.end() ? site_severity->second : hit.severity;
    finding.message = hit.message;
    finding.host = host_.name;
    finding.location = Locator::location(place);
    finding.fingerprint = fingerprint_at(*hit.rule, place);
    bool named = is_named(host_, place);
    for (const rules::RelatedHit& related : hit.related) {
      const NodePlace other = locator_.place(related.node);
      finding.related.push_back({Locator::location(other), related.message});
      // Only files that were named are reported: a finding whose other place is in a named file
      // is shown there.
      if (!named && other.config != nullptr && other.config->file.named) {
        std::swap(finding.location, finding.related.back().location);
        named = true;
      }
    }
    if (!named) return std::nullopt;
    finding.fix = offer_fix(hit, locator_, tokens_);
    return finding;
  }

 private:
  const LoadedHost& host_;
  const Site& site_;
  const text::DeploymentTokenFinder* tokens_;  // null: tokens are values
  Locator locator_;
};

}  // namespace

struct HostChecker::Parts {
  explicit Parts(const CheckContext& shared)
      : context(shared),
        evaluator(shared.rules, shared.reuse),
        filter(shared.site, shared.site_file, shared.today),
        data(shared.data) {}

  const CheckContext& context;
  rules::Evaluator evaluator;
  SiteFilter filter;
  facts::DataTree data;
  // One host alone is no group.
  bool for_groups = context.reuse == rules::Reuse::many_hosts && asks_of_groups(context);

  std::unique_ptr<LoadedHost> load(const HostSource& source, const io::Reader& reader) const {
    return load_host(source, reader, context);
  }
};

HostChecker::HostChecker(const CheckContext& context) : parts_(std::make_unique<Parts>(context)) {}
HostChecker::HostChecker(HostChecker&&) noexcept = default;
HostChecker& HostChecker::operator=(HostChecker&&) noexcept = default;
HostChecker::~HostChecker() = default;

void HostChecker::silence(const LoadedHost& host, HostReport& report) const {
  CommentSuppressions comments(host, parts_->context);
  comments.apply(report.findings, report.suppressed);
  for (Finding& said : comments.judge(report.unknown, report.whole)) {
    report.findings.push_back(std::move(said));
  }
  sort_findings(report.findings);
  parts_->filter.apply(report.findings, report.suppressed);
  if (parts_->context.comment_from) offer_comments(host, parts_->context, report.findings);
}

HostReport HostChecker::check(const HostSource& source, const io::Reader& reader) {
  return check(*parts_->load(source, reader));
}

HostReport HostChecker::check(const LoadedHost& loaded) {
  const LoadedHost* const host = &loaded;
  const HostSource& source = host->source;
  HostReport report;
  report.name = host->name;
  report.path = source.path;
  report.product = host->product;
  report.group = host->group;
  report.snapshot = host->snapshot.has_value();
  report.whole = source.kind == facts::InputKind::folder || source.kind == facts::InputKind::live ||
                 source.kind == facts::InputKind::script;
  if (parts_->context.remember) report.memory = remember(*host);
  report.errors = host->errors;
  report.warnings = host->warnings;
  for (const LoadedConfig& config : host->configs) {
    if (!config.file.named) continue;
    report.files.push_back({config.file.path, config.file.role, config.sha256});
  }
  if (host->script) {
    report.files.push_back({host->script->path, "script", host->script->sha256});
  }

  const std::vector<rules::ConfigSubject> configs = subjects_of(*host);
  rules::Subject subject;
  subject.configs = configs;
  subject.facts = host->tree.root();
  subject.host = host->host_node;
  subject.site = host->site_node;
  subject.data = &parts_->data;
  subject.inventory = &host->tree.inventory();
  subject.product = host->product;
  subject.whole_host = is_whole_host(*host);
  subject.script = source.kind == facts::InputKind::script;
  subject.known = [&](std::string_view fact) { return gap_of(*host, fact); };
  const text::DeploymentTokenFinder tokens(parts_->context.site.token_patterns);
  if (!parts_->context.tokens_are_values) {
    subject.unresolved = [&](std::string_view value) { return tokens.any(value); };
  }
  rules::Verdicts verdicts = parts_->evaluator.judge(subject);

  const bool live = source.kind == facts::InputKind::live;
  const bool tokens_are_values = parts_->context.tokens_are_values || live;
  const FindingMaker maker(*host, parts_->context.site, tokens_are_values ? nullptr : &tokens);
  for (const rules::Hit& hit : verdicts.hits) {
    if (auto finding = maker.make(hit)) report.findings.push_back(std::move(*finding));
  }
  for (rules::Miss& miss : verdicts.misses) {
    if (miss.config != rules::no_config && !host->configs[miss.config].file.named) continue;
    const bool said = !report.unknown.empty() && report.unknown.back().rule == miss.rule &&
                      report.unknown.back().needs == miss.needs &&
                      report.unknown.back().reason == miss.reason;
    if (said) continue;
    report.unknown.push_back(
        {miss.rule, host->name, std::move(miss.needs), std::move(miss.reason)});
  }
  silence(*host, report);
  report.headline = headline(*host, report, parts_->context.today);
  if (parts_->for_groups && !subject.script) report.node = summarize(*host);
  return report;
}

std::string HostChecker::tree(const HostSource& source, const io::Reader& reader,
                              std::vector<text::Error>& errors) {
  const std::unique_ptr<LoadedHost> host = parts_->load(source, reader);
  errors.insert(errors.end(), host->errors.begin(), host->errors.end());
  struct Text final : pugi::xml_writer {
    std::string out;
    void write(const void* data, std::size_t size) override {
      out.append(static_cast<const char*>(data), size);
    }
  } text;
  host->tree.root().print(text, "  ");
  return std::move(text.out);
}

text::Result<std::map<std::string, std::string, std::less<>>> read_values(const std::string& bytes,
                                                                          const std::string& file) {
  const text::Source source(bytes);
  const text::Result<text::TomlValue> root = text::parse_toml(source.text(), file);
  if (!root) return tl::unexpected<text::Error>(root.error());
  std::map<std::string, std::string, std::less<>> values;
  for (const text::TomlEntry& entry : root->entries) {
    switch (entry.value.kind) {
      case text::TomlKind::string:
        values[entry.key] = entry.value.text;
        break;
      case text::TomlKind::integer:
        values[entry.key] = std::to_string(entry.value.integer);
        break;
      case text::TomlKind::boolean:
        values[entry.key] = entry.value.boolean ? "true" : "false";
        break;
      default:
        return text::fail(
            fmt::format("the value of token '{}' must be a text, a number or a boolean", entry.key),
            file, source.position(entry.value.at.start));
    }
  }
  return values;
}

}  // namespace shirlint::lint
