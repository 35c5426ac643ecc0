import { each } from './join.ts'
import type { Block, Contact, Entry, Resume, Section } from './parts.ts'
import { escapeHtml } from './value.ts'

/** Markup that is finished: every value in it is escaped. Only this file makes it from words. An element of nothing is nothing. */
const element = (tag: string, className = '') => {
  const [open, close] = [className ? `<${tag} class="${className}">` : `<${tag}>`, `</${tag}>`]
  return (inner: string): string => inner && open + inner + close
}

const h1 = element('h1')
const h2 = element('h2')
const h3 = element('h3')
const headline = element('p', 'headline')
const target = element('p', 'target')
const article = element('article', 'entry')
const place = element('p', 'place')
const when = element('p', 'when')
const link = element('p', 'link')
const bodyOf = element('div', 'body')
const group = element('div', 'group')
const tags = element('ul', 'tags')
const pairs = element('ul', 'pairs')
const list = element('ul')
const header = element('header')
const contactSection = element('section', 'contacts')
const main = element('main')
const side = element('div', 'side')

// bdi keeps a name in Hebrew or Arabic from reordering what stands beside it on the line.
const isolated = (value: string): string => `<bdi>${escapeHtml(value)}</bdi>`

const item = (inner: string): string => `<li>${inner}</li>`

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

function placeMarkup(names: readonly string[]): string {
  let all = ''
  for (const name of names) all += all ? `, ${isolated(name)}` : isolated(name)
  return place(all)
}

const entryMarkup = (entry: Entry): string => article(
  h3(escapeHtml(entry.title)) + placeMarkup(entry.place) + when(escapeHtml(entry.when)) + (entry.link ? link(anchor(entry.link)) : '') + bodyOf(each(entry.body, blockMarkup)),
)

const lineMarkup = (text: string): string => item(escapeHtml(text))
const tagMarkup = (text: string): string => item(isolated(text))
const pairMarkup = ({ name, note }: { name: string; note: string }): string => item(isolated(name) + (note && ` <span>&#8211; ${note}</span>`))

function blockMarkup(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${block.lines.length === 1 ? escapeHtml(block.lines[0]!) : block.lines.map(escapeHtml).join('<br>')}</p>`
    case 'list':
      return `<ul>${each(block.items, lineMarkup)}</ul>`
    case 'heading':
      return `<h3>${escapeHtml(block.text)}</h3>`
    case 'tags':
      return group(h3(escapeHtml(block.title)) + tags(each(block.items, tagMarkup)))
    case 'pairs':
      return pairs(each(block.items, pairMarkup))
    case 'entry':
      return entryMarkup(block)
  }
}

const sectionMarkup = (section: Section): string =>
  `<section>${h2(escapeHtml(section.title))}<div class="blocks">${each(section.blocks, blockMarkup)}</div></section>\n`

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
  const contacts = list(each(resume.contacts, (contact) => item(contactMarkup(contact, words.colon))))
  return {
    header: header(h1(escapeHtml(resume.name)) + headline(escapeHtml(first)) + each(rest, (line) => target(escapeHtml(line)))),
    contacts: contactSection(contacts && `<h2>${words.contact}</h2>${contacts}`),
    main: main(each(resume.main, sectionMarkup)),
    side: side(each(resume.side, sectionMarkup)),
  }
}
