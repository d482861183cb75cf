// Reads the files of one host and builds its facts.
#pragma once

#include <memory>
#include <string_view>

#include "lint/checker.h"
#include "lint/loaded_host.h"
#include "rules/evaluator.h"

namespace shirlint::lint {

/// Never fails: what cannot be read or judged is in `LoadedHost::errors`, the rest is there.
[[nodiscard]] std::unique_ptr<LoadedHost> load_host(const HostSource& source,
                                                    const io::Reader& reader,
                                                    const CheckContext& context);

/// The same without the facts: the files read, .NET's verdict on each config, no trees.
[[nodiscard]] std::unique_ptr<LoadedHost> read_host(const HostSource& source,
                                                    const io::Reader& reader,
                                                    const CheckContext& context);

/// Why a fact, named as in host.toml, is not known; an empty reason when it is.
[[nodiscard]] rules::Gap gap_of(const LoadedHost& host, std::string_view fact);

}  // namespace shirlint::lint
