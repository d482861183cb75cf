// The one error type below the command line: a sentence for a person, and where.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "text/span.h"

namespace shirlint::text {

/// `message` is one sentence that says what is wrong and what would be right; it never holds a
/// secret. `file` is empty when no file is concerned, `at` is {0, 0} when no place in it is known.
struct Error {
  std::string message;
  std::string file;
  Position at;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string message, std::string file = {}, Position at = {}) {
  return tl::unexpected<Error>(Error{std::move(message), std::move(file), at});
}

}  // namespace shirlint::text
