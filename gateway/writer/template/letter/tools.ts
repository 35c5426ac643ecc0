import { fold } from '../../privacy/people.ts'
import { TOOLS } from '../../privacy/vocabulary.ts'

/** Tools that are ordinary words first: with a capital at the beginning of a skill they are the word. */
const WORDS = new Set('base cinema chef next rest express ciel pages forms meet drive planner project access soap spring motion reflex sketch unity rise logic booking opera meta buffer concur perl maya fusion inventor rhino power apps query automate tools pro x docs sheets slides drive analytics ads pages plasma arc mma base eleves obs resolve audition sage office'.split(' '))

/** Whether a word with a capital is the name of a tool, which keeps it inside a sentence: "Excel", "Salesforce". */
export const isTool = (word: string): boolean => /^\p{Lu}/u.test(word) && TOOLS.has(fold(word)) && !WORDS.has(fold(word))
