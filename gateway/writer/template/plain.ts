import { joined } from './join.ts'
import type { Block, Contact, Entry, Resume, Section } from './parts.ts'

const contactLine = (contact: Contact, colon: string): string =>
  joined([contact.label, contact.value], colon)

function entryLines(entry: Entry, resume: Resume): string[] {
  const lines = [joined([entry.title, joined(entry.place, ', ')], ' – '), entry.when, entry.link?.value ?? '']
  for (const block of entry.body) lines.push(...blockLines(block, resume))
  return lines
}

function blockLines(block: Block, resume: Resume): string[] {
  switch (block.kind) {
    case 'paragraph':
      return block.lines
    case 'list':
      return block.items.map((item) => `- ${item}`)
    case 'heading':
      return [block.text]
    case 'tags':
      return [(block.title ? block.title + resume.words.colon : '') + block.items.join(', ')]
    case 'pairs':
      return block.items.map(({ name, note }) => (note ? `${name} – ${note}` : name))
    case 'entry':
      return entryLines(block, resume)
  }
}

function sectionText(section: Section, resume: Resume): string {
  // An entry or a paragraph stands by itself; one-line blocks, such as groups of skills, stand under each other.
  const apart = section.blocks.some((block) => block.kind === 'entry' || block.kind === 'paragraph')
  const blocks = joined(section.blocks.map((block) => joined(blockLines(block, resume), '\n')), apart ? '\n\n' : '\n')
  // French and English have no capitals of their own.
  return joined([section.title.toUpperCase(), blocks], '\n')
}

/** The CV as plain text: for job sites' text boxes, and for machines that read CVs. Ends with a line feed. */
export function plainText(resume: Resume): string {
  if (resume.verbatim !== null) return `${resume.verbatim}\n`
  const contacts = resume.contacts.map((contact) => contactLine(contact, resume.words.colon))
  const head = joined([resume.name, ...resume.headlines, ...contacts], '\n')
  const sections = [...resume.main, ...resume.side].map((section) => sectionText(section, resume))
  return `${joined([head, ...sections], '\n\n')}\n`
}
