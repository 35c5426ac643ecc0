import { isOrdinary } from './ordinary.ts'
import { fold } from './people.ts'
import { ELIDED } from './tokens.ts'
import { FRENCH_TOWNS, OTHER_TOWNS } from './towns.ts'
import { VOCABULARY } from './vocabulary.ts'

/** Who somebody is to somebody: a name follows. */
export const PEOPLE_OF = '(?:coll[èe]gues?|bin[ôo]me|chef(?:fe)?|patron(?:ne)?|manager|boss|sup[ée]rieure?|responsable|tut(?:eur|rice)|mentor|voisine?|amie?|copain|copine|pote|compagn(?:e|on)|mari|femme|[ée]pou(?:x|se)|fils|fille|fr[èe]re|s(?:œ|oe)ur|m[èe]re|p[èe]re|cousine?|oncle|tante|ni[èe]ce|neveu|associ[ée]e?|coach|psy(?:chologue)?|friend|colleague|wife|husband|partner|son|daughter|brother|sister|cousin|mum|mom|dad|neighbour|neighbor)'
/** Names in small letters: "avec zohra", "mon chef boubakar", "soulef, une voisine", "j'habite a carpentras". */
const SMALL_NAMES: readonly RegExp[] = [
  new RegExp(String.raw`(?<![\p{L}\p{M}])(?:avec|chez|grâce à|d[’']après|selon|merci à|(?:re)?vu|croisé|appelé|rencontré|with|met|called|saw)[ \u00a0]+(\p{Ll}[\p{L}\p{M}-]{2,30})(?![\p{L}\p{M}])`, 'gu'),
  new RegExp(String.raw`(?<![\p{L}\p{M}])(?:m(?:on|a)|notre|my|our|son|sa|l[’']|une?|an?)[ \u00a0]?${PEOPLE_OF},?[ \u00a0]+(\p{Ll}[\p{L}\p{M}-]{2,30})(?![\p{L}\p{M}])`, 'gu'),
  new RegExp(String.raw`(?<![\p{L}\p{M}])(\p{Ll}[\p{L}\p{M}-]{2,30}),?[ \u00a0](?:une?|mon|ma|notre|my|an?|our)[ \u00a0](?:\p{L}{3,12}[ \u00a0])?${PEOPLE_OF}(?![\p{L}\p{M}])`, 'gu'),
]
/** "nguyen m'a formée": in small letters, where a sentence begins with somebody. */
const SMALL_SUBJECTS = /(?:^|[.!?;:,][ \u00a0]{1,2}|\n|(?<![\p{L}])(?:et|que|mais|car|puis|and|but)[ \u00a0])(\p{Ll}[\p{L}\p{M}-]{2,30})[ \u00a0](?=(?:ne |n[’'])?(?:m[’']|me |nous |lui )(?:a|ai|avait|dit|propose|pousse|conseille|soutient|aide|fait|parle)(?!\p{L})|(?:a|est|avait|était|dit|pense|veut|cherche|recrute|trouve|va|vient|part|says|said|thinks|is|was|has|wants)(?!\p{L})|(?:told|asked|taught|helped|gave) me(?!\p{L})|(?:from|at|du|de la|de l[’'])[ \u00a0]?\p{L}+[ \u00a0](?:says|said|told|thinks|dit|a dit|m[’']a|pense)(?!\p{L}))/gu
const SMALL_HOMES: readonly RegExp[] = [
  /(?<![\p{L}\p{M}])(?:habit(?:e|ons|ais|ait|er|ant|é)|vi(?:s|t|vais|vait|vons|vre|vant)|rés?ider?|réside|domiciliée?|install\p{L}{1,4}|déménag\p{L}{1,4}|originaire|née?|viens)[ \u00a0]+(?:(?:à|a|de|sur|près de|vers)[ \u00a0]+)?(\p{Ll}[\p{L}\p{M}]*(?:[-’'][\p{L}\p{M}]+)*)/giu,
  /(?<![\p{L}\p{M}])(?:live|lives|living|lived|based|born|moved|grew up|come|comes)[ \u00a0]+(?:in|to|near|from|at)[ \u00a0]+(\p{Ll}[\p{L}\p{M}]*(?:[-’'][\p{L}\p{M}]+)*)/giu,
]

/** Whether a part of a word is one of either language, or of a list. */
export const knows = (part: string) => part.length < 2 || /^\d/.test(part) || VOCABULARY.has(part) || isOrdinary(part)

/** Names in small letters, where only names stand: folded. */
export function smallNamesIn(text: string): string[] {
  const named = [...SMALL_NAMES, SMALL_SUBJECTS].flatMap((pattern) => [...text.matchAll(pattern)].map((match) => fold(match[1]!))).filter((name) => !name.split('-').every(knows))
  const homes = SMALL_HOMES.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => fold(match[1]!.replace(ELIDED, '')))).filter((name) => FRENCH_TOWNS.has(name) || OTHER_TOWNS.has(name) || !name.split(/['’-]/).every(knows))
  return [...named, ...homes]
}
