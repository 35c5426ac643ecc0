import { joined } from './join.ts'
import type { Block, Entry, Resume, Section } from './parts.ts'
import { capitals } from './words.ts'

/** A text and one more; an empty one is not there. */
const two = (first: string, second: string, between: string): string => (first && second ? first + between + second : first || second)

function entryText(entry: Entry, resume: Resume): string {
  let all = two(two(entry.title, joined(entry.place, ', '), ' – '), entry.when, '\n')
  if (entry.link) all = two(all, entry.link.value, '\n')
  for (const block of entry.body) all = two(all, blockText(block, resume), '\n')
  return all
}

function blockText(block: Block, resume: Resume): string {
  switch (block.kind) {
    case 'paragraph':
      return joined(block.lines, '\n')
    case 'list':
      return `- ${block.items.join('\n- ')}`
    case 'heading':
      return block.text
    case 'tags':
      return (block.title ? block.title + resume.words.colon : '') + block.items.join(', ')
    case 'pairs':
      return block.items.map(({ name, note }) => (note ? `${name} – ${note}` : name)).join('\n')
    case 'entry':
      return entryText(block, resume)
  }
}

function sectionText({ title, blocks }: Section, resume: Resume): string {
  // An entry or a paragraph stands by itself; one-line blocks, such as groups of skills, stand under each other.
  const apart = blocks.some((block) => block.kind === 'entry' || block.kind === 'paragraph')
  let all = ''
  for (const block of blocks) all = two(all, blockText(block, resume), apart ? '\n\n' : '\n')
  return two(capitals(title), all, '\n')
}

/** The CV as plain text: for job sites' text boxes, and for machines that read CVs. Ends with a line feed. */
export function plainText(resume: Resume): string {
  if (resume.verbatim !== null) return `${resume.verbatim}\n`
  let all = two(resume.name, joined(resume.headlines, '\n'), '\n')
  for (const { label, value } of resume.contacts) all = two(all, two(label, value, resume.words.colon), '\n')
  for (const section of resume.main) all = two(all, sectionText(section, resume), '\n\n')
  for (const section of resume.side) all = two(all, sectionText(section, resume), '\n\n')
  return `${all}\n`
}
