import type { Span } from './people.ts'

const KIND = String.raw`(?:PERSON(?:NE)?|NOM|NAME|E-?MAIL|COURRIEL|PHONE|T[ÉE]L(?:[ÉE]PHONE)?|ADDRESS|ADRESSE|LINK|LIEN|URL|NUM(?:BER|[ÉE]RO)|TEXTE?)`
const NUMBERED = String.raw`${KIND}[ _-]?\d{1,4}[a-z]?`

const BARE = String.raw`(?:PERSON|EMAIL|PHONE|ADDRESS|LINK|NUMBER|TEXT)_\d{1,4}[a-z]?`
const BRACKETED = String.raw`\[\s?${NUMBERED}\s?\]|\(\s?${NUMBERED}\s?\)|\{{1,2}\s?${NUMBERED}\s?\}{1,2}|<\s?${NUMBERED}\s?>|\\\[${KIND}\\?_\d{1,4}[a-z]?\\\]`

/**
 * Our placeholders as they leave, and as a model may give them back: in other brackets, other case, translated, escaped. Brackets
 * around one are not part of it: they were in the text before.
 */
export const PLACEHOLDER = new RegExp(String.raw`${BRACKETED}|(?<![\p{L}\p{N}_])${BARE}(?![\p{L}\p{N}_])`, 'giu')
/** What somebody wrote that could be taken for one, also once a placeholder stands beside it. */
const LOOKALIKE = new RegExp(`${BRACKETED}|${BARE}`, 'giu')

const TLD = '(?:com|fr|org|net|io|dev|eu|co|me|info|app|be|ch|ca|uk|de|es|it|lu|xyz|tech|pro|page|blog|site|online|cv|bio|ai|paris|bzh)'
const LINK = new RegExp(String.raw`(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>"»)\]]{1,2000}|(?<![\p{L}\p{N}@.-])(?:[a-z0-9-]{1,63}\.){1,4}${TLD}\/[^\s<>"»)\]]{1,500}`, 'giu')
const BARE_DOMAIN = /(?<![\p{L}\p{N}@./-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|fr|org|eu|dev|info|be|ch|bzh)(?![\p{L}\p{N}./-]*[\p{L}\p{N}])/gu
const HANDLE = /(?<![\p{L}\p{N}.@/])@[\p{L}\p{N}_][\p{L}\p{N}_.]{1,29}(?![\p{L}\p{N}_/])/gu
const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}[ \u00a0]?(?:@|\(at\)|\[at\]|\(arobase\)|\[arobase\]|\(a\))[ \u00a0]?[\p{L}\p{N}-]{1,63}(?:[ \u00a0]?(?:\.|\(dot\)|\[dot\]|\(point\)|\[point\])[ \u00a0]?[\p{L}\p{N}-]{1,63}){1,5}/giu

const GAP = String.raw`(?:[^\S\n]|[.\-/()\u2010-\u2014])`
/** A number may go on in the next line, unless that begins with a year. */
const LINE_END = String.raw`[^\S\n]?\n[^\S\n]?(?!(?:19|20)\d{2}(?!\d))`
// Numbers side by side look like one long number, and go as one: a bound on its length would let the tail of the last one leave.
const PHONE = new RegExp(String.raw`(?<![\p{L}\d])(?:(?:\+|00)${GAP}?\d{1,3}|\(?0)(?:(?:${GAP}{0,3}|${LINE_END})\d){7,400}(?!\d)`, 'gu')
const LONG_NUMBER = /(?<![\p{L}\d])\d{10,20}(?!\d)/gu
const IBAN = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z\d]{4}){3,7}(?:[ \u00a0]?[A-Z\d]{1,3})?(?![\p{L}\d])/gu
const SECURITY = /(?<!\d)[12][ \u00a0]?\d{2}[ \u00a0]?(?:0[1-9]|1[0-2])[ \u00a0]?\d[\dAB][ \u00a0]?\d{3}[ \u00a0]?\d{3}(?:[ \u00a0]?\d{2})?(?!\d)/gu
const DATES = /(?<!\d)(?:\d{1,2}[/.\-])?\d{1,2}[/.\-](?:19|20)\d{2}(?!\d)/g

