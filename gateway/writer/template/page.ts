/**
 * A page in the parts that follow one another in it. Most of a page is its style sheet, the same in every page of a template: as a part it
 * stays the text that it is, while the whole would have to be put together, looked through and encoded each time.
 */
export class Page {
  readonly parts: PageParts

  constructor(parts: PageParts) {
    this.parts = parts
  }

  /** The whole. Nothing is copied before somebody reads it. */
  toString(): string {
    const [head, style, body] = this.parts
    return head + style + body
  }

  /** For a lane that sends JSON. */
  toJSON(): string {
    return this.toString()
  }
}

export type PageParts = readonly [head: string, style: string, body: string]
