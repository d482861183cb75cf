// Fixes that meet: of one place, of one block, of one pair of files.
#include <catch2/catch.hpp>
#include <string>

#include "fix/plan.h"
#include "io/memory_reader.h"
#include "rules/builtin_pack.h"

using namespace shirlint;

namespace {

std::string config(const std::string& inside) {
  return "<configuration>\n  " + inside + "\n</configuration>\n";
}

std::string proxy(const std::string& block) {
  return config("<system.net>" + block + "</system.net>");
}

const std::string shipped = proxy("<defaultProxy useDefaultCredentials=\"true\" />");

fix::HostPlan plan(const std::string& diahost, const std::string& diawp,
                   rules::Applicability least) {
  lint::CheckContext context;
  for (const rules::Rule& rule : rules::builtin_rules()) context.rules.push_back(&rule);
  context.data = rules::builtin_data();
  context.today = text::parse_day("2026-11-22").value();
  io::MemoryReader files;
  lint::HostSource source;
  source.path = "h";
  files.add("h/diahost.exe.config", diahost);
  source.configs.push_back({"h/diahost.exe.config", "diahost", true});
  if (!diawp.empty()) {
    files.add("h/diawp.exe.config", diawp);
    source.configs.push_back({"h/diawp.exe.config", "diawp", true});
  }
  lint::HostChecker checker(context);
  return fix::plan_host(checker, context, source, files, {least});
}

std::string joined(const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) out += code + " ";
  return out;
}

}  // namespace

TEST_CASE("a block that is copied and one that is mended are not mixed", "[fix][quick]") {
  // PRX001 writes diahost's whole block; PRX023 would add an attribute that comes with it.
  const auto made =
      plan(proxy("<defaultProxy useDefaultCredentials=\"t&#114;ue\"/>"),
           proxy("<defaultProxy><proxy proxyaddress='http://proxy:8080'/></defaultProxy>"),
           rules::Applicability::unsafe);
  CHECK(made.refusal.empty());
  CHECK(joined(made.codes) == "PRX001 PRX023 PRX031 ");
  REQUIRE(made.files.size() == 2);
  CHECK(made.files[1].after ==
        proxy("<defaultProxy useDefaultCredentials='true'><proxy "
              "proxyaddress='http://proxy:8080' bypassonlocal='True'/></defaultProxy>"));
}

TEST_CASE("diawp gets the block of diahost in the run that mends it", "[fix][quick]") {
  const auto made = plan(proxy("<defaultProxy useDefaultCredentials='true'><proxy "
                               "scriptLocation=\"http://wpad/wpad.dat\" bypassonlocal=\"True\" "
                               "proxyaddress=\"http://proxy:8080\"/></defaultProxy>"),
                         shipped, rules::Applicability::safe);
  CHECK(made.refusal.empty());
  CHECK(joined(made.codes) == "PRX001 PRX019 ");
  REQUIRE(made.files.size() == 2);
  CHECK(made.files[1].after.find("scriptLocation") == std::string::npos);
  const auto again = plan(made.files[0].after, made.files[1].after, rules::Applicability::safe);
  CHECK(again.files.empty());
}

TEST_CASE("what was found before is not new because another fix changed its value",
          "[fix][quick]") {
  // PRX023 and PRX031 are found at the address, whose blank PRX015 removes.
  const std::string with_blank =
      proxy("<defaultProxy><proxy proxyaddress=\" http://proxy:8080\" /></defaultProxy>");
  const auto made = plan(with_blank, "", rules::Applicability::safe);
  CHECK(made.refusal.empty());
  CHECK(joined(made.codes) == "PRX015 ");
}

TEST_CASE("the shipped block can be put back, though it is told what it means", "[fix][quick]") {
  const auto made = plan(config(""), shipped, rules::Applicability::unsafe);
  CHECK(made.refusal.empty());
  CHECK(joined(made.codes) == "CFG027 ");
}
