import { badUserInput } from '../errors.ts'
import type { Issue } from '../errors.ts'

/** Where a page starts: after the row with this time and id. Times keep their microseconds, so they stay text. */
export interface Page {
  readonly limit: number
  readonly afterAt: string | null
  readonly afterId: string | null
}

export interface PageArgs {
  readonly first?: number | null
  readonly after?: string | null
}

const cursorShape = /^([a-z]+)\|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?\+00:00)\|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

const cursorOf = (list: string, at: string, id: string) => Buffer.from(`${list}|${at}|${id}`).toString('base64url')

/**
 * The page that `first` and `after` ask for, one row longer than asked, which tells whether there is a next.
 * @param list names the connection: a cursor of another one is BAD_USER_INPUT.
 */
export function pageOf(list: string, { first, after }: PageArgs): Page {
  const issues: Issue[] = []
  const size = first ?? 20
  if (size < 1 || size > 100) issues.push({ path: 'first', message: 'must be between 1 and 100.' })
  const cursor = after === null || after === undefined ? null : readCursor(list, after)
  if (cursor === undefined) issues.push({ path: 'after', message: 'is not a cursor of this list.' })
  if (issues.length > 0) throw badUserInput(issues)
  return { limit: size + 1, afterAt: cursor?.at ?? null, afterId: cursor?.id ?? null }
}

function readCursor(list: string, cursor: string): { at: string; id: string } | undefined {
  if (cursor.length > 200 || !/^[A-Za-z0-9_-]+$/.test(cursor)) return undefined
  const match = cursorShape.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (!match || match[1] !== list || !isMoment(match[2]!)) return undefined
  return { at: match[2]!, id: match[3]! }
}

/** JavaScript takes 31 February for 3 March; the database takes neither that nor a year 0. */
function isMoment(at: string): boolean {
  const seconds = at.slice(0, 19)
  const moment = Date.parse(`${seconds}Z`)
  return !at.startsWith('0000') && !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(seconds)
}

/**
 * A connection over the rows of one page, `limit` of them at most. Its parts are made when they are asked for: most screens
 * ask for `nodes`, and then no cursor but the last is written.
 */
export function connectionOf<R>(list: string, page: Page, rows: readonly R[], at: (row: R) => string, id: (row: R) => string) {
  return new Connection(rows.slice(0, page.limit - 1), rows.length === page.limit, (row: R) => cursorOf(list, at(row), id(row)))
}

class Connection<R> {
  readonly nodes: readonly R[]
  readonly pageInfo: PageInfo<R>
  private readonly cursor: (row: R) => string
  constructor(nodes: readonly R[], hasNextPage: boolean, cursor: (row: R) => string) {
    this.nodes = nodes
    this.cursor = cursor
    this.pageInfo = new PageInfo(nodes, hasNextPage, cursor)
  }

  get edges() {
    return this.nodes.map((node) => ({ cursor: this.cursor(node), node }))
  }
}

class PageInfo<R> {
  readonly hasNextPage: boolean
  readonly hasPreviousPage = false
  private readonly nodes: readonly R[]
  private readonly cursor: (row: R) => string
  constructor(nodes: readonly R[], hasNextPage: boolean, cursor: (row: R) => string) {
    this.nodes = nodes
    this.hasNextPage = hasNextPage
    this.cursor = cursor
  }

  get startCursor() {
    return this.at(0)
  }

  get endCursor() {
    return this.at(-1)
  }

  private at(place: number): string | null {
    const row = this.nodes.at(place)
    return row === undefined ? null : this.cursor(row)
  }
}
