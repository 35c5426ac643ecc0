import type { Block, Contact, Entry, Resume, Section } from './parts.ts'

const contactLine = (contact: Contact, colon: string): string =>
  [contact.label, contact.value].filter(Boolean).join(colon)

function entryLines(entry: Entry, resume: Resume): string[] {
  return [
    [entry.title, entry.place.join(', ')].filter(Boolean).join(' – '),
    entry.when,
    entry.link?.value ?? '',
    ...entry.body.flatMap((block) => blockLines(block, resume)),
  ].filter(Boolean)
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
  const blocks = section.blocks.map((block) => blockLines(block, resume).join('\n')).join(apart ? '\n\n' : '\n')
  return [section.title.toLocaleUpperCase(resume.words.lang), blocks].filter(Boolean).join('\n')
}

/** The CV as plain text: for job sites' text boxes, and for machines that read CVs. Ends with a line feed. */
export function plainText(resume: Resume): string {
  if (resume.verbatim !== null) return `${resume.verbatim}\n`
  const contacts = resume.contacts.map((contact) => contactLine(contact, resume.words.colon))
  const head = [resume.name, ...resume.headlines, ...contacts].filter(Boolean).join('\n')
  const sections = [...resume.main, ...resume.side].map((section) => sectionText(section, resume))
  return `${[head, ...sections].filter(Boolean).join('\n\n')}\n`
}
