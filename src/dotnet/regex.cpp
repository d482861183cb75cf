#include "dotnet/regex.h"

#include <utility>

#include "dotnet/regex_machine.h"
#include "dotnet/regex_parser.h"
#include "dotnet/regex_program.h"

namespace shirlint::dotnet {

namespace {

// Positions are 32-bit; a bypass entry or a URL of this size is no such thing.
constexpr std::size_t max_pattern = 1U << 20U;
constexpr std::size_t max_subject = 1U << 24U;

tl::unexpected<RegexError> not_judged(std::string message, std::size_t offset) {
  return tl::unexpected<RegexError>(RegexError{
      std::move(message), static_cast<std::uint32_t>(offset), RegexError::Kind::not_judged});
}

tl::unexpected<RegexError> invalid(std::string message, std::size_t offset) {
  return tl::unexpected<RegexError>(RegexError{
      std::move(message), static_cast<std::uint32_t>(offset), RegexError::Kind::invalid});
}

tl::unexpected<RegexError> error_of(const rx::Scanner& scanner, std::string_view pattern) {
  const std::size_t offset = rx::utf8_offset(pattern, scanner.error_position());
  switch (scanner.failure()) {
    case rx::Failure::limit:
      return not_judged(scanner.reason(), offset);
    case rx::Failure::other:
      return invalid(scanner.reason(), offset);
    default:
      break;
  }
  std::string message = "parsing \"";
  message.append(pattern).append("\" - ").append(scanner.reason());
  return invalid(std::move(message), offset);
}

}  // namespace

Regex::Regex(std::shared_ptr<const rx::Tree> tree, std::shared_ptr<const rx::Program> program)
    : tree_(std::move(tree)), program_(std::move(program)) {}

tl::expected<Regex, RegexError> Regex::parse(std::string_view pattern, RegexOption options) {
  if (pattern.size() > max_pattern) {
    return not_judged("The pattern is longer than shirlint looks.", 0);
  }
  const std::u16string units = rx::to_utf16(pattern);
  const auto tree = std::make_shared<rx::Tree>();
  constexpr unsigned known = rx::opt_ignore_case | rx::opt_multiline | rx::opt_explicit_capture |
                             rx::opt_singleline | rx::opt_white_space | rx::opt_mono;
  rx::Parser parser(units, static_cast<std::uint16_t>(static_cast<unsigned>(options) & known),
                    *tree);
  if (!parser.run()) return error_of(parser.scanner(), pattern);
  const auto program = std::make_shared<rx::Program>(rx::compile(*tree));
  program->tree = tree;
  if (program->throws_null) {
    return invalid("Object reference not set to an instance of an object.", pattern.size());
  }
  return Regex(tree, program);
}

SearchResult Regex::search(std::string_view subject, std::uint32_t step_limit) const {
  if (program_->faulty || subject.size() > max_subject) return SearchResult::not_judged;
  const std::u16string units = rx::to_utf16(subject);
  return rx::Machine(*program_, units, step_limit).search();
}

}  // namespace shirlint::dotnet
