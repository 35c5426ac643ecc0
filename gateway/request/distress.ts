import { mayBe, ordinary, personal, signs, togetherEn, togetherFr } from './distressWords.ts'

/**
 * Words of self-harm, in French and English: gateway/request/distressWords.ts has them.
 *
 * The rule: what speaks of dying, of not living on, of never being here again, or of hurting one's own body counts; what says
 * that somebody has had enough, of whatever it may be ("je n'en peux plus", "je suis à bout"), does not. One help line too many is better than one too few: a negation ("je ne veux pas mourir") or somebody else's distress counts
 * too. What must not count are the idioms of ordinary working life ("mourir de rire", "en finir avec ce CV") and the words of
 * those who help by profession ("prévention du suicide"): these are taken out first, and what is left decides.
 * test/distress.test.ts has the phrases that it is measured by, both ways.
 *
 * Nothing is kept or logged: a text goes in, and a language or null comes out.
 */
export type Spoken = 'fr' | 'en'

/** Much more than any field may hold: what follows in a longer text is refused for its length anyway. */
const MOST_CHARACTERS = 200_000

/** The language of the words of self-harm in a text; null where there are none. */
export const distressIn = (text: string): Spoken | null => distressInAny([text])

/**
 * The same for the first of many texts that has any. Nearly every input has none in all of its dozens of texts: one look at them
 * together says so. `mayBe` looks at nothing beside its words, so that what it finds in one text it finds in all of them.
 */
export function distressInAny(texts: readonly string[]): Spoken | null {
  const { all, ends } = plainTexts(texts)
  if (!mayBe.test(all)) return null
  let start = 0
  for (const end of ends) {
    const spoken = spokenIn(all.slice(start, end))
    if (spoken !== null) return spoken
    start = end + 1
  }
  return null
}

function spokenIn(plain: string): Spoken | null {
  if (!mayBe.test(plain)) return null
  if (personal.test(plain)) return 'fr'
  const words = ordinary.reduce((left, phrase) => left.replace(phrase, ' § '), plain)
  if (signs.fr.test(words)) return 'fr'
  if (signs.en.test(words)) return 'en'
  const together = words.replaceAll(' ', '')
  if (togetherFr.test(together)) return 'fr'
  return togetherEn.test(together) ? 'en' : null
}

/*
 * What a text is before it is looked at: plain small letters and digits with single spaces. Accents, invisible characters,
 * fullwidth and mathematical letters, digits for letters (su1cide), l e t t e r s apart and lettersssss repeated say the same.
 */
const foreign: Readonly<Record<string, string>> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ѕ: 's', м: 'm', т: 't', к: 'k', н: 'h', ι: 'i', ο: 'o', α: 'a', ε: 'e', œ: 'oe', æ: 'ae' }
const leet: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' }

const isDigit = (code: number) => code >= 48 && code <= 57
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
/** With an accent, too: its letter comes first where they are two characters. */
const mayBeLetter = (code: number) => isLetter(code) || (code > 0x7f && code < 0x100 && withoutAccent[code]! > 0)
/** 0 1 3 4 5 7 @ $ ! */
const isLeet = (code: number) => (code >= 48 && code <= 55 && code !== 50 && code !== 54) || code === 64 || code === 36 || code === 33
/** Accents that stand by themselves after NFKD, and characters that nobody sees. */
const isInvisible = (code: number) =>
  (code >= 0x300 && code <= 0x36f) || code === 0xad || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x2064) || code === 0xfeff || code === 0

/** What is neither ASCII, nor a plain letter with an accent in one character, nor a sign that parts words and nothing else. */
const unusual = /[^\0-\x7f\u00c0-\u00c5\u00c7-\u00cf\u00d1-\u00d6\u00d9-\u00dd\u00e0-\u00e5\u00e7-\u00ef\u00f1-\u00f6\u00f9-\u00fd\u00ff«»·‐-—‘-„€]/

/** The letter that each of these stands for; 0 for what is no letter with an accent. */
const withoutAccent = Uint8Array.from({ length: 0x100 }, (_, code) => (code > 0x7f && !unusual.test(String.fromCharCode(code)) ? String.fromCharCode(code).normalize('NFD') : '').charCodeAt(0) || 0)
  .map((code) => (isLetter(code) ? code : 0))

