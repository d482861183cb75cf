// `--format sarif`: SARIF 2.1.0 (OASIS standard), for GitHub code scanning, Azure DevOps and
// viewers. Written host by host.
//
// Each rule that was asked is in the tool's list with its help. A result has its place (columns
// count Unicode code points), fingerprints, the exact replacements of its fix, and what suppresses
// it; with a baseline also whether it is new. What a secret would stand in is left out: a fix with
// a part of it missing would be another fix. `partialFingerprints`: "shirlint/v1" is the contract's
// fingerprint without its "v1:", "primaryLocationLineHash" the one that GitHub looks for, which
// must tell results of one run apart.
//
// In Azure Pipelines `automationDetails` says which pipeline it was, as Advanced Security for Azure
// DevOps wants it (source: AdoPipelineContext.cs and rules GHAzDO1019 and 1020 of Microsoft's
// sarif-sdk); elsewhere its category is "shirlint".
#pragma once

#include <memory>

#include "report/formats.h"

namespace shirlint::report {

[[nodiscard]] std::unique_ptr<ReportWriter> make_sarif(const FormatSettings& settings, Sink& sink);

}  // namespace shirlint::report
