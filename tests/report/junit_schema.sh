#!/bin/sh
# Our JUnit reports are valid: over every fixture and over the approved reports.
# usage: junit_schema.sh PROGRAM
set -eu
cd "$(dirname "$0")/../.."
report=build/junit-report.xml
"$1" check --date 2026-11-22 --format "junit:$report" fixtures || [ $? -eq 1 ]
messages=$(xmllint --noout --schema tests/report/junit-10.xsd "$report" \
  tests/report/approved/*-junit.xml 2>&1) || { printf '%s\n' "$messages"; exit 1; }
