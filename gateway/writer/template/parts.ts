import type { Words } from './words.ts'

/**
 * A CV as facts in reading order, before any look: every layout and the plain text are written from the same one, so
 * that none can say more or less than another.
 */
export interface Resume {
  words: Words
  documentTitle: string
  name: string
  headlines: string[]
  contacts: Contact[]
  main: Section[]
  side: Section[]
  /** The uploaded text itself, where there is one: its plain text is not written anew. */
  verbatim: string | null
}

/** `href` null: shown as text. */
export interface Contact {
  label: string
  value: string
  href: string | null
}

/** `title` is empty where the person's text begins without a heading. */
export interface Section {
  title: string
  blocks: Block[]
}

export interface Entry {
  kind: 'entry'
  title: string
  place: string[]
  when: string
  link: Contact | null
  body: Block[]
}

export type Block =
  | { kind: 'paragraph'; lines: string[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'heading'; text: string }
  | { kind: 'tags'; title: string; items: readonly string[] }
  | { kind: 'pairs'; items: { name: string; note: string }[] }
  | Entry
