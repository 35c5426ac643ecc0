import type { CvContent, CvLayout } from '../cv.ts'
import { joined } from './join.ts'
import { markupOf } from './markup.ts'
import type { Markup } from './markup.ts'
import { plainText } from './plain.ts'
import { resumeOf } from './resume.ts'
import { styleOf } from './style.ts'
import { escapeHtml } from './value.ts'
import type { Words } from './words.ts'

const LAYOUTS = ['classic', 'modern', 'compact', 'timeline', 'sidebar'] as const

const headOf = (lang: Words['lang']) => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>`
const HEADS: Readonly<Record<Words['lang'], string>> = { fr: headOf('fr'), en: headOf('en') }

/** What a screen reader and a machine read first is what stands first in the source, whatever the columns. */
function bodyOf(markup: Markup, layout: CvLayout['layout']): string {
  const { header, contacts, main, side } = markup
  if (layout !== 'sidebar') return joined([header, contacts, main, side], '\n')
  return joined([header, contacts || side ? `<div class="panel">${contacts}${side}</div>` : '', main], '\n')
}

/**
 * The template writer: a complete, printable HTML document and its plain text, from the input alone. The same input
 * gives the same output. No script, no remote resource; the policy in the head says so a second time, to the browser.
 * @param content what the CV says; a profile, or the text of an uploaded one
 * @param layout how it looks; an unknown value falls back to classic, the default accent, sans
 */
export function renderCv(content: CvContent, layout: CvLayout): { html: string; text: string } {
  const resume = resumeOf(content)
  const name = LAYOUTS.find((known) => known === layout.layout) ?? 'classic'
  const markup = markupOf(resume)
  const aside = name === 'sidebar' ? markup.contacts || markup.side : markup.side
  const head = `${HEADS[resume.words.lang]}${escapeHtml(resume.documentTitle)}</title>\n`
  const body = `<div class="cv ${name}${aside ? '' : ' alone'}${content.profile ? '' : ' prose'}">
${bodyOf(markup, name)}
</div>
</body>
</html>
`
  return { html: head + styleOf(name, layout) + body, text: plainText(resume) }
}