const ways = 'rue avenue av av. ave ave. boulevard boul boul. bd bd. blvd blvd. place pl. allée allées allee impasse chemin ch. route rte rte. quai cours square passage villa résidence residence lotissement hameau faubourg fbg fbg. sentier esplanade voie ruelle mail rond-point cité clos'
const WAY = `(?:${ways.split(' ').flatMap((way) => [way, way[0]!.toUpperCase() + way.slice(1), way.toUpperCase()]).map((way) => way.replace('.', '\\.')).join('|')})`
const SMALL = String.raw`(?:(?:de|du|des|la|le|les|aux?|et|en|sur|sous|DE|DU|DES|LA|LE|LES|AUX?|ET|EN|SUR)[ \u00a0]|[dlDL]['’][ \u00a0]?)`
const TOWN_NAME = String.raw`\p{Lu}[\p{L}\p{M}'’-]{0,40}(?:[ \u00a0]${SMALL}{0,2}\p{Lu}[\p{L}\p{M}'’-]{0,40}){0,3}(?:[ \u00a0](?:Cedex|CEDEX))?(?:(?<=[Cc][Ee][Dd][Ee][Xx])[ \u00a0]\d{1,2})?`
const TOWN = String.raw`(?:F-?)?\d{5}[ \u00a0]+${TOWN_NAME}`
const STREET = new RegExp(String.raw`(?<![\p{L}\d])\d{1,4}[ \u00a0]?(?:bis|ter|quater|[a-dA-D])?[,\s]{1,3}${WAY}[ \u00a0]+${SMALL}{0,3}[\p{L}\p{M}\d][\p{L}\p{M}\d'’.-]{0,40}(?:[ \u00a0]${SMALL}{0,3}[\p{Lu}\d][\p{L}\p{M}\d'’.-]{0,40}){0,5}(?:[\s,–-]{1,4}${TOWN})?`, 'gu')
const POSTCODE = new RegExp(String.raw`(?<![\p{L}\d])${TOWN}`, 'gu')
const BOX = /(?<![\p{L}\d])(?:BP|B\.P\.|CS|TSA)[ \u00a0]?\d{2,6}(?!\d)/gu
const ENGLISH_STREET = /(?<![\p{L}\d])\d{1,5}[A-Z]?[ \u00a0]+(?:\p{Lu}[\p{L}\p{M}'’.-]{1,30}[ \u00a0]){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Square|Sq|Court|Ct|Way|Terrace|Close|Crescent|Gardens|Boulevard|Blvd)\b\.?/gu
const UK_POSTCODE = /(?<![\p{L}\d])[A-Z]{1,2}\d[A-Z\d]?[ \u00a0]\d[A-Z]{2}(?![\p{L}\d])/gu

/** 02/2016 – 06/2024 has the digits of a phone, and is none. */
const isPeriod = (match: string) => match.replace(DATES, '').replace(/\D/g, '').length < 5

interface Rule {
  readonly kind: Span['kind']
  readonly pattern: RegExp
  readonly unless?: (match: string) => boolean
  /** A full stop at the end of a sentence is not part of it. */
  readonly trims?: boolean
}

/** In order of precedence: of two that overlap the first is kept. Each is bounded, so that no text takes long. */
const RULES: readonly Rule[] = [
  { kind: 'TEXT', pattern: LOOKALIKE },
  { kind: 'EMAIL', pattern: EMAIL },
  { kind: 'LINK', pattern: LINK, trims: true },
  { kind: 'NUMBER', pattern: IBAN },
  { kind: 'NUMBER', pattern: SECURITY },
  { kind: 'PHONE', pattern: PHONE, unless: isPeriod },
  { kind: 'NUMBER', pattern: LONG_NUMBER },
  { kind: 'ADDRESS', pattern: STREET, trims: true },
  { kind: 'ADDRESS', pattern: ENGLISH_STREET },
  { kind: 'ADDRESS', pattern: POSTCODE },
  { kind: 'ADDRESS', pattern: BOX },
  { kind: 'ADDRESS', pattern: UK_POSTCODE },
  { kind: 'LINK', pattern: HANDLE },
  { kind: 'LINK', pattern: BARE_DOMAIN },
]

/** E-mails, links, phones, addresses and bank or security numbers in a text. */
export function findPatterns(text: string): Span[] {
  return RULES.flatMap(({ kind, pattern, unless, trims }) =>
    [...text.matchAll(pattern)].flatMap(({ 0: match, index }) => {
      const kept = trims ? match.replace(/[\s.,;:!?]+$/, '') : match.trimEnd()
      return kept === '' || unless?.(kept) ? [] : [{ start: index, end: index + kept.length, kind }]
    }))
}
