// Errors of the loader and where they stand.
#include <fmt/format.h>

#include "dotnet/loader_parts.h"

namespace shirlint::dotnet::loader {
namespace {

constexpr std::string_view unrecognized_element = "Unrecognized element.";

}  // namespace

std::string_view trim_xml_white_space(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

bool is_xml_white_space(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

NetError& Errors::add(Weight weight, ErrorCause cause, std::string text, pugi::xml_node node) {
  NetError error;
  error.moment = Moment::config_init;
  error.cause = cause;
  error.text = std::move(text);
  error.name = node.name();
  error.element = node.name();
  error.rank = weight == Weight::global ? 0 : 1;
  const xml::Place place = document_->place(node);
  error.span = node.type() == pugi::node_element ? place.name : place.value;
  out_->push_back(std::move(error));
  return out_->back();
}

NetError& Errors::add(Weight weight, ErrorCause cause, std::string text, pugi::xml_node node,
                      pugi::xml_attribute attribute) {
  NetError& error = add(weight, cause, std::move(text), node);
  error.name = attribute.value();
  error.span = document_->place(attribute).value;
  return error;
}

NetError& Errors::add_unrecognized(Weight weight, ErrorCause cause, pugi::xml_node node,
                                   pugi::xml_attribute attribute) {
  NetError& error =
      add(weight, cause,
          fmt::format("Unrecognized attribute '{}'. Note that attribute names are case-sensitive.",
                      attribute.name()),
          node);
  error.name = attribute.name();
  error.span = document_->place(attribute).name;
  return error;
}

void Errors::check_stray_nodes(pugi::xml_node parent) {
  for (const pugi::xml_node node : parent.children()) check_stray_node(node, Weight::local);
}

text::Span without_white_space(const text::Source& source, text::Span span) {
  const std::string_view whole = source.slice(span);
  const std::string_view inner = trim_xml_white_space(whole);
  if (inner.empty()) return span;
  const auto start = span.start + static_cast<std::uint32_t>(inner.data() - whole.data());
  return {start, start + static_cast<std::uint32_t>(inner.size())};
}

void Errors::check_stray_node(pugi::xml_node node, Weight weight) {
  const pugi::xml_node_type type = node.type();
  if (type == pugi::node_pi) {
    NetError& error =
        add(weight, ErrorCause::processing_instruction, std::string(unrecognized_element), node);
    error.element = node.parent().name();
    error.span = document_->place(node).whole;
    return;
  }
  const bool text =
      type == pugi::node_cdata || (type == pugi::node_pcdata && !is_xml_white_space(node.value()));
  if (!text) return;
  NetError& error = add(weight, ErrorCause::stray_text, std::string(unrecognized_element), node);
  error.name = trim_xml_white_space(node.value());
  error.element = node.parent().name();
  error.span = without_white_space(document_->source(), document_->place(node).whole);
}

}  // namespace shirlint::dotnet::loader
