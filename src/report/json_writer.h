// JSON written piece by piece, for formats that must not hold all of a fleet at once.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "report/sink.h"

namespace shirlint::report {

/// Strings come out as json_string writes them: masked, and without anything that steers a terminal
/// or a pipeline. Whoever uses it closes what it opened.
class JsonWriter {
 public:
  explicit JsonWriter(Sink& sink) : sink_(sink) {}

  JsonWriter& key(std::string_view name);
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void text(std::string_view value);
  void number(std::uint64_t value);
  void boolean(bool value);
  void null();
  void member(std::string_view name, std::string_view value) { key(name).text(value); }

 private:
  void begin(char bracket);
  void end(char bracket);
  void begin_value();
  void new_line();

  Sink& sink_;
  std::vector<bool> has_items_;  // of each open object or array
  bool after_key_ = false;
};

}  // namespace shirlint::report
