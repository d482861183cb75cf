// .NET's Uri: what it makes of an address, and of its own spelling of it.
#include <algorithm>
#include <string>
#include <string_view>

#include "dotnet/uri.h"
#include "fuzz.h"
#include "text/encoding.h"

using namespace shirlint;
using dotnet::Uri;
using dotnet::UriRules;
using fuzz::expect;

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_web(const Uri& uri) { return uri.scheme == "http" || uri.scheme == "https"; }

/// Where .NET's text begins with the scheme: in web addresses. Not where blanks precede a drive's
/// path (uri_test.cpp), nor where more stands behind a bracket; there, and with other schemes, its
/// text may be empty, or .NET itself fails with an ArgumentOutOfRangeException, as Mono does.
bool begins_with_scheme(std::string_view address, const Uri& uri) {
  return is_web(uri) && !is_blank(address.front()) && uri.host.find(']') == std::string::npos;
}

void check_parts(const Uri& uri, bool with_scheme) {
  expect(!uri.scheme.empty(), "there is a scheme");
  expect(uri.scheme.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos,
         "the scheme is in lower case", uri.scheme);
  expect(!with_scheme || uri.text.rfind(uri.scheme + ":", 0) == 0,
         "the text begins with the scheme", uri.text);
  expect(uri.port >= -1 && uri.port <= 0xFFFF, "a port is a port");
  expect(uri.query.empty() || uri.query.front() == '?', "a query has its mark", uri.query);
  expect(uri.fragment.empty() || uri.fragment.front() == '#', "a fragment has its mark",
         uri.fragment);
  expect(!text::check_utf8(uri.text).fault, "the text is UTF-8");
}

/// No escapes, some of which .NET rewrites at a second look only, no blanks, which it may keep
/// behind a port, and no direction marks (U+200E, U+200F, U+202A to U+202E), without which a host
/// may be read anew.
bool is_plain(std::string_view address) {
  return address.find_first_of("% \t\r\n") == address.npos &&
         address.find("\xE2\x80") == address.npos;
}

/// The spelling of a web address is one that .NET 4.7.2 takes and leaves alone, if nothing stands
/// behind a bracket (it becomes a path), and nothing in the host is composed, which may make a
/// letter of it that no host has (U+037E becomes a semicolon). Other schemes and the older rules
/// have more slips. Mono has all of them, too.
bool has_stable_spelling(const Uri& uri) {
  const bool plain_host = std::all_of(uri.host.begin(), uri.host.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && c != ']';
  });
  return is_web(uri) && plain_host;
}

void check_spelling(std::string_view address, const Uri& uri) {
  if (!has_stable_spelling(uri)) return;
  expect(uri.text.size() >= uri.path.size() + uri.query.size() + uri.fragment.size(),
         "the text holds its parts", uri.text);
  if (!is_plain(address)) return;
  const auto again = dotnet::parse_absolute_uri(uri.text);
  expect(again.has_value(), "its own spelling is taken", uri.text);
  fuzz::expect_same(uri.text, again->text, "its own spelling stays");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string address(data, data + size);
  for (const UriRules rules : {UriRules::net_472, UriRules::net_45}) {
    const auto uri = dotnet::parse_absolute_uri(address, rules);
    if (!uri) {
      expect(!uri.error().empty(), "a refusal has a text");
      continue;
    }
    check_parts(*uri, begins_with_scheme(address, *uri));
    if (rules == UriRules::net_472) check_spelling(address, *uri);
  }
  return 0;
}
