// IPv6 literals: which ones .NET takes, and their form by RFC 5952.
#include <array>
#include <cstdint>

#include "dotnet/uri_host.h"

namespace shirlint::dotnet::uri {
namespace {

// Reads behind the "[" up to the "]". .NET counts groups of digits as it meets their ends, and lets
// a prefix length ("/64") and a scope ("%anything") pass.
class Ipv6Check {
 public:
  Ipv6Check(const HostPlace& place, UriRules rules) : place_(place), rules_(rules) {}

  std::optional<std::size_t> run() {
    const std::size_t begin = place_.begin;
    if (rules_ == UriRules::net_472 && at(place_.text, begin) == u':' &&
        (begin + 1 >= place_.end || place_.text[begin + 1] != u':')) {
      return std::nullopt;
    }
    std::size_t i = begin;
    while (i < place_.end) {
      const char16_t c = place_.text[i];
      const bool digit = in_prefix_ ? is_digit(c) : hex_value(c) >= 0;
      if (digit) {
        ++length_;
        number_expected_ = false;
        ++i;
        continue;
      }
      if (!finish_group(i)) return std::nullopt;
      if (c == u'%') {
        while (i < place_.end && place_.text[i] != u']' && place_.text[i] != u'/') ++i;
        if (i == place_.end) return std::nullopt;
      }
      if (place_.text[i] == u']') return complete() ? std::optional(i + 1) : std::nullopt;
      if (!delimiter(i)) return std::nullopt;
      length_ = 0;
      ++i;
    }
    return std::nullopt;
  }

 private:
  bool finish_group(std::size_t i) {
    if (length_ > 4) return false;
    if (length_ != 0) {
      ++groups_;
      last_group_ = i - length_;
    }
    return true;
  }

  // Leaves `i` at the last character that is dealt with.
  bool delimiter(std::size_t& i) {
    switch (place_.text[i]) {
      case u':':
        if (i > 0 && place_.text[i - 1] == u':') {
          if (compressed_) return false;
          compressed_ = true;
          number_expected_ = false;
        } else {
          number_expected_ = true;
        }
        return true;
      case u'/':
        if (groups_ == 0 || in_prefix_) return false;
        in_prefix_ = true;
        number_expected_ = true;
        return true;
      case u'.': {
        if (ipv4_) return false;
        const auto end = embedded_ipv4_end(place_.text, last_group_, place_.end);
        if (!end) return false;
        ++groups_;  // it takes two, one was counted at its dot
        ipv4_ = true;
        i = *end - 1;
        return true;
      }
      default:
        return false;
    }
  }

  // `length_` still is that of the last group: .NET leaves it when it meets the bracket.
  [[nodiscard]] bool complete() const {
    if (in_prefix_ && (length_ < 1 || length_ > 2)) return false;
    const int wanted = 8 + (in_prefix_ ? 1 : 0);
    return !number_expected_ && (compressed_ ? groups_ < wanted : groups_ == wanted);
  }

  HostPlace place_;
  UriRules rules_;
  int groups_ = 0;
  std::size_t length_ = 0;
  std::size_t last_group_ = 1;
  bool compressed_ = false;
  bool ipv4_ = false;
  bool in_prefix_ = false;
  bool number_expected_ = true;
};

// Nine: before the strict check .NET let a leading colon through, which gives one group too many.
using Groups = std::array<std::uint16_t, 9>;

// The value of a literal that Ipv6Check accepted.
class Ipv6Reader {
 public:
  Ipv6Reader(std::u16string_view text, std::size_t begin) : text_(text), i_(begin) {}

  Groups run(std::u16string& scope) {
    if (at(text_, i_) == u'[') ++i_;
    while (i_ < text_.size() && text_[i_] != u']') {
      const char16_t c = text_[i_];
      if (c == u'%') {
        push_pending();
        const std::size_t start = i_;
        while (i_ < text_.size() && text_[i_] != u']' && text_[i_] != u'/') ++i_;
        scope = std::u16string(text_.substr(start, i_ - start));
        to_bracket();
      } else if (c == u':') {
        colon();
      } else if (c == u'/') {
        push_pending();
        to_bracket();
      } else {
        number_ = number_ * 16U + static_cast<unsigned>(hex_value(c));
        ++i_;
      }
    }
    push_pending();
    expand();
    return groups_;
  }

 private:
  void to_bracket() {
    while (i_ < text_.size() && text_[i_] != u']') ++i_;
  }
  void push(unsigned number) {
    if (count_ < groups_.size()) groups_[count_++] = static_cast<std::uint16_t>(number);
  }
  void push_pending() {
    if (pending_) push(number_);
    pending_ = false;
  }

