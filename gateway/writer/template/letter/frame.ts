import type { LetterRequest } from '../../letter.ts'
import { cleanLine } from '../value.ts'
import { titleOf } from './facts.ts'
import { grammarOf } from './voice.ts'

/** What stands around the body of a letter, whoever writes the body: no model sees who signs. */
export interface Frame {
  /** Up to and with the salutation; ends with an empty line. */
  readonly head: string
  /** Closing and name; begins with an empty line. */
  readonly foot: string
}

export function frameOf(request: LetterRequest): Frame {
  const { sender, companyName, jobTitle, tone, language } = request
  const grammar = grammarOf(language)
  const voice = grammar.voices[tone]
  const name = cleanLine(sender.fullName)
  const contacts = [sender.location, sender.phone, sender.email].map(cleanLine).filter(Boolean)
  const from = [name, ...contacts].filter(Boolean).join('\n')
  const head = [from, cleanLine(companyName), grammar.subject(titleOf(jobTitle)), voice.salutation].filter(Boolean).join('\n\n')
  return { head: `${head}\n\n`, foot: `\n\n${[voice.closing, name].filter(Boolean).join('\n\n')}\n` }
}
