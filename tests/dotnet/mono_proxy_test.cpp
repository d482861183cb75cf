// Bypass decisions against Mono's WebProxy, which is the framework's own code: configs with an
// address, bypassonlocal and a bypass list, and URLs that the list may or may not hit.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <random>

#include "dotnet/net_example.h"
#include "dotnet/regex_oracle.h"
#include "seed.h"

using namespace shirlint::dotnet;
using namespace shirlint::dotnet::example;

namespace {

constexpr std::size_t configs = 20000;
constexpr std::size_t urls_a_config = 6;

struct Question {
  std::string address;
  bool local = false;
  std::vector<std::string> entries;
  std::vector<std::string> urls;
};

/// Hosts and entries share their parts, so that about a third of the URLs is bypassed.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  Question question() {
    Question result;
    result.address = pick({"http://proxy:8080", "http://10.9.8.7:3128", "http://u:p@proxy.corp/"});
    result.local = one_in(2);
    for (std::size_t count = below(5); count > 0; --count) result.entries.push_back(entry());
    for (std::size_t i = 0; i < urls_a_config; ++i) result.urls.push_back(target());
    return result;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  std::string pick(std::initializer_list<const char*> texts) {
    return *(texts.begin() + below(texts.size()));
  }

  std::string label() {
    return pick({"contoso", "server01", "intranet", "a", "evilcontoso", "www", "x-1", "10"});
  }
  std::string domain() { return pick({"com", "corp", "example", "windows.net", "evil.example"}); }

  std::string host() {
    switch (below(8)) {
      case 0:
        return label();
      case 1:
        return pick({"localhost", "loopback", "127.0.0.1", "127.9.9.9", "[::1]", "127.1"});
      case 2:
        return pick({"192.0.2.5", "169.254.169.254", "198.51.100.1", "010.1.2.3", "[2001:db8::1]"});
      case 3:
        return label() + "." + label() + "." + domain();
      case 4:
        return "CONTOSO." + domain();
      default:
        return label() + "." + domain();
    }
  }

  std::string target() {
    const bool secure = !one_in(3);
    std::string url = (secure ? "https://" : "http://") + host();
    if (one_in(3)) url += pick({":8080", ":443", ":80", ":8443", ":1"});
    return url + pick({"/", "/contoso.com", "/?x=contoso", ""});
  }

  /// A literal, a wildcard, a list, a CIDR, a good regular expression, or one with a slip.
  std::string entry() {
    const std::string name = label() + "." + domain();
    switch (below(12)) {
      case 0:
        return name;
      case 1:
        return "*." + domain();
      case 2:
        return label() + ".*";
      case 3:
        return "^https?://([^/:]+\\.)?" + label() + "\\." + domain() + "(:\\d+)?$";
      case 4:
        return "[a-z0-9]+\\." + domain() + "$";
      case 5:
        return pick({"", ".*", "^http", ":443", ":8080$", "://[a-c]", "\\d+\\.\\d+", "(?i)COM$"});
      case 6:
        return pick({"<local>", "10.0.0.0/8", "contoso.com;10.*", "169.254.169.254", "\\[.*\\]"});
      case 7:
        return "https://" + name + pick({"/", ":443", "", "$", "/path"});
      case 8:
        return "^" + name + "$";
      case 9:
        return one_in(4) ? pick({"a**", "(", "[", "\\_", "a{2,1}", "*"}) : "." + domain();
      case 10:
        return name.substr(0, 1 + below(name.size()));
      default:
        return label();
    }
  }

  std::mt19937_64 random_;
};

std::vector<std::string> ask(const std::vector<Question>& questions) {
  const std::filesystem::path base =
      std::filesystem::temp_directory_path() /
      ("shirlint-proxy-oracle-" + std::to_string(std::random_device{}()));
  const std::string input = base.string() + ".in";
  const std::string output = base.string() + ".out";
  {
    std::ofstream file(input);
    for (const Question& question : questions) {
      file << test::to_hex(question.address) << (question.local ? " 1 " : " 0 ")
           << question.entries.size();
      for (const std::string& entry : question.entries) file << ' ' << test::to_hex(entry);
      for (const std::string& url : question.urls) file << ' ' << test::to_hex(url);
      file << '\n';
    }
  }
  const std::string command =
      "mono '" + test::oracle_path() + "' proxy < '" + input + "' > '" + output + "'";
  const int status = std::system(command.c_str());  // NOLINT(cert-env33-c): paths of this test
  std::vector<std::string> answers;
  std::ifstream file(output);
  for (std::string line; std::getline(file, line);) answers.push_back(line);
  std::filesystem::remove(input);
  std::filesystem::remove(output);
  if (status != 0) answers.clear();
  return answers;
}

