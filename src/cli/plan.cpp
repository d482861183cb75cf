#include <fmt/format.h>

#include "cli/check_fix.h"
#include "cli/check_setup.h"
#include "cli/commands.h"
#include "cli/runs.h"
#include "fix/fragment.h"
#include "fix/machine_plan.h"
#include "fix/plan_carry.h"
#include "io/replace_file.h"
#include "text/secret.h"

namespace shirlint::cli {
namespace {

/// Makes the plans of all hosts, and says what cannot be.
class PlanMaker {
 public:
  PlanMaker(const Arguments& arguments, const Session& session, const CheckSetup& setup)
      : arguments_(arguments), session_(session), setup_(setup), checker_(setup.context) {
    plan_.tool = fmt::format("shirlint {}", SHIRLINT_VERSION);
    plan_.date = text::to_text(setup.context.today);
    plan_.kind = arguments.has("--fragment")       ? fix::PlanKind::fragment
                 : arguments.has("--unsafe-fixes") ? fix::PlanKind::unsafe
                                                   : fix::PlanKind::safe;
  }

  /// False: there was trouble, but what could be planned is.
  bool make() {
    std::optional<fix::Fragment> fragment;
    if (plan_.kind == fix::PlanKind::fragment) {
      auto read = read_golden();
      if (!read) return fail(read.error());
      fragment.emplace(*std::move(read));
    }
    fix::Policy policy = policy_of(arguments_);
    policy.shown = true;
    for (lint::HostSource host : setup_.discovery.hosts) {
      if (!host.script.empty()) continue;  // on no host: it is mended where it is kept
      if (fragment) {
        keep_role(host);
        add(plan_fragment(checker_, setup_.context, host, session_.reader, *fragment));
      } else {
        add(plan_host(checker_, setup_.context, host, session_.reader, policy));
      }
    }
    return !trouble_;
  }

  /// Nothing of a plan is of use when a host had to be left out.
  [[nodiscard]] bool is_refused() const { return refused_; }
  [[nodiscard]] const fix::PlanFile& plan() const { return plan_; }

 private:
  bool fail(const text::Error& error) {
    complain(session_, error);
    refused_ = true;
    return false;
  }

  text::Result<fix::Fragment> read_golden() {
    const std::string file = portable_path(arguments_.one("--fragment"));
    const auto bytes = session_.reader.read(file, io::file_limit);
    if (!bytes) return tl::unexpected<text::Error>(bytes.error());
    const lint::CheckContext& context = setup_.context;
    return fix::read_fragment(*bytes, file,
                              {text::DeploymentTokenFinder(context.site.token_patterns),
                               context.values, context.tokens_are_values});
  }

  /// --role narrows: the other files are read, and not given the fragment.
  void keep_role(lint::HostSource& host) const {
    const std::string role = arguments_.one("--role");
    for (lint::ConfigFile& config : host.configs) {
      config.named = config.named && (role.empty() || config.role == role);
    }
  }

  void add(const fix::HostPlan& plan) {
    for (const lint::UnappliedFix& left : plan.left) {
      complain(session_, {fmt::format("{} is left alone: {}", left.code, left.reason),
                          left.location.file, left.location.start});
      trouble_ = trouble_ || left.secret || !left.refuted.empty();
    }
    tell_actions(plan.before);
    for (const text::Error& error : plan.before.errors) {
      complain(session_, error);
      trouble_ = true;
    }
    std::string why = plan.refusal;
    if (why.empty() && !plan.files.empty()) {
      auto host = planned_host(plan, plan_.kind);
      if (host) {
        plan_.hosts.push_back(*std::move(host));
      } else {
        why = host.error().message;
      }
    }
    if (why.empty()) return;
    complain(session_, {fmt::format("no plan was made: {}", why), plan.before.path, {}});
    refused_ = trouble_ = true;
  }

  /// A plan holds edits of files: what would change the machine is done where it is.
  void tell_actions(const lint::HostReport& host) const {
    if (!arguments_.has("--live") || !arguments_.has("--unsafe-fixes")) return;
    for (const lint::Finding& finding : host.findings) {
      if (!fix::acts_on_machine(finding)) continue;
      complain(session_,
               {fmt::format("{} changes the machine itself and is in no plan: check --live "
                            "--unsafe-fixes --select {}",
                            finding.rule->code, finding.rule->code),
                {},
                {}});
    }
  }

  const Arguments& arguments_;
  const Session& session_;
  const CheckSetup& setup_;
  lint::HostChecker checker_;
  fix::PlanFile plan_;
  bool trouble_ = false;
  bool refused_ = false;
};

std::string usage(const Arguments& arguments) {
  if (arguments.has("--fragment") && arguments.has("--unsafe-fixes")) {
    return "--fragment puts a fragment in and applies no fixes: leave --unsafe-fixes out";
  }
  return fix_usage(arguments);
}

text::Result<void> write_plan(const Session& session, const std::string& file,
                              const std::string& text) {
  if (session.store == nullptr) return text::fail("this session cannot write", file);
  const std::string name = io::full_name(session.reader, file);
  const auto status = session.store->status(name);
  if (!status) return io::refusal(file, "cannot be looked at", status.error());
  if (status->kind == io::Kind::missing) {
    auto lock = io::lock_file(*session.store, name);
    if (!lock) return tl::unexpected<text::Error>(lock.error());
    return io::put_ordinary_file(*session.store, name, text);
  }
  const auto old = session.reader.read(file, io::file_limit);
  if (!old) return tl::unexpected<text::Error>(old.error());
  if (*old == text) return {};
  if (!old->empty() && !fix::parse_plan(*old, file)) {
    return text::fail("is there already and is no plan: choose another name", file);
  }
  return io::replace_file(*session.store, name, *old, text);
}

}  // namespace

int run_plan(const Arguments& arguments, Session& session) {
  if (const std::string wrong = usage(arguments); !wrong.empty()) {
    complain(session, {wrong, {}, {}});
    return exit_trouble;
  }
  warn_of_interrupted(arguments, session);
  Arguments for_files = arguments;
  if (arguments.has("--fragment")) for_files.values.erase("--role");
  const std::unique_ptr<CheckSetup> setup = set_up_check(for_files, session);
  if (!setup) return exit_trouble;
  bool trouble = !setup->errors.empty() || !setup->discovery.errors.empty();
  for (const text::Error& error : setup->errors) complain(session, error);
  for (const text::Error& error : setup->discovery.errors) complain(session, error);
  PlanMaker maker(arguments, session, *setup);
  trouble = !maker.make() || trouble;
  if (maker.is_refused()) return exit_trouble;
  const std::string text = fix::to_toml(maker.plan());
  if (text::mask(text) != text) {
    complain(session, {"no plan was made: it would show a secret", {}, {}});
    return exit_trouble;
  }
  if (!arguments.has("--output")) {
    session.out.machine(text);
  } else if (const auto done = write_plan(session, portable_path(arguments.one("--output")), text);
             !done) {
    complain(session, done.error());
    return exit_trouble;
  }
  return trouble ? exit_trouble : maker.plan().hosts.empty() ? exit_ok : exit_findings;
}

}  // namespace shirlint::cli
