// plan, and apply of what it wrote, as a user runs them on a real disk.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/disk_host.h"
#include "text/sha256.h"

using namespace shirlint;

namespace {

/// The host with its plan, and a second host that is what the plan was made of.
struct Planned : Host {
  std::string plan = folder.path() + "/plan.toml";

  Ran make(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"plan", host, "-o", plan};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }

  /// The plan's path is absolute and so not written down: the host is named.
  Ran apply(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"apply", plan, host};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }

  [[nodiscard]] bool is_untouched() const {
    return read(diahost) == broken && read(diawp) == broken;
  }

  void change_plan(const std::string& old, const std::string& by) {
    std::string text = read(plan);
    const std::size_t at = text.find(old);
    REQUIRE(at != std::string::npos);
    write(plan, text.replace(at, old.size(), by));
  }
};

}  // namespace

TEST_CASE("what plan writes down apply does, and undo takes back", "[cli][quick]") {
  Planned host;
  CHECK(host.make().code == 1);
  CHECK(host.is_untouched());
  const Ran ran = host.apply({"--reason", "CHG-4711"});
  CHECK(ran.code == 0);
  CHECK(read(host.diahost) == mended);
  CHECK(read(host.diawp) == mended);
  CHECK(ran.says("applied PRX009"));
  CHECK(ran.says("CHG-4711"));
  CHECK(ran.says("Restart DIAHostService"));
  const Ran again = host.apply();
  CHECK(again.code == 2);
  CHECK(again.complains("has already the bytes that the plan gives it"));
  CHECK(host.run({"undo"}).code == 0);
  CHECK(host.is_untouched());
}

TEST_CASE("a plan with nothing to change is one", "[cli][quick]") {
  Planned host;
  write(host.diahost, mended);
  write(host.diawp, mended);
  CHECK(host.make().code == 0);
  const Ran ran = host.apply();
  CHECK(ran.code == 0);
  CHECK(ran.says("the plan changes nothing"));
  CHECK(host.run({"plan", host.host}).says("# There is nothing to change."));
}

TEST_CASE("apply --diff shows, and writes nothing", "[cli][quick]") {
  Planned host;
  host.make();
  const Ran ran = host.apply({"--diff"});
  CHECK(ran.code == 1);
  CHECK(ran.says("+    <defaultProxy><proxy proxyaddress=\"http://proxy.contoso.com:8080\"/>"));
  CHECK(host.is_untouched());
  CHECK(host.run({"undo", "--list"}).says("no run is recorded"));
}

TEST_CASE("apply does all of a plan or nothing", "[cli][quick]") {
  Planned host;
  host.make();

  SECTION("a file moved on") {
    write(host.diawp, broken + " ");
    const Ran ran = host.apply({"--format", "json"});
    CHECK(ran.code == 2);
    const auto report = nlohmann::json::parse(ran.out);
    CHECK(report["schema"] == "shirlint.apply/1");
    CHECK(report["runs"].empty());
    CHECK(report["errors"][0]["file"] == host.diawp);
    CHECK(report["errors"][0]["message"].get<std::string>().find(text::sha256(broken + " ")) !=
          std::string::npos);
    CHECK(read(host.diahost) == broken);
  }
  SECTION("a file is gone") {
    REQUIRE(host.store.remove(host.diawp));
    const Ran ran = host.apply();
    CHECK(ran.code == 2);
    CHECK(ran.complains("has no diawp, which the plan changes (diawp.exe.config)"));
    CHECK(read(host.diahost) == broken);
  }
  SECTION("a file moved on that the plan leaves as it is") {
    write(host.diahost, mended);
    host.make();
    CHECK(read(host.plan).find("[[host.beside]]  # stays as it is\nrole = \"diahost\"") !=
          std::string::npos);
    write(host.diahost, mended + " ");
    CHECK(host.apply().complains("diahost.exe.config: was changed since the plan was made"));
    CHECK(read(host.diawp) == broken);
    REQUIRE(host.store.remove(host.diahost));
    CHECK(host.apply().complains("has no diahost, which the plan needs"));
    write(host.diahost, mended);
    CHECK(host.run({"apply", host.plan, host.diawp}).code == 0);
    CHECK(read(host.diawp) == mended);
  }
  SECTION("only one file was named") {
    const Ran ran = host.run({"apply", host.plan, host.diahost});
    CHECK(ran.code == 2);
    CHECK(host.is_untouched());
  }
  SECTION("nobody says where the host is") {
    const Ran ran = host.run({"apply", host.plan});
    CHECK(ran.complains("does not say where host 'node-01' is"));
  }
  SECTION("the plan was changed") {
    host.change_plan("text = \"http://\"", "text = \"ftp://\"");
    CHECK(host.apply().complains("so the plan was changed"));
    CHECK(host.is_untouched());
  }
  SECTION("the plan has what no plan has") {
    host.change_plan("role = \"diahost\"", "mode = \"all\"\nrole = \"diahost\"");
    const Ran ran = host.apply();
    CHECK(ran.complains("plan.toml:"));
    CHECK(ran.complains("unknown key 'mode'"));
    CHECK(host.is_untouched());
  }
  SECTION("the file is no plan") {
    CHECK(host.run({"apply", host.diahost, host.host}).code == 2);
    CHECK(host.run({"apply"}).complains("apply needs the plan"));
    CHECK(host.run({"apply", host.plan, host.folder.path() + "/nowhere"}).code == 2);
    CHECK(host.is_untouched());
  }
}

