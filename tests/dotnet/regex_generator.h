// Makes regex patterns that cover .NET's dialect, sound ones and broken ones, and subjects that
// have a chance to match. Everything follows from the seed.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "dotnet/regex_sample.h"

namespace shirlint::dotnet::test {

class RegexGenerator {
 public:
  explicit RegexGenerator(std::uint64_t seed) : random_(seed) {}

  Sample next(int subject_count) {
    sample_ = Sample();
    budget_ = 40;
    const unsigned kind = below(20);
    if (kind == 0) {
      sample_.pattern = soup();
    } else if (kind < 4) {
      sample_.pattern = host_like();
    } else {
      sample_.pattern = alternation(0);
    }
    if (chance(25)) mutate();
    for (int i = 0; i < subject_count; ++i) sample_.subjects.push_back(subject());
    return sample_;
  }

 private:
  unsigned below(unsigned bound) { return static_cast<unsigned>(random_() % bound); }
  bool chance(unsigned percent) { return below(100) < percent; }
  void use(Construct construct) { sample_.used[static_cast<std::size_t>(construct)] = true; }
  template <std::size_t Count>
  std::string pick(const std::array<std::string_view, Count>& from) {
    return std::string(from[below(Count)]);
  }

  std::string alternation(int depth) {
    std::string text = sequence(depth);
    while (chance(20)) text += "|" + (chance(10) ? std::string() : sequence(depth));
    return text;
  }

  std::string sequence(int depth) {
    std::string text;
    const unsigned count = 1 + below(depth == 0 ? 5 : 3);
    for (unsigned i = 0; i < count && budget_ > 0; ++i) {
      --budget_;
      text += atom(depth);
      if (chance(35)) text += quantifier();
    }
    return text;
  }

  std::string quantifier() {
    static constexpr std::array<std::string_view, 9> counts = {
        "{2}", "{0}", "{1}", "{1,}", "{0,2}", "{2,3}", "{0,}", "{1,2}", "{02,3}"};
    std::string text;
    switch (below(4)) {
      case 0:
        use(Construct::star);
        text = "*";
        break;
      case 1:
        use(Construct::plus);
        text = "+";
        break;
      case 2:
        use(Construct::optional);
        text = "?";
        break;
      default:
        use(Construct::counted);
        text = pick(counts);
        break;
    }
    if (chance(30)) {
      use(Construct::lazy);
      text += "?";
    }
    if (chance(1)) text = "{3,2}";
    if (chance(1)) text += quantifier();
    return text;
  }

  std::string literal() {
    static constexpr std::array<std::string_view, 30> common = {
        "a", "b",   "c",   "a",   "b", "ab", "A", "B", "aB", "0", "1",   ".",  ":",   "/",   "-",
        "_", "\\.", "\\-", "\\/", " ", "#",  "x", "}", "]",  "{", "com", "{1", "\\{", "\\ ", "a1"};
    static constexpr std::array<std::string_view, 18> strange = {
        "é", "É", "Σ", "σ", "ς", "İ", "ı", "K", "ſ", "ß", "Ω", "Ω", "😀", "Ж", "ж", "ǅ", "٣", "‍"};
    if (chance(8)) {
      use(Construct::non_ascii);
      return pick(strange);
    }
    use(Construct::literal);
    return pick(common);
  }

  std::string escape() {
    static constexpr std::array<std::string_view, 8> octal = {"\\0",   "\\01",  "\\060", "\\141",
                                                              "\\377", "\\400", "\\08",  "\\61"};
    static constexpr std::array<std::string_view, 6> hex = {"\\x61", "\\x41", "\\x2e",
                                                            "\\xe9", "\\x0A", "\\xC9"};
    static constexpr std::array<std::string_view, 6> unicode = {"\\u0061", "\\u0041", "\\u00e9",
                                                                "\\u212A", "\\u002E", "\\uD83D"};
    static constexpr std::array<std::string_view, 7> control = {"\\cA", "\\ca", "\\c@", "\\cJ",
                                                                "\\c_", "\\c[", "\\c\\"};
    static constexpr std::array<std::string_view, 7> named = {"\\n", "\\t", "\\r", "\\a",
                                                              "\\e", "\\f", "\\v"};
    switch (below(5)) {
      case 0:
        use(Construct::octal);
        return pick(octal);
      case 1:
        use(Construct::hex);
        return pick(hex);
      case 2:
        use(Construct::unicode_escape);
        return pick(unicode);
      case 3:
        use(Construct::control);
        return pick(control);
      default:
        use(Construct::named_escape);
        return pick(named);
    }
  }

