#!/bin/sh
# Microsoft's validator finds nothing in our SARIF: over every fixture, over the approved reports
# with hostile values, with a baseline, and with the variables of Azure Pipelines set.
# usage: sarif_multitool.sh PROGRAM
#
# `Ghas` are the rules of GitHub code scanning, `Ado` those of Advanced Security for Azure DevOps.
# Errors and warnings count; notes do not (some contradict these rules: SARIF2002 wants no text in
# a message, GH1007 nothing else).
set -eu
cd "$(dirname "$0")/../.."
program=$PWD/$1
tool=$PWD/build/sarif-multitool
reports=$PWD/build/sarif-reports
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1  # else it needs libicu

mkdir -p "$tool"
if ! cmp -s tests/report/multitool/package-lock.json "$tool/package-lock.json"; then
  cp tests/report/multitool/package.json tests/report/multitool/package-lock.json "$tool"
  npm ci --prefix "$tool" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null ||
    {
      rm -f "$tool/package-lock.json"
      npm ping >/dev/null 2>&1 && exit 1
      echo "not run: npm's registry does not answer"
      exit 77
    }
fi
validator=$tool/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod +x "$validator"

rm -rf "$reports"
mkdir -p "$reports/plain" "$reports/azure"
check() {  # FILE ARGUMENT...: findings are no failure here
  file=$1
  shift
  "$program" check --date 2026-11-22 --format "sarif:$file" "$@" || [ $? -eq 1 ]
}
check "$reports/plain/fixtures.sarif" fixtures
check "$reports/plain/baseline.sarif" --write-baseline "$reports/baseline.json" fixtures/demo-host
check "$reports/plain/known.sarif" --baseline "$reports/baseline.json" fixtures/demo-host \
  fixtures/ha-pair-drifted
(cd fixtures/guide-host && check "$reports/plain/here.sarif" .)
"$program" check --format "sarif:$reports/plain/error.sarif" fixtures/none >/dev/null 2>&1 || true
for report in ordinary hostile fleet; do
  cp "tests/report/approved/$report-report.sarif" "$reports/plain/$report.sarif"
done
export TF_BUILD=True SYSTEM_COLLECTIONURI=https://dev.azure.com/contoso/ \
  SYSTEM_TEAMPROJECTID=11111111-1111-1111-1111-111111111111 SYSTEM_DEFINITIONID=42 \
  BUILD_DEFINITIONNAME='Golden configs' SYSTEM_PHASEID=22222222-2222-2222-2222-222222222222 \
  SYSTEM_PHASENAME=Lint BUILD_SOURCEBRANCH=refs/heads/main BUILD_BUILDID=98765 \
  BUILD_SOURCESDIRECTORY=$PWD
check "$reports/azure/fixtures.sarif" fixtures

status=0
validate() {  # FOLDER KINDS
  "$validator" validate "$reports/$1/*.sarif" --rule-kind "$2" >"$reports/$1.log" 2>&1 || status=1
  grep -q '^Analysis completed successfully' "$reports/$1.log" || status=1
  # A message of the validator: "FILE(LINE,COLUMN): warning SARIF2005: ..."; or it could not run.
  if grep -E ': (error|warning) [A-Z]+[0-9]+' "$reports/$1.log"; then
    status=1
  fi
}
validate plain 'Sarif;Ghas'
validate azure 'Sarif;Ghas;Ado'
[ $status -eq 0 ] || sed -n '$p' "$reports/plain.log" "$reports/azure.log"
exit $status
