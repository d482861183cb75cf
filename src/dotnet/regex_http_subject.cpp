#include "dotnet/regex_http_subject.h"

namespace shirlint::dotnet::rx {

namespace {

using subject::Place;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
constexpr bool is_label(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

constexpr Place plus(Place place, int offset) { return static_cast<Place>(place + offset); }

/// Up to `more` digits may follow; none at all is dead.
constexpr Place loose(int more) {
  return more < 0 ? subject::dead : plus(subject::port_loose, more);
}

/// Behind the first `read` digits of 65535, which are all there are.
constexpr Place next_tight(int read, char c) {
  constexpr std::string_view highest = "65535";
  if (!is_digit(c) || read == 5) return subject::dead;
  const char limit = highest[static_cast<std::size_t>(read)];
  if (c == limit) return plus(subject::port_tight, read + 1);
  return loose(c < limit ? 4 - read : 3 - read);
}

constexpr Place next_port_start(int https, char c) {
  if (https == 0 && c == '8') return subject::port_8;
  if (https == 1 && c == '4') return subject::port_4;
  if (c == '0') return subject::port_zero;
  return next_tight(0, c);
}

constexpr Place next_port(Place place, char c) {
  if (!is_digit(c)) return subject::dead;
  switch (place) {
    case subject::port_8:
      return c == '0' ? subject::port_80 : loose(2);
    case subject::port_80:
      return loose(1);
    case subject::port_4:
      return c == '4' ? subject::port_44 : loose(3);
    case subject::port_44:
      return c == '3' ? subject::port_443 : loose(2);
    case subject::port_443:
      return loose(1);
    case subject::port_zero:
      return subject::dead;
    default:
      break;
  }
  if (place >= subject::port_loose) return loose(place - subject::port_loose - 1);
  return next_tight(place - subject::port_tight, c);
}

// Places in an IPv6 address. Until a "::" comes, the groups are counted: five places each, four for
// digits, one for the colon behind them. Then they are no longer; a number that is decimal may turn
// out to begin an IPv4 address.
constexpr int ipv6_groups = 1;       // 0 is the bracket
constexpr int ipv6_lone_colon = 41;  // at the start
constexpr int ipv6_double = 42;      // "::"
constexpr int ipv6_hex = 43;         // to 46: digits behind it, not all decimal or four
constexpr int ipv6_colon = 47;       // behind them
constexpr int ipv6_dotted = 48;      // behind each of three dots: none to three digits
constexpr int ipv6_decimal = 60;     // to 62: decimal digits behind the "::"
constexpr int ipv6_closed = -1;
constexpr int ipv6_dead = -2;

constexpr int next_ipv6_counted(int place, char c) {
  const int group = (place - ipv6_groups) / 5;
  const int digits = (place - ipv6_groups) % 5 + 1;  // five is the colon
  if (c == ':') {
    if (digits == 5) return ipv6_double;
    return group < 7 ? ipv6_groups + group * 5 + 4 : ipv6_dead;
  }
  if (c == ']') return group == 7 && digits < 5 ? ipv6_closed : ipv6_dead;
  if (!is_hex(c) || digits == 4) return ipv6_dead;
  if (digits == 5 && c == '0') return place + 4;  // no digit follows a leading zero
  return place + 1;  // behind the colon: the first digit of the next group
}

constexpr int next_ipv6_dotted(int place, char c) {
  const int dot = (place - ipv6_dotted) / 4;
  const int digits = (place - ipv6_dotted) % 4;
  if (is_digit(c)) {
    if (digits == 3) return ipv6_dead;
    return c == '0' && digits == 0 ? place + 3 : place + 1;
  }
  if (digits == 0) return ipv6_dead;
  if (c == ']') return dot == 2 ? ipv6_closed : ipv6_dead;
  return c == '.' && dot < 2 ? ipv6_dotted + (dot + 1) * 4 : ipv6_dead;
}

constexpr int next_ipv6_compressed(int place, char c) {
  const bool at_group_start = place == ipv6_double || place == ipv6_colon;
  const bool decimal = place >= ipv6_decimal;
  int digits = 0;
  if (!at_group_start) digits = place - (decimal ? ipv6_decimal : ipv6_hex) + 1;
  if (c == ']') return place == ipv6_colon ? ipv6_dead : ipv6_closed;
  if (c == ':') return at_group_start ? ipv6_dead : ipv6_colon;
  if (c == '.') return decimal ? ipv6_dotted : ipv6_dead;
  if (!is_hex(c) || digits == 4) return ipv6_dead;
  if (c == '0' && at_group_start) return ipv6_hex + 3;
  if (is_digit(c) && digits < 3 && (decimal || at_group_start)) return ipv6_decimal + digits;
  return ipv6_hex + digits;
}

constexpr int next_ipv6(int place, char c) {
  if (place == 0) {
    if (c == ':') return ipv6_lone_colon;
    if (c == '0') return ipv6_groups + 3;
    return is_hex(c) ? ipv6_groups : ipv6_dead;
  }
  if (place < ipv6_lone_colon) return next_ipv6_counted(place, c);
  if (place == ipv6_lone_colon) return c == ':' ? ipv6_double : ipv6_dead;
  if (place >= ipv6_dotted && place < ipv6_decimal) return next_ipv6_dotted(place, c);
  return next_ipv6_compressed(place, c);
}

constexpr Place next_host(Place place, int https, char c) {
  const auto either = [&](Place to) { return plus(to, https); };
  switch (place) {
    case subject::host_start:
      if (c == '[') return either(subject::ipv6);
      return is_label(c) ? either(subject::label) : subject::dead;
    case subject::label:
      if (c == '.') return either(subject::dot);
      [[fallthrough]];
    case subject::dot:
      if (c == ':') return either(subject::port_start);
      return is_label(c) ? either(subject::label) : subject::dead;
    case subject::ipv6_end:
      return c == ':' ? either(subject::port_start) : subject::dead;
    case subject::port_start:
      return next_port_start(https, c);
    default:
      break;
  }
  const int inside = next_ipv6((place - subject::ipv6) / 2, c);
  if (inside == ipv6_closed) return either(subject::ipv6_end);
  return inside == ipv6_dead ? subject::dead : either(plus(subject::ipv6, 2 * inside));
}

constexpr Place next(Place place, char c) {
  constexpr std::string_view http = "http";
  if (place < subject::scheme) {
    return c == http[place] ? plus(place, 1) : subject::dead;
  }
  if (place >= subject::port_8) return next_port(place, c);
  const int https = place % 2;
  switch (place - https) {
    case subject::scheme:
      if (https == 0 && c == 's') return plus(subject::scheme, 1);
      return c == ':' ? plus(subject::colon, https) : subject::dead;
    case subject::colon:
      return c == '/' ? plus(subject::slash, https) : subject::dead;
    case subject::slash:
      return c == '/' ? plus(subject::host_start, https) : subject::dead;
    default:
      return next_host(plus(place, -https), https, c);
  }
}

constexpr bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '_'; }

constexpr bool are_alike(const SubjectTable& table, char a, char b) {
  if (is_word(a) != is_word(b)) return false;
  for (const auto& row : table) {
    if (row[static_cast<std::size_t>(a)] != row[static_cast<std::size_t>(b)]) return false;
  }
  return true;
}

constexpr std::array<std::uint8_t, subject_chars_count> make_sorts(const SubjectTable& table) {
  std::array<std::uint8_t, subject_chars_count> sorts{};
  for (std::size_t i = 0; i < subject_chars_count; ++i) {
    std::size_t first = 0;
    while (!are_alike(table, subject_chars[first], subject_chars[i])) ++first;
    sorts[i] = static_cast<std::uint8_t>(first);
  }
  return sorts;
}

constexpr SubjectTable make_table() {
  SubjectTable table{};
  for (Place place = 0; place < subject::count; ++place) {
    table[place].fill(subject::dead);
    for (const char c : subject_chars) table[place][static_cast<std::size_t>(c)] = next(place, c);
  }
  return table;
}

// Made apart from the sorts: clang counts the steps of each constant by itself.
constexpr SubjectTable table = make_table();

}  // namespace

constinit const SubjectTable subject_table = table;
constinit const std::array<std::uint8_t, subject_chars_count> subject_sorts = make_sorts(table);

}  // namespace shirlint::dotnet::rx
