#include "fix/plan_parse_setting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "fix/certificate_file.h"
#include "fix/machine_plan.h"
#include "rules/machine_reach.h"

namespace shirlint::fix {
namespace {

using rules::FileErrors;
using rules::FixStep;
using rules::Operation;
using rules::TomlFields;
using text::TomlKind;
using text::TomlValue;

constexpr std::array<std::string_view, 8> kinds = {"environment", "registry-value", "registry-key",
                                                   "certificate", "service-start",  "service-run",
                                                   hosts_line,    hosts_comment};
constexpr std::array<std::string_view, 4> start_words = {"automatic", "automatic-delayed", "manual",
                                                         "disabled"};

bool is_one_of(FormKind kind, std::initializer_list<FormKind> all) {
  return std::find(all.begin(), all.end(), kind) != all.end();
}

class SettingReader {
 public:
  SettingReader(const TomlValue& table, FileErrors& errors)
      : table_(table), errors_(errors), fields_(table, errors) {}

  PlannedSetting read() {
    setting_.kind = kinds.at(fields_.choice("kind", kinds, 0, true));
    setting_.name = fields_.text("name", true);
    for (const std::string_view code : fields_.texts("codes")) setting_.codes.emplace_back(code);
    const auto& codes = setting_.codes;
    if (codes.empty() || !std::all_of(codes.begin(), codes.end(), is_code)) {
      complain("codes", "'codes' holds no rule's code, or what is none");
    }
    check_reach();
    setting_.old = form("old");
    if (!is_of_hosts(setting_.kind)) setting_.fresh = form("new");
    check_forms();
    fields_.finish();
    return std::move(setting_);
  }

 private:
  void complain(std::string_view key, std::string message) {
    const text::TomlEntry* entry = table_.find(key);
    errors_.add(entry != nullptr ? entry->value.at : table_.at, std::move(message));
  }

  [[nodiscard]] bool is(std::string_view kind) const { return setting_.kind == kind; }

  /// No plan is a way to what no rule may change.
  void check_reach() {
    if (setting_.name.empty()) return;
    FixStep step;
    step.name = setting_.name;
    if (is("environment")) step.operation = Operation::set_environment;
    if (is("registry-value")) step.operation = Operation::set_registry;
    if (is("registry-key")) step.operation = Operation::delete_registry;
    if (is("service-start") || is("service-run")) step.operation = Operation::start_service;
    if (is("certificate")) {
      step.operation = Operation::import_certificate;
      step.name = step.name.substr(0, step.name.rfind('/'));
    }
    if (std::string why = rules::why_out_of_reach(step); !why.empty()) {
      complain("name", std::move(why));
    }
  }

  SettingForm form(std::string_view key) {
    const TomlValue* value = fields_.value(key);
    if (value == nullptr) {
      errors_.add(table_.at, fmt::format("'{}' is missing", key));
      return {};
    }
    switch (value->kind) {
      case TomlKind::boolean:
        if (value->boolean) break;
        return {};
      case TomlKind::integer:
        if (value->integer < 0 || value->integer > std::numeric_limits<std::uint32_t>::max()) break;
        return {FormKind::number, std::to_string(value->integer)};
      case TomlKind::string:
        if (is("certificate")) return certificate(key, value->text);
        return {is("environment") || is("registry-value") ? FormKind::text : FormKind::word,
                value->text};
      case TomlKind::array:
        return lines(*value);
      case TomlKind::table:
        return from_table(*value);
      case TomlKind::floating:
      case TomlKind::date_time:
        break;
    }
    errors_.add(value->at, fmt::format("'{}' is no state of a setting: that is a text, a number of "
                                       "32 bits, false, or a table with 'type' and 'value' or "
                                       "with 'sha256'",
                                       key));
    return {};
  }

  SettingForm certificate(std::string_view key, const std::string& pem) {
    auto der = read_certificate(pem, setting_.name.substr(setting_.name.rfind('/') + 1), {});
    if (der) return {FormKind::certificate, *std::move(der)};
    complain(key, fmt::format("'{}' {}", key, der.error().message));
    return {};
  }

  SettingForm lines(const TomlValue& list) {
    SettingForm form{FormKind::lines, {}};
    for (const text::TomlEntry& item : list.entries) {
      const std::string& line = item.value.text;
      if (!item.value.is(TomlKind::string) || line.find('\n') != std::string::npos) {
        errors_.add(item.value.at, "'old' holds what is no line of a file");
      }
      form.value += line + '\n';
    }
    return form;
  }

  SettingForm from_table(const TomlValue& table) {
    constexpr std::array<std::string_view, 1> types = {"REG_EXPAND_SZ"};
    TomlFields inner(table, errors_);
    SettingForm form;
    if (table.find("sha256") != nullptr) {
      form = {FormKind::hash, std::string(inner.text("sha256", true))};
      if (!form.value.empty() && !is_hash(form.value)) {
        errors_.add(table.at, "'sha256' is no SHA-256: that has 64 digits 0-9, a-f");
      }
    } else {
      inner.choice("type", types, 0, true);
      form = {FormKind::expandable, std::string(inner.text("value"))};
    }
    inner.finish();
    return form;
  }

  [[nodiscard]] bool can_be(FormKind form) const {
    if (is("environment") || is("registry-value")) {
      return is_one_of(form, {FormKind::absent, FormKind::text, FormKind::expandable,
                              FormKind::number, FormKind::hash});
    }
    if (is("registry-key")) return form == FormKind::hash;
    if (is("certificate")) return form == FormKind::absent;
    if (is_of_hosts(setting_.kind)) return is_one_of(form, {FormKind::lines, FormKind::hash});
    return form == FormKind::word;
  }

  [[nodiscard]] bool may_become(const SettingForm& form) const {
    if (is("environment") || is("registry-value")) {
      return is_one_of(form.kind, {FormKind::text, FormKind::expandable, FormKind::number}) ||
             (form.kind == FormKind::absent && is("registry-value"));
    }
    if (is("registry-key")) return form.kind == FormKind::absent;
    if (is("certificate")) return form.kind == FormKind::certificate;
    if (is("service-run")) return form.value == "running";
    return std::find(start_words.begin(), start_words.end(), form.value) != start_words.end();
  }

  void check_forms() {
    if (!can_be(setting_.old.kind)) {
      complain("old", fmt::format("'old' is no state that a setting of the kind {} can have",
                                  setting_.kind));
    }
    if (is_of_hosts(setting_.kind)) return;
    if (!may_become(setting_.fresh)) {
      complain("new", fmt::format("'new' is nothing that a setting of the kind {} may become",
                                  setting_.kind));
    } else if (setting_.old == setting_.fresh) {
      complain("new", "'new' is the same as 'old', so nothing would change");
    }
  }

  const TomlValue& table_;
  FileErrors& errors_;
  TomlFields fields_;
  PlannedSetting setting_;
};

}  // namespace

PlannedSetting read_setting(const TomlValue& table, FileErrors& errors) {
  return SettingReader(table, errors).read();
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 16 &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

}  // namespace shirlint::fix
