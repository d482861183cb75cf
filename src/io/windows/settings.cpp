#include "io/windows/settings.h"
// The one above brings windows.h.
#include "io/disk_store.h"

namespace shirlint::io {

Done<std::optional<std::string>> DiskStore::do_setting(const Setting& which) {
  switch (which.kind) {
    case SettingKind::environment:
    case SettingKind::registry_value:
      return windows::registry_value(registry_place(which));
    case SettingKind::registry_key:
      return windows::registry_key(which.name);
    case SettingKind::certificate:
      return windows::certificate(which.name);
    case SettingKind::service_start:
      return windows::service_start(which.name);
    case SettingKind::service_run:
      return windows::service_run(which.name);
  }
  return undone(Cause::other, "no such setting");
}

Done<void> DiskStore::do_put_setting(const Setting& which,
                                     const std::optional<std::string>& state) {
  switch (which.kind) {
    case SettingKind::environment: {
      auto put = windows::put_registry_value(registry_place(which), state);
      if (put) windows::tell_environment_changed();
      return put;
    }
    case SettingKind::registry_value:
      return windows::put_registry_value(registry_place(which), state);
    case SettingKind::registry_key:
      return windows::put_registry_key(which.name, state);
    case SettingKind::certificate:
      return windows::put_certificate(which.name, state);
    case SettingKind::service_start:
      return windows::put_service_start(which.name, state);
    case SettingKind::service_run:
      return windows::put_service_run(which.name, state);
  }
  return undone(Cause::other, "no such setting");
}

}  // namespace shirlint::io
