import type { CvLayout } from '../cv.ts'
import { LAYOUT_STYLES } from './layouts.ts'
import { paletteOf } from './palette.ts'
import type { Palette } from './palette.ts'

const base = ({ ink, tint, line, font }: Palette): string => `:root{--ink:${ink};--tint:${tint};--line:${line}}
*{box-sizing:border-box}
html{background:#e7e9ec;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;color:#22262b;font:10pt/1.42 ${font};overflow-wrap:anywhere;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.cv{width:210mm;max-width:100%;min-height:297mm;margin:8mm auto;padding:15mm 18mm;background:#fff;box-shadow:0 2px 14px rgba(0,0,0,.16)}
h1,h2,h3,p,ul{margin:0;padding:0}
h1,h2,h3,p,li{unicode-bidi:plaintext}
.tags>li,.pairs>li{unicode-bidi:normal}
header,h2,h3,.place,.link{text-align:left}
ul{list-style:none}
a{color:inherit;text-decoration:none}
h1{font-size:25pt;line-height:1.15;font-weight:700;color:var(--ink)}
h2{font-size:12pt;line-height:1.3;color:var(--ink);break-after:avoid;break-inside:avoid}
h3{font-size:10pt;line-height:1.35;break-after:avoid}
.headline{font-size:13pt;line-height:1.3;margin-top:1.2mm}
.target{margin-top:.8mm}
section{margin-top:5.4mm}
h2+.blocks{margin-top:2.2mm}
.blocks>*+*{margin-top:2mm}
.blocks>.entry+.entry{margin-top:3.8mm}
.blocks>.group+.group{margin-top:3mm}
h3+.tags{margin-top:1mm}
.entry{display:grid;grid-template-columns:1fr fit-content(45%);column-gap:6mm;align-items:baseline;break-inside:avoid}
.entry>*{grid-column:1/-1;min-width:0}
.entry>h3{grid-column:1;grid-row:1}
.entry>.when{grid-column:2;grid-row:1;text-align:end;text-wrap:balance;font-size:9pt;color:#4b535c}
.entry>.when:first-child{grid-column:1;text-align:start}
.place{color:#3a4149}
.link{color:var(--ink)}
.body{margin-top:1mm}
.body:first-child{margin-top:0}
.body>*+*{margin-top:1mm}
.blocks ul:not(.tags):not(.pairs)>li{padding-inline-start:4.2mm;text-indent:-4.2mm}
.blocks ul:not(.tags):not(.pairs)>li::before{content:"\\2013";display:inline-block;width:4.2mm;text-indent:0;color:var(--ink)}
.prose .blocks p,.prose .blocks li{white-space:pre-wrap;tab-size:4}
p{orphans:2;widows:2}
li{break-inside:avoid}`

// Last, so that it wins over every layout: on a phone one column, in the order of the source.
const NARROW = `@media screen and (max-width:720px){
.cv.cv{display:block;margin:0;min-height:0;padding:20px 18px;box-shadow:none;background:#fff}
.cv .entry,.cv .group,.compact.cv section{display:block}
.cv .entry>.when{position:static;width:auto;text-align:start}
.compact.cv h2+.blocks{margin-top:4px}
.cv.modern,.cv.sidebar{padding:0}
.modern header,.modern .contacts,.modern main,.modern .side,.sidebar header,.sidebar .panel,.sidebar main{padding:18px}
.modern .contacts{padding-top:0}
.cv.timeline{--gap:0mm}
.timeline header,.timeline .contacts{padding-left:0}
h1{font-size:22pt}
}`

// Paper is dearer than a screen: a little tighter, so that most CVs keep to one page.
const PRINT = `@media print{
html{background:none}
.cv{width:auto;min-height:0;margin:0;padding:0;box-shadow:none}
body{line-height:1.36}
section{margin-top:4mm}
h2+.blocks{margin-top:1.6mm}
.blocks>.entry+.entry{margin-top:3mm}
}`

/** The whole style sheet of a layout, and what it stands in, in Latin-1. */
function write(layout: CvLayout['layout'], palette: Palette): string {
  const sheet = [`@page{size:A4;margin:12mm 18mm}`, base(palette), PRINT, LAYOUT_STYLES[layout], NARROW].join('\n')
  return `<style>\n${sheet}\n</style>\n</head>\n<body>\n`
}

/** Each is written once: there are as many as templates in the catalogue. */
const written = new Map<string, string>()
const MOST_WRITTEN = 256

/** The style sheet of a layout by its name, in the colours and the font of this one. */
export function styleOf(name: CvLayout['layout'], layout: CvLayout): string {
  const key = `${name} ${layout.accentColor} ${layout.fontFamily}`
  let style = written.get(key)
  if (style === undefined) {
    if (written.size >= MOST_WRITTEN) written.clear()
    written.set(key, style = write(name, paletteOf(layout)))
  }
  return style
}
