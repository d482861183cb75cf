#include "dotnet/uri_syntax.h"

#include <array>

namespace shirlint::dotnet::uri {
namespace {

constexpr Bits query_and_fragment = may_have_query | may_have_fragment;
constexpr Bits server = must_have_authority | allow_internet_host | path_is_rooted;
constexpr Bits server_with_login =
    server | may_have_user_info | may_have_port | may_have_fragment | allow_unc_host;
constexpr Bits file_system = convert_backslashes | compress_path | file_path_rules;

constexpr Bits http_bits = server_with_login | may_have_query | file_system;
constexpr Bits ftp_bits = server_with_login | file_system;
constexpr Bits vsmacros_bits = must_have_authority | allow_internet_host | allow_unc_host |
                               allow_empty_host | allow_dos_path | file_like | may_have_fragment |
                               file_system | unescape_dots_and_slashes;
constexpr Bits file_bits = vsmacros_bits | path_is_rooted | may_have_query;
constexpr Bits ldap_bits = server_with_login | may_have_query | allow_empty_host;
constexpr Bits news_bits = may_have_fragment;
constexpr Bits mailto_bits = allow_empty_host | allow_unc_host | allow_internet_host |
                             may_have_user_info | may_have_port | query_and_fragment | mailto_like;
constexpr Bits net_pipe_bits =
    server | query_and_fragment | file_system | unescape_dots_and_slashes;
constexpr Bits unknown_bits = unknown_scheme | optional_authority | may_have_user_info |
                              may_have_port | query_and_fragment | allow_empty_host |
                              allow_unc_host | allow_internet_host | path_is_rooted |
                              allow_dos_path | convert_backslashes | compress_path;

struct Known {
  std::string_view scheme;
  int port;
  Bits bits;
};

constexpr std::array<Known, 16> known = {{
    {"http", 80, http_bits},
    {"https", 443, http_bits},
    {"ws", 80, http_bits},
    {"wss", 443, http_bits},
    {"ftp", 21, ftp_bits},
    {"file", no_port, file_bits},
    {"gopher", 70, server_with_login},
    {"nntp", 119, server_with_login},
    {"news", no_port, news_bits},
    {"mailto", 25, mailto_bits},
    {"uuid", no_port, news_bits},
    {"telnet", 23, server_with_login},
    {"ldap", 389, ldap_bits},
    {"net.tcp", 808, net_pipe_bits | may_have_port},
    {"net.pipe", no_port, net_pipe_bits},
    {"vsmacros", no_port, vsmacros_bits},
}};

}  // namespace

Syntax find_syntax(std::string_view scheme) {
  for (const Known& one : known) {
    if (one.scheme == scheme) return {std::string(scheme), one.port, one.bits};
  }
  return {std::string(scheme), no_port, unknown_bits};
}

// System.txt doubles the backslashes, and the framework's resource compiler undoes that: reports
// from Windows show one (NuGet's end-to-end tests compare with "'c:\'."). Mono shows two.
std::string_view text_of(Fault fault) {
  switch (fault) {
    case Fault::none:
      return {};
    case Fault::bad_format:
      return "Invalid URI: The format of the URI could not be determined.";
    case Fault::bad_scheme:
      return "Invalid URI: The URI scheme is not valid.";
    case Fault::bad_authority:
      return "Invalid URI: The Authority/Host could not be parsed.";
    case Fault::empty:
      return "Invalid URI: The URI is empty.";
    case Fault::scheme_too_long:
      return "Invalid URI: The Uri scheme is too long.";
    case Fault::too_long:
      return "Invalid URI: The Uri string is too long.";
    case Fault::dos_path_not_rooted:
      return R"(Invalid URI: A Dos path must be rooted, for example, 'c:\'.)";
    case Fault::bad_host:
      return "Invalid URI: The hostname could not be parsed.";
    case Fault::bad_port:
      return "Invalid URI: Invalid port specified.";
    case Fault::bad_authority_end:
      return R"(Invalid URI: The Authority/Host cannot end with a backslash character ('\').)";
  }
  return {};
}

}  // namespace shirlint::dotnet::uri
