// The two passes of .NET's Uri over a text: the constructor's, which finds scheme, authority and
// faults, and the later one that finds and describes the other parts (referencesource URI.cs).
// Both work on one text until it needs rewriting; then the rewritten text grows part by part.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "dotnet/uri.h"
#include "dotnet/uri_escape.h"
#include "dotnet/uri_host.h"
#include "dotnet/uri_syntax.h"

namespace shirlint::dotnet::uri {

enum class HostKind : std::uint8_t { not_found, ipv6, ipv4, name, unc, basic, none };

/// What the constructor's pass leaves behind.
struct Outline {
  Syntax syntax;
  std::u16string text;      // the text, or the rewritten one up to the end of the authority
  std::u16string original;  // the text as given; only if it is being rewritten
  bool rewriting = false;
  bool end_is_in_original = false;  // `end` counts in `original`, which also holds the port
  std::size_t end = 0;              // of the host, or of the scheme if there is no authority
  HostKind host = HostKind::not_found;
  bool authority = false;
  bool user_info = false;
  bool implicit_file = false;  // a path without "file:"
  bool dos_path = false;
  bool unc_path = false;
};

/// The first pass. `outline.text` holds the text to begin with.
[[nodiscard]] Fault outline_of(Outline& outline, UriRules rules);

/// Only for uri_parser.cpp: from `begin` (behind the slashes) to `length`. Moves `begin` behind the
/// host and writes the rewritten authority to `outline.text`.
[[nodiscard]] Fault read_authority(Outline& outline, std::size_t& begin, std::size_t length,
                                   UriRules rules);

/// The length of `text` without blanks at its end; one that follows `begin` directly stays.
[[nodiscard]] std::size_t trimmed_length(std::u16string_view text, std::size_t begin);

/// The second pass: places in Outline::text, which it completes, and what is odd about the parts.
class Parts {
 public:
  Parts(Outline outline, UriRules rules);

  [[nodiscard]] bool too_long() const;
  [[nodiscard]] Uri result() const;

 private:
  enum Component : unsigned {
    scheme_part = 1,
    user_part = 2,
    host_part = 4,
    port_part = 8,
    path_part = 16,
    query_part = 32,
    fragment_part = 64,
    all_parts = 127,
  };

  void locate();
  void locate_authority(std::size_t begin, bool odd_slashes);
  void read_port();
  void describe();
  void describe_scheme(std::size_t length);
  void describe_path();
  void judge_path(const Form& form);
  void describe_tail(char16_t mark, Part part, unsigned component, std::size_t& begin,
                     std::size_t& from);
  void rewrite_from(std::size_t& from, Delimiters delimiters, Part part);
  void make_host();

  [[nodiscard]] Delimiters path_delimiters() const;
  [[nodiscard]] std::size_t disk_size() const;
  [[nodiscard]] bool disk_bar() const;
  [[nodiscard]] std::u16string get(unsigned parts) const;
  [[nodiscard]] std::u16string verbatim(unsigned parts) const;
  [[nodiscard]] std::u16string rebuilt(unsigned parts, unsigned odd) const;
  void append_port(bool odd, std::u16string& out) const;
  void append_path(std::u16string& out) const;
  [[nodiscard]] std::u16string_view slice(std::size_t begin, std::size_t end) const;

  Outline o_;
  UriRules rules_;
  std::size_t scheme_ = 0;
  std::size_t user_ = 0;
  std::size_t host_at_ = 0;
  std::size_t path_ = 0;
  std::size_t query_ = 0;
  std::size_t fragment_ = 0;
  std::size_t end_ = 0;
  std::uint16_t port_ = 0;
  bool port_given_ = false;
  bool other_port_ = false;  // not the scheme's own
  unsigned odd_ = 0;         // parts that cannot be taken from the text as they are
  bool path_display_odd_ = false;
  bool compress_ = false;
  bool first_slash_absent_ = false;
  bool backslash_ = false;
  Host host_;
};

}  // namespace shirlint::dotnet::uri