  std::string class_escape() {
    static constexpr std::array<std::string_view, 6> plain = {"\\d", "\\D", "\\w",
                                                              "\\W", "\\s", "\\S"};
    static constexpr std::array<std::string_view, 24> categories = {
        "L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "N",  "Nd", "Nl", "P",
        "Pd", "Po", "Pc", "S",  "Sm", "Z",  "Zs", "C",  "Cc", "Cs", "Cn", "Sc"};
    static constexpr std::array<std::string_view, 10> named_blocks = {
        "IsBasicLatin", "IsLatin-1Supplement", "IsGreek", "IsCyrillic", "IsHighSurrogates",
        "IsSpecials",   "IsGreekandCoptic",    "_xmlC",   "_xmlI",      "IsHebrew"};
    if (chance(60)) {
      use(Construct::class_escape);
      return pick(plain);
    }
    const std::string letter = chance(30) ? "\\P{" : "\\p{";
    if (chance(60)) {
      use(Construct::category);
      return letter + pick(categories) + "}";
    }
    use(Construct::block);
    if (chance(3)) return letter + "IsNowhere}";
    return letter + pick(named_blocks) + "}";
  }

  std::string set(int depth) {
    static constexpr std::array<std::string_view, 10> ranges = {
        "a-c", "A-C", "0-9", "a-z", "A-Z", "!-~", "é-ü", "Α-Ω", "^-`", "[-\\]"};
    std::string text = "[";
    use(Construct::set);
    if (chance(25)) {
      use(Construct::negated_set);
      text += "^";
    }
    const unsigned count = 1 + below(3);
    for (unsigned i = 0; i < count; ++i) {
      switch (below(8)) {
        case 0:
          text += class_escape();
          break;
        case 1:
          text += escape();
          break;
        case 2:
        case 3:
          text += pick(ranges);
          break;
        case 4:
          text += chance(20) ? (use(Construct::posix_name), "[:alpha:]") : "-";
          break;
        default:
          text += literal();
          break;
      }
    }
    if (depth < 3 && chance(12)) {
      use(Construct::subtraction);
      text += "-" + set(depth + 1);
    }
    return text + "]";
  }

  std::string anchor() {
    static constexpr std::array<std::string_view, 6> anchors = {"^", "$", "\\A", "\\Z", "\\z", "^"};
    switch (below(6)) {
      case 0:
        use(Construct::boundary);
        return chance(50) ? "\\b" : "\\B";
      case 1:
        if (chance(40)) {
          use(Construct::contiguous);
          return "\\G";
        }
        [[fallthrough]];
      default:
        use(Construct::anchor);
        return pick(anchors);
    }
  }

  std::string reference() {
    static constexpr std::array<std::string_view, 6> numbers = {"\\1",    "\\2",    "\\1",
                                                                "\\k<1>", "\\k'2'", "\\10"};
    static constexpr std::array<std::string_view, 4> names = {"\\k<n>", "\\k'm'", "\\k<m>",
                                                              "\\k<0>"};
    static constexpr std::array<std::string_view, 3> old = {"\\<n>", "\\'m'", "\\<1>"};
    switch (below(3)) {
      case 0:
        use(Construct::back_number);
        return pick(numbers);
      case 1:
        use(Construct::back_name);
        return pick(names);
      default:
        use(Construct::back_old);
        return pick(old);
    }
  }

  std::string options() {
    static constexpr std::array<std::string_view, 12> texts = {"i", "-i",  "m",  "s",   "ms", "n",
                                                               "x", "i-s", "-x", "-im", "+s", "-n"};
    std::string text = pick(texts);
    if (text.find('n') != std::string::npos) use(Construct::explicit_capture);
    if (text.find('x') != std::string::npos) use(Construct::white_space_mode);
    if (text.find_first_of("ms") != std::string::npos) use(Construct::line_options);
    return text;
  }

  std::string group(int depth) {
    static constexpr std::array<std::string_view, 5> numbered = {"(?<1>", "(?<2>", "(?'3'", "(?<7>",
                                                                 "(?<2>"};
    static constexpr std::array<std::string_view, 7> balancing = {
        "(?<n-m>", "(?<-n>", "(?'m-n'", "(?<-1>", "(?<-m>", "(?<n-n>", "(?<1-n>"};
    const std::string body = alternation(depth + 1);
    switch (below(18)) {
      case 0:
      case 1:
      case 2:
        use(Construct::capture);
        return "(" + body + ")";
      case 3:
      case 4:
        use(Construct::named);
        return (chance(50) ? "(?<n>" : "(?'m'") + body + ")";
      case 5:
        use(Construct::numbered);
        return pick(numbered) + body + ")";
      case 6:
        use(Construct::balancing);
        return pick(balancing) + body + ")";
      case 7:
      case 8:
        use(Construct::noncapturing);
        return "(?:" + body + ")";
      case 9:
        use(Construct::atomic);
        return "(?>" + body + ")";
      case 10:
        use(Construct::lookahead);
        return "(?=" + body + ")";
      case 11:
        use(Construct::negative_lookahead);
        return "(?!" + body + ")";
      case 12:
        use(Construct::lookbehind);
        return "(?<=" + body + ")";
      case 13:
        use(Construct::negative_lookbehind);
        return "(?<!" + body + ")";
      case 14:
        use(Construct::option_group);
        return "(?" + options() + ":" + body + ")";
      case 15:
        use(Construct::inline_options);
        return "(?" + options() + ")" + body;
      case 16:
        use(Construct::comment);
        return "(?#note)" + body;
      default:
        return condition(depth, body);
    }
  }