std::string escape(const std::string& value) {
  std::string text;
  for (const char c : value) {
    if (c == '<') {
      text += "&lt;";
    } else if (c == '&') {
      text += "&amp;";
    } else {
      text += c;
    }
  }
  return text;
}

/// The config that makes this WebProxy, and our answer in the oracle's form.
std::string our_answer(const Question& question) {
  std::string list;
  for (const std::string& entry : question.entries) {
    list += "<add address=\"" + escape(entry) + "\"/>";
  }
  const Net net = judge(default_proxy("<proxy proxyaddress=\"" + question.address +
                                      "\" bypassonlocal=\"" + (question.local ? "True" : "False") +
                                      "\"/><bypasslist>" + list + "</bypasslist>"));
  if (net.moment != Moment::ok) return "- " + test::to_hex(net.error);
  AccountState account;
  account.dns_domain = "";
  account.addresses = std::vector<std::string>{};
  std::string answer = "+ ";
  for (const std::string& url : question.urls) {
    const Route found = route(net, *parse_absolute_uri(url), account);
    answer += found.via == Via::direct ? 'd' : (found.via == Via::proxy ? 'p' : '?');
  }
  return answer;
}

/// The fewest entries and URLs on which the two still disagree.
Question shrink(Question question) {
  const auto disagree = [](const Question& smaller) {
    const std::vector<std::string> answers = ask({smaller});
    return !answers.empty() && answers[0] != our_answer(smaller);
  };
  for (auto member : {&Question::entries, &Question::urls}) {
    for (std::size_t at = 0; at < (question.*member).size();) {
      Question smaller = question;
      (smaller.*member).erase((smaller.*member).begin() + static_cast<std::ptrdiff_t>(at));
      if (disagree(smaller)) {
        question = smaller;
      } else {
        ++at;
      }
    }
  }
  return question;
}

std::string show(const Question& question) {
  std::string text = question.address + (question.local ? " local" : "");
  for (const std::string& entry : question.entries) text += "\n  entry '" + entry + "'";
  for (const std::string& url : question.urls) text += "\n  url " + url;
  return text;
}

}  // namespace

TEST_CASE("bypass decisions agree with Mono's WebProxy", "[dotnet][mono][slow]") {
  if (test::oracle_path().empty()) {
    FAIL("no oracle: set SHIRLINT_ORACLE to the path of oracle.exe");
  }
  const std::uint64_t seed = shirlint::generated::seed_of_run();
  Generator generator(seed);
  std::vector<Question> questions;
  for (std::size_t i = 0; i < configs; ++i) questions.push_back(generator.question());
  const std::vector<std::string> answers = ask(questions);
  REQUIRE(answers.size() == questions.size());

  std::size_t refused = 0;
  std::size_t direct = 0;
  std::size_t decisions = 0;
  std::size_t disagreements = 0;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (answers[i][0] == '-') {
      ++refused;
    } else {
      decisions += urls_a_config;
      direct += static_cast<std::size_t>(std::count(answers[i].begin(), answers[i].end(), 'd'));
    }
    const std::string ours = our_answer(questions[i]);
    if (ours == answers[i] || ++disagreements > 5) continue;
    const Question smallest = shrink(questions[i]);
    const std::vector<std::string> again = ask({smallest});
    FAIL_CHECK(show(smallest) << "\nMono " << (again.empty() ? "?" : again[0]) << "\nours "
                              << our_answer(smallest));
  }
  std::cout << "proxies: " << configs << " configs from seed " << seed << " (SHIRLINT_SEED), "
            << refused << " refused, " << decisions << " decisions, " << direct << " direct, "
            << disagreements << " disagreements\n";
  CHECK(disagreements == 0);
  CHECK(decisions >= 60000);
  CHECK(direct * 5 > decisions);
  CHECK(direct * 5 < decisions * 4);
}
