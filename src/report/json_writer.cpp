#include "report/json_writer.h"

#include <string>

#include "report/json.h"

namespace shirlint::report {

JsonWriter& JsonWriter::key(std::string_view name) {
  begin_value();
  sink_.machine(json_string(name));
  sink_.machine(": ");
  after_key_ = true;
  return *this;
}

void JsonWriter::text(std::string_view value) {
  begin_value();
  sink_.machine(json_string(value));
}

void JsonWriter::number(std::uint64_t value) {
  begin_value();
  sink_.machine(std::to_string(value));
}

void JsonWriter::boolean(bool value) {
  begin_value();
  sink_.machine(value ? "true" : "false");
}

void JsonWriter::null() {
  begin_value();
  sink_.machine("null");
}

void JsonWriter::begin(char bracket) {
  begin_value();
  sink_.machine(std::string_view(&bracket, 1));
  has_items_.push_back(false);
}

void JsonWriter::end(char bracket) {
  const bool had_items = has_items_.back();
  has_items_.pop_back();
  if (had_items) new_line();
  sink_.machine(std::string_view(&bracket, 1));
  if (has_items_.empty()) sink_.machine("\n");
}

void JsonWriter::begin_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_items_.empty()) return;
  if (has_items_.back()) sink_.machine(",");
  has_items_.back() = true;
  new_line();
}

void JsonWriter::new_line() {
  sink_.machine("\n");
  sink_.machine(std::string(2 * has_items_.size(), ' '));
}

}  // namespace shirlint::report