  void colon() {
    push(number_);
    number_ = 0;
    ++i_;
    if (at(text_, i_) == u':') {
      compressed_at_ = count_;
      ++i_;
    } else if (compressed_at_ == 0 && count_ < 6) {
      return;  // too early for an IPv4 address
    }
    std::size_t j = i_;
    while (j < i_ + 4 && at(text_, j) != u'.') {
      if (hex_value(at(text_, j)) < 0) return;
      ++j;
    }
    if (at(text_, j) == u'.' && j < i_ + 4) ipv4();
  }

  void ipv4() {
    unsigned part = 0;
    std::uint32_t value = 0;
    for (; i_ < text_.size() && text_[i_] != u']' && text_[i_] != u'/' && text_[i_] != u'%'; ++i_) {
      if (text_[i_] == u'.') {
        value = (value << 8U) | (part & 0xFFU);
        part = 0;
      } else {
        part = part * 10U + static_cast<unsigned>(hex_value(text_[i_]));
      }
    }
    value = (value << 8U) | (part & 0xFFU);
    push(value >> 16U);
    push(value);
    number_ = 0;
    pending_ = false;
  }

  // Moves the groups behind "::" to the end.
  void expand() {
    if (compressed_at_ == 0) return;
    std::size_t to = 7;
    std::size_t from = count_ - 1;
    for (std::size_t left = count_ - compressed_at_; left > 0; --left, --to, --from) {
      groups_[to] = groups_[from];
      groups_[from] = 0;
    }
  }

  std::u16string_view text_;
  std::size_t i_;
  Groups groups_{};
  std::size_t count_ = 0;
  std::size_t compressed_at_ = 0;  // 0: no "::"
  unsigned number_ = 0;
  bool pending_ = true;  // number_ is a group not yet stored
};

struct Run {
  std::size_t begin = 8;
  std::size_t end = 8;
};

// The longest run of two or more zero groups; of equal ones the first.
Run longest_zero_run(const Groups& groups) {
  Run best;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t end = i;
    while (end < 8 && groups[end] == 0) ++end;
    if (end - i >= 2 && end - i > best.end - best.begin) best = {i, end};
  }
  return best;
}

bool shows_ipv4(const Groups& g) {
  if (g[0] == 0 && g[1] == 0 && g[2] == 0 && g[3] == 0 && g[6] != 0) {
    if (g[4] == 0 && (g[5] == 0 || g[5] == 0xFFFF)) return true;
    if (g[4] == 0xFFFF && g[5] == 0) return true;
  }
  return g[4] == 0 && g[5] == 0x5EFE;  // ISATAP
}

void append_ascii(std::u16string& out, std::string_view text) {
  for (const char c : text) out += static_cast<char16_t>(c);
}

std::string hex(unsigned value) {
  std::string digits;
  do {
    digits.insert(digits.begin(), "0123456789abcdef"[value & 15U]);
    value >>= 4U;
  } while (value != 0);
  return digits;
}

std::u16string canonical_text(const Groups& groups) {
  const Run zeros = longest_zero_run(groups);
  const bool ipv4 = shows_ipv4(groups);
  std::u16string out = u"[";
  for (std::size_t i = 0; i < 8; ++i) {
    if (ipv4 && i == 6) {
      append_ascii(
          out, ":" + std::to_string(groups[6] >> 8U) + "." + std::to_string(groups[6] & 0xFFU) +
                   "." + std::to_string(groups[7] >> 8U) + "." + std::to_string(groups[7] & 0xFFU));
      break;
    }
    if (i == zeros.begin) out += u':';
    if (i >= zeros.begin && zeros.end == 8) {
      out += u':';
      break;
    }
    if (i >= zeros.begin && i < zeros.end) continue;
    if (i != 0) out += u':';
    append_ascii(out, hex(groups[i]));
  }
  return out + u']';
}

bool is_loopback(const Groups& g) {
  for (std::size_t i = 0; i < 5; ++i) {
    if (g[i] != 0) return false;
  }
  if (g[5] == 0 && g[6] == 0 && g[7] == 1) return true;
  return g[6] == 0x7F00 && g[7] == 1 && (g[5] == 0 || g[5] == 0xFFFF);
}

}  // namespace

std::optional<std::size_t> ipv6_end(const HostPlace& place, UriRules rules) {
  return Ipv6Check(place, rules).run();
}

Host canonical_ipv6(std::u16string_view text, std::size_t begin) {
  Host host;
  const Groups groups = Ipv6Reader(text, begin).run(host.scope);
  host.text = canonical_text(groups);
  host.loopback = is_loopback(groups);
  return host;
}

}  // namespace shirlint::dotnet::uri
