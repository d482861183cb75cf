// What each operation on a config amounts to, byte for byte.
#include "lint/fix_offer.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/memory_reader.h"
#include "lint/backup_source.h"
#include "lint/checker.h"
#include "rules/rule_pack.h"

using namespace shirlint;

namespace {

std::string config(const std::string& inside) {
  return "<configuration>\n  <system.net>\n    <defaultProxy>\n      " + inside +
         "\n    </defaultProxy>\n  </system.net>\n</configuration>\n";
}

/// A rule on `select` with one fix, in TOML.
std::string rule_with(const std::string& select, const std::string& fix) {
  return "code = 'XAB001'\nname = 'a'\ntitle = 't'\nseverity = 'error'\nevidence = 'source'\n"
         "sources = ['https://example.org/']\nwhy = 'w'\nremedy = 'r'\nroles = ['diahost']\n"
         "select = \"" +
         select + "\"\nmessage = 'm'\n[[fix]]\napplicability = '" +
         (fix.find("create-file") == std::string::npos ? "unsafe" : "manual") + "'\ntitle = 't'\n" +
         fix +
         "\n[[example]]\nverdict = 'bad'\nname = 'b'\nconfig = '<a/>'\n"
         "[[example]]\nverdict = 'good'\nname = 'g'\nconfig = '<a/>'\n";
}

struct Offered {
  std::vector<lint::FixOffer> offers;
  std::size_t findings = 0;
  std::string fixed;  // diahost's text with the edits of the first offer
};

Offered offer(const std::string& diahost, const std::string& select, const std::string& fix,
              const std::string& diawp = config("<proxy/>"),
              const lint::BackupSource* backups = nullptr) {
  rules::RulePack pack;
  const auto errors = pack.add(rule_with(select, fix), "r.toml", "r.toml");
  for (const text::Error& error : errors) UNSCOPED_INFO(error.message);
  REQUIRE(errors.empty());
  io::MemoryReader files;
  files.add("h/diahost.exe.config", diahost);
  files.add("h/diawp.exe.config", diawp);
  lint::CheckContext context;
  context.rules = pack.rules();
  context.backups = backups;
  const std::vector<std::string> paths = {"h"};
  const lint::Discovery found = lint::discover(files, paths, {});
  const lint::HostReport report = lint::HostChecker(context).check(found.hosts.at(0), files);
  Offered offered;
  offered.findings = report.findings.size();
  offered.fixed = diahost;
  for (const lint::Finding& finding : report.findings) {
    if (finding.fix) offered.offers.push_back(*finding.fix);
  }
  if (offered.offers.empty()) return offered;
  std::vector<lint::Edit> edits = offered.offers[0].edits;
  std::sort(edits.begin(), edits.end(), [](const lint::Edit& left, const lint::Edit& right) {
    return left.start > right.start;
  });
  for (const lint::Edit& edit : edits) {
    if (edit.file != "h/diahost.exe.config") continue;
    offered.fixed.replace(edit.start, edit.end - edit.start, edit.bytes);
  }
  return offered;
}

const std::string proxy = "/configuration/system.net/defaultProxy/proxy";

}  // namespace

TEST_CASE("replace-value escapes for the quotes that are there", "[lint][quick]") {
  CHECK(offer(config("<proxy proxyaddress='a'/>"), proxy + "/@proxyaddress",
              "operation = 'replace-value'\nvalue = \"b'&\\\"\"")
            .fixed == config("<proxy proxyaddress='b&apos;&amp;\"'/>"));
}

TEST_CASE("names are renamed where they stand, end tags too", "[lint][quick]") {
  CHECK(offer(config("<proxy ProxyAddress = 'a' />"), proxy + "/@*[local-name() = 'ProxyAddress']",
              "operation = 'rename-attribute'\nname = 'proxyaddress'")
            .fixed == config("<proxy proxyaddress = 'a' />"));
  CHECK(
      offer(config("<proxy ><a/></proxy >"), proxy, "operation = 'rename-element'\nname = 'module'")
          .fixed == config("<module ><a/></module >"));
  CHECK(offer(config("<proxy/>"), proxy, "operation = 'rename-element'\nname = 'module'").fixed ==
        config("<module/>"));
}

