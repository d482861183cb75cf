#!/usr/bin/env bash
# The DSC v3 resource without DSC itself: its manifest by the published schema, and its methods called
# as the manifest says; what they give back by the resource's own schema.
# Usage: tests/integrations/dsc.sh SHIRLINT
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here/fixtures/demo-host" "$work/node-01"
XDG_STATE_HOME=$work/state PATH=$(dirname "$(realpath "$1")"):$PATH \
  python3 "$here/tests/integrations/dsc/methods.py" "$here" "$work/node-01"
