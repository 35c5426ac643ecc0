import { readFileSync } from 'node:fs'

/*
 * Some 390,000 French and English words, with all their forms, as two bytes each: who is no word of the language is somebody's name, a
 * town's or a firm's. `npm run words` makes the file; see gatherWords.ts. A word falls into one of 65,536 drawers by the upper half of its
 * hash, and the lower halves of those in a drawer are what the file has: 65,536 counts of a byte, then the halves in order.
 * A name is taken for a word by chance one time in eleven thousand.
 */
export const DRAWERS = 65_536

/** FNV-1a. */
export function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

interface Dictionary {
  readonly file: Buffer
  readonly starts: Uint32Array
}

let dictionary: Dictionary | undefined

/** Read when it is first asked for: a gateway without models never needs it. A millisecond, and 0.9 MB. */
function read(): Dictionary {
  const file = readFileSync(new URL('words.bin', import.meta.url))
  const starts = new Uint32Array(DRAWERS + 1)
  for (let drawer = 0; drawer < DRAWERS; drawer += 1) starts[drawer + 1] = starts[drawer]! + file[drawer]!
  return { file, starts }
}

/** Whether French or English has the word. @param folded without accents and capitals */
export function isOrdinary(folded: string): boolean {
  const { file, starts } = dictionary ??= read()
  const hash = hashOf(folded)
  const [drawer, half] = [hash >>> 16, hash & 0xffff]
  for (let at = starts[drawer]!; at < starts[drawer + 1]!; at += 1) if (file.readUInt16LE(DRAWERS + at * 2) === half) return true
  return false
}