TEST_CASE("what is removed leaves no hole", "[lint][quick]") {
  CHECK(offer(config("<proxy\n  a='1'\n  b='2'/>"), proxy + "/@*[local-name() = 'b']",
              "operation = 'remove-attribute'")
            .fixed == config("<proxy\n  a='1'/>"));
  CHECK(offer(config("<a/>\n      <proxy><b/></proxy>"), proxy, "operation = 'remove-element'")
            .fixed == config("<a/>"));
}

TEST_CASE("set-attribute changes the one that is there or adds it last", "[lint][quick]") {
  const std::string fix = "operation = 'set-attribute'\nname = 'usesystemdefault'\nvalue = 'True'";
  CHECK(offer(config("<proxy usesystemdefault='x' a='1'/>"), proxy, fix).fixed ==
        config("<proxy usesystemdefault='True' a='1'/>"));
  CHECK(offer(config("<proxy a='1' />"), proxy, fix).fixed ==
        config("<proxy a='1' usesystemdefault='True' />"));
  CHECK(offer(config("<proxy/>"), proxy, fix).fixed ==
        config("<proxy usesystemdefault=\"True\"/>"));
}

TEST_CASE("wrap-elements puts one element around all targets", "[lint][quick]") {
  CHECK(offer(config("<proxy a='1' />\n      <bypasslist/>"),
              "/configuration/system.net/defaultProxy",
              "operation = 'wrap-elements'\ntarget = '$self/*'\nname = 'w'")
            .fixed == config("<w>\n        <proxy a='1' />\n        <bypasslist/>\n      </w>"));
}

TEST_CASE("insert-element with a name brings all that its targets give in one element",
          "[lint][quick]") {
  CHECK(offer(config("<proxy/><proxy/>"), "/configuration/system.net",
              "operation = 'insert-element'\ntarget = '$self/defaultProxy/proxy'\n"
              "to = '$self/defaultProxy'\nname = 'bypasslist'\nvalue = '<add/>'")
            .fixed == config("<proxy/><proxy/><bypasslist><add/><add/></bypasslist>"));
}

TEST_CASE("create-file shows a text with the block of another file, secrets masked",
          "[lint][quick]") {
  const std::string fix =
      "operation = 'create-file'\nname = 'Shared/diawp.exe.config'\nvalue = '''\n<configuration>\n"
      "\t<system.net>\n\t\t<defaultProxy />\n\t</system.net>\n</configuration>\n'''";
  const Offered offered = offer(config("<proxy proxyaddress='http://me:pw@p:1'/>"), proxy, fix);
  REQUIRE(offered.offers.size() == 1);
  CHECK(offered.offers[0].edits.empty());
  REQUIRE(offered.offers[0].actions.size() == 1);
  CHECK(offered.offers[0].actions[0].target == "Shared/diawp.exe.config");
  CHECK(offered.offers[0].actions[0].value ==
        "<configuration>\n\t<system.net>\n\t\t<defaultProxy>\n\t\t\t<proxy "
        "proxyaddress=\"http://***@p:1\" />\n\t\t</defaultProxy>\n\t</system.net>\n"
        "</configuration>\n");
}

TEST_CASE("copy-subtree takes the other file's element over", "[lint][quick]") {
  const std::string fix = "operation = 'copy-subtree'\nname = 'proxy'\nvalue = 'diawp'";
  CHECK(offer(config("<proxy/>"), proxy, fix, config("<proxy  proxyaddress='http://p:1' ></proxy>"))
            .fixed == config("<proxy  proxyaddress=\"http://p:1\" ></proxy>"));
}

