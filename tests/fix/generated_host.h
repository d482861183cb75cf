// Hosts to be mended: configs of our own with faults, and the bad examples of the rules, which know
// every fault that can be mended. Each file is spelled and encoded in a way of its own.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "fix/generated_config.h"
#include "rules/builtin_pack.h"
#include "rules/rule.h"

namespace shirlint::fix::test {

struct HostFile {
  std::string path;
  std::string role;
  LaidOut content;
};

struct GeneratedHost {
  std::vector<HostFile> files;
  std::vector<Fault> faults;          // in one file at least
  const rules::Rule* rule = nullptr;  // whose example it is, or null
  const rules::Example* example = nullptr;
  rules::Applicability least = rules::Applicability::safe;
};

/// Has the rule a fix that makes a file? What is generated are spellings of files that are there.
inline bool makes_files(const rules::Rule& rule) {
  return std::any_of(rule.fixes.begin(), rule.fixes.end(), [](const rules::Fix& fix) {
    return fix.operation == rules::Operation::create_file;
  });
}

/// Has the rule a fix that changes files, of which no run has backups yet?
inline bool mends_files(const rules::Rule& rule) {
  return !makes_files(rule) && rule.scope != rules::Scope::script &&
         std::any_of(rule.fixes.begin(), rule.fixes.end(), [](const rules::Fix& fix) {
           return fix.applicability != rules::Applicability::manual &&
                  rules::edits_config(fix.operation) &&
                  fix.operation != rules::Operation::restore_backup;
         });
}

class HostGenerator {
 public:
  HostGenerator() {
    for (const rules::Rule& rule : rules::builtin_rules()) {
      if (!mends_files(rule)) continue;
      for (const rules::Example& example : rule.examples) {
        if (example.verdict == rules::Verdict::bad && !example.configs.empty()) {
          examples_.push_back({&rule, &example});
        }
      }
    }
  }

  /// The same host for the same seed.
  GeneratedHost make(std::uint64_t seed) const {
    Chance chance(seed);
    GeneratedHost host;
    if (chance.percent(50)) host.least = rules::Applicability::unsafe;
    if (chance.percent(35)) {
      from_example(chance, host);
    } else {
      written(chance, host);
    }
    return host;
  }

 private:
  struct Source {
    const rules::Rule* rule;
    const rules::Example* example;
  };

  static Fault fault(Chance& chance) {
    // What safe fixes are for is what most hosts have.
    if (chance.percent(65)) {
      constexpr std::array<Fault, 9> common = {
          Fault::no_scheme,   Fault::letter_case,  Fault::white_space,
          Fault::script_too,  Fault::element_case, Fault::system_default_too,
          Fault::block_twice, Fault::second_list,  Fault::setting_twice};
      return common[chance.below(common.size())];
    }
    return static_cast<Fault>(1 + chance.below(static_cast<std::size_t>(Fault::count) - 1));
  }

  static std::vector<Fault> faults(Chance& chance) {
    constexpr std::array<std::size_t, 10> counts = {0, 1, 1, 1, 1, 1, 2, 2, 2, 3};
    std::vector<Fault> out;
    for (std::size_t left = counts[chance.below(counts.size())]; left > 0; --left) {
      const Fault next = fault(chance);
      const bool again = std::find(out.begin(), out.end(), next) != out.end();
      if (!is_malformed(next) || !again) out.push_back(next);
    }
    return out;
  }

  static void add(GeneratedHost& host, Chance& chance, const std::string& role,
                  const std::string& text, const std::vector<Fault>& faults) {
    const bool malformed = std::any_of(faults.begin(), faults.end(), is_malformed);
    const auto has = [&](Fault one) {
      return std::find(faults.begin(), faults.end(), one) != faults.end();
    };
    const bool keep = has(Fault::wrong_encoding) || has(Fault::before_declaration);
    Layout layout(chance);
    host.files.push_back(
        {"/host/" + role + ".exe.config", role, layout.lay_out(text, !malformed, keep)});
    host.faults.insert(host.faults.end(), faults.begin(), faults.end());
  }

  static void written(Chance& chance, GeneratedHost& host) {
    const std::vector<Fault> chosen = faults(chance);
    const std::string text = ConfigWriter(chance).with(chosen);
    add(host, chance, chance.percent(80) ? "diahost" : "diawp", text, chosen);
    if (chance.percent(45)) return;
    const std::string other = host.files.front().role == "diahost" ? "diawp" : "diahost";
    const std::size_t how = chance.below(10);
    if (how < 5) {
      add(host, chance, other, text, chosen);  // in another spelling
    } else if (how < 8) {
      add(host, chance, other, ConfigWriter(chance).shipped(), {});
    } else {
      const std::vector<Fault> more = faults(chance);
      add(host, chance, other, ConfigWriter(chance).with(more), more);
    }
  }

  /// Examples may be given as the part of a config that matters.
  static std::string whole(std::string_view text) {
    const auto begins = [&](std::string_view with) { return text.substr(0, with.size()) == with; };
    if (begins("<system.net")) return fmt::format("<configuration>{}</configuration>\n", text);
    if (begins("<defaultProxy")) {
      return fmt::format("<configuration><system.net>{}</system.net></configuration>\n", text);
    }
    return std::string(text);
  }

  /// Lines and indentation for what stands on one line.
  static std::string in_lines(const std::string& text) {
    std::string out;
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const bool end = text.compare(at, 2, "</") == 0;
      if (end && depth > 0) --depth;
      if (at > 0 && text[at] == '<' && text[at - 1] == '>' &&
          !(end && at > 1 && text[at - 2] != '/' && text.rfind('<', at - 1) != std::string::npos &&
            text[text.rfind('<', at - 1) + 1] != '/')) {
        out += "\n" + std::string(depth * 2, ' ');
      }
      if (text[at] == '<' && !end && at + 1 < text.size() && text[at + 1] != '!' &&
          text[at + 1] != '?') {
        const std::size_t close = text.find('>', at);
        if (close != std::string::npos && text[close - 1] != '/') ++depth;
      }
      out += text[at];
    }
    return out;
  }

  void from_example(Chance& chance, GeneratedHost& host) const {
    const Source& source = examples_[chance.below(examples_.size())];
    host.rule = source.rule;
    host.example = source.example;
    const bool malformed = source.rule->malformed;
    for (const rules::File& config : source.example->configs) {
      std::string text = whole(config.text);
      if (!malformed && chance.percent(65)) text = in_lines(text);
      Layout layout(chance);
      const std::string role(config.role);
      host.files.push_back(
          {"/host/" + role + ".config", role, layout.lay_out(text, !malformed, malformed)});
    }
  }

  std::vector<Source> examples_;
};

}  // namespace shirlint::fix::test
