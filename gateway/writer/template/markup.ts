import { each, joined } from './join.ts'
import type { Block, Contact, Entry, Resume, Section } from './parts.ts'
import { escapeHtml } from './value.ts'

/** Markup that is finished: every value in it is escaped. Only this file makes it from words. */
const wrap = (tag: string, className: string, inner: string): string =>
  inner && `<${tag}${className && ` class="${className}"`}>${inner}</${tag}>`

// bdi keeps a name in Hebrew or Arabic from reordering what stands beside it on the line.
const isolated = (value: string): string => `<bdi>${escapeHtml(value)}</bdi>`

const items = <T>(values: readonly T[], write: (value: T) => string): string => each(values, (value) => `<li>${write(value)}</li>`)

/** A printed link shows where it leads, without what everyone leaves out. */
const shownAddress = (contact: Contact): string =>
  contact.href?.startsWith('http') ? contact.value.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '') : contact.value

function anchor(contact: Contact): string {
  const shown = isolated(shownAddress(contact))
  return contact.href === null ? shown : `<a href="${escapeHtml(contact.href)}" rel="noopener noreferrer">${shown}</a>`
}

function contactMarkup(contact: Contact, colon: string): string {
  if (!contact.label) return anchor(contact)
  return `<span class="label">${isolated(contact.label)}</span>${contact.value && colon + anchor(contact)}`
}

function entryMarkup(entry: Entry): string {
  return wrap(
    'article',
    'entry',
    wrap('h3', '', escapeHtml(entry.title)) +
      wrap('p', 'place', joined(entry.place.map(isolated), ', ')) +
      wrap('p', 'when', escapeHtml(entry.when)) +
      wrap('p', 'link', entry.link ? anchor(entry.link) : '') +
      wrap('div', 'body', each(entry.body, blockMarkup)),
  )
}

function blockMarkup(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${block.lines.map(escapeHtml).join('<br>')}</p>`
    case 'list':
      return `<ul>${items(block.items, escapeHtml)}</ul>`
    case 'heading':
      return `<h3>${escapeHtml(block.text)}</h3>`
    case 'tags':
      return wrap('div', 'group', wrap('h3', '', escapeHtml(block.title)) + wrap('ul', 'tags', items(block.items, isolated)))
    case 'pairs':
      return wrap('ul', 'pairs', items(block.items, ({ name, note }) => isolated(name) + (note && ` <span>– ${note}</span>`)))
    case 'entry':
      return entryMarkup(block)
  }
}

const sectionMarkup = (section: Section): string =>
  `<section>${wrap('h2', '', escapeHtml(section.title))}<div class="blocks">${each(section.blocks, blockMarkup)}</div></section>\n`

/** The parts of a CV as markup. A layout decides where they stand, never what is in them. */
export interface Markup {
  header: string
  contacts: string
  main: string
  side: string
}

/** Writes the parts. An absent part is an empty string. */
export function markupOf(resume: Resume): Markup {
  const { words } = resume
  const [first = '', ...rest] = resume.headlines
  const header = wrap('h1', '', escapeHtml(resume.name)) + wrap('p', 'headline', escapeHtml(first)) + each(rest, (line) => wrap('p', 'target', escapeHtml(line)))
  const contacts = wrap('ul', '', items(resume.contacts, (contact) => contactMarkup(contact, words.colon)))
  return {
    header: wrap('header', '', header),
    contacts: wrap('section', 'contacts', contacts && `<h2>${words.contact}</h2>${contacts}`),
    main: wrap('main', '', each(resume.main, sectionMarkup)),
    side: wrap('div', 'side', each(resume.side, sectionMarkup)),
  }
}
