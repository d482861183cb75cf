// The subjects of bypass entries (see regex_analysis.h) as a deterministic automaton.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace shirlint::dotnet::rx {

/// Where a subject stands. Two states in a row are the same place for http and for https.
namespace subject {
using Place = std::uint8_t;
constexpr Place begin = 0;         // to 3: so many letters of "http"
constexpr Place scheme = 4;        // "http", then "https"
constexpr Place colon = 6;         // ":"
constexpr Place slash = 8;         // ":/"
constexpr Place host_start = 10;   // "://"
constexpr Place label = 12;        // in a label
constexpr Place dot = 14;          // behind a dot
constexpr Place ipv6 = 16;         // "[" and 63 places of an address
constexpr Place ipv6_end = 142;    // "]"
constexpr Place port_start = 144;  // ":" behind the host
constexpr Place port_8 = 146;      // "8", which may become http's 80
constexpr Place port_80 = 147;
constexpr Place port_4 = 148;  // "4", which may become https' 443
constexpr Place port_44 = 149;
constexpr Place port_443 = 150;
constexpr Place port_zero = 151;
constexpr Place port_tight = 151;  // + k: the first k digits of 65535
constexpr Place port_loose = 157;  // + k: up to k digits may follow
constexpr Place count = 162;
constexpr Place dead = 255;
}  // namespace subject

constexpr std::size_t subject_chars_count = 43;
constexpr std::string_view subject_chars = "abcdefghijklmnopqrstuvwxyz0123456789-._:/[]";

using SubjectTable = std::array<std::array<subject::Place, 128>, subject::count>;

/// Where the next character leads; `dead` where it cannot stand.
extern const SubjectTable subject_table;

/// For each of `subject_chars` the first one that all subjects and \b treat like it.
extern const std::array<std::uint8_t, subject_chars_count> subject_sorts;

/// Whether a subject may end there. From every place such a place can be reached.
[[nodiscard]] constexpr bool is_subject_end(subject::Place place) {
  switch (place) {
    case subject::label:
    case subject::label + 1:
    case subject::dot:
    case subject::dot + 1:
    case subject::ipv6_end:
    case subject::ipv6_end + 1:
    case subject::port_8:
    case subject::port_4:
    case subject::port_44:
      return true;
    default:
      return place >= subject::port_zero && place < subject::count;
  }
}

}  // namespace shirlint::dotnet::rx
