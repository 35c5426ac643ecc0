import { isPlainLine } from '../../blank.ts'
import type { Block, Section } from './parts.ts'
import { cleanLines } from './value.ts'

const BULLET = /^\s*[-–—•*▪◦·‣●]\s+(?=\S)/

/** A short line in capitals is a heading of its own accord; digits or an @ make it a date, a phone or an address. */
function inCapitals(line: string): boolean {
  const text = line.trim()
  if (text.length > 60 || BULLET.test(line) || /[\p{Ll}\d@]/u.test(text)) return false
  return (text.match(/\p{Lu}/gu) ?? []).length >= 4
}

const introduces = (line: string): boolean => line.length <= 60 && /\p{L}.*:$/u.test(line) && !BULLET.test(line)

type Run = Extract<Block, { kind: 'paragraph' | 'list' }>

/** Blank lines part paragraphs, lines that begin with a dash or a bullet make lists. The words stay as they are. */
function runsOf(lines: readonly string[]): Run[] {
  const runs: Run[] = []
  let open: Run | undefined
  for (const line of lines) {
    if (!line.trim()) {
      open = undefined
      continue
    }
    const kind = BULLET.test(line) ? 'list' : 'paragraph'
    if (open?.kind !== kind) runs.push((open = kind === 'list' ? { kind, items: [] } : { kind, lines: [] }))
    if (open.kind === 'list') open.items.push(line.replace(BULLET, ''))
    else open.lines.push(line)
  }
  return runs
}

/** The blocks of a description or a summary. */
export function blocksOf(value: string | null | undefined): Block[] {
  const lines = cleanLines(value)
  const [only = ''] = lines
  // Nearly all are one paragraph of one line.
  return lines.length === 1 && isPlainLine(only) && !BULLET.test(only) ? [{ kind: 'paragraph', lines }] : runsOf(lines.map((line) => line.trim()))
}

/**
 * The sections of an uploaded text. A line in capitals begins one; a short line that ends in a colon is a heading inside
 * it, or begins one where there is none yet.
 */
export function sectionsOf(lines: readonly string[]): Section[] {
  const sections: Section[] = [{ title: '', blocks: [] }]
  let pending: string[] = []
  const flush = () => {
    sections.at(-1)!.blocks.push(...runsOf(pending))
    pending = []
  }
  for (const line of lines) {
    const capitals = inCapitals(line)
    if (!capitals && !introduces(line)) {
      pending.push(line)
      continue
    }
    flush()
    if (capitals || !sections.at(-1)!.title) sections.push({ title: line.trim(), blocks: [] })
    else sections.at(-1)!.blocks.push({ kind: 'heading', text: line.trim() })
  }
  flush()
  return sections.filter((section) => section.title || section.blocks.length > 0)
}
