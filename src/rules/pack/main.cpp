// Build tool: turns the rule files of a folder into static C++ tables, so that shirlint starts
// without reading or parsing them. The examples, most of the text and asked for by `rules test`
// alone, are in a file of their own: so they lie apart, and a check does not page them in.
// Usage: shirlint_pack RULES_FOLDER OUT.cpp EXAMPLES.cpp
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "io/disk_reader.h"
#include "rules/rule_folder.h"
#include "text/sha256.h"

namespace {

using namespace shirlint;

/// A C++ string_view literal, which may hold NULs. Hex escapes would swallow hex digits after them;
/// octal ones cannot.
std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (character == '"' || character == '\\' || character == '?') {
      out += '\\';
      out += character;
    } else if (byte < 0x20 || byte >= 0x7F) {
      out += fmt::format("\\{:03o}", byte);
      if (character == '\n') out += "\"\n    \"";
    } else {
      out += character;
    }
  }
  return out + "\"sv";
}

/// Emits the arrays that rules point to and returns the expression that names each.
class Writer {
 public:
  std::string code;
  std::string examples_code;  // the definitions that `code` declares

  std::string texts(std::span<const std::string_view> items) {
    std::vector<std::string> lines;
    for (const std::string_view item : items) lines.push_back(literal(item));
    return array("std::string_view", lines);
  }

  std::string array(std::string_view type, const std::vector<std::string>& items) {
    if (items.empty()) return "{}";
    std::string name = fmt::format("a{}", next_++);
    code +=
        fmt::format("constexpr {} {}[] = {{\n    {}}};\n", type, name, fmt::join(items, ",\n    "));
    return name;
  }

  /// In the file of the examples.
  std::string example_array(std::string_view type, const std::vector<std::string>& items) {
    if (items.empty()) return "{}";
    std::string name = fmt::format("e{}", next_++);
    examples_code +=
        fmt::format("constexpr {} {}[] = {{\n    {}}};\n", type, name, fmt::join(items, ",\n    "));
    return name;
  }

  template <class Enum>
  static std::string enumerator(std::string_view type, Enum value) {
    return fmt::format("static_cast<{}>({})", type, static_cast<unsigned>(value));
  }

  std::string rule(const rules::Rule& rule) {
    const std::string fields = fmt::format(
        "{}, {}, {},\n    {}, {}, {},\n    {}, {}, {}, {}, {},\n    {},\n    {},\n    {},\n",
        literal(rule.code), literal(rule.name), literal(rule.title),
        enumerator("Scope", rule.scope), enumerator("Severity", rule.severity),
        enumerator("Evidence", rule.evidence), texts(rule.roles), texts(rule.products),
        rule.fragments, rule.malformed, texts(rule.sources), literal(rule.why),
        literal(rule.symptom), literal(rule.remedy));
    return "{" + fields +
           fmt::format("    {}, {}, {},\n    {},\n    {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}}",
                       lets(rule), literal(rule.select), literal(rule.when), literal(rule.message),
                       texts(rule.needs), texts(rule.needs_for_pass), each(rule),
                       severity_when(rule), related(rule), fixes(rule), examples(rule),
                       literal(rule.file), enumerator("Status", rule.status),
                       literal(rule.redirect), premises(rule.premises));
  }

  std::string table(const shir::DataTable& table) {
    std::vector<std::string> rows;
    for (const shir::DataRow row : table.rows) {
      std::vector<std::string> cells;
      for (const shir::DataCell& cell : row) {
        cells.push_back(fmt::format("{{{}, {}}}", literal(cell.key), literal(cell.value)));
      }
      rows.push_back(array("shir::DataCell", cells));
    }
    return fmt::format("{{{}, {}, {}, {}, {}, {}}}", literal(table.name), literal(table.element),
                       literal(table.source), literal(table.as_of), literal(table.meaning),
                       array("shir::DataRow", rows));
  }

 private:
  std::string lets(const rules::Rule& rule) {
    std::vector<std::string> items;
    for (const rules::Let& let : rule.lets) {
      items.push_back(fmt::format("{{{}, {}, {}}}", literal(let.name), literal(let.expression),
                                  enumerator("LetType", let.type)));
    }
    return array("Let", items);
  }

  std::string premises(std::span<const rules::Premise> premises) {
    std::vector<std::string> items;
    for (const rules::Premise& premise : premises) {
      items.push_back(fmt::format("{{{}, {}, {}U}}", enumerator("Premise::Kind", premise.kind),
                                  premise.size, premise.key));
    }
    return array("Premise", items);
  }

  std::string each(const rules::Rule& rule) {
    std::vector<std::string> items;
    for (const rules::Each& each : rule.each) {
      items.push_back(fmt::format("{{{}, {}, {}}}", literal(each.of), texts(each.attributes),
                                  premises(each.premises)));
    }
    return array("Each", items);
  }

  std::string severity_when(const rules::Rule& rule) {
    std::vector<std::string> items;
    for (const rules::SeverityWhen& other : rule.severity_when) {
      items.push_back(
          fmt::format("{{{}, {}}}", enumerator("Severity", other.severity), literal(other.when)));
    }
    return array("SeverityWhen", items);
  }

  std::string related(const rules::Rule& rule) {
    std::vector<std::string> items;
    for (const rules::Related& related : rule.related) {
      items.push_back(fmt::format("{{{}, {}}}", literal(related.select), literal(related.message)));
    }
    return array("Related", items);
  }

