// Settings of the machine in a plan: written, read, and carried out only where the machine is as it
// was planned for.
#include "fix/plan_settings.h"

#include <catch2/catch.hpp>

#include "fix/certificate_file.h"
#include "fix/setting_change.h"
#include "io/memory_reader.h"
#include "io/memory_store.h"
#include "rules/builtin_pack.h"

using namespace shirlint;
using io::Setting;
using io::SettingKind;
using State = std::optional<std::string>;

namespace {

const std::string hosts_file = "C:/Windows/System32/drivers/etc/hosts";
const std::string der = "0\x03" + std::string("abc");  // what begins like a certificate
const std::string java_key = "HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\1.8";

State text_state(const std::string& text, std::uint32_t type = 1) {
  return io::to_state(io::registry_text(type, text));
}

fix::Change change(SettingKind kind, const std::string& name, State before, State after) {
  return {name,
          std::move(before),
          std::move(after),
          {"JAV008"},
          {},
          {},
          std::string(io::to_text(kind))};
}

/// One of each kind, and a machine that has their old states.
struct Machine {
  io::MemoryStore store;
  io::MemoryReader files;
  lint::Site site;
  std::vector<fix::Change> changes = {
      change(SettingKind::environment, "JAVA_HOME", text_state("%ProgramFiles%\\jdk", 2),
             text_state("C:\\jdk")),
      change(SettingKind::registry_value, "HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319\\X",
             std::nullopt, "4 01000000"),
      change(SettingKind::registry_key, java_key,
             "key\t\nvalue\t\tJavaHome\t" + *text_state("C:\\gone") + "\n", std::nullopt),
      change(SettingKind::certificate, "LocalMachine/Root/" + fix::sha1(der), std::nullopt,
             io::to_hex(der)),
      change(SettingKind::service_start, "DIAHostService", "delayed=0\nstart=manual\n",
             "delayed=0\nstart=automatic\n"),
      change(SettingKind::service_run, "DIAHostService", "stopped", "running")};

  Machine() {
    for (const fix::Change& one : changes) store.set(*fix::setting_of(one), one.before);
    files.add(hosts_file, "# ours\r\n127.0.0.1 localhost");
    fix::Change line{hosts_file,
                     "# ours\r\n127.0.0.1 localhost",
                     "# ours\r\n127.0.0.1 localhost\r\n10.0.0.4 sql01\r\n",
                     {"JAV008"}};
    changes.push_back(std::move(line));
  }
  [[nodiscard]] fix::MachineSources sources() {
    return {[this](const Setting& setting) { return fix::look_at_setting(store, setting); }, files,
            site, hosts_file};
  }
  [[nodiscard]] std::string plan() const {
    fix::MachinePlan machine;
    machine.changes = changes;
    fix::PlanFile file{"shirlint 0.1.0", "2026-11-22", fix::PlanKind::unsafe, {}};
    file.hosts.push_back({"NODE-02", "", {}, {}, {}, {}, {}, planned_settings(machine)});
    CHECK(machine.left.empty());
    return fix::to_toml(file);
  }
  text::Result<fix::MachinePlan> carry_out(const std::string& plan) {
    const auto read = fix::parse_plan(plan, "p.toml");
    if (!read) FAIL(read.error().at.line << ": " << read.error().message);
    return fix::machine_of(read->hosts.at(0).settings, sources(), {});
  }
  std::string refusal(const std::string& plan) {
    const auto done = carry_out(plan);
    return done ? "" : done.error().file + " " + done.error().message;
  }
};

std::string replaced(std::string text, const std::string& old, const std::string& by) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), by);
}

lint::Finding finding(const std::string& code, const lint::Action& action) {
  lint::Finding found;
  for (const rules::Rule& rule : rules::builtin_rules()) {
    if (rule.code == code) found.rule = &rule;
  }
  REQUIRE(found.rule != nullptr);
  found.message = "as it should not be";
  found.fix.emplace();
  found.fix->applicability = rules::Applicability::unsafe;
  found.fix->actions.push_back(action);
  return found;
}

