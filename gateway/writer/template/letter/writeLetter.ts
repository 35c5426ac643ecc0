import type { LetterRequest } from '../../letter.ts'
import { factsOf } from './facts.ts'
import type { LetterFacts } from './facts.ts'
import { frameOf } from './frame.ts'
import { grammarOf } from './voice.ts'
import type { Grammar, Voice } from './voice.ts'

/** The letter of the template writer: the facts of the request in the words of its tone, and no other fact. Cannot fail. */
export function writeLetter(request: LetterRequest): string {
  const { head, foot } = frameOf(request)
  const grammar = grammarOf(request.language)
  const body = bodyOf(factsOf(request), grammar, grammar.voices[request.tone]).join('\n\n')
  return head + (request.language === 'en' ? body : body.replace(/ (?=[:;?!»](?:\s|$))/g, '\u00a0').replace(/(?<=«) /g, '\u00a0')) + foot
}

function bodyOf(facts: LetterFacts, grammar: Grammar, voice: Voice): string[] {
  const { change, study, skills, strengths, motivation } = facts
  const list = (items: readonly string[]) => grammar.list(items)
  const past = [
    grammar.experience(facts),
    facts.onlyCv ? grammar.cv : '',
    deedsOf(facts, grammar, voice),
    study === null ? '' : grammar.study(study.degree, study.school),
  ]
  const able = [
    skills.length === 0 ? '' : facts.matched ? voice.matched(list(skills.map(grammar.skillInside))) : voice.skills(list(skills.map(grammar.skillInside))),
    strengths.length === 0 ? '' : voice.strengths(list(strengths.map((one) => grammar.inside(one)))),
  ]
  return [
    oneStop(voice.opening(facts)),
    change === null ? '' : voice.change(grammar.domain(change.from), grammar.domain(change.to), list(change.skills.map((skill) => grammar.able(grammar.inside(skill))))),
    oneStop(sentences(past)),
    sentences(able),
    asSentence(motivation),
    voice.meeting,
  ].filter(Boolean)
}

/** What was done: of deeds that are told in two ways, those of the first one's. */
function deedsOf({ deeds, deedsAs }: LetterFacts, grammar: Grammar, voice: Voice): string {
  if (deeds.length === 0) return ''
  const done = deeds.map(grammar.did)
  if (done[0] !== null) return grammar.have(grammar.list(done.filter((deed) => deed !== null)), deedsAs)
  return `${voice.deeds}${grammar.colon}${grammar.list(deeds.filter((_, at) => done[at] === null).map(grammar.inside))}.`
}

/** "Octavienne S.A." and "Yahoo!" end a sentence by themselves. */
const oneStop = (words: string) => words.replace(/([.!?…])\.(?=\s|$)/g, '$1')

const sentences = (parts: readonly string[]) => parts.filter(Boolean).join(' ')

/** The user's own words, with the capital and the full stop that they may lack. */
function asSentence(words: string): string {
  const [first = ''] = words
  const begun = first.toLocaleUpperCase('fr') + words.slice(first.length)
  return words === '' || /[.!?…]["»”]?$/.test(words) ? begun : `${begun}.`
}
