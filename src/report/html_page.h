// The parts of the HTML report that are the same in each.
#pragma once

#include <string_view>

namespace shirlint::report {

// Contrasts of text are at least 4.5 : 1 in both themes (WCAG 2.1 AA).
inline constexpr std::string_view html_style = R"css(
:root { color-scheme: light dark; --bg: #fff; --fg: #1c1e21; --soft: #57606a; --line: #d0d7de;
  --panel: #f6f8fa; --error: #b3261e; --warning: #8a5300; --info: #0b5cad; --ok: #1a7f37;
  --add: #dafbe1; --del: #ffebe9; --mark: #fff1b8; }
@media (prefers-color-scheme: dark) { :root { --bg: #0d1117; --fg: #e6edf3; --soft: #9da7b3;
  --line: #3d444d; --panel: #161b22; --error: #ff8f87; --warning: #e3b341; --info: #79b8ff;
  --ok: #56d364; --add: #12361f; --del: #48191b; --mark: #5a4500; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 75rem; background: var(--bg); color: var(--fg);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--info); }
:focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
h1 { font-size: 1.6rem; margin: .5rem 0; } h2 { font-size: 1.25rem; margin: 0; display: inline; }
h3 { font-size: 1.05rem; margin: 0 0 .3rem; }
.soft { color: var(--soft); }
.badge { display: inline-block; padding: 0 .5rem; border: 1px solid; border-radius: 1rem;
  font-size: .85rem; font-weight: 600; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
.ok { color: var(--ok); }
.filter { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin: 1rem 0; }
input[type=search] { font: inherit; padding: .3rem .6rem; min-width: 14rem; color: inherit;
  background: var(--bg); border: 1px solid var(--soft); border-radius: .4rem; }
.table { overflow: auto; max-height: 85vh; border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: separate; border-spacing: 0; width: 100%; }
/* Rows of whole pixels: else the cells that stick hide some of the lines. */
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
  white-space: nowrap; }
th { position: sticky; top: 0; background: var(--bg); }
th:first-child { left: 0; z-index: 1; }
thead th:first-child { z-index: 2; }
td.n { text-align: center; } tbody tr:hover { background: var(--panel); }
section { margin: 1rem 0; border: 1px solid var(--line); border-radius: .5rem; }
section > details > summary { padding: .7rem 1rem; cursor: pointer; background: var(--panel);
  border-radius: .5rem; }
.body { padding: .5rem 1rem 1rem; }
article { margin: 1rem 0; padding: .3rem 0 .3rem 1rem; border-left: .25rem solid; }
article > * { color: var(--fg); }
article.error { border-color: var(--error); } article.warning { border-color: var(--warning); }
article.info { border-color: var(--info); }
pre { margin: .5rem 0; padding: .6rem; overflow-x: auto; background: var(--panel);
  border: 1px solid var(--line); border-radius: .4rem; font: .9rem/1.45 ui-monospace, monospace; }
code { font: .92em ui-monospace, monospace; }
mark { background: var(--mark); color: inherit; font-weight: 600; }
ins, del { display: block; text-decoration: none; } ins { background: var(--add); }
del { background: var(--del); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); } dd { margin: 0; }
[hidden] { display: none !important; }
@media (max-width: 40rem) { body { padding: .6rem; } dl { grid-template-columns: minmax(0, 1fr);
  gap: 0; }
  dd { margin-bottom: .4rem; } article { padding-left: .6rem; } }
@media print { .filter, .skip { display: none; } .table { max-height: none; } }
)css";

// The filter: hosts by words of their name or codes, findings and columns by severity.
inline constexpr std::string_view html_script = R"js(
(() => {
  const filter = document.querySelector('.filter');
  if (!filter) return;
  filter.hidden = false;
  const search = filter.querySelector('input[type=search]');
  const boxes = [...filter.querySelectorAll('input[type=checkbox]')];
  const told = filter.querySelector('output');
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const off = boxes.filter(box => !box.checked).map(box => box.value);
    let shown = 0;
    for (const item of document.querySelectorAll('[data-words]')) {
      const text = item.dataset.words.toLowerCase();
      item.hidden = !words.every(word => text.includes(word));
      if (item.tagName === 'SECTION' && !item.hidden) shown += 1;
    }
    for (const article of document.querySelectorAll('article')) {
      article.hidden = off.includes(article.className);
    }
    const heads = [...document.querySelectorAll('thead th')];
    const gone = heads.map(head => off.includes(head.className));
    for (const row of document.querySelectorAll('tr')) {
      [...row.cells].forEach((cell, at) => { cell.hidden = gone[at]; });
    }
    told.textContent = shown + (shown === 1 ? ' host' : ' hosts');
  };
  filter.addEventListener('input', apply);
  filter.addEventListener('submit', event => event.preventDefault());
  const open = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const details = target && target.querySelector('details');
    if (details) details.open = true;
  };
  addEventListener('hashchange', open);
  open();
  apply();
})();
)js";

}  // namespace shirlint::report