  std::string condition(int depth, const std::string& yes) {
    const std::string tail = yes + (chance(70) ? "|" + sequence(depth + 1) : std::string()) +
                             (chance(2) ? "|c|d)" : ")");
    switch (below(4)) {
      case 0:
        use(Construct::condition_number);
        return (chance(80) ? "(?(1)" : "(?(2)") + tail;
      case 1:
        use(Construct::condition_name);
        return (chance(70) ? "(?(n)" : "(?(m)") + tail;
      case 2:
        use(Construct::condition_expression);
        return "(?(?" + std::string(chance(50) ? "=" : "!") + sequence(depth + 1) + ")" + tail;
      default:
        use(Construct::condition_expression);
        return "(?(" + sequence(depth + 1) + ")" + tail;
    }
  }

  std::string atom(int depth) {
    const unsigned kind = below(100);
    if (kind < 38) return literal();
    if (kind < 44) {
      use(Construct::dot);
      return ".";
    }
    if (kind < 49) return escape();
    if (kind < 55) return class_escape();
    if (kind < 63) return set(0);
    if (kind < 70) return anchor();
    if (kind < 75) return reference();
    return depth < 5 ? group(depth) : literal();
  }

  std::string host_like() {
    static constexpr std::array<std::string_view, 10> starts = {
        "^https?://",  "",   "^http://", "https://", ".*\\.", "^", "([^/:]+\\.)?",
        "^(?:.*://)?", "*.", "[a-z]+\\."};
    static constexpr std::array<std::string_view, 8> names = {
        "contoso", "10", "a", "192\\.168", "web[0-9]{1,2}", "[a-z]+", "\\d{1,3}", "*"};
    static constexpr std::array<std::string_view, 8> ends = {
        "", "$", "(:\\d+)?$", "(?::[0-9]{1,5})?$", ":443", "/", "/8", ".*"};
    use(Construct::host_like);
    std::string text = pick(starts) + pick(names);
    while (chance(60)) text += (chance(50) ? "\\." : ".") + pick(names);
    return text + pick(ends);
  }

  std::string soup() {
    static constexpr std::array<std::string_view, 48> tokens = {
        "(",   ")",   "[",   "]",  "{",  "}",  "|",   "*",   "+",     "?",   "\\",  "^",
        "$",   ".",   "-",   "a",  "b",  "(?", "(?<", "(?'", "(?(",   "(?:", "(?#", "(?i",
        "<",   ">",   "'",   ":",  "=",  "!",  "1",   "2",   "n",     ",",   "\\k", "\\p",
        "\\c", "\\x", "\\u", "[^", "-[", "[:", ":]",  "{1,", "\\p{L", "\\_", "é",   "#"};
    use(Construct::soup);
    std::string text;
    const unsigned count = 1 + below(8);
    for (unsigned i = 0; i < count; ++i) text += pick(tokens);
    return text;
  }

  /// Leaves UTF-8 sequences whole, so that both sides see the same pattern.
  void mutate() {
    static constexpr std::string_view inserts = "()[]{}|*+?\\^$.-<>':=!#,1an_kp0x";
    use(Construct::mutated);
    const unsigned count = 1 + below(2);
    for (unsigned i = 0; i < count; ++i) {
      std::string& text = sample_.pattern;
      const auto at = below(static_cast<unsigned>(text.size()) + 1);
      if (at < text.size() && (static_cast<unsigned char>(text[at]) & 0x80U) != 0) continue;
      if (chance(50) && at < text.size()) {
        text.erase(at, 1);
      } else {
        text.insert(at, 1, inserts[below(static_cast<unsigned>(inserts.size()))]);
      }
    }
  }

  std::string subject() {
    static constexpr std::array<std::string_view, 32> pieces = {
        "a", "b",  "c",  "a",   "b", "a", "b", "A", "B", "0", "1", ".",  ":",  "/", "-",    "_",
        " ", "\n", "ab", "com", "x", "#", "é", "Σ", "K", "😀", "ж", "aa", "bb", "]", "\x1b", "٣"};
    static constexpr std::array<std::string_view, 14> urls = {"http://a",
                                                              "https://contoso.com",
                                                              "http://www.contoso.com:8080",
                                                              "https://10.0.0.1",
                                                              "http://192.168.1.1:81",
                                                              "https://[fe80::1]",
                                                              "http://[::1]:8080",
                                                              "https://web1.contoso.com",
                                                              "http://10",
                                                              "https://a.b.c",
                                                              "http://evilcontoso.com",
                                                              "https://contoso.com:444",
                                                              "http://localhost",
                                                              "https://1x68.a"};
    if (chance(sample_.used[static_cast<std::size_t>(Construct::host_like)] ? 90 : 10)) {
      return pick(urls);
    }
    if (chance(12)) return sample_.pattern.substr(0, 40);
    if (chance(6)) return std::string();
    std::string text;
    const unsigned count = 1 + below(12);
    for (unsigned i = 0; i < count; ++i) text += pick(pieces);
    return text;
  }

  std::mt19937_64 random_;
  Sample sample_;
  int budget_ = 0;
};

}  // namespace shirlint::dotnet::test