TEST_CASE("options of plan and apply that contradict each other", "[cli][quick]") {
  Planned host;
  host.make();
  CHECK(host.apply({"--diff", "--format", "json"}).complains("--diff writes a unified diff"));
  for (const char* const count : {"0", "some", "1000000"}) {
    CHECK(host.apply({"--keep-backups", count}).complains("is no number from 1 to 999999"));
  }
  CHECK(host.apply({"--format", "sarif"}).code == 2);
  CHECK(host.make({"--fragment", host.diawp, "--unsafe-fixes"})
            .complains("leave --unsafe-fixes out"));
  CHECK(host.is_untouched());
}

TEST_CASE("a file that cannot be read is told, and the rest is planned", "[cli][quick]") {
  Planned host;
  write(host.diawp, std::string("<configuration>\xff\xff"));
  const Ran ran = host.make();
  CHECK(ran.code == 1);
  CHECK(read(host.plan).find("diahost.exe.config") != std::string::npos);
}

TEST_CASE("each host of a plan is found again by its name", "[cli][quick]") {
  Planned host;
  const std::string fleet = host.folder / "fleet";
  const auto file_of = [&](const std::string& name) {
    return fleet + "/" + name + "/diahost.exe.config";
  };
  REQUIRE(host.store.make_folder(fleet));
  for (const std::string name : {"east", "west"}) {
    REQUIRE(host.store.make_folder(fleet + "/" + name));
    write(file_of(name), broken);
  }
  REQUIRE(host.run({"plan", fleet, "-o", host.plan}).code == 1);
  const auto apply = [&] { return host.run({"apply", host.plan, fleet}); };

  SECTION("all are there") {
    CHECK(apply().code == 0);
    CHECK(read(file_of("east")) == mended);
    CHECK(read(file_of("west")) == mended);
  }
  SECTION("one has another name") {
    std::filesystem::rename(fleet + "/west", fleet + "/south");
    CHECK(apply().complains("host 'west' of the plan is not among those that were found"));
    CHECK(read(file_of("east")) == broken);
    CHECK(read(file_of("south")) == broken);
  }
  SECTION("there is none") {
    std::filesystem::remove_all(fleet);
    REQUIRE(host.store.make_folder(fleet));
    CHECK(apply().code == 2);
  }
  SECTION("one is there twice") {
    REQUIRE(host.store.make_folder(fleet + "/old"));
    std::filesystem::copy(fleet + "/west", fleet + "/old/west",
                          std::filesystem::copy_options::recursive);
    CHECK(apply().complains("host 'west' of the plan is there twice: "));
    CHECK(read(file_of("east")) == broken);
    CHECK(read(file_of("west")) == broken);
  }
}

TEST_CASE("a forged plan that fits the file is held against .NET", "[cli][quick]") {
  Planned host;
  host.make();
  // Hashes and all: <proxy becomes <proxX, which .NET refuses.
  std::string forged = broken;
  const std::size_t at = forged.find("<proxy ") + 5;
  forged[at] = 'X';
  write(host.plan,
        "schema = \"shirlint.plan/1\"\nkind = \"safe\"\n[[host]]\nname = \"node-01\"\n"
        "[[host.file]]\nrole = \"diahost\"\npath = \"diahost.exe.config\"\nencoding = \"utf-8\"\n"
        "size = " +
            std::to_string(broken.size()) + "\nsha256 = \"" + text::sha256(broken) +
            "\"\nafter = \"" + text::sha256(forged) + "\"\n[[host.file.edit]]\nstart = " +
            std::to_string(at) + "\nend = " + std::to_string(at + 1) + "\ntext = \"X\"\n");
  const Ran ran = host.apply({"--format", "json"});
  CHECK(ran.code == 2);
  CHECK(nlohmann::json::parse(ran.out)["refused"].size() == 1);
  CHECK(host.is_untouched());
}