  static std::string step(const rules::FixStep& step) {
    return fmt::format("{{{}, {}, {}, {}, {}, {}, {}}}", enumerator("Operation", step.operation),
                       literal(step.target), literal(step.name), literal(step.value),
                       literal(step.to), enumerator("xml::Placement", step.place),
                       literal(step.type));
  }

  std::string fixes(const rules::Rule& rule) {
    std::vector<std::string> items;
    for (const rules::Fix& fix : rule.fixes) {
      std::vector<std::string> then;
      for (const rules::FixStep& further : fix.then) then.push_back(step(further));
      items.push_back(fmt::format("{{{}, {}, {}, {}, {}}}", step(fix),
                                  enumerator("Applicability", fix.applicability),
                                  literal(fix.title), literal(fix.when), array("FixStep", then)));
    }
    return array("Fix", items);
  }

  static std::string file(const rules::File& file) {
    return fmt::format("{{{}, {}}}", literal(file.role), literal(file.text));
  }

  std::string configs(std::span<const rules::File> configs) {
    std::vector<std::string> files;
    files.reserve(configs.size());
    for (const rules::File& config : configs) files.push_back(file(config));
    return example_array("File", files);
  }

  std::string nodes(const rules::Example& example) {
    std::vector<std::string> items;
    for (const rules::Node& node : example.nodes) {
      items.push_back(fmt::format("{{{}, {}}}", configs(node.configs), literal(node.host)));
    }
    return example_array("Node", items);
  }

  std::string examples(const rules::Rule& rule) {
    std::vector<std::string> items;
    for (const rules::Example& example : rule.examples) {
      items.push_back(fmt::format(
          "{{{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}}",
          enumerator("Verdict", example.verdict), literal(example.name), configs(example.configs),
          literal(example.host), literal(example.site), literal(example.baseline),
          literal(example.date), literal(example.marks), literal(example.message),
          literal(example.fixed), literal(example.actions), literal(example.severity),
          literal(example.fix), example.live, example.alone, example.findings, nodes(example),
          literal(example.backup), file(example.script)));
    }
    if (items.empty()) return "{}";
    std::string name = fmt::format("examples_of_{}", rule.code);
    code += fmt::format("extern const Example {}[{}];\n", name, items.size());
    examples_code +=
        fmt::format("extern const Example {0}[{1}];\nconst Example {0}[{1}] = {{\n    {2}}};\n",
                    name, items.size(), fmt::join(items, ",\n    "));
    return name;
  }

  unsigned next_ = 0;
};

struct Files {
  std::string tables;
  std::string examples;
};

std::string table_array(Writer& writer, const std::vector<shir::LoadedTable>& tables) {
  std::vector<std::string> items;
  items.reserve(tables.size());
  for (const shir::LoadedTable& table : tables) items.push_back(writer.table(table.table()));
  return writer.array("shir::DataTable", items);
}

Files files_of(const rules::RuleFolder& folder) {
  Writer writer;
  std::vector<std::string> rules;
  for (const rules::Rule* rule : folder.pack.rules()) rules.push_back(writer.rule(*rule));
  const std::string rule_array = writer.array("Rule", rules);
  const std::string data_array = table_array(writer, folder.data);
  Writer aside;  // a check asks for no signature either
  const std::string signature_array = table_array(aside, folder.signatures);
  writer.examples_code += aside.code;
  const std::string pack_id = text::sha256(writer.code + writer.examples_code).substr(0, 12);
  constexpr std::string_view head =
      "// Generated by shirlint_pack; not to be edited.\n#include \"rules/builtin_pack.h\"\n\n"
      "namespace shirlint::rules {\n\nusing namespace std::literals;\n\n";
  constexpr std::string_view tail = "\n}  // namespace shirlint::rules\n";
  const std::string functions = fmt::format(
      "\nstd::span<const Rule> builtin_rules() {{ return {}; }}\n"
      "std::span<const shir::DataTable> builtin_data() {{ return {}; }}\n"
      "std::string_view builtin_pack_id() {{ return \"{}\"; }}\n",
      rule_array == "{}" ? "std::span<const Rule>()" : rule_array, data_array, pack_id);
  writer.examples_code +=
      fmt::format("\nstd::span<const shir::DataTable> builtin_signatures() {{ return {}; }}\n",
                  signature_array);
  return {fmt::format("{}{}{}{}", head, writer.code, functions, tail),
          fmt::format("{}{}{}", head, writer.examples_code, tail)};
}

void complain(const std::string& line) { static_cast<void>(std::fputs(line.c_str(), stderr)); }

bool write_file(const std::string& path, const std::string& text) {
  std::FILE* out = std::fopen(path.c_str(), "wb");
  if (out == nullptr) return false;
  const bool written = std::fwrite(text.data(), 1, text.size(), out) == text.size();
  return std::fclose(out) == 0 && written;
}

int run(const std::string& folder_path, const std::string& tables, const std::string& examples) {
  const io::DiskReader reader;
  const rules::RuleFolder folder = rules::read_rule_folder(reader, folder_path);
  for (const text::Error& error : folder.errors) {
    complain(fmt::format("{}:{}:{}: error: {}\n", error.file, error.at.line, error.at.column,
                         error.message));
  }
  if (!folder.errors.empty()) return 1;
  const Files files = files_of(folder);
  return write_file(tables, files.tables) && write_file(examples, files.examples) ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    static_cast<void>(
        std::fputs("usage: shirlint_pack RULES_FOLDER OUT.cpp EXAMPLES.cpp\n", stderr));
    return 2;
  }
  try {
    return run(arguments[1], arguments[2], arguments[3]);
  } catch (const std::exception& error) {
    static_cast<void>(std::fputs(error.what(), stderr));
    return 1;
  }
}