TEST_CASE("copy-subtree makes an element that the file lacks", "[lint][quick]") {
  const std::string fix = "operation = 'copy-subtree'\nname = 'defaultProxy'\nvalue = 'diawp'";
  const std::string peer = config("<proxy/>");
  CHECK(offer("<configuration>\n  <system.net>\n    <settings/>\n  </system.net>\n</configuration>",
              "/configuration", fix, peer)
            .fixed ==
        "<configuration>\n  <system.net>\n    <settings/>\n    <defaultProxy>\n      <proxy/>\n"
        "    </defaultProxy>\n  </system.net>\n</configuration>");
  CHECK(
      offer("<configuration>\n  <runtime/>\n</configuration>", "/configuration", fix, peer).fixed ==
      "<configuration>\n  <runtime/>\n  <system.net>\n    <defaultProxy>\n      <proxy/>\n"
      "    </defaultProxy>\n  </system.net>\n</configuration>");
}

TEST_CASE("a copy may go to the other file", "[lint][quick]") {
  const Offered offered = offer(config("<proxy a='1'/>"), proxy,
                                "operation = 'set-attribute'\nname = 'b'\nvalue = '2'\n"
                                "[[fix.then]]\noperation = 'copy-subtree'\ntarget = '$peers'\n"
                                "name = 'defaultProxy'\nvalue = 'diahost'",
                                "<configuration>\n  <runtime/>\n</configuration>");
  REQUIRE(offered.offers.size() == 1);
  REQUIRE(offered.offers[0].edits.size() == 2);
  CHECK(offered.offers[0].edits[0].file == "h/diahost.exe.config");
  CHECK(offered.offers[0].edits[1].file == "h/diawp.exe.config");
  CHECK(offered.offers[0].restart == std::vector<std::string>{"DIAHostService"});
}

TEST_CASE("all steps of a fix are one set of edits", "[lint][quick]") {
  CHECK(offer(config("<proxy autoDetect='1'/>"), proxy,
              "operation = 'set-attribute'\nname = 'b'\nvalue = '2'\n"
              "[[fix.then]]\noperation = 'insert-element'\n"
              "value = '<x y=\"{$self/@autoDetect}&amp;\"/>'\n"
              "[[fix.then]]\noperation = 'remove-attribute'\nname = 'autoDetect'")
            .fixed == config("<proxy b='2'>\n        <x y='1&amp;'/>\n      </proxy>"));
}

TEST_CASE("each target is changed, with its own value", "[lint][quick]") {
  CHECK(offer(config("<proxy><add address='1'/><add address='2'/></proxy>"), proxy,
              "operation = 'replace-value'\ntarget = '$self/add/@address'\nvalue = '{$target}0'")
            .fixed == config("<proxy><add address='10'/><add address='20'/></proxy>"));
  CHECK(offer(config("<proxy><add key='1'/><b/><add key='2'/></proxy>"), proxy,
              "operation = 'move-element'\ntarget = '$self/add'\nto = '$self'\nplace = 'after'")
            .fixed == config("<proxy><b/></proxy>\n      <add key='1'/>\n      <add key='2'/>"));
}

TEST_CASE("steps that contradict each other are no fix but a sentence", "[lint][quick]") {
  const Offered offered =
      offer(config("<proxy a='1'/>"), proxy,
            "operation = 'set-attribute'\nname = 'a'\nvalue = '2'\n"
            "[[fix.then]]\noperation = 'set-attribute'\nname = 'a'\nvalue = '3'");
  REQUIRE(offered.offers.size() == 1);
  CHECK(offered.offers[0].applicability == rules::Applicability::manual);
  CHECK(offered.offers[0].edits.empty());
  CHECK(offered.offers[0].title ==
        "t (by hand: two steps of the fix change the same place in different ways)");
}

TEST_CASE("when the first fix cannot be made, the next one is offered", "[lint][quick]") {
  const Offered offered =
      offer(config("<proxy autoDetect='1' b='2'/>"), proxy,
            "operation = 'rename-attribute'\ntarget = '$self/@autoDetect'\nname = 'b'\n"
            "[[fix]]\napplicability = 'unsafe'\ntitle = 'u'\noperation = 'remove-attribute'\n"
            "target = '$self/@autoDetect'");
  CHECK(offered.fixed == config("<proxy b='2'/>"));
}

