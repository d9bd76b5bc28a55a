// The look of a comparison: one style sheet, light and dark.

/** Okabe and Ito's colours, a little lighter on dark ground; each with a dash of its own. */
const lines = [
  ['#0072b2', '#56b4e9', ''],
  ['#d55e00', '#ff8a4c', '9 4'],
  ['#009e73', '#2fd0a0', '3 3'],
  ['#a6518a', '#e29ac8', '12 3 3 3'],
  ['#8a6d00', '#f0c94a', '6 2'],
  ['#444444', '#cccccc', '2 2'],
] as const;

const lineRules = lines
  .map(
    ([light, dark, dash], group) =>
      `.g${group}{--own:light-dark(${light},${dark});stroke-dasharray:${dash || 'none'}}`,
  )
  .join('\n');

export const style = `
:root{color-scheme:light dark;--ground:light-dark(#fbfbfa,#16181b);--raised:light-dark(#fff,#1e2125);--ink:light-dark(#1d2126,#e8eaed);--quiet:light-dark(#5b636d,#a3abb5);--rule:light-dark(#e1e4e8,#333940);--real:light-dark(#0072b2,#56b4e9);--fake:light-dark(#e69f00,#ffb733)}
:root:has(#light:checked){color-scheme:light}
:root:has(#dark:checked){color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main,header,footer{max-width:1180px;margin:0 auto;padding:0 24px}
header{padding-top:32px;display:flex;flex-wrap:wrap;gap:8px 32px;justify-content:space-between;align-items:flex-start}
h1{font-size:28px;line-height:1.2;margin:0 0 8px;overflow-wrap:anywhere}
h2{font-size:20px;margin:48px 0 8px}
h3{font-size:16px;margin:0}
p{margin:0 0 16px;max-width:68ch;color:var(--quiet);overflow-wrap:anywhere}
small{display:block;color:var(--quiet);font-size:13px;font-weight:400}
.theme{border:1px solid var(--rule);border-radius:8px;padding:4px 12px;font-size:13px;color:var(--quiet);display:flex;gap:12px;margin:0}
.theme legend{padding:0;float:left;margin-right:12px}
.theme label{display:flex;gap:4px;align-items:center;cursor:pointer}
:focus-visible{outline:2px solid var(--real);outline-offset:2px}
.name{font-weight:600;overflow-wrap:anywhere}
.mark{width:28px;height:10px;margin-right:8px;vertical-align:middle}
.line,.raw{fill:none;stroke:var(--own);stroke-width:2}
.raw{opacity:.22;stroke-width:1;stroke-dasharray:none}
.dot{fill:var(--own)}
${lineRules}
.grid{stroke:var(--rule)}
.tick{fill:var(--quiet);font:12px ui-monospace,monospace;font-variant-numeric:tabular-nums}
.pictures,.charts{display:grid;gap:24px}
.pictures{grid-template-columns:repeat(auto-fill,minmax(min(260px,100%),1fr))}
.charts{grid-template-columns:repeat(auto-fill,minmax(min(440px,100%),1fr))}
figure{margin:0;min-width:0}
figcaption{margin-bottom:8px}
figcaption p{font-size:13px;margin:0}
.samples img,.points{display:block;border-radius:4px}
.samples img{max-width:100%;height:auto;image-rendering:pixelated;background:#000}
.points{width:100%;max-width:466px;border:1px solid var(--rule)}
.points{background:var(--raised)}
.points path{fill:none;stroke-width:2.4;stroke-linecap:round}
.real{stroke:var(--real);opacity:.55}
.fake{stroke:var(--fake);opacity:.8}
.real-dot{color:var(--real)}
.fake-dot{color:var(--fake)}
.legend{font-size:13px;margin:4px 0 0}
.chart{background:var(--raised);border:1px solid var(--rule);border-radius:8px;padding:16px}
.chart svg{width:100%;height:auto;display:block}
.wide{overflow-x:auto}
table{border-collapse:collapse;min-width:100%}
th,td{text-align:right;padding:8px 16px 8px 0;border-bottom:1px solid var(--rule);vertical-align:top;font-weight:400}
thead th{vertical-align:bottom}
td,thead th{white-space:nowrap}
td{font-family:ui-monospace,monospace;font-variant-numeric:tabular-nums;font-size:14px}
td small{font-family:ui-monospace,monospace}
tbody th,thead td:first-child{text-align:left}
tbody th{min-width:150px;max-width:340px}
.runs td,.runs th{text-align:left}
.runs code{white-space:nowrap}
.spread{color:var(--quiet)}
.none{color:var(--quiet)}
.better{color:var(--quiet);font-size:13px;white-space:nowrap}
summary{cursor:pointer}
details p{font-size:14px;margin:4px 0 0}
details img{margin-top:8px}
.samples details{margin-top:8px;color:var(--quiet)}
.notes{color:var(--quiet);font-size:14px;padding-left:20px;max-width:80ch}
.key{display:flex;flex-wrap:wrap;gap:4px 24px;list-style:none}
.sticky{position:sticky;top:0;background:var(--ground);z-index:1;border-bottom:1px solid var(--rule);margin-top:16px}
.key{max-width:1180px;margin:0 auto;padding:8px 24px}
footer{margin-top:64px;padding-bottom:32px}
footer p{font-size:14px}
@media (max-width:520px){main,header,footer{padding:0 16px}header{padding-top:24px}.key{padding:8px 16px}h1{font-size:24px}td,th{padding-right:12px}tbody th{min-width:120px;max-width:130px}.theme legend{float:none;width:100%;margin:0}.pictures{grid-template-columns:1fr}}
@media print{.theme,.sticky{display:none}}
`;
