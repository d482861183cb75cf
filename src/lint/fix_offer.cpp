#include "lint/fix_offer.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/fix_edits.h"
#include "lint/new_file.h"
#include "shir/products.h"
#include "text/edit.h"
#include "text/secret.h"

namespace shirlint::lint {
namespace {

/// How far around an edit a secret is looked for: in its lines, as far as they are not endless. A
/// value goes over a line's end, but no address and no key does.
constexpr std::size_t secret_reach = 4096;

text::Span lines_around(std::string_view text, text::Span span) {
  const std::size_t before = text.substr(0, span.start).rfind('\n');
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find('\n', span.end), text.size());
  return {static_cast<std::uint32_t>(
              std::max(start, std::max<std::size_t>(span.start, secret_reach) - secret_reach)),
          static_cast<std::uint32_t>(std::min(end, span.end + secret_reach))};
}

void add_restart(FixOffer& offer, const LoadedConfig* config) {
  if (config == nullptr) return;
  const std::string service(shir::service_of_role(config->file.role));
  if (service.empty()) return;
  if (std::find(offer.restart.begin(), offer.restart.end(), service) == offer.restart.end()) {
    offer.restart.push_back(service);
  }
}

/// Would the new text at `written` show a part of a secret of the file as it is afterwards?
bool shows_secret(std::string_view fixed, text::Span written) {
  const text::Span near = lines_around(fixed, written);
  for (const text::Span secret :
       text::secret_spans_before_cut(fixed.substr(near.start, near.size()))) {
    if (near.start + secret.start < written.end && written.start < near.start + secret.end) {
      return true;
    }
  }
  return text::mask(fixed.substr(written.start, written.size())) !=
         fixed.substr(written.start, written.size());
}

/// A byte order mark is no text.
std::string text_of(std::string_view bytes, text::Encoding encoding) {
  return text::decode(bytes.substr(text::find_byte_order_mark(bytes).size), encoding).text;
}

/// Edits of text are shown as text; those of a repair as what their bytes are in UTF-8.
void add_edits(FixOffer& offer, const FileEdits& file) {
  const text::Source& source = file.file.source();
  const bool repair = file.edits.empty();
  const std::string fixed = repair ? text::apply_edits(source.bytes(), file.disk)
                                   : text::apply_edits(source.text(), file.edits);
  const text::Edits& shown = repair ? file.disk : file.edits;
  // A repair may write another encoding than it found.
  const text::Encoding encoding =
      repair ? xml::Document::parse(fixed).source().encoding() : source.encoding();
  std::int64_t shift = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const text::Edit& edit = shown[i];
    const auto start = static_cast<std::uint32_t>(edit.span.start + shift);
    const auto size = static_cast<std::uint32_t>(edit.text.size());
    shift += static_cast<std::int64_t>(size) - edit.span.size();
    std::string text = repair ? text_of(edit.text, encoding) : edit.text;
    const bool secret = shows_secret(fixed, {start, start + size}) || text::mask(text) != text;
    if (secret) text.clear();
    offer.edits.push_back({file.file.path(), file.disk[i].span.start, file.disk[i].span.end,
                           std::move(text), secret, file.disk[i].text});
    if (repair) continue;
    offer.edits.back().from = source.position(edit.span.start);
    offer.edits.back().to = source.position(edit.span.end);
  }
  for (const text::Edit& meant : file.meant) {
    offer.places.push_back({file.file.path(), meant.span, meant.text});
  }
  add_restart(offer, file.file.config);
}

void add_new_file(FixOffer& offer, const NewFile& file) {
  const bool secret = text::mask(file.text) != file.text;
  offer.edits.push_back(
      {file.path, 0, 0, secret ? "" : file.text, secret, file.text, {}, {}, file.like->file.path});
  offer.places.push_back({file.path, {}, file.text});
  add_restart(offer, file.like);
}

FixOffer offer_of(const rules::FixHit& hit) {
  FixOffer offer;
  offer.applicability = hit.fix->applicability;
  offer.title = hit.title;
  return offer;
}

bool is_edit(const rules::FixHit& hit) {
  return std::all_of(hit.steps.begin(), hit.steps.end(), [](const rules::StepHit& step) {
    return rules::edits_config(step.step->operation);
  });
}

bool makes_file(const rules::FixHit& hit) {
  return hit.steps.front().step->operation == rules::Operation::create_file;
}

FixOffer action_offer(const rules::FixHit& hit, const Locator& locator) {
  FixOffer offer = offer_of(hit);
  for (const rules::StepHit& step : hit.steps) {
    const rules::FixTarget& target = step.targets.front();
    add_restart(offer, locator.place(target.node).config);
    if (step.step->operation == rules::Operation::create_file) {
      const auto text = new_file_text(locator, step);
      if (text) offer.actions.push_back({"create-file", step.name, text::mask(*text)});
      continue;
    }
    for (const rules::FixTarget& each : step.targets) {
      offer.actions.push_back({std::string(to_text(step.step->operation)), step.name, each.value,
                               std::string(step.step->type)});
    }
  }
  return offer;
}

}  // namespace

std::optional<FixOffer> offer_fix(const rules::Hit& hit, const Locator& locator,
                                  const text::DeploymentTokenFinder* tokens) {
  std::optional<FixOffer> by_hand;
  for (const rules::FixHit& fix : hit.fixes) {
    if (!is_edit(fix) || fix.fix->applicability == rules::Applicability::manual) {
      return by_hand ? by_hand : action_offer(fix, locator);
    }
    FixEditor editor(locator, tokens);
    text::Result<void> made;
    for (const rules::StepHit& step : fix.steps) {
      if (made) made = editor.add(step);
    }
    if (made && editor.touches_token()) continue;
    const auto files = made ? editor.finish() : tl::unexpected<text::Error>(made.error());
    FixOffer offer = offer_of(fix);
    if (files) {
      if (!editor.backup_told().empty()) {
        offer.title = fmt::format("{} ({})", fix.title, editor.backup_told());
      }
      for (const FileEdits& file : *files) add_edits(offer, file);
      for (const NewFile& file : editor.created()) add_new_file(offer, file);
      return offer;
    }
    if (by_hand) continue;
    if (makes_file(fix)) offer = action_offer(fix, locator);
    offer.applicability = rules::Applicability::manual;
    offer.title = fmt::format("{} (by hand: {})", fix.title, files.error().message);
    by_hand = std::move(offer);
  }
  return by_hand;
}

}  // namespace shirlint::lint
