// One report that all formats are tested with: what an ordinary host gives, and whatever a hostile
// or careless value could do to an output.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include "lint/report.h"

namespace shirlint::testing {

/// Every secret in the sample holds this; no output may.
inline constexpr std::string_view canary = "CANARY";

/// Owns the rules that the report points to.
struct Sample {
  std::deque<rules::Rule> rules;
  lint::Report report;

  Sample() = default;
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;
  Sample(Sample&&) = default;
  Sample& operator=(Sample&&) = default;
  ~Sample() = default;

  const rules::Rule& rule(std::string_view code) const {
    return *std::find_if(rules.begin(), rules.end(),
                         [&](const rules::Rule& rule) { return rule.code == code; });
  }
};

using lint::Finding;
using lint::HostReport;
using lint::Location;
using rules::Applicability;
using rules::Severity;

inline constexpr std::array<std::string_view, 2> sources = {
    "facts, section 3.2", "https://learn.microsoft.com/azure/data-factory/create-self-hosted"};

inline rules::Rule make_rule(std::string_view code, std::string_view name, Severity severity,
                             std::string_view title, std::string_view symptom,
                             std::string_view remedy) {
  rules::Rule rule;
  rule.code = code;
  rule.name = name;
  rule.severity = severity;
  rule.evidence = rules::Evidence::documented;
  rule.title = title;
  rule.symptom = symptom;
  rule.remedy = remedy;
  rule.sources = sources;
  return rule;
}

inline void add_rules(Sample& sample) {
  sample.rules.push_back(make_rule(
      "PRX001", "proxy-in-one-file-only", Severity::error,
      "Only one of the two files has the proxy",
      "The node is online in the portal, but copy activities fail with \"Unable to connect to the "
      "remote server\".",
      "Give diawp.exe.config the same defaultProxy as diahost.exe.config, then restart the "
      "service."));
  sample.rules.push_back(make_rule(
      "PRX009", "proxy-address-without-scheme", Severity::error, "The proxy address has no scheme",
      "The service starts, and every request fails with \"The ServicePointManager does "
      "not support proxies with the proxy.corp.com scheme\".",
      "Write the address as http://host:port."));
  sample.rules.push_back(make_rule("PRX014", "proxy-address-with-userinfo", Severity::error,
                                   "The proxy address holds a user and a password",
                                   "The proxy answers 407: .NET does not send them.",
                                   "Take them out, and change the password: it has been lying "
                                   "here in clear."));
  sample.rules.push_back(make_rule("BYP008", "bypass-entries-joined", Severity::error,
                                   "Several bypass entries are joined into one",
                                   "The hosts are sent to the proxy all the same.",
                                   "Write an <add> element for each."));
  sample.rules.push_back(make_rule("JAV003", "java-home-without-jvm", Severity::warning,
                                   "JAVA_HOME has no 64-bit jvm.dll",
                                   "Parquet and ORC copies "
                                   "fail with JreNotFound.",
                                   "Point JAVA_HOME to a 64-bit Java 8 or later."));
  sample.rules.push_back(make_rule("PRX020", "redundant-system-default", Severity::info,
                                   "usesystemdefault has no effect beside an address", "", ""));
  sample.rules.push_back(make_rule("CRT001", "root-g2-missing", Severity::warning,
                                   "DigiCert Global Root G2 is missing", "", ""));
  sample.rules.push_back(make_rule("JAV001", "no-java", Severity::info, "No Java", "", ""));
  sample.rules.push_back(make_rule("SVC001", "no-service", Severity::error, "No service", "", ""));
}

inline Location place(std::string file, std::uint32_t line, std::uint32_t from, std::uint32_t to,
                      std::string text, std::string fact = {}) {
  Location out;
  out.file = std::move(file);
  out.start = {line, from};
  out.end = {line, to};
  out.line_text = std::move(text);
  out.fact = std::move(fact);
  return out;
}

inline Finding make_finding(const Sample& sample, std::string_view code, std::string host,
                            Location location, std::string message) {
  Finding out;
  out.rule = &sample.rule(code);
  out.severity = out.rule->severity;
  out.host = std::move(host);
  out.location = std::move(location);
  out.message = std::move(message);
  out.fingerprint = fmt::format("v1:{:0>16}", code);
  return out;
}

inline constexpr std::string_view proxy_fact =
    "/configuration/system.net/defaultProxy/proxy/@proxyaddress";

inline lint::FixOffer scheme_fix(const std::string& file) {
  lint::FixOffer fix;
  fix.applicability = Applicability::safe;
  fix.title = "put 'http://' in front";
  fix.edits = {{file, 310, 310, "http://", false}};
  fix.restart = {"DIAHostService"};
  return fix;
}

inline Finding scheme_finding(const Sample& sample, const std::string& host,
                              const std::string& proxy) {
  const std::string file = host + "/diahost.exe.config";
  const std::string before = "      <proxy proxyaddress=\"";
  const auto start = static_cast<std::uint32_t>(before.size() + 1);
  const auto end = start + static_cast<std::uint32_t>(proxy.size());
  Finding out =
      make_finding(sample, "PRX009", host,
                   place(file, 7, start, end, before + proxy + "\" bypassonlocal=\"True\"/>",
                         std::string(proxy_fact)),
                   ".NET takes what stands before the colon of '" + proxy +
                       "' for a scheme, and refuses every request.");
  out.fix = scheme_fix(file);
  return out;
}

inline void add_unknown(const Sample& sample, HostReport& host) {
  const std::string reason = "not in the snapshot";
  host.unknown = {{&sample.rule("CRT001"), host.name, "certificate.LocalMachine/Root", reason},
                  {&sample.rule("JAV001"), host.name, "java", reason},
                  {&sample.rule("SVC001"), host.name, "service", reason}};
}

inline void finish(Sample& sample) {
  sample.report.tool = {"0.1.0", 210};
  sample.report.date = "2026-11-22";
  for (const HostReport& host : sample.report.hosts) lint::count(sample.report.summary, host);
}

inline HostReport ordinary_host(const Sample& sample) {
  HostReport host;
  host.name = host.path = "node-02";
  host.product = "adf";
  host.group = "ir-prod";
  host.files = {{"node-02/diahost.exe.config", "diahost", std::string(64, 'a')},
                {"node-02/diawp.exe.config", "diawp", std::string(64, 'b')}};
  host.headline = {
      "diahost asks no one: its proxy address is refused with each request; diawp "
      "goes direct, past the proxy.",
      "The node shows as offline."};
  host.findings.push_back(scheme_finding(sample, "node-02", "proxy.corp.com:8080"));

  Finding copy = make_finding(
      sample, "PRX001", "node-02",
      place("node-02/diawp.exe.config", 5, 5, 53,
            "    <defaultProxy useDefaultCredentials=\"true\" />",
            "/configuration/system.net/defaultProxy"),
      "diahost.exe.config names proxy.corp.com:8080; diawp.exe.config is as it was shipped, so the "
      "worker connects directly.");
  copy.related = {{place("node-02/diahost.exe.config", 7, 28, 47, ""), "the proxy of diahost"}};
  copy.fix = lint::FixOffer{Applicability::unsafe, "copy the defaultProxy of diahost", {}, {}, {}};
  copy.fix->edits = {{"node-02/diawp.exe.config", 120, 168, "<defaultProxy>...", false}};
  host.findings.push_back(std::move(copy));

  Finding java = make_finding(
      sample, "JAV003", "node-02",
      place("node-02/host.toml", 12, 1, 10, "JAVA_HOME = 'C:\\Program Files (x86)\\Java\\jre8'",
            "/host/environment/JAVA_HOME"),
      "C:\\Program Files (x86)\\Java\\jre8 holds a 32-bit Java.");
  java.fix = lint::FixOffer{Applicability::manual, "point JAVA_HOME to a 64-bit Java", {}, {}, {}};
  java.fix->actions = {
      {"command", "",
       "[Environment]::SetEnvironmentVariable('JAVA_HOME', 'C:\\Program Files\\Java\\jdk-17',  "
       "'Machine')"}};
  java.fix->restart = {"DIAHostService"};
  host.findings.push_back(std::move(java));
  host.findings.push_back(make_finding(sample, "PRX020", "node-02",
                                       place("node-02/diahost.exe.config", 6, 5, 10, ""),
                                       "usesystemdefault changes nothing here."));
  add_unknown(sample, host);
  return host;
}

// Concatenated so that no literal of this file is a command in a build log.
inline const std::string vso = std::string("##") + "vso[task.setvariable variable=PATH]evil";
inline const std::string old_github = std::string("##") + "[error]evil";
inline const std::string github = std::string(":") + ":error file=a.cs,line=1::evil";

inline HostReport hostile_host(const Sample& sample) {
  HostReport host;
  host.name = github;
  host.path = "C\xc3\xa9\x1b[2Jnode\n" + vso;
  host.product = vso;
  host.snapshot = true;
  host.files = {{vso + ".config", "diahost", std::string(64, 'c')}};
  host.headline = {github, "proxy http://op:pw-CANARY-1@proxy:8080/ is asked\r\n" + github,
                   "\xe2\x80\xae"
                   "drawkcab"
                   "\xe2\x80\xac and \xff\xfe bytes"};
  const std::string attribute =
      "\t<proxy proxyaddress=\"http://op:pw-CANARY-2@p@\xe4\xbb\xa3\xe7"
      "\x90\x86:8080\" scriptLocation=\"x\"/>\r";
  host.findings.push_back(
      make_finding(sample, "PRX014", github, place(vso + ".config", 7, 23, 51, attribute, vso),
                   "'http://op:pw-CANARY-3@p@host:8080' holds a password, and so does "
                   "op:pw-CANARY-4@host:8080."));
  host.findings.back().fix = lint::FixOffer{
      Applicability::unsafe,
      vso,
      {{"a.config", 1, 2, "http://op:pw-CANARY-5@host", false}, {"a.config", 3, 4, "", true}},
      {{"set-environment", "AUTH_KEY", "IR@0a1b2c3d-0000@f@pw-CANARY-6"}},
      {vso}};
  const std::string entries(120, 'x');
  host.findings.push_back(
      make_finding(sample, "BYP008", github,
                   place("a.config", 1200, 402, 420,
                         "<configuration><!-- " + entries + " --><bypasslist><add address=\"" +
                             entries + entries + "\"/></bypasslist>",
                         "/x"),
                   github + "\n" + old_github + "\n  " + github + "\nsig=pw-CANARY-7&x"));
  host.findings.push_back(
      make_finding(sample, "BYP008", github,
                   place("a.config", 9, 170, 180,
                         "  <a>" + std::string(150, 'y') + vso + " \xf0\x9f\x98\x80\xe4\xbb\xa3" +
                             std::string(100, 'z') + "</a>"),
                   "\xc2\x85" + github + " \xe2\x80\xa8" + github));
  Location live;
  live.fact = "/host/service[DIAHostService]";
  host.findings.push_back(make_finding(sample, "SVC001", github, live, "No service " + vso));
  host.findings.back().related = {{place("b.config", 0, 0, 0, ""), vso}};

  lint::Suppressed suppressed;
  suppressed.finding = host.findings.front();
  suppressed.by = "shirlint.toml";
  suppressed.reason = old_github + " Password=pw-CANARY-8;";
  host.suppressed.push_back(suppressed);
  suppressed.expires = "2027-01-01";
  host.suppressed.push_back(suppressed);
  host.unknown = {{&sample.rule("CRT001"), github, vso, "denied: " + github},
                  {&sample.rule("JAV001"), github, "java",
                   "failed: \x9b"
                   "31m"}};
  host.errors = {{"bad value 'IR@0a1b2c3d-0000@factory@pw-CANARY-9='", "host.toml", {4, 9}},
                 {github, github, {}}};
  return host;
}

/// Two hosts as they occur: what the documentation shows.
inline Sample ordinary_sample() {
  Sample sample;
  add_rules(sample);
  sample.report.hosts.push_back(ordinary_host(sample));
  HostReport clean;
  clean.name = clean.path = "node-01";
  clean.product = "adf";
  clean.snapshot = true;
  clean.headline = {"All of it goes through http://proxy.corp.com:8080/."};
  clean.files = {{"node-01/diahost.exe.config", "diahost", std::string(64, 'd')},
                 {"node-01/diawp.exe.config", "diawp", std::string(64, 'e')}};
  sample.report.hosts.push_back(std::move(clean));
  sample.report.errors = {
      {"There is no such file or folder.", "node-03", {}},
      {"The key 'nmae' is not known; did you mean 'name'?", "node-04/host.toml", {3, 1}}};
  finish(sample);
  return sample;
}

/// Secrets, pipeline commands, escape sequences, bidi marks, bytes that are not UTF-8, tabs, long
/// lines, wide characters, live facts, suppressions, errors.
inline Sample hostile_sample() {
  Sample sample;
  add_rules(sample);
  sample.report.hosts.push_back(hostile_host(sample));
  sample.report.errors = {{vso, github, {}}, {github, "", {}}};
  finish(sample);
  return sample;
}

/// The same finding on `hosts` nodes, and one that differs on each.
inline Sample fleet_sample(std::size_t hosts) {
  Sample sample;
  add_rules(sample);
  for (std::size_t i = 1; i <= hosts; ++i) {
    HostReport host;
    host.name = host.path = fmt::format("node-{:04}", i);
    host.files = {{host.name + "/diahost.exe.config", "diahost", std::string(64, 'a')}};
    host.headline = {"Every request of diahost is refused."};
    host.findings.push_back(scheme_finding(sample, host.name, "proxy.corp.com:8080"));
    host.findings.push_back(make_finding(
        sample, "BYP008", host.name,
        place(host.name + "/diahost.exe.config", 9, 23, 28, "        <add address=\"a;b;c\"/>"),
        fmt::format("'a;b;c' matches nothing on {}.", host.name)));
    add_unknown(sample, host);
    sample.report.hosts.push_back(std::move(host));
  }
  finish(sample);
  return sample;
}

}  // namespace shirlint::testing
