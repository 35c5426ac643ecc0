import type { CvLayout } from '../cv.ts'

const INLINE_CONTACTS = `.contacts{margin-top:3mm}
.contacts h2{display:none}
.contacts ul{display:flex;flex-wrap:wrap;gap:.6mm 5mm;font-size:9.5pt}
.contacts li{max-width:100%}`

const DOTTED_TAGS = `.tags li{display:inline}
.tags li+li::before{content:" · ";color:var(--ink)}`

const TITLED_GROUPS = `.group:has(h3){display:grid;grid-template-columns:46mm 1fr;align-items:baseline}
.group>*{min-width:0}
.group>h3{break-after:auto}
.blocks>.group+.group{margin-top:.6mm}
h3+.tags{margin-top:0}`

// Centred head, rules under the section names: what a notary would send.
const classic = `${INLINE_CONTACTS}
${DOTTED_TAGS}
header{text-align:center}
h1{font-weight:600;letter-spacing:.03em}
.headline{font-style:italic;color:#3a4149}
.contacts ul{justify-content:center;padding-bottom:4mm;border-bottom:1.5pt solid var(--ink)}
.cv>header:not(:has(+.contacts)){padding-bottom:4mm;border-bottom:1.5pt solid var(--ink)}
h2{font-size:10.5pt;font-weight:600;text-transform:uppercase;letter-spacing:.12em;padding-bottom:.8mm;border-bottom:.6pt solid var(--line)}
.place{font-style:italic}
${TITLED_GROUPS}
.pairs li{display:inline}
.pairs li+li::before{content:" · ";color:var(--ink)}`

// A band of colour, then two columns; skills as small labels.
const modern = `@page{margin:12mm 0}
@page :first{margin-top:0}
.cv{display:grid;grid-template-columns:1fr 56mm;grid-template-rows:auto auto 1fr;column-gap:10mm;padding:0}
.cv.alone{grid-template-columns:1fr}
header,.contacts{grid-column:1/-1;background:var(--ink);color:#fff;padding:0 16mm}
header{padding-top:13mm;padding-bottom:5mm}
.cv>header:not(:has(+.contacts)){padding-bottom:10mm}
h1{color:#fff;font-size:28pt;letter-spacing:-.01em}
.headline{font-size:14pt}
${INLINE_CONTACTS}
.contacts{margin-top:0;padding-bottom:8mm}
.contacts ul{padding-top:3.4mm;border-top:.6pt solid rgba(255,255,255,.45)}
main{padding:2mm 0 14mm 16mm;min-width:0}
.side{padding:2mm 16mm 14mm 0;min-width:0}
.alone main{padding-right:16mm}
h2{font-size:13pt;letter-spacing:-.005em}
h2::before{content:"";display:block;width:11mm;height:1.1mm;margin-bottom:1.8mm;background:var(--ink)}
.place{color:var(--ink);font-weight:600}
.side h3{font-size:9.5pt;color:#4b535c;font-weight:600}
.tags{display:flex;flex-wrap:wrap;gap:1.3mm}
.tags li{padding:.4mm 2.2mm;border-radius:3mm;background:var(--tint);color:var(--ink);font-size:9.5pt}
.pairs span{color:#4b535c}
@media print{main,.side{padding-top:0;padding-bottom:0}header{padding-top:10mm;padding-bottom:4mm}.contacts{padding-bottom:6mm}}`

// Names of the sections in the margin, small type: much on one page.
const compact = `@page{margin:12mm 14mm}
body{font-size:9pt;line-height:1.38}
.cv{padding:12mm 14mm}
h1{font-size:19pt}
.headline{font-size:11pt;color:#3a4149}
header{padding-bottom:3mm}
.cv section{display:grid;grid-template-columns:33mm 1fr;column-gap:6mm;margin-top:0;padding:2.4mm 0;border-top:.6pt solid var(--line)}
.cv.prose section{grid-template-columns:44mm 1fr}
.cv section>*{min-width:0;grid-column:2}
.cv section>h2{grid-column:1}
h2{font-size:9pt;line-height:1.38}
h3{font-size:9pt}
h2+.blocks,h3+.tags{margin-top:0}
.blocks>.entry+.entry{margin-top:2.4mm}
.blocks>*+*{margin-top:1mm}
.blocks>.group+.group{margin-top:.6mm}
.body{margin-top:.4mm}
${TITLED_GROUPS}
.body>*+*{margin-top:.4mm}
.entry>.when{font-size:8.5pt}
.contacts ul{display:flex;flex-wrap:wrap;gap:0 5mm}
.pairs{display:flex;flex-wrap:wrap;gap:0 5mm}
${DOTTED_TAGS}
@media print{.cv{padding:0}}`

