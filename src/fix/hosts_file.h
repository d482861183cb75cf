// Lines of the hosts file, as fixes add them and take them out of use. Its bytes are no text of a
// known encoding: what is not touched stays as it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/error.h"

namespace shirlint::fix {

/// `bytes` with `line` at their end. Refused, as the end of a sentence about the file: a line that
/// is more than one or a comment, a file in UTF-16.
[[nodiscard]] text::Result<std::string> with_hosts_line(std::string_view bytes,
                                                        std::string_view line);

/// `bytes` with "# " in front of each line that reads `line`. Refused likewise, and when no line
/// does.
[[nodiscard]] text::Result<std::string> without_hosts_line(std::string_view bytes,
                                                           std::string_view line);

/// Does a line of the file give `name`, in any letter case, an address of this machine's own?
[[nodiscard]] bool gives_loopback(std::string_view bytes, std::string_view name);

struct HostsLineChange {
  bool comment = false;  // `line` was there and is a comment now; else it is new
  std::string line;
};

/// What the functions above have made of `before`, in the order of the file.
[[nodiscard]] std::vector<HostsLineChange> hosts_changes(std::string_view before,
                                                         std::string_view after);

}  // namespace shirlint::fix
