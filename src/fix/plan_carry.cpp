#include "fix/plan_carry.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/compose.h"
#include "text/secret.h"
#include "text/sha256.h"
#include "xml/document.h"

namespace shirlint::fix {
namespace {

/// Where secrets are in the bytes of a file.
std::vector<text::Span> secret_bytes(const text::Source& source) {
  std::vector<text::Span> spans;
  for (const text::Span span : text::secret_spans(source.text())) {
    spans.push_back({source.byte_offset(span.start), source.byte_offset(span.end)});
  }
  return spans;
}

bool touches(text::Span span, const std::vector<text::Span>& others) {
  return std::any_of(others.begin(), others.end(), [&](text::Span other) {
    return span.start < other.end && other.start < span.end;
  });
}

/// `bytes` as they would be read in a plan hold no secret of their own.
bool is_harmless(std::string_view bytes, text::Encoding encoding) {
  const std::string text = text::decode(bytes, encoding).text;
  return text::mask(text) == text;
}

std::vector<PlannedEdit> planned_edits(const FileChange& change, const text::Source& before,
                                       std::string& wrong) {
  const xml::Document document = xml::Document::parse(change.after);
  const text::Source& after = document.source();
  const std::vector<text::Span> old_secrets = secret_bytes(before);
  const std::vector<text::Span> new_secrets = secret_bytes(after);
  std::vector<PlannedEdit> planned;
  std::int64_t shift = 0;
  for (const text::Edit& edit : text::compose(change.edits, {})) {
    const std::string_view old = before.bytes().substr(edit.span.start, edit.span.size());
    const auto start = static_cast<std::uint32_t>(edit.span.start + shift);
    const text::Span written{start, static_cast<std::uint32_t>(start + edit.text.size())};
    shift += static_cast<std::int64_t>(edit.text.size()) - edit.span.size();
    if (old == edit.text) continue;
    if (touches(written, new_secrets) || !is_harmless(edit.text, before.encoding())) {
      wrong = fmt::format("{}: the new text at byte {} would show a secret, which no plan may",
                          change.path, edit.span.start);
    }
    PlannedEdit one{edit, std::string(old), {}};
    if (touches(edit.span, old_secrets) || !is_harmless(old, before.encoding())) one.old.reset();
    planned.push_back(std::move(one));
  }
  return planned;
}

/// "line 7, column 13": where the edit begins in the file as it is.
void add_places(std::vector<PlannedEdit>& edits, const text::Source& source) {
  std::uint32_t offset = 0;
  for (PlannedEdit& edit : edits) {
    // Offsets on disk grow with those in the text.
    std::uint32_t end = static_cast<std::uint32_t>(source.text().size());
    std::uint32_t low = offset;
    while (low < end) {
      const std::uint32_t middle = low + (end - low) / 2;
      if (source.byte_offset(middle) < edit.edit.span.start) {
        low = middle + 1;
      } else {
        end = middle;
      }
    }
    offset = low;
    const text::Position at = source.position(offset);
    edit.note = fmt::format("line {}, column {}", at.line, at.column);
  }
}

void add_once(std::string note, std::vector<std::string>& notes) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(std::move(note));
}

void add_routes(const HostPlan& plan, const FileChange& change, std::vector<std::string>& notes) {
  const auto routes = std::find_if(plan.routes.begin(), plan.routes.end(),
                                   [&](const RouteChange& one) { return one.path == change.path; });
  if (routes == plan.routes.end() || routes->before == routes->after) return;
  if (routes->before.empty()) {
    notes.emplace_back(change.like.empty()
                           ? "as it is, .NET refuses the file or all requests; afterwards they go:"
                           : "the file is not there; afterwards requests go:");
    for (const std::string& route : routes->after) add_once("  " + text::mask(route), notes);
    return;
  }
  std::size_t same = 0;
  for (std::size_t at = 0; at < std::min(routes->before.size(), routes->after.size()); ++at) {
    const std::string& now = routes->after[at];
    const std::string& was = routes->before[at];
    if (now == was) {
      ++same;
      continue;
    }
    const std::size_t via = std::min(was.find(" -> "), was.size());
    add_once(text::mask(fmt::format("{}, afterwards{}", was, now.substr(via))), notes);
  }
  if (same == 0) return;
  notes.push_back(fmt::format("{} other route{} stay{} as {}", same, same == 1 ? "" : "s",
                              same == 1 ? "s" : "", same == 1 ? "it is" : "they are"));
}

void add_findings(const HostPlan& plan, const FileChange& change, std::vector<std::string>& notes) {
  for (const lint::Finding& finding : plan.before.findings) {
    if ((finding.location.file != change.path && change.like.empty()) ||
        change.codes.count(std::string(finding.rule->code)) == 0) {
      continue;
    }
    const bool has_line = change.like.empty() && finding.location.start.line != 0;
    const std::string at =
        has_line ? fmt::format(" at line {}", finding.location.start.line) : std::string();
    notes.push_back(
        text::mask(fmt::format("mends {}{}: {}", finding.rule->code, at, finding.message)));
  }
}

std::string below(const std::string& host, const std::string& path) {
  if (host == "." || host.empty()) return path;
  const bool inside = path.size() > host.size() + 1 && path.compare(0, host.size(), host) == 0 &&
                      path[host.size()] == '/';
  return inside ? path.substr(host.size() + 1) : std::string(io::file_name(path));
}

text::Result<PlannedFile> planned_file(const HostPlan& plan, const FileChange& change) {
  const xml::Document document = xml::Document::parse(change.before);
  const text::Source& source = document.source();
  PlannedFile file;
  file.role = change.role;
  file.path = below(plan.before.path, change.path);
  file.encoding = source.encoding();
  file.codes.assign(change.codes.begin(), change.codes.end());
  file.size = static_cast<std::uint32_t>(change.before.size());
  file.like = change.like_role;
  if (change.like.empty()) file.before = text::sha256(change.before);
  file.after = text::sha256(change.after);
  std::string wrong;
  file.edits = planned_edits(change, source, wrong);
  if (!wrong.empty()) return text::fail(wrong);
  if (const auto masked = plan.originals.find(change.path); masked != plan.originals.end()) {
    file.before = masked->second.sha256;
    file.after.clear();
    file.redactions = masked->second.redactions;
    file.unmasked = text::sha256(without(change.before, file.redactions));
    file.notes.emplace_back(
        "made of a copy in which secrets are masked: apply proves it on the file itself");
    if (text::overlap(change.edits, file.redactions)) {
      return text::fail(
          fmt::format("{}: it would change what is masked in this copy", change.path));
    }
  }
  add_places(file.edits, source);
  add_findings(plan, change, file.notes);
  add_routes(plan, change, file.notes);
  return file;
}

std::vector<BesideFile> files_beside(const HostPlan& plan) {
  std::vector<BesideFile> beside;
  for (const lint::FileReport& file : plan.before.files) {
    const bool planned = std::any_of(plan.files.begin(), plan.files.end(),
                                     [&](const auto& change) { return change.path == file.path; });
    if (planned || file.role == "fragment" || file.role == "transform") continue;
    const auto masked = plan.originals.find(file.path);
    beside.push_back({file.role, below(plan.before.path, file.path),
                      masked == plan.originals.end() ? file.sha256 : masked->second.sha256});
  }
  return beside;
}

}  // namespace