// One line down the page, a dot for each station, the dates beside it.
const timeline = `.cv{--gap:42mm;padding:15mm 17mm}
.cv.prose{--gap:0mm}
h1{font-size:27pt}
header{padding-left:calc(var(--gap) + 8mm)}
${INLINE_CONTACTS}
.contacts{padding-left:calc(var(--gap) + 8mm)}
main,.side{position:relative;padding-left:calc(var(--gap) + 8mm)}
main,.side{padding-top:6mm}
main>section:first-child,.side>section:first-child{margin-top:0}
main::before,.side::before{content:"";position:absolute;left:var(--gap);top:0;bottom:0;width:.5mm;background:var(--line)}
main::before{top:7mm}
h2{position:relative;text-transform:uppercase;letter-spacing:.08em;font-size:11pt}
h2::before{content:"";position:absolute;left:-9.75mm;top:.7mm;width:4mm;height:4mm;border-radius:50%;background:var(--ink);box-shadow:0 0 0 1mm #fff}
.contacts h2::before{display:none}
.entry{display:block;position:relative}
.entry>.when{position:absolute;left:calc(-1*var(--gap) - 8mm);top:.2mm;width:calc(var(--gap) - 4mm);text-align:end;color:var(--ink);font-weight:600;font-size:8.5pt}
.entry::before{content:"";position:absolute;left:-8.95mm;top:1.3mm;width:2.4mm;height:2.4mm;border-radius:50%;border:.5mm solid var(--ink);background:#fff}
.tags{display:flex;flex-wrap:wrap;gap:1.2mm}
.tags li{padding:.2mm 2mm;border:.5pt solid var(--line);font-size:9.5pt}
.pairs{display:flex;flex-wrap:wrap;gap:.6mm 6mm}
@media print{.cv{padding:0}}`

// A coloured panel on the left for contact, skills and languages.
const sidebar = `@page{margin:0}
.cv{display:grid;grid-template-columns:62mm 1fr;grid-template-rows:auto 1fr;padding:0;background:linear-gradient(to right,var(--ink) 62mm,#fff 62mm)}
.cv.alone{grid-template-columns:7mm 1fr;background:linear-gradient(to right,var(--ink) 7mm,#fff 7mm)}
header{grid-column:2;grid-row:1;padding:15mm 15mm 0 11mm;min-width:0}
main{grid-column:2;grid-row:2;padding:0 15mm 14mm 11mm;min-width:0}
.panel{grid-column:1;grid-row:1/3;padding:9.5mm 8mm 14mm 10mm;color:#fff;background:var(--ink);min-width:0}
.panel h2{color:#fff;font-size:10.5pt;text-transform:uppercase;letter-spacing:.1em;padding-bottom:1mm;border-bottom:.6pt solid rgba(255,255,255,.5)}
.panel h3{font-size:9.5pt}
.panel{font-size:9.5pt}
.contacts ul{margin-top:2.2mm}
.contacts li+li{margin-top:1.2mm}
.contacts .label{font-weight:700}
.tags li+li{margin-top:.5mm}
.pairs li+li{margin-top:.5mm}
main h2{font-size:13pt;padding-left:3mm;border-left:1.4mm solid var(--ink)}
.place{color:var(--ink)}
@media print{
html{background:linear-gradient(to right,var(--ink) 62mm,#fff 62mm)}
html:has(.alone){background:linear-gradient(to right,var(--ink) 7mm,#fff 7mm)}
.cv,.cv.alone{background:none}
main,.panel{box-decoration-break:clone;-webkit-box-decoration-break:clone;padding-bottom:12mm}
main{padding-top:14mm;margin-top:-14mm}
}`

/** What each layout adds to the common style sheet. */
export const LAYOUT_STYLES: Readonly<Record<CvLayout['layout'], string>> = { classic, modern, compact, timeline, sidebar }
