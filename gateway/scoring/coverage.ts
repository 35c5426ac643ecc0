import { skillKey, wordKey } from './keywords.ts'
import type { Keyword } from './keywords.ts'
import { affirmedIn } from './negation.ts'
import { findSkills } from './skills.ts'
import type { FoundSkill } from './skills.ts'
import type { Text } from './words.ts'

/** What a text says, in the form that keywords are looked up in. */
export interface Spoken {
  /** How often each key of a keyword is said, and not denied. */
  readonly counts: ReadonlyMap<string, number>
  readonly skills: readonly FoundSkill[]
  readonly words: number
}

/** What a text says of itself: "je ne connais pas Excel" says nothing of Excel. */
export function spokenIn(text: Text): Spoken {
  const words = affirmedIn(text)
  const { skills } = findSkills({ ...text, words })
  const counts = new Map(skills.map(({ category, name, count }) => [skillKey(category, name), count]))
  for (const { stem } of words) counts.set(wordKey(stem), (counts.get(wordKey(stem)) ?? 0) + 1)
  return { counts, skills, words: text.words.length }
}

/** How often a keyword is said. */
export const countOf = ({ key }: Keyword, { counts }: Spoken): number => counts.get(key) ?? 0

export interface Coverage {
  /** 0 to 1: the weight of the keywords that are said, out of that of all. Null where there are no keywords to cover. */
  readonly share: number | null
  readonly matched: readonly Keyword[]
  readonly missing: readonly Keyword[]
}

/** Adding a line to a text never lowers its coverage, and the order of its lines does not matter. */
export function coverageOf(keywords: readonly Keyword[], spoken: Spoken): Coverage {
  const matched = keywords.filter((keyword) => countOf(keyword, spoken) > 0)
  const missing = keywords.filter((keyword) => countOf(keyword, spoken) === 0)
  const sum = (of: readonly Keyword[]) => of.reduce((total, { weight }) => total + weight, 0)
  return { share: keywords.length === 0 ? null : sum(matched) / sum(keywords), matched, missing }
}
