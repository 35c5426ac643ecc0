import type { Exchange } from './exchange.ts'

/** One door of the house. A room that needs a door of its own hands one to the server: there is no list to edit. */
export interface Route {
  /** An exact path; or, ending in `/*`, everything below. */
  readonly path: string
  /** HEAD comes with GET by itself. */
  readonly methods: readonly string[]
  /** May pages of other origins call it? */
  readonly cors: boolean
  answer(exchange: Exchange): void | Promise<void>
}

export const fits = ({ path }: Route, asked: string) =>
  path.endsWith('/*') ? asked.startsWith(path.slice(0, -1)) : asked === path