/// What a plan of a snapshot holds, or why the one finding is left alone.
std::string from_snapshot(const std::string& toml, const lint::Action& action) {
  const auto loaded = state::Snapshot::parse("schema = \"shirlint.host/1\"\n" + toml, "host.toml");
  REQUIRE(loaded.errors.empty());
  lint::HostReport host;
  host.findings.push_back(finding("JAV008", action));
  const io::MemoryReader files;
  fix::MachinePlan plan = fix::plan_snapshot_machine(host, loaded.snapshot, files, {});
  const auto settings = planned_settings(plan);
  if (settings.empty()) return plan.left.at(0).reason;
  const fix::PlannedSetting& one = settings.at(0);
  return one.kind + ' ' + one.name + ": " + to_text(one.old) + " -> " + to_text(one.fresh);
}

}  // namespace

TEST_CASE("settings that are planned and read again are the changes that were meant",
          "[fix][quick]") {
  Machine machine;
  const std::string plan = machine.plan();
  INFO(plan);
  const auto done = machine.carry_out(plan);
  if (!done) FAIL(done.error().file << ' ' << done.error().message);
  REQUIRE(done->changes.size() == machine.changes.size());
  for (std::size_t at = 0; at < machine.changes.size(); ++at) {
    const fix::Change& wanted = machine.changes[at];
    INFO(wanted.kind << ' ' << wanted.path);
    CHECK(done->changes[at].kind == wanted.kind);
    CHECK(done->changes[at].path == wanted.path);
    CHECK(done->changes[at].before == wanted.before);
    CHECK(done->changes[at].after == wanted.after);
    CHECK(done->changes[at].codes == wanted.codes);
  }
  CHECK(fix::to_toml(fix::parse_plan(plan, "p.toml").value()).size() < plan.size());  // no notes
}

TEST_CASE("settings in a plan read like what they do", "[fix][quick]") {
  const std::string plan = Machine().plan();
  INFO(plan);
  for (const char* const line :
       {"kind = \"environment\"\nname = \"JAVA_HOME\"\ncodes = [\"JAV008\"]\n"
        "old = { type = \"REG_EXPAND_SZ\", value = '%ProgramFiles%\\jdk' }\nnew = 'C:\\jdk'\n",
        "old = false\nnew = 1\n", "# holds JavaHome = 'C:\\gone'\nold = { sha256 = \"",
        "old = false\nnew = '''\n-----BEGIN CERTIFICATE-----\nMANhYmM=\n",
        "old = \"manual\"\nnew = \"automatic\"\n", "old = \"stopped\"\nnew = \"running\"\n",
        "kind = \"hosts-line\"\nname = \"10.0.0.4 sql01\"\ncodes = [\"JAV008\"]\nold = [\n  \"# "
        "ours\",\n  \"127.0.0.1 localhost\",\n]\n"}) {
    INFO(line);
    CHECK(plan.find(line) != std::string::npos);
  }
}

TEST_CASE("a setting that is not as it was planned for is left alone", "[fix][quick]") {
  Machine machine;
  const std::string plan = machine.plan();
  const auto change_to = [&](std::size_t at, const State& state) {
    machine.store.set(*fix::setting_of(machine.changes[at]), state);
    return machine.refusal(plan);
  };
  SECTION("another value, or type") {
    CHECK(change_to(0, text_state("C:\\other", 2)) ==
          "environment JAVA_HOME is not as it was planned for: it is 'C:\\other' (REG_EXPAND_SZ); "
          "planned for was '%ProgramFiles%\\jdk' (REG_EXPAND_SZ)");
    CHECK(change_to(0, text_state("%ProgramFiles%\\jdk")).find("is not as") != std::string::npos);
    CHECK(change_to(0, std::nullopt).find("it is not there") != std::string::npos);
  }
  SECTION("a text with something behind its end") {
    CHECK(change_to(0, *text_state("%ProgramFiles%\\jdk", 2) + "4100").find("is not as") !=
          std::string::npos);
  }
  SECTION("what the plan gives it already") {
    CHECK(change_to(0, text_state("C:\\jdk")).find("has already the state") != std::string::npos);
  }
  SECTION("the others") {
    CHECK_FALSE(change_to(1, "4 02000000").empty());
    machine.store.set(*fix::setting_of(machine.changes[1]), std::nullopt);
    CHECK_FALSE(change_to(2, "key\t\n").empty());
    machine.store.set(*fix::setting_of(machine.changes[2]), machine.changes[2].before);
    CHECK_FALSE(change_to(4, "delayed=0\nstart=disabled\n").empty());
    machine.store.set(*fix::setting_of(machine.changes[4]), machine.changes[4].before);
    CHECK_FALSE(change_to(5, "paused").empty());
  }
  SECTION("a line of the hosts file") {
    machine.files.add(hosts_file, "# theirs\r\n127.0.0.1 localhost\r\n");
    CHECK(machine.refusal(plan).find("does not have the lines") != std::string::npos);
  }
}

