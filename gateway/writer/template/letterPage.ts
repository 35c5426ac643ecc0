import type { CvLanguageCode, CvLayout } from '../cv.ts'
import { paletteOf } from './palette.ts'
import { cleanLine, cleanLines, escapeHtml } from './value.ts'

export interface LetterLayout {
  readonly layout: 'classic' | 'modern' | 'minimal'
  /** `#rrggbb` */
  readonly accentColor: string
  readonly fontFamily: CvLayout['fontFamily']
}

export interface LetterContent {
  readonly title: string
  readonly language: CvLanguageCode
  readonly text: string
}

const layouts: Readonly<Record<LetterLayout['layout'], string>> = {
  classic: 'p{text-align:justify;hyphens:auto}',
  modern: '.letter{border-top:9mm solid var(--ink)}.subject{color:var(--ink)}',
  minimal: '.subject{padding-bottom:2mm;border-bottom:.6pt solid var(--line)}',
}

const base = (ink: string, line: string, font: string) => `@page{size:A4;margin:20mm}
:root{--ink:${ink};--line:${line}}
*{box-sizing:border-box}
html{background:#e7e9ec;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;color:#22262b;font:11pt/1.5 ${font};overflow-wrap:anywhere;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.letter{width:210mm;max-width:100%;min-height:297mm;margin:8mm auto;padding:22mm;background:#fff;box-shadow:0 2px 14px rgba(0,0,0,.16)}
p{margin:0 0 4.5mm;unicode-bidi:plaintext;orphans:2;widows:2}
.subject{font-weight:700}
@media screen and (max-width:720px){.letter{margin:0;min-height:0;padding:20px 18px;box-shadow:none}}
@media print{html{background:none}.letter{width:auto;min-height:0;margin:0;padding:0;box-shadow:none}}`

/** Blank lines part paragraphs; a line that begins with "Objet :" is the subject. The words stay as they are. */
function paragraphs(text: string): readonly (readonly string[])[] {
  const found: string[][] = [[]]
  for (const line of cleanLines(text)) {
    if (line.trim() === '') found.push([])
    else found.at(-1)!.push(line)
  }
  return found.filter((lines) => lines.length > 0)
}

const subject = /^\s*(?:objet|subject|re)\s*:/i

/** A complete, printable page of a letter. No script, no remote resource; every word is escaped. The same input gives the same page. */
export function layOutLetter({ title, language, text }: LetterContent, layout: LetterLayout): string {
  const { ink, line, font } = paletteOf({ layout: 'classic', accentColor: layout.accentColor, fontFamily: layout.fontFamily })
  const body = paragraphs(text).map((lines) => `<p${subject.test(lines[0]!) ? ' class="subject"' : ''}>${lines.map(escapeHtml).join('<br>')}</p>`).join('\n')
  return `<!doctype html>
<html lang="${language === 'en' ? 'en' : 'fr'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(cleanLine(title))}</title>
<style>
${base(ink, line, font)}
${layouts[layout.layout] ?? layouts.classic}
</style>
</head>
<body>
<div class="letter">
${body}
</div>
</body>
</html>
`
}
