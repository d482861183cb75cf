// What of Java and TLS is in effect, told from several facts of the state.
#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

#include "compare/ledger.h"
#include "lint/host_loader.h"
#include "lint/locate.h"

namespace shirlint::compare {
namespace {

using lint::LoadedHost;

constexpr std::string_view jre_version =
    "registry.HKLM\\SOFTWARE\\JavaSoft\\Java Runtime Environment\\CurrentVersion";
constexpr std::string_view java_home = "environment.machine.JAVA_HOME";
constexpr std::string_view schannel =
    "HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\"
    "Client\\";

lint::Location place_of(const LoadedHost& host, const pugi::xpath_node& node) {
  return lint::Locator::location(lint::Locator(host).place(node));
}

/// The Java that the runtime takes: the registry's, else JAVA_HOME's.
struct Java {
  std::string why_unknown;  // not empty: nothing else is set
  std::string_view by;
  pugi::xml_node node;  // null: none is found
};

Java find_java(const LoadedHost& host) {
  Java java;
  java.why_unknown = lint::gap_of(host, jre_version).reason;
  if (!java.why_unknown.empty()) return java;
  if ((java.node = host.host_node.child("java-registry"))) {
    java.by = "the registry";
    return java;
  }
  java.why_unknown = lint::gap_of(host, java_home).reason;
  if (!java.why_unknown.empty()) return java;
  java.by = "JAVA_HOME";
  java.node = host.host_node.child("java-home");
  return java;
}

Told told_home(const LoadedHost& host, const Java& java) {
  if (!java.why_unknown.empty()) return unknown(java.why_unknown);
  if (!java.node) return absent();
  const char* const key = java.node.attribute("home") ? "home" : "clean";
  const pugi::xml_attribute home = java.node.attribute(key);
  if (!home) return unknown("the folder is not in the snapshot");
  return known(fmt::format("{} (by {})", home.value(), java.by), place_of(host, {home, java.node}));
}

Told told_attribute(const LoadedHost& host, const Java& java, const char* name) {
  if (!java.node) return unknown("no Java is known there");
  const pugi::xml_attribute attribute = java.node.attribute(name);
  if (!attribute) return unknown("not in the snapshot");
  return known(attribute.value(), place_of(host, {attribute, java.node}));
}

void compare_java(const LoadedHost& good, const LoadedHost& bad, Ledger& ledger) {
  const Java left = find_java(good);
  const Java right = find_java(bad);
  const auto add = [&](const char* fact, const char* what, Told of_good, Told of_bad) {
    Difference difference;
    difference.area = Area::java;
    difference.fact = fact;
    difference.what = what;
    difference.told = {std::move(of_good), std::move(of_bad)};
    difference.meaning = "The runtime copies Parquet and ORC with this Java.";
    difference.equal =
        difference.at(Side::good).knowledge == state::Knowledge::absent
            ? "The other host has no Java."
            : fmt::format(
                  "Install the same Java and let JAVA_HOME name it ({}), then restart "
                  "DIAHostService.",
                  difference.at(Side::good).value);
    ledger.add(std::move(difference));
  };
  add("java.in-effect.home", "Java in effect", told_home(good, left), told_home(bad, right));
  // Where one has none there is nothing more to compare.
  if (!left.node || !right.node) return;
  struct Detail {
    const char* attribute;
    const char* fact;
    const char* what;
  };
  constexpr std::array<Detail, 3> details = {{
      {"version", "java.in-effect.version", "version of the Java in effect"},
      {"machine", "java.in-effect.machine", "what the Java in effect is built for"},
      {"jvm", "java.in-effect.jvm", "where the Java in effect has its jvm.dll"},
  }};
  for (const Detail& detail : details) {
    add(detail.fact, detail.what, told_attribute(good, left, detail.attribute),
        told_attribute(bad, right, detail.attribute));
  }
}

/// Schannel's two values for the client: Enabled 0 switches off, DisabledByDefault 1 too.
Told told_tls12(const LoadedHost& host) {
  if (!host.snapshot) return unknown(lint::gap_of(host, "os.build").reason);
  std::string missing;
  for (const std::string_view name : {"Enabled", "DisabledByDefault"}) {
    const std::string path = std::string(schannel).append(name);
    const state::Record* record = host.snapshot->only("registry", path);
    const state::Value* value = record != nullptr ? record->find("value") : nullptr;
    if (value == nullptr) {
      const std::string reason = lint::gap_of(host, "registry." + path).reason;
      if (missing.empty()) missing = reason;
      continue;
    }
    const auto* number = std::get_if<std::int64_t>(&value->data);
    if (number != nullptr && (*number == 0) == (name == "Enabled")) {
      return known(fmt::format("off ({} = {})", name, *number), place_in_snapshot(host, value->at));
    }
  }
  return missing.empty() ? known("on") : unknown(missing);
}

}  // namespace

void compare_java_and_tls(const LoadedHost& good, const LoadedHost& bad, Ledger& ledger) {
  compare_java(good, bad, ledger);
  Difference tls;
  tls.area = Area::tls;
  tls.fact = "tls.1.2";
  tls.what = "TLS 1.2 for what this machine asks for";
  tls.told = {told_tls12(good), told_tls12(bad)};
  tls.meaning = "Azure takes TLS 1.2 and later only.";
  tls.equal =
      "Set Enabled to 1 and DisabledByDefault to 0 below SCHANNEL\\Protocols\\TLS 1.2\\"
      "Client, then restart the machine.";
  ledger.add(std::move(tls));
}

}  // namespace shirlint::compare