TEST_CASE("a delay that the plan could not see stays with who does not start by himself",
          "[fix][quick]") {
  const Setting start{SettingKind::service_start, "DIAHostService"};
  CHECK(fix::state_of(start, {fix::FormKind::word, "disabled"}, "delayed=1\nstart=manual\n") ==
        "delayed=1\nstart=disabled\n");
  CHECK(fix::state_of(start, {fix::FormKind::word, "automatic"}, "delayed=1\nstart=manual\n") ==
        "delayed=0\nstart=automatic\n");
  CHECK(fix::form_of(start, "delayed=1\nstart=automatic\n").value == "automatic-delayed");
}

TEST_CASE("no secret of a setting comes into a plan", "[fix][quick]") {
  Machine machine;
  const Setting options{SettingKind::environment, "JAVA_TOOL_OPTIONS"};
  const State old = text_state("-Dhttp.proxyPassword=hunter2 -Xmx16gb");
  machine.store.set(options, old);
  SECTION("an old one is told by its hash") {
    machine.changes = {change(options.kind, options.name, old, text_state("-Xmx16g"))};
    const std::string plan = machine.plan();
    CHECK(plan.find("hunter2") == std::string::npos);
    CHECK(plan.find("old = { sha256 = \"") != std::string::npos);
    CHECK(machine.refusal(plan).empty());
    machine.store.set(options, text_state("-Dhttp.proxyPassword=hunter3 -Xmx16gb"));
    const std::string why = machine.refusal(plan);
    CHECK(why.find("it is '-Dhttp.proxyPassword=******* -Xmx16gb'") != std::string::npos);
  }
  SECTION("with a new one the fix is left alone") {
    fix::MachinePlan plan;
    plan.changes = {change(options.kind, options.name, std::nullopt, old)};
    plan.mended = {finding("JAV008", {"set-environment", options.name, "x"})};
    CHECK(planned_settings(plan).empty());
    CHECK(plan.changes.empty());
    REQUIRE(plan.left.size() == 1);
    CHECK(plan.left[0].secret);
  }
  SECTION("what a rule made of the asterisks that it saw is written nowhere") {
    lint::HostReport host;
    host.findings = {finding(
        "JAV008", {"set-environment", options.name, "-Dhttp.proxyPassword=******* -Xmx16g"})};
    const fix::MachinePlan plan = fix::plan_machine(host, machine.sources());
    CHECK(plan.changes.empty());
    CHECK(plan.left.at(0).reason.find("holds a secret") != std::string::npos);
  }
}

