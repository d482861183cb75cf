// dsc get, test and set, as PowerShell DSC calls them: JSON lines in and out.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli/disk_host.h"

using namespace shirlint;
using nlohmann::json;

namespace {

struct Answer {
  int code = 0;
  json state;
  json difference;  // null: no second line
  std::string errors;
};

class Resource : public Host {
 public:
  Answer ask(const std::vector<std::string>& words, const std::string& instance) {
    std::vector<const char*> arguments = {"shirlint", "dsc"};
    for (const std::string& word : words) arguments.push_back(word.c_str());
    report::Sink out;
    report::Sink errors;
    cli::Session session{reader, out, errors, "2026-11-22"};
    session.store = &store;
    session.state.home = folder.path();
    session.now = "2026-11-22T03:00:00Z";
    session.user = "SYSTEM";
    session.input = [&](std::size_t) { return text::Result<std::string>(instance); };
    Answer answer;
    answer.code = cli::run(static_cast<int>(arguments.size()), arguments.data(), session);
    std::istringstream lines(out.take());
    answer.errors = errors.take();
    std::string line;
    if (std::getline(lines, line)) answer.state = json::parse(line);
    if (std::getline(lines, line)) answer.difference = json::parse(line);
    CHECK_FALSE(std::getline(lines, line));
    return answer;
  }

  [[nodiscard]] std::string here(const std::string& more = {}) const {
    return json{{"path", host}, {"select", {"PRX009"}}}.dump().insert(1, more);
  }
};

}  // namespace

TEST_CASE("dsc get and test tell what is found", "[cli][quick]") {
  Resource resource;
  const Answer got = resource.ask({"get"}, resource.here());
  CHECK(got.code == 0);
  CHECK(got.difference.is_null());
  CHECK_FALSE(got.state.contains("_inDesiredState"));
  CHECK(got.state.at("path") == resource.host);
  REQUIRE(got.state.at("findings").size() == 2);
  CHECK(got.state.at("findings")[0].at("code") == "PRX009");
  CHECK(got.state.at("findings")[0].at("line") == 4);
  CHECK(got.state.at("findings")[0].at("fix") == "safe");

  const Answer bad = resource.ask({"test"}, resource.here());
  CHECK(bad.code == 0);
  CHECK(bad.state.at("_inDesiredState") == false);
  CHECK(bad.difference == json{"findings"});
}

TEST_CASE("dsc set mends, once, and what-if writes nothing", "[cli][quick]") {
  Resource resource;
  const Answer would = resource.ask({"set", "--what-if"}, resource.here());
  CHECK(would.code == 0);
  CHECK(would.state.at("findings").empty());
  CHECK(would.difference == json{"findings"});
  CHECK_FALSE(would.state.contains("run"));
  CHECK(read(resource.diahost) == broken);

  const Answer done = resource.ask({"set"}, resource.here("\"reason\": \"CHG-4711\","));
  CHECK(done.code == 0);
  CHECK(read(resource.diahost) == mended);
  CHECK(done.state.at("findings").empty());
  CHECK(done.state.at("run") == "20261122-030000");
  CHECK(done.difference == json{"findings"});
  CHECK(resource.run({"undo", "--list"}).says("CHG-4711"));

  const Answer again = resource.ask({"set"}, resource.here());
  CHECK(again.difference == json::array());
  // DSC gives back what it was given.
  const Answer good = resource.ask({"test"}, done.state.dump());
  CHECK(good.state.at("_inDesiredState") == true);
  CHECK(good.difference == json::array());
}

TEST_CASE("dsc set says when no fix mends what is left", "[cli][quick]") {
  Resource resource;
  write(resource.diahost, config_with("<proxy proxyaddress=\"gopher://proxy:70/\"/>"));
  const std::string instance = json{{"path", resource.diahost}, {"select", {"PRX"}}}.dump();
  const Answer set = resource.ask({"set"}, instance);
  CHECK(set.code == 0);
  CHECK(set.difference == json::array());
  CHECK_FALSE(set.state.at("findings").empty());
  CHECK(json::parse(set.errors).contains("warn"));
}

TEST_CASE("an instance that is not valid is one sentence", "[cli][quick]") {
  Resource resource;
  const auto complaint = [&](const std::string& instance) {
    const Answer answer = resource.ask({"test"}, instance);
    CHECK(answer.code == 1);
    CHECK(answer.state.is_null());
    return json::parse(answer.errors).at("error").get<std::string>();
  };
  CHECK(complaint("no json") == "the instance is no JSON object");
  CHECK(complaint("[]") == "the instance is no JSON object");
  CHECK(complaint("{}") == "the instance needs a path, or live = true, and not both");
  CHECK(complaint("{\"path\": \"a\", \"live\": true}").find("not both") != std::string::npos);
  CHECK(complaint("{\"pth\": \"a\"}") ==
        "the instance has no property 'pth'; did you mean 'path'?");
  CHECK(complaint("{\"path\": 4}") == "'path' must be a text");
  CHECK(complaint("{\"path\": \"a\", \"select\": \"PRX\"}") ==
        "'select' must be a list of texts without commas");
  CHECK(complaint("{\"path\": \"a\", \"failOn\": \"never\"}") ==
        "'failOn' must be error, warning or info");
}

TEST_CASE("what check complains of is told in DSC's way", "[cli][quick]") {
  Resource resource;
  const std::string unknown = json{{"path", resource.host}, {"select", {"PRX0009"}}}.dump();
  const Answer answer = resource.ask({"test"}, unknown);
  CHECK(answer.code == 2);
  CHECK(json::parse(answer.errors) ==
        json{{"error", "there is no rule 'PRX0009'; did you mean 'PRX009'?"}});
  CHECK(answer.state.at("_inDesiredState") == false);
}

TEST_CASE("what cannot be read is told, with exit code 2", "[cli][quick]") {
  Resource resource;
  const Answer answer = resource.ask({"test"}, "{\"path\": \"/nowhere at all\"}");
  CHECK(answer.code == 2);
  CHECK(answer.state.at("_inDesiredState") == false);
  CHECK(answer.state.at("errors")[0] == "/nowhere at all: there is no such file or folder");
}

TEST_CASE("a secret in an instance does not come back", "[cli][quick]") {
  Resource resource;
  const Answer answer =
      resource.ask({"get"}, resource.here("\"reason\": \"http://me:hunter2@proxy/\","));
  CHECK(answer.state.at("reason") == "http://***@proxy/");
}