TEST_CASE("a character that the file cannot hold is a sentence", "[lint][quick]") {
  const Offered offered =
      offer("<?xml version='1.0' encoding='us-ascii'?>" + config("<proxy/>"), proxy,
            "operation = 'set-attribute'\nname = 'a'\nvalue = '\xC3\xA4'");
  REQUIRE(offered.offers.size() == 1);
  CHECK(offered.offers[0].edits.empty());
  CHECK(offered.offers[0].title.find("U+00E4 does not exist in us-ascii") != std::string::npos);
}

TEST_CASE("a file that .NET refuses is repaired", "[lint][quick]") {
  const std::string rule = "$net/error\"\nmalformed = true #";
  const auto repaired = [&](const std::string& bytes, const std::string& operation) {
    return offer(bytes, rule, "operation = '" + operation + "'").fixed;
  };
  CHECK(repaired(config("<proxy a=1 />"), "quote-values") == config("<proxy a=\"1\" />"));
  CHECK(repaired(config("<proxy a='&'/>"), "escape-ampersands") == config("<proxy a='&amp;'/>"));
  CHECK(repaired(config("<proxy/>") + "x", "trim-outside-root") == config("<proxy/>"));
  CHECK(repaired(config("<proxy a='\xFC'/>"), "re-encode") == config("<proxy a='\xC3\xBC'/>"));
}

TEST_CASE("an edit that would show a secret is withheld", "[lint][quick]") {
  const Offered offered = offer(config("<proxy/>"), proxy,
                                "operation = 'copy-subtree'\nname = 'proxy'\nvalue = 'diawp'",
                                config("<proxy proxyaddress='http://user:CANARY@p:1'/>"));
  REQUIRE(offered.offers.size() == 1);
  REQUIRE(offered.offers[0].edits.size() == 1);
  CHECK(offered.offers[0].edits[0].withheld);
  CHECK(offered.offers[0].edits[0].text.empty());
  CHECK(offered.offers[0].edits[0].bytes.find("CANARY") != std::string::npos);
}

TEST_CASE("a part of a secret is one too", "[lint][quick]") {
  // The least edit is the middle of the password, which alone looks like nothing.
  const Offered offered =
      offer(config("<proxy proxyaddress='http://user:xOLDy@p:1'/>"), proxy + "/@proxyaddress",
            "operation = 'replace-value'\nvalue = 'http://user:xNEWy@p:1'");
  REQUIRE(offered.offers.size() == 1);
  REQUIRE(offered.offers[0].edits.size() == 1);
  CHECK(offered.offers[0].edits[0].bytes == "NEW");
  CHECK(offered.offers[0].edits[0].withheld);
  CHECK(offered.offers[0].edits[0].text.empty());
}

TEST_CASE("no fix changes a value that holds a token", "[lint][quick]") {
  const std::string text = config("<proxy proxyaddress='#{Proxy}#' a='1'/>");
  const auto offers = [&](const std::string& fix) {
    const Offered offered = offer(text, proxy, fix);
    CHECK(offered.findings == 1);
    return offered.offers.size();
  };
  CHECK(offers("operation = 'set-attribute'\nname = 'proxyaddress'\nvalue = 'x'") == 0);
  CHECK(offers("operation = 'remove-element'") == 0);
  CHECK(offers("operation = 'replace-value'\ntarget = '$self/@proxyaddress'\n"
               "value = 'http://{$self/@proxyaddress}'") == 0);
  CHECK(offers("operation = 'remove-attribute'\ntarget = \"$self/@*[local-name() = 'a']\"") == 1);
  CHECK(offers("operation = 'rename-attribute'\ntarget = '$self/@proxyaddress'\n"
               "name = 'proxyAddress'") == 1);
}

TEST_CASE("what is no edit of a config is an action", "[lint][quick]") {
  const Offered offered = offer(config("<proxy/>"), proxy,
                                "operation = 'set-environment'\nname = 'JAVA_HOME'\nvalue = 'y'");
  REQUIRE(offered.offers.size() == 1);
  CHECK(offered.offers[0].edits.empty());
  REQUIRE(offered.offers[0].actions.size() == 1);
  CHECK(offered.offers[0].actions[0].kind == "set-environment");
  CHECK(offered.offers[0].actions[0].target == "JAVA_HOME");
}

