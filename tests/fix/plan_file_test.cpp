// A plan as a file: what is written is what is read, and nothing of it is believed.
#include "fix/plan_file.h"

#include <catch2/catch.hpp>
#include <random>

#include "fix/plan_sample.h"
#include "fix/plan_text.h"
#include "seed.h"
#include "text/sha256.h"

using namespace shirlint;

namespace {

class PlanGenerator {
 public:
  explicit PlanGenerator(std::uint64_t seed) : random_(seed) {}

  fix::PlanFile next() {
    fix::PlanFile plan;
    plan.tool = word();
    plan.date = "2026-11-22";
    plan.kind = static_cast<fix::PlanKind>(below(3));
    kind_ = plan.kind;
    for (std::uint32_t hosts = below(3); hosts > 0; --hosts) plan.hosts.push_back(host());
    return plan;
  }

 private:
  std::uint32_t below(std::uint32_t limit) {
    return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(random_);
  }

  std::string word() {
    const std::vector<std::string> pieces = {"a",        "\"",
                                             "\\",       "\n",
                                             "\r\n",     "\t",
                                             "ä",        "\xe2\x80\x8b",
                                             "#",        "##vso[",
                                             "'",        "=",
                                             "\x01\x7f", "\xf0\x9f\x98\x80"};
    std::string text = "w";
    for (std::uint32_t count = below(6); count > 0; --count) {
      text += pieces[below(static_cast<std::uint32_t>(pieces.size()))];
    }
    return text;
  }

  /// Bytes on disk: most are text in the encoding, some are none.
  std::string bytes(text::Encoding encoding) {
    if (below(4) == 0) return below(2) == 0 ? "\xff\xfe\x01" : "\x80";
    return below(5) == 0 ? "" : text::encode(word(), encoding).value_or("x");
  }

  fix::PlannedHost host() {
    fix::PlannedHost host;
    host.name = word();
    if (below(2) == 0) host.path = below(2) == 0 ? "." : "a/b c";
    if (below(2) == 0) host.restart = {"DIAHostService"};
    for (std::uint32_t count = below(3); count > 0; --count) host.proof.push_back(word());
    for (std::uint32_t count = 1 + below(2); count > 0; --count) {
      host.files.push_back(file(std::to_string(count)));
    }
    if (kind_ == fix::PlanKind::unsafe && below(2) == 0) {
      if (below(2) == 0) host.files.clear();
      for (std::uint32_t count = 1 + below(3); count > 0; --count) {
        host.settings.push_back(setting(std::to_string(count)));
      }
    }
    return host;
  }

  /// A variable, a value or a line, with states of any words.
  fix::PlannedSetting setting(const std::string& name) {
    fix::PlannedSetting setting{
        "registry-value", "HKLM\\SOFTWARE\\JavaSoft\\" + name, {"JAV008"}, form(), {}, {}};
    if (below(3) == 0) {
      setting.kind = "hosts-line";
      setting.name = word() + name;
      setting.old = {fix::FormKind::lines, below(2) == 0 ? "" : "a\n\n" + name + "\n"};
      return setting;
    }
    do setting.fresh = form();
    while (setting.fresh == setting.old || setting.fresh.kind == fix::FormKind::hash);
    return setting;
  }

  fix::SettingForm form() {
    switch (below(5)) {
      case 0:
        return {};
      case 1:
        return {fix::FormKind::number, std::to_string(below(100000))};
      case 2:
        return {fix::FormKind::expandable, below(4) == 0 ? "" : word()};
      case 3:
        return {fix::FormKind::hash, text::sha256(word())};
      default:
        return {fix::FormKind::text, below(4) == 0 ? "" : word()};
    }
  }

  fix::PlannedFile file(const std::string& name) {
    fix::PlannedFile file;
    file.role = below(2) == 0 ? "diahost" : "diawp";
    file.path = "Shared/" + name;
    const std::vector<std::string_view> encodings = {"utf-8", "utf-16", "utf-16BE", "windows-1252"};
    file.encoding = *text::find_encoding(encodings[below(4)]);
    if (below(2) == 0) file.codes = {"PRX009", "CFG001"};
    if (below(5) == 0) return creation(std::move(file));
    file.size = 5000;
    file.before = text::sha256(word());
    std::uint32_t at = below(10);
    if (below(3) == 0) {
      file.redactions = {{1000, 1010}, {1020, 1021}};
      file.unmasked = text::sha256(word());
    } else {
      file.after = text::sha256(word());
    }
    for (std::uint32_t count = 1 + below(3); count > 0; --count) {
      fix::PlannedEdit edit;
      const std::string old = bytes(file.encoding);
      edit.edit = {{at, static_cast<std::uint32_t>(at + old.size())}, bytes(file.encoding)};
      if (old.empty() || below(4) > 0) edit.old = old;
      at = edit.edit.span.end + 1 + below(20);
      file.edits.push_back(edit);
    }
    return file;
  }