TEST_CASE("a snapshot gives a plan what it tells, and no more", "[fix][quick]") {
  const lint::Action set{"set-environment", "JAVA_HOME", "C:\\jdk", "REG_SZ"};
  CHECK(from_snapshot("[environment.machine]\nJAVA_HOME = '\"C:\\jdk\"'\n", set) ==
        "environment JAVA_HOME: '\"C:\\jdk\"' -> 'C:\\jdk'");
  CHECK(from_snapshot("[coverage]\n\"environment.machine\" = \"complete\"\n", set) ==
        "environment JAVA_HOME: not there -> 'C:\\jdk'");
  CHECK(from_snapshot("", set).find("is not known (not in the snapshot); plan it on the machine") !=
        std::string::npos);
  CHECK(
      from_snapshot("tool = \"shirlint 0.1.0\"\n[environment.machine]\nJAVA_HOME = 'x=****'\n", set)
          .find("is masked in the snapshot") != std::string::npos);
  const std::string service = "[[service]]\nname = \"DIAHostService\"\n";
  CHECK(from_snapshot(service + "start = \"manual\"\n",
                      {"set-service-start", "DIAHostService", "automatic"}) ==
        "service-start DIAHostService: manual -> automatic");
  CHECK(from_snapshot(service + "state = \"stopped\"\n", {"start-service", "DIAHostService", ""}) ==
        "service-run DIAHostService: stopped -> running");
  CHECK(from_snapshot("[registry]\n'" + java_key + "\\' = true\n",
                      {"delete-registry", java_key + "\\", ""})
            .find("does not tell all that is in it") != std::string::npos);
  CHECK(from_snapshot("[hosts]\nlines = [\"127.0.0.1 localhost\"]\n",
                      {"set-hosts-line", "", "10.0.0.4 sql01"}) ==
        "hosts-line 10.0.0.4 sql01: 1 lines -> not there");
}

TEST_CASE("a plan with settings that somebody changed is refused with its place", "[fix][quick]") {
  const std::string good = Machine().plan();
  const auto refused = [&](const std::string& old, const std::string& by) {
    const auto plan = fix::parse_plan(replaced(good, old, by), "p.toml");
    if (plan) return std::string();
    CHECK(plan.error().file == "p.toml");
    CHECK(plan.error().at.line > 0);
    return plan.error().message;
  };
  CHECK(refused("new = 'C:\\jdk'", "new = 'D:\\jdk'").find("so the plan was changed") !=
        std::string::npos);
  CHECK(refused("settings_sha256 = ", "# ").find("'settings_sha256' is missing") !=
        std::string::npos);
  CHECK(refused("kind = \"unsafe\"", "kind = \"safe\"").find("is never safe") != std::string::npos);
  CHECK(refused("name = \"JAVA_HOME\"", "name = \"PATH\"")
            .find("'PATH' is no variable that a rule may set") != std::string::npos);
  CHECK(refused("JavaSoft", "Other").find("is no place that a rule may change") !=
        std::string::npos);
  CHECK(refused("LocalMachine/Root", "LocalMachine/My").find("no store") != std::string::npos);
  CHECK(refused("name = \"DIAHostService\"", "name = \"Spooler\"").find("is no service") !=
        std::string::npos);
  CHECK(refused("kind = \"environment\"", "kind = \"enviroment\"")
            .find("did you mean 'environment'?") != std::string::npos);
  CHECK(refused("new = 'C:\\jdk'", "").find("'new' is missing") != std::string::npos);
  CHECK(refused("new = 'C:\\jdk'", "new = true").find("is no state of a setting") !=
        std::string::npos);
  CHECK(refused("new = 1", "new = 4294967296").find("is no state of a setting") !=
        std::string::npos);
  CHECK(refused("new = 'C:\\jdk'", "new = ['C:\\jdk']")
            .find("is nothing that a setting of the kind environment") != std::string::npos);
  CHECK(refused("old = \"stopped\"", "old = 1")
            .find("is no state that a setting of the kind service-run") != std::string::npos);
  CHECK(refused("new = \"running\"", "new = \"stopped\"").find("'new' is nothing") !=
        std::string::npos);
  CHECK(refused("MANhYmM=", "MANhYmQ=").find("holds the certificate") != std::string::npos);
  CHECK(refused("value = '%ProgramFiles%\\jdk'", "vaule = 'x'").find("unknown key 'vaule'") !=
        std::string::npos);
  CHECK(refused("codes = [\"JAV008\"]", "codes = []").find("no rule's code") != std::string::npos);
  CHECK(refused("\"127.0.0.1 localhost\"", "1").find("no line of a file") != std::string::npos);
  CHECK(refused("name = \"JAVA_HOME\"", "shell = \"cmd\"\nname = \"JAVA_HOME\"")
            .find("unknown key 'shell'") != std::string::npos);
}
