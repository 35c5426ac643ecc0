import { fold } from './people.ts'

export const TOKEN = /[\p{L}\p{M}][\p{L}\p{M}\d]*(?:['’-][\p{L}\p{M}\d]+)*/gu
export const ELIDED = /^(?:[dlnscjtm]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\p{L})/iu

export interface Token {
  readonly start: number
  readonly end: number
  readonly word: string
  readonly folded: string
  readonly parts: readonly string[]
  readonly capital: boolean
  /** The first of its sentence or line, where every word may have a capital. */
  readonly first: boolean
  /** In a list of tools or skills, or right after the word that says that it is one. */
  readonly tool: boolean
}

const LISTED = /^[\s*•·–-]{0,6}(?:(?:principa\p{L}{1,4}|autres|mes|my|key|other)[ \u00a0])?(?:outils?|logiciels?|informatique|bureautique|numérique|comp[ée]tences?|savoir[- ]faire|skills?|tools?|software|technolog\p{L}{1,4}|stack|environnement|langages?|certifications?|applications?|technical skills|business skills|soft skills|technical|it)(?:[ \u00a0][\p{L}'’& ]{1,25})?[ \u00a0]?(?::|$)/iu
const CALLED_TOOL = /(?:logiciels?|outils?|progiciels?|application|plateforme|framework|langages?|système|ERP|CRM|WMS|software|tool|platform|certifi\p{L}{1,7}|formation|diplôme|module|MOOC|habilitation|permis|licence)[ \u00a0](?:de |en |d[’']|à |the |in )?$/iu

/** The words of a text, each with what is needed to tell whether it is a name. What is elided before it ("d’Aubervilliers") is no part of it. */
export function tokensOf(text: string): Token[] {
  let [listed, opened] = [false, false]
  let [line, lineEnd] = [0, -1]
  return [...text.matchAll(TOKEN)].map(({ 0: all, index }) => {
    if (index >= lineEnd) {
      line = text.lastIndexOf('\n', index - 1) + 1
      lineEnd = text.indexOf('\n', index)
      if (lineEnd === -1) lineEnd = text.length
      const said = text.slice(line, lineEnd)
      const heading = LISTED.exec(said.slice(0, 60))
      // A heading alone on its line speaks of the lines below, as long as they are lists.
      opened = heading !== null ? /^[\s:]*$/.test(said.slice(heading[0].length)) : opened && /[,;•·|/]|^\s*[*•·–-]/.test(said) && !/:|(?:19|20)\d{2}/.test(said)
      listed = heading !== null || opened
    }
    const bare = all.slice(ELIDED.exec(all)?.[0].length ?? 0)
    const start = index + all.length - bare.length
    const before = text.slice(Math.max(line, index - 40), index)
    return {
      start, end: index + all.length, word: bare, folded: fold(bare), parts: fold(bare).split(/['’-]/), capital: /^\p{Lu}/u.test(bare),
      first: start === index && /(?:^|[.!?:…;•|][ \u00a0«"“(*–-]{0,4}|^[ \t\u00a0]*(?:[*•·–—>-][ \t\u00a0]*|\d{1,2}[.)][ \u00a0])?[«"“(]?)$/u.test(before),
      tool: listed || CALLED_TOOL.test(before),
    }
  })
}
