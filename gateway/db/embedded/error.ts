/** Why the embedded Postgres cannot run here, in a line that says what a person can do: a door shows it without a stack. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError'
}