namespace {

/// One backup of every file, or a reason why there is none.
class OneBackup final : public lint::BackupSource {
 public:
  explicit OneBackup(std::string bytes, std::string refusal = {})
      : bytes_(std::move(bytes)), refusal_(std::move(refusal)) {}

  text::Result<std::optional<lint::Backup>> newest(const std::string& /*path*/,
                                                   const std::string& /*version*/,
                                                   const Fits& fits) const override {
    if (!refusal_.empty()) return text::fail(refusal_, "/state");
    if (!fits(bytes_)) return std::nullopt;
    return lint::Backup{bytes_, "of a test"};
  }

 private:
  std::string bytes_;
  std::string refusal_;
};

Offered restored(const std::string& bytes, const lint::BackupSource* backups) {
  return offer(bytes, "$net/error\"\nmalformed = true #", "operation = 'restore-backup'",
               config("<proxy/>"), backups);
}

/// UTF-16 with a byte order mark.
std::string wide(const std::string& text) {
  std::string bytes = "\xFF\xFE";
  for (const char byte : text) bytes.append({byte, '\0'});
  return bytes;
}

}  // namespace

TEST_CASE("a backup comes back by the least edit, or as a whole", "[lint][quick]") {
  const std::string spoilt = config("<proxy a='1'>");
  const std::string good = config("<proxy usesystemdefault='True'/>");
  const OneBackup narrow(good);
  const Offered offered = restored(spoilt, &narrow);
  CHECK(offered.fixed == good);
  REQUIRE(offered.offers.size() == 1);
  CHECK(offered.offers[0].title == "t (of a test)");
  REQUIRE(offered.offers[0].edits.size() == 1);
  CHECK(offered.offers[0].edits[0].text == "usesystemdefault='True'/");
  CHECK(offered.offers[0].restart == std::vector<std::string>{"DIAHostService"});

  const OneBackup other(wide(good));
  CHECK(restored(spoilt, &other).fixed == wide(good));
  CHECK(restored(wide(spoilt), &other).fixed == wide(good));
  CHECK(restored(wide(spoilt), &other).offers[0].edits[0].text == good);
  CHECK(restored(wide(spoilt), &narrow).fixed == good);
}

TEST_CASE("a secret in a backup is not shown, in any encoding", "[lint][quick]") {
  const std::string spoilt = config("<proxy>");
  const std::string good = config("<proxy proxyaddress='http://user:CANARY@p:1'/>");
  for (const std::string& bytes : {good, wide(good)}) {
    const OneBackup backup(bytes);
    const Offered offered = restored(spoilt, &backup);
    CHECK(offered.fixed == bytes);
    REQUIRE(offered.offers.size() == 1);
    CHECK(offered.offers[0].edits[0].withheld);
    CHECK(offered.offers[0].edits[0].text.empty());
  }
}

TEST_CASE("a backup does not overwrite a token", "[lint][quick]") {
  const OneBackup backup(config("<proxy usesystemdefault='True'/>"));
  CHECK(restored(config("<proxy proxyaddress='#{Proxy}#'>"), &backup).offers.empty());
  CHECK(restored("<!-- #{x}# -->" + config("<proxy>"), &backup).offers.empty());
}

TEST_CASE("where no backup will do, the offer says what a person can do", "[lint][quick]") {
  const auto title = [](const lint::BackupSource* backups) {
    const Offered offered = restored(config("<proxy>"), backups);
    REQUIRE(offered.offers.size() == 1);
    CHECK(offered.offers[0].applicability == rules::Applicability::manual);
    CHECK(offered.offers[0].edits.empty());
    return offered.offers[0].title;
  };
  const std::string advice =
      "; take your golden copy, the file of another node of the same version, or repair the "
      "installation)";
  CHECK(title(nullptr) == "t (by hand: shirlint has no backups at hand here" + advice);
  const OneBackup bad(config("<proxy"));
  CHECK(title(&bad) == "t (by hand: shirlint keeps no backup of it that .NET loads" + advice);
  const OneBackup refused("", "is not ours");
  CHECK(title(&refused) ==
        "t (by hand: shirlint's backups cannot be used: /state is not ours" + advice);
}
