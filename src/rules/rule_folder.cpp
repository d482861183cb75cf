#include "rules/rule_folder.h"

namespace shirlint::rules {
namespace {

constexpr std::string_view extension = ".toml";
constexpr int deepest = 8;  // folders below the rules folder; a link in a circle ends here

bool is_toml(std::string_view name) {
  return name.size() > extension.size() && name.substr(name.size() - extension.size()) == extension;
}

class FolderReader {
 public:
  FolderReader(const io::Reader& reader, std::string root, RuleFolder& out)
      : reader_(reader), root_(std::move(root)), out_(out) {}

  void walk(const std::string& folder, int depth) {
    const text::Result<std::vector<io::Entry>> entries = reader_.list(folder);
    if (!entries) {
      out_.errors.push_back(entries.error());
      return;
    }
    for (const io::Entry& entry : *entries) {
      const std::string path = io::join_path(folder, entry.name);
      if (entry.kind == io::Kind::folder && depth < deepest) walk(path, depth + 1);
      if (entry.kind == io::Kind::file && is_toml(entry.name)) read(path);
    }
  }

 private:
  void read(const std::string& path) {
    text::Result<std::string> bytes = reader_.read(path, io::file_limit);
    if (!bytes) {
      out_.errors.push_back(bytes.error());
      return;
    }
    const std::string relative = path.substr(root_.size() + 1);
    const bool signatures = relative.rfind("triage/", 0) == 0;
    if (signatures || relative.rfind("data/", 0) == 0) {
      text::Result<shir::LoadedTable> table = shir::LoadedTable::parse(*bytes, path);
      if (table) {
        (signatures ? out_.signatures : out_.data).push_back(std::move(*table));
      } else {
        out_.errors.push_back(table.error());
      }
      return;
    }
    for (text::Error& error : out_.pack.add(*bytes, path, relative)) {
      out_.errors.push_back(std::move(error));
    }
  }

  const io::Reader& reader_;
  std::string root_;
  RuleFolder& out_;
};

}  // namespace

RuleFolder read_rule_folder(const io::Reader& reader, const std::string& folder) {
  RuleFolder out;
  std::string root = folder;
  while (root.size() > 1 && root.back() == '/') root.pop_back();
  FolderReader(reader, root, out).walk(root, 0);
  return out;
}

}  // namespace shirlint::rules