/** All texts in their plain form, one after the other with a space after each, and where each ends. */
function plainTexts(texts: readonly string[]): { readonly all: string; readonly ends: readonly number[] } {
  const given = texts.map((text) => spelledOut(text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text))
  const out = Buffer.allocUnsafe(given.reduce((sum, text) => sum + text.length + 1, 0))
  const ends: number[] = []
  let end = 0
  for (const text of given) {
    const start = end
    end = start + readInto(out, start, text)
    ends.push(end)
    out[end++] = 32
  }
  return { all: out.toString('latin1', 0, end), ends }
}

/** Letters as everybody writes them: nothing fullwidth or foreign that only looks like a letter. An accent in one character with its letter may stay. */
function spelledOut(given: string): string {
  if (!unusual.test(given)) return given
  const text = given.normalize('NFKD')
  return /[\u0152\u0153\u00e6\u0370-\u04ff]/.test(text) ? text.replace(/[\u0370-\u04ffŒœæ]/g, (letter) => foreign[letter.toLowerCase()] ?? letter) : text
}

/** The plain form of one text; how long it is. */
function readInto(out: Buffer, start: number, text: string): number {
  const { length, accents, leetSpeak, apart, repeated } = lettersInto(out, start, text)
  if (!leetSpeak && !apart && !repeated) return length
  // The rarer spellings are looked for beside letters that have none.
  if (accents) return readInto(out, start, text.normalize('NFKD'))
  if (!leetSpeak) return joinInto(out, start, length, apart, repeated)
  const read = lettersInto(out, start, unleet(text))
  return joinInto(out, start, read.length, read.apart || read.repeated, read.repeated)
}

/** Letters that stand apart or are repeated, put right where they are. It never gets longer. */
function joinInto(out: Buffer, start: number, length: number, apart: boolean, repeated: boolean): number {
  if (!apart && !repeated) return length
  const letters = out.toString('latin1', start, start + length)
  const single = repeated ? letters.replace(/([a-z])\1{2,}/g, '$1') : letters
  return out.write(apart ? single.replace(/(?<![a-z\d])(?:[a-z] ){3,}[a-z](?![a-z\d])/g, (run: string) => run.replaceAll(' ', '')) : single, start, 'latin1')
}

/** Signs for letters, as letters. By hand: every address of an e-mail has one. */
function unleet(text: string): string {
  let all = ''
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    if (!isLeet(text.charCodeAt(at)) || !standsForLetter(text, at)) continue
    all += text.slice(from, at) + leet[text[at]!]!
    from = at + 1
  }
  return from === 0 ? text : all + text.slice(from)
}

/** Between letters; after two of them at a word's end, but for 7 and !; or before two at its beginning, but for !. */
function standsForLetter(text: string, at: number): boolean {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at + 1)]
  if (isLetter(before)) return isLetter(after) || (isLetter(text.charCodeAt(at - 2)) && !isDigit(after) && text[at] !== '7' && text[at] !== '!')
  return isLetter(after) && isLetter(text.charCodeAt(at + 2)) && !isDigit(before) && text[at] !== '!'
}

/**
 * Writes small letters and digits, with one space for anything else, and says how many and whether the rarer spellings are in the text
 * at all. By hand: a CV has thousands of places where a regular expression would have to replace something.
 */
function lettersInto(out: Buffer, start: number, text: string) {
  let length = start
  let [accents, leetSpeak, apart, repeated] = [false, false, false, false]
  let [word, singles] = [0, 0]
  for (let at = 0; at < text.length; at += 1) {
    const given = text.charCodeAt(at)
    const plain = given > 0x7f && given < 0x100 ? withoutAccent[given]! : 0
    const code = plain || given
    if (plain > 0) accents = true
    if (isLetter(code) || isDigit(code)) {
      const small = code | 32
      if (word > 1 && out[length - 1] === small && out[length - 2] === small) repeated = true
      out[length++] = small
      word += 1
      if (isLeet(code) && (isLetter(text.charCodeAt(at - 1)) || mayBeLetter(text.charCodeAt(at + 1)))) leetSpeak = true
    } else if (!isInvisible(code)) {
      if (isLeet(code) && mayBeLetter(text.charCodeAt(at + 1))) leetSpeak = true
      if (word > 0) {
        singles = word === 1 ? singles + 1 : 0
        if (singles >= 3) apart = true
        out[length++] = 32
      }
      word = 0
    }
  }
  if (length > start && out[length - 1] === 32) length -= 1
  return { length: length - start, accents, leetSpeak, apart, repeated }
}
