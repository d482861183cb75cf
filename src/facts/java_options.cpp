#include "facts/java_options.h"

#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "text/ascii.h"

namespace shirlint::facts {
namespace {

constexpr std::string_view white_space = " \t\r\n\v\f";
constexpr std::uint64_t mib = 1024 * 1024;

/// One option, and the place of its last character in the text.
struct Option {
  std::string text;
  std::size_t last = 0;
};

/// Nothing where a quote is not closed.
std::optional<std::vector<Option>> split(std::string_view text) {
  std::vector<Option> out;
  std::size_t at = text.find_first_not_of(white_space);
  while (at != std::string_view::npos) {
    Option option;
    for (; at < text.size() && white_space.find(text[at]) == std::string_view::npos; ++at) {
      option.last = at;
      if (text[at] != '"' && text[at] != '\'') {
        option.text += text[at];
        continue;
      }
      const std::size_t close = text.find(text[at], at + 1);
      if (close == std::string_view::npos) return std::nullopt;
      option.text += text.substr(at + 1, close - at - 1);
      option.last = at = close;
    }
    out.push_back(std::move(option));
    at = text.find_first_not_of(white_space, at);
  }
  return out;
}

/// "16g" in bytes: a number and at most one letter of k, m, g, t. More than 64 bits are none.
std::optional<std::uint64_t> bytes_of(std::string_view size) {
  const bool hexadecimal = size.substr(0, 2) == "0x" || size.substr(0, 2) == "0X";
  if (hexadecimal) size.remove_prefix(2);
  std::uint64_t number = 0;
  const auto [end, error] =
      std::from_chars(size.data(), size.data() + size.size(), number, hexadecimal ? 16 : 10);
  if (error != std::errc()) return std::nullopt;
  const std::string unit =
      text::lower_case(size.substr(static_cast<std::size_t>(end - size.data())));
  if (unit.empty()) return number;
  const std::size_t power = std::string_view("kmgt").find(unit);
  if (unit.size() != 1 || power == std::string_view::npos) return std::nullopt;
  const std::uint64_t factor = std::uint64_t{1} << (10 * (power + 1));
  if (number > UINT64_MAX / factor) return std::nullopt;
  return number * factor;
}

bool has_two_letters(std::string_view size) {
  if (size.size() < 3) return false;
  const std::string end = text::lower_case(size.substr(size.size() - 2));
  return (end == "kb" || end == "mb" || end == "gb") &&
         bytes_of(size.substr(0, size.size() - 1)).has_value();
}

}  // namespace

std::string_view to_text(JavaOptionFault fault) {
  constexpr std::array<std::string_view, 5> names = {"none", "quote", "hyphen", "size", "order"};
  return names.at(static_cast<std::size_t>(fault));
}

JavaOptions read_java_options(std::string_view text) {
  JavaOptions out;
  const auto blame = [&](JavaOptionFault fault, const std::string& option) {
    if (out.fault != JavaOptionFault::none) return;
    out.fault = fault;
    out.option = option;
  };
  const auto options = split(text);
  if (!options) {
    blame(JavaOptionFault::quote, std::string(text));
    return out;
  }
  std::optional<std::uint64_t> first;
  std::optional<std::uint64_t> most;
  std::vector<std::size_t> surplus;  // second letters of units
  bool mended = true;
  for (const Option& option : *options) {
    if (option.text.substr(0, 1) != "-") {
      blame(JavaOptionFault::hyphen, option.text);
      mended = false;
    }
    const std::string_view name = std::string_view(option.text).substr(0, 4);
    if (name != "-Xms" && name != "-Xmx") continue;
    const std::string_view size = std::string_view(option.text).substr(4);
    const auto bytes = bytes_of(size);
    if (bytes && (*bytes != 0 || name == "-Xms")) {
      (name == "-Xms" ? first : most) = bytes;
      continue;
    }
    blame(JavaOptionFault::size, option.text);
    const bool known = has_two_letters(size) && text[option.last] == option.text.back();
    if (known) surplus.push_back(option.last);
    mended = mended && known;
  }
  if (most) out.heap_mib = static_cast<std::int64_t>(*most / mib + (*most % mib != 0 ? 1U : 0U));
  if (first && most && *first > *most) {
    blame(JavaOptionFault::order, "-Xms");
    mended = false;
  }
  if (out.fault != JavaOptionFault::none && mended) {
    std::size_t from = 0;
    for (const std::size_t at : surplus) {
      out.repaired += text.substr(from, at - from);
      from = at + 1;
    }
    out.repaired += text.substr(from);
  }
  return out;
}

}  // namespace shirlint::facts