  fix::PlannedFile creation(fix::PlannedFile file) {
    file.like = "diawp";
    file.after = text::sha256(word());
    file.edits = {{{{0, 0}, bytes(file.encoding)}, "", {}}};
    return file;
  }

  std::mt19937_64 random_;
  fix::PlanKind kind_ = fix::PlanKind::safe;
};

/// The error of `text`, with its place.
std::string refusal(const std::string& text) {
  const auto plan = fix::parse_plan(text, "p.toml");
  if (plan) return "";
  const text::Error& error = plan.error();
  CHECK(error.file == "p.toml");
  CHECK(error.at.line > 0);
  return std::to_string(error.at.line) + ": " + error.message;
}

std::string replaced(std::string text, const std::string& old, const std::string& by) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), by);
}

std::string sample_plan() {
  RulesOverFiles machine;
  machine.files.add("h/diahost.exe.config", without_scheme);
  fix::PlanFile file{"shirlint 0.1.0", "2026-11-22", fix::PlanKind::safe, {}};
  file.hosts.push_back(fix::planned_host(machine.plan(), file.kind).value());
  return fix::to_toml(file);
}

}  // namespace

TEST_CASE("a plan that is written and read is the same plan", "[fix][quick]") {
  const std::uint64_t seed = generated::seed_of_run();
  PlanGenerator random(seed);
  int edits = 0;
  int hex = 0;
  std::size_t settings = 0;
  for (int turn = 0; turn < 2000; ++turn) {
    const fix::PlanFile plan = random.next();
    const std::string text = fix::to_toml(plan);
    INFO(text);
    const auto read = fix::parse_plan(text, "p.toml");
    if (!read) FAIL(read.error().at.line << ": " << read.error().message);
    REQUIRE(*read == plan);
    REQUIRE(fix::to_toml(*read) == text);
    REQUIRE(text.find("##vso[") == std::string::npos);
    REQUIRE(text.find('\r') == std::string::npos);
    for (const fix::PlannedHost& host : plan.hosts) {
      settings += host.settings.size();
      for (const fix::PlannedFile& file : host.files) {
        for (const fix::PlannedEdit& edit : file.edits) {
          ++edits;
          hex += fix::text_of_bytes(edit.edit.text, file.encoding) ? 0 : 1;
        }
      }
    }
  }
  WARN("seed " << seed << ": " << edits << " edits, " << hex << " that are no text");
  CHECK(hex > 100);
  CHECK(settings > 100);
}

TEST_CASE("a plan reads like what it does", "[fix][quick]") {
  const std::string text = sample_plan();
  for (const char* line :
       {"schema = \"shirlint.plan/1\"\n", "kind = \"safe\"\n", "name = \"h\"\npath = \"h\"\n",
        "role = \"diahost\"\npath = \"diahost.exe.config\"\nencoding = \"utf-8\"\n",
        "codes = [\"PRX009\"]\n", "# mends PRX009 at line 3: ", "  # line 3, column 40\n",
        "restart = [\"DIAHostService\"]\n", "text = \"http://\"\n"}) {
    INFO(text);
    CHECK(text.find(line) != std::string::npos);
  }
}

