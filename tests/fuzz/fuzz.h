// What the fuzz targets share. A target is one function over bytes (below) that ends the process
// when a property does not hold; the engine, libFuzzer or AFL++, then keeps the input. How they are
// run: run.py.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "text/span.h"

/// What the engine calls with each input; each target defines it and returns 0.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace shirlint::fuzz {

/// Ends the process unless `holds`; `property` says what should be so, `detail` what was seen.
inline void expect(bool holds, std::string_view property, std::string_view detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s\n%.*s\n", static_cast<int>(property.size()),
               property.data(), static_cast<int>(detail.size()), detail.data());
  std::abort();
}

inline void expect_same(std::string_view left, std::string_view right, std::string_view property) {
  if (left == right) return;
  expect(false, property, std::string(left) + "\nand\n" + std::string(right));
}

inline void expect_within(text::Span span, std::string_view text, std::string_view what) {
  expect(span.start <= span.end && span.end <= text.size(), what);
}

/// The bytes of an input, taken from its front. What chooses is text, so that inputs can be read.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : bytes_(data, data + size) {}

  /// The next byte as a number; 0 past the end.
  unsigned byte() {
    if (at_ == bytes_.size()) return 0;
    return static_cast<unsigned char>(bytes_[at_++]);
  }

  /// Up to `mark`, which is passed over, or to the end.
  std::string up_to(std::string_view mark) {
    const std::size_t end = std::min(bytes_.find(mark, at_), bytes_.size());
    std::string out = bytes_.substr(at_, end - at_);
    at_ = std::min(end + mark.size(), bytes_.size());
    return out;
  }
  std::string line() { return up_to("\n"); }

  std::string rest() {
    std::string out = bytes_.substr(at_);
    at_ = bytes_.size();
    return out;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

}  // namespace shirlint::fuzz