std::vector<std::string> proof_of(PlanKind kind) {
  std::vector<std::string> proof = {
      "the new bytes parse and .NET refuses nothing new",
      "only the named places differ",
      "line ends are kept but for CFG003, the encoding but for CFG003 and CFG006",
      "no new finding but of what could not be judged before",
      "a second run would change nothing, unless something is left alone now",
  };
  if (kind == PlanKind::safe) {
    proof.emplace_back(
        "every route is kept, or the file was refused before, or diawp follows diahost");
  } else if (kind == PlanKind::fragment) {
    proof[3] = "no new finding of an error but of what could not be judged before";
    proof.emplace_back("the element is the fragment's; routes change on purpose");
  }
  return proof;
}

text::Result<PlannedHost> planned_host(const HostPlan& plan, PlanKind kind) {
  PlannedHost host;
  host.name = text::mask(plan.before.name);
  if (plan.before.path == "." || is_plain_path(plan.before.path)) host.path = plan.before.path;
  host.restart = plan.restart;
  if (!plan.files.empty()) host.proof = proof_of(kind);
  for (const lint::UnappliedFix& fix : plan.left) {
    host.notes.push_back(text::mask(
        fmt::format("left alone: {} at {}: {}", fix.code, fix.location.file, fix.reason)));
  }
  for (const std::string& note : plan.notes) host.notes.push_back(text::mask(note));
  for (const FileChange& change : plan.files) {
    auto file = planned_file(plan, change);
    if (!file) return tl::unexpected<text::Error>(file.error());
    host.files.push_back(*std::move(file));
  }
  if (!plan.files.empty()) host.beside = files_beside(plan);
  return host;
}

text::Result<std::string> carry_out_new(const PlannedFile& plan, const std::string& path) {
  std::string after = plan.edits.front().edit.text;
  if (plan.edits.size() != 1 || text::sha256(after) != plan.after) {
    return text::fail("would not get the bytes that the plan promises, so the plan was changed",
                      path);
  }
  return after;
}

text::Result<std::string> carry_out(const PlannedFile& plan, std::string_view bytes,
                                    const std::string& path) {
  const std::string hash = text::sha256(bytes);
  if (hash == plan.after) return text::fail("has already the bytes that the plan gives it", path);
  if (hash != plan.before) {
    return text::fail(fmt::format("is not the file that the plan was made for: it has {} bytes and "
                                  "the SHA-256 {}; planned for were {} bytes and {}",
                                  bytes.size(), hash, plan.size, plan.before),
                      path);
  }
  if (bytes.size() != plan.size) {
    return text::fail("has another size than the plan says, so the plan was changed", path);
  }
  if (!plan.redactions.empty() && text::sha256(without(bytes, plan.redactions)) != plan.unmasked) {
    return text::fail(
        "differs from the copy that the plan was made of, and not only where that was masked",
        path);
  }
  text::Edits edits;
  for (const PlannedEdit& edit : plan.edits) {
    const text::Span span = edit.edit.span;
    if (edit.old && bytes.substr(span.start, span.size()) != *edit.old) {
      return text::fail(
          fmt::format("has at byte {} another text than the plan says, so the plan was changed",
                      span.start),
          path);
    }
    edits.push_back(edit.edit);
  }
  if (!text::are_apart(edits, bytes.size())) {
    return text::fail("cannot be changed so: the plan's edits are not apart", path);
  }
  std::string after = text::apply_edits(bytes, edits);
  if (!plan.after.empty() && text::sha256(after) != plan.after) {
    return text::fail("would not get the bytes that the plan promises, so the plan was changed",
                      path);
  }
  return after;
}

}  // namespace shirlint::fix