TEST_CASE("a plan that somebody changed is refused with its place", "[fix][quick]") {
  const std::string good = sample_plan();
  CHECK(refusal(good).empty());
  const auto refused = [&](const std::string& old, const std::string& by) {
    return refusal(replaced(good, old, by));
  };
  CHECK(refused("plan/1\"", "plan/2\"") ==
        "6: 'shirlint.plan/2' is no value of 'schema'; did you mean 'shirlint.plan/1'?");
  CHECK_FALSE(refused("kind =", "knid =").empty());
  CHECK(refused("end = ", "edn = 1\nend = ").find("unknown key 'edn'; did you mean 'end'?") !=
        std::string::npos);
  CHECK(refused("role = \"diahost\"", "role = \"passwd\"").find("is no role of a config") !=
        std::string::npos);
  for (const char* path :
       {"../x.config", "/etc/passwd", "C:/x", "a\\\\..\\\\b", "a//b", "./a", ""}) {
    INFO(path);
    CHECK_FALSE(
        refused("path = \"diahost.exe.config\"", std::string("path = \"") + path + '"').empty());
    if (*path != '\0')
      CHECK_FALSE(refused("path = \"h\"", std::string("path = \"") + path + '"').empty());
  }
  CHECK(refused("sha256 = \"", "sha256 = \"X").find("is no SHA-256") != std::string::npos);
  CHECK_FALSE(refused("after = \"", "after_ = \"").empty());
  const std::string at = std::to_string(without_scheme.find("proxy.contoso"));
  CHECK(refused("end = " + at, "end = 9999").find("not within a file of") != std::string::npos);
  CHECK(refused("start = " + at, "start = 1" + at).find("not within a file of") !=
        std::string::npos);
  CHECK(refused("start = " + at, "start = -1").find("is no offset in a file") != std::string::npos);
  CHECK(refused("start = " + at, "old = \"xy\"\nstart = " + at)
            .find("'old' has 2 bytes, and 0 are") != std::string::npos);
  CHECK_FALSE(refused("text = ", "bytes = \"0\"\ntext = ").empty());
  CHECK(refused("text = \"http://\"", "").find("'text' is missing") != std::string::npos);
  CHECK(refusal(good + "[[host.file.edit]]\nstart = " + at + "\nend = " + at + "\ntext = \"x\"\n")
            .find("overlaps or touches") != std::string::npos);
  CHECK(refused("codes = [\"PRX009\"]", "codes = [\"rm -rf\"]").find("no rule's code") !=
        std::string::npos);
  CHECK(refused("encoding = \"utf-8\"", "encoding = \"utf-7\"").find("is no encoding") !=
        std::string::npos);
  CHECK(refusal(good.substr(0, good.find("[[host.file]]"))).find("changes nothing") !=
        std::string::npos);
  CHECK(refusal(good.substr(0, good.find("[[host.file.edit]]"))).find("stays as is") !=
        std::string::npos);
  CHECK(refused("start = " + at + "\n", "").find("'start' is missing") != std::string::npos);
  CHECK(refused("text = \"http://\"", "text = \"\\uD7FF\"\nold_bytes = \"x\"")
            .find("is no row of bytes") != std::string::npos);
  const std::string file = good.substr(good.find("[[host.file]]"));
  CHECK(refusal(good + file).find("this file is planned twice for this host") != std::string::npos);
  CHECK(refused("after = \"",
                "redactions = []\nunmasked_sha256 = \"" + std::string(64, 'a') + "\"\n# \"")
            .find("'redactions' is empty: leave it out") != std::string::npos);
  const auto masked = [&](const std::string& spans) {
    return refused("after = \"", "redactions = [" + spans + "]\nunmasked_sha256 = \"" +
                                     std::string(64, 'a') + "\"\n# \"");
  };
  CHECK(masked("{ start = 5, end = 9 }, { start = 1, end = 2 }").find("in order and apart") !=
        std::string::npos);
  CHECK(masked("{ start = 5, end = 5 }").find("not empty, in order") != std::string::npos);
}

TEST_CASE("a plan gives a file the bytes it promised, or says why not", "[fix][quick]") {
  const fix::PlanFile plan = fix::parse_plan(sample_plan(), "p.toml").value();
  fix::PlannedFile file = plan.hosts.at(0).files.at(0);
  CHECK(fix::carry_out(file, without_scheme, "f").value() == with_scheme);
  CHECK(fix::carry_out(file, with_scheme, "f").error().message ==
        "has already the bytes that the plan gives it");
  CHECK(fix::carry_out(file, without_scheme + " ", "f")
            .error()
            .message.find("is not the file that the plan was made for") == 0);

  SECTION("another text at the edit's place") {
    file.edits[0].edit.span.end += 1;
    file.edits[0].old = "x";
    CHECK(fix::carry_out(file, without_scheme, "f").error().message.find("another text") !=
          std::string::npos);
  }
  SECTION("another new text") {
    file.edits[0].edit.text = "https://";
    CHECK(fix::carry_out(file, without_scheme, "f").error().message.find("promises") !=
          std::string::npos);
  }
}
