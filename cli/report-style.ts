/** The look of the report: system fonts, light and dark, narrow screens, A4. */
export const reportStyle = `
:root{color-scheme:light dark;--ground:#fff;--ink:#1a1a1a;--soft:#5a6370;--line:#d9dee5;--panel:#f6f8fa;--accent:#0958d9;--dot:#14213d;--warn:#a8071a}
@media (prefers-color-scheme:dark){:root{--ground:#141618;--ink:#eceff3;--soft:#a8b1bd;--line:#383e46;--panel:#1d2125;--accent:#8ab4ff;--dot:#0b1020;--warn:#ff9c94}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:14px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
main{max-width:1280px;margin:0 auto;padding:24px 16px}
h1{font-size:22px;margin:0 0 4px}h2{font-size:16px;margin:28px 0 8px}
p{margin:4px 0;color:var(--soft)}p.note{color:var(--ink)}
.sight{display:grid;grid-template-columns:minmax(0,3fr) minmax(240px,1fr);gap:24px;align-items:start}
@media (max-width:860px){.sight{grid-template-columns:minmax(0,1fr)}}
svg{width:100%;height:auto;display:block}
svg text{font-size:12px;fill:inherit}svg .name{font-size:14px;font-weight:600}svg .axis{fill:var(--soft)}
.dot{fill:var(--dot);fill-opacity:.55;stroke:#fff;stroke-width:.8}
.dot.provisional{fill-opacity:.18;stroke:var(--dot);stroke-width:1.2}.dot.below{stroke:#a8071a;stroke-width:1.6}
.label{pointer-events:none}.label text{paint-order:stroke;stroke-width:4px;stroke-opacity:.85;stroke-linejoin:round}
.tiers text{fill:var(--ink)}
table{border-collapse:collapse;width:100%}
th,td{padding:6px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{position:sticky;top:0;background:var(--panel);font-weight:600;white-space:nowrap}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.chip{display:inline-block;padding:0 8px;border-radius:10px;color:#1a1a1a;white-space:nowrap}.chip.dark{color:#fff}
.minus{color:var(--warn)}
details summary{cursor:pointer;color:var(--accent)}details ul{margin:4px 0 0;padding-left:18px}
.scroll{overflow-x:auto}
.tools{display:flex;gap:8px;flex-wrap:wrap;margin:8px 0}
input,select{font:inherit;padding:4px 8px;min-height:32px;border:1px solid var(--line);border-radius:4px;background:var(--ground);color:var(--ink)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media print{@page{size:A4;margin:14mm}:root{--ground:#fff;--ink:#000;--soft:#333;--line:#bbb;--panel:#eee}main{padding:0;max-width:none}.tools{display:none}.sight{grid-template-columns:3fr 1fr}th{position:static}tr,svg{break-inside:avoid}details::details-content{content-visibility:visible;height:auto}body{font-size:11px;-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`

/** Finds customers as one types, and by type. Works from the file itself. */
export const reportScript = `
const rows=[...document.querySelectorAll('tbody.customers tr')],find=document.getElementById('find'),type=document.getElementById('type')
const show=()=>{const text=find.value.trim().toLowerCase();for(const row of rows)row.hidden=!(row.dataset.text.includes(text)&&(type.value===''||row.dataset.type===type.value))
for(const dot of document.querySelectorAll('.dot'))dot.style.display=type.value===''||dot.dataset.type===type.value?'':'none'}
find.addEventListener('input',show);type.addEventListener('change',show)
for(const cell of document.querySelectorAll('.cell'))cell.addEventListener('click',()=>{type.value=type.value===cell.dataset.type?'':cell.dataset.type;show()})
`
