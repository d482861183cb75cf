#!/bin/sh
# A real browser opens the HTML report: its script runs (the filter says how many hosts there are),
# what a hostile report holds does not, and nothing is wider than a phone but what scrolls by itself.
# usage: html_chromium.sh PROGRAM
set -eu
cd "$(dirname "$0")/../.."
folder=$PWD/build/html-reports
rm -rf "$folder"
mkdir -p "$folder"
"$1" check --date 2026-11-22 --format "html:$folder/fleet.html" fixtures || [ $? -eq 1 ]
"$1" check --date 2026-11-22 --format "html:$folder/host.html" fixtures/demo-host || [ $? -eq 1 ]
cp tests/report/approved/hostile-report.html "$folder/hostile.html"
# The page's width is told by a script of ours, added to a copy.
for page in fleet host hostile; do
  sed 's|</body>|<script>document.title = "wider by " + (document.documentElement.scrollWidth - document.documentElement.clientWidth);</script></body>|' \
    "$folder/$page.html" >"$folder/$page-measured.html"
done
dom() {  # PAGE WIDTH: the document as the browser has it once its scripts have run
  chromium --headless --no-sandbox --disable-gpu --user-data-dir="$folder/profile" \
    --window-size="$2,900" --dump-dom "file://$folder/$1.html" 2>"$folder/chromium.log"
}
status=0
want() {  # WHAT TEXT DOM
  case $3 in *"$2"*) ;; *) echo "$1: not there: $2"; status=1 ;; esac
}
hosts=$(grep -c '<section ' "$folder/fleet.html")
want fleet "<output aria-live=\"polite\">$hosts hosts</output>" "$(dom fleet 1200)"
# Without errors and infos the table has the columns of warnings, and as many cells in each row.
sed 's|</body>|<script>for (const box of document.querySelectorAll("input[type=checkbox]")) box.checked = box.value === "warning"; document.querySelector(".filter").dispatchEvent(new Event("input")); const shown = [...document.querySelectorAll("tr")].map(row => [...row.cells].filter(cell => !cell.hidden).length); const levels = new Set([...document.querySelectorAll("thead th")].filter(head => !head.hidden).map(head => head.className)); document.title = [...levels].join("+") + " " + new Set(shown).size;</script></body>|' \
  "$folder/fleet.html" >"$folder/fleet-filtered.html"
want "fleet, warnings only" '<title>+warning 1</title>' "$(dom fleet-filtered 1200)"
for page in fleet host hostile; do
  want "$page, as wide as a phone" '<title>wider by 0</title>' "$(dom "$page-measured" 500)"
done
exit $status