TEST_CASE("a collected host is planned here and mended there", "[cli][quick]") {
  Planned host;
  const std::string secret = "<!-- http://svc:s3cret@proxy.contoso.com -->";
  const std::string original = broken + secret;
  write(host.diahost, original);
  REQUIRE(host.store.remove(host.diawp));
  const std::string copies = host.folder.path() + "/copies";
  REQUIRE(host.store.make_folder(copies));
  std::string copy = original;
  const std::size_t start = original.find("svc:");
  copy.replace(start, 10, "**********");
  write(copies + "/diahost.exe.config", copy);
  write(copies + "/host.toml",
        "schema = \"shirlint.host/1\"\nname = \"prod-7\"\n[[config]]\nrole = \"diahost\"\npath = "
        "'C:\\d\\diahost.exe.config'\nsha256 = \"" +
            text::sha256(original) + "\"\nredactions = [{ start = " + std::to_string(start) +
            ", end = " + std::to_string(start + 10) + " }]\n");
  CHECK(host.run({"plan", copies, "-o", host.plan}).code == 1);
  CHECK(read(host.plan).find("s3cret") == std::string::npos);
  CHECK(host.run({"apply", host.plan, copies}).code == 2);
  CHECK(read(copies + "/diahost.exe.config") == copy);
  const std::string plan = read(host.plan);
  host.change_plan("text = \"http://\"", "text = \"HTTP://\"");
  const Ran changed = host.apply();
  CHECK(changed.code == 2);
  CHECK(changed.complains("so the plan was changed"));
  CHECK(read(host.diahost) == original);
  write(host.plan, plan);
  CHECK(host.apply().code == 0);
  CHECK(read(host.diahost) == mended + secret);
}

TEST_CASE("plan -o replaces a plan, and nothing else", "[cli][quick]") {
  Planned host;
  CHECK(host.make().code == 1);
  const std::string first = read(host.plan);
  write(host.diawp, mended);
  CHECK(host.make().code == 1);
  CHECK(read(host.plan) != first);
  const Ran ran = host.run({"plan", host.host, "-o", host.diahost});
  CHECK(ran.code == 2);
  CHECK(ran.complains("is there already and is no plan"));
  CHECK(read(host.diahost) == broken);
}

TEST_CASE("plan --fragment puts a golden fragment into both files", "[cli][quick]") {
  Planned host;
  const std::string golden = host.folder.path() + "/golden.xml";
  write(golden,
        "<defaultProxy>\n  <proxy proxyaddress=\"http://__proxy__:8080\"/>\n</defaultProxy>");
  write(host.folder.path() + "/v.toml", "proxy = \"new.contoso.com\"\n");
  CHECK(host.make({"--fragment", golden})
            .complains("golden.xml:2:31: the token 'proxy' has no value"));
  const std::vector<std::string> filled = {"--fragment", golden, "--values",
                                           host.folder.path() + "/v.toml"};
  CHECK(host.make(filled).code == 1);
  CHECK(host.apply().says("put a fragment in"));
  CHECK(read(host.diahost).find("http://new.contoso.com:8080") != std::string::npos);
  CHECK(read(host.diawp) == read(host.diahost));
  CHECK(host.make(filled).code == 0);
  CHECK(host.run({"undo", "--list"}).says("a fragment"));

  write(host.diahost, broken);
  write(host.diawp, broken);
  CHECK(host.make({"--fragment", golden, "--values", host.folder.path() + "/v.toml", "--role",
                   "diawp"})
            .code == 1);
  CHECK(host.apply().code == 0);
  CHECK(read(host.diahost) == broken);
  CHECK(read(host.diawp) != broken);
}

TEST_CASE("a plan that makes a file is carried out, once", "[cli][quick]") {
  Host machine;
  const std::string folder = machine.folder / "purview";
  std::filesystem::copy(std::string(SHIRLINT_SOURCE_DIR) + "/fixtures/purview", folder,
                        std::filesystem::copy_options::recursive);
  const std::string fourth =
      folder +
      "/Gateway/DataScan/DataTransfer/"
      "Microsoft.DataMap.Agent.Connectors.Azure.DataFactory.ServiceHost.exe.config";
  std::filesystem::remove(fourth);
  const std::string plan = machine.folder / "plan.toml";
  const Ran planned =
      machine.run({"plan", folder, "-o", plan, "--unsafe-fixes", "--select", "CFG024"});
  INFO(planned.out << planned.errors);
  REQUIRE(read(plan).find("create") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(fourth));

  const Ran applied = machine.run({"apply", plan, folder});
  INFO(applied.out << applied.errors);
  CHECK(applied.code == 0);
  CHECK(read(fourth).find("<defaultProxy") != std::string::npos);
  CHECK(machine.run({"undo"}).code == 0);
  CHECK_FALSE(std::filesystem::exists(fourth));

  write(fourth, mended);
  const Ran refused = machine.run({"apply", plan, folder});
  CHECK(refused.code == 2);
  CHECK(refused.complains("ServiceHost.exe.config: is there already"));
  CHECK(read(fourth) == mended);
}
