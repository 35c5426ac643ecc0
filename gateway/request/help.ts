import type { ApolloServerPlugin } from '@apollo/server'
import { Kind, visit } from 'graphql'
import type { DocumentNode, GraphQLFormattedError } from 'graphql'
import type { Context } from './context.ts'
import { distressInAny } from './distress.ts'
import type { Spoken } from './distress.ts'
import { helpLines } from './helpLines.ts'
import type { HelpLine } from './helpLines.ts'
import { languageOf, profilesById } from './profile.ts'

/*
 * Help first: whoever writes of harming themselves gets help lines with the answer, whatever the answer is. A payload with
 * a field `help` is filled by convention (gateway/schema.ts, from what the guards found before any other rung); a refusal
 * carries `extensions.help`, whoever refuses: the guards, the shield, a limit, or GraphQL itself before anything ran.
 */

/** The language of the words of self-harm in any text of a value; null where there are none. */
export function helpNeededIn(value: unknown): Spoken | null {
  // A variable may be nested as deeply as a body is long: no recursion.
  const open: unknown[] = [value]
  const texts: string[] = []
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'string') texts.push(fileText(next) ?? next)
    else if (Array.isArray(next)) for (const inner of next) open.push(inner)
    else if (typeof next === 'object' && next !== null) for (const inner of Object.values(next)) open.push(inner)
  }
  return distressInAny(texts)
}

/** The text of a text file that was sent as base64. Other files, and what only looks like base64, hold no words either way. */
function fileText(text: string): string | null {
  if (text.length < 24 || text.length % 4 !== 0) return null
  // One sign that does not fit is looked for: to go back along ten megabytes that fit is more than a regular expression may.
  const end = text.search(/[^A-Za-z0-9+/]/)
  if (end >= 0 && !/^={1,2}$/.test(text.slice(end))) return null
  return Buffer.from(text.slice(0, 400_000), 'base64').toString()
}

/** The lines in the viewer's language, or in the one they wrote in where their profile cannot be read. */
export async function helpIn(spoken: Spoken, { viewer, load }: Context): Promise<readonly HelpLine[]> {
  // Not even a database that is away may stand between.
  const profile = viewer === null ? null : await load(profilesById, viewer.id).catch(() => null)
  return helpLines(profile === null ? spoken : languageOf(profile))
}

/** Errors as they go out, with the lines on each where the request's text asks for them. For every transport. */
export async function withHelp(errors: readonly GraphQLFormattedError[], said: Said, context: Context | null): Promise<readonly GraphQLFormattedError[]> {
  const spoken = errors.length === 0 ? null : helpNeededIn(textsOf(said))
  if (spoken === null) return errors
  const help = context === null ? helpLines(spoken) : await helpIn(spoken, context)
  return errors.map((error) => ({ ...error, extensions: { ...error.extensions, help } }))
}

/** A request's words: its variables as they were sent, and the texts of its document, or all of it where it cannot be read. */
interface Said {
  readonly variables: unknown
  readonly document: DocumentNode | undefined
  readonly source: string | undefined
}

function textsOf({ variables, document, source }: Said): unknown[] {
  if (document === undefined) return [variables, source]
  const literals: string[] = []
  visit(document, { [Kind.STRING]: ({ value }) => void literals.push(value) })
  return [variables, literals]
}

/** For requests over HTTP: looks at the words of those that are refused. */
export const helpOnRefusals: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, document, response: { body }, contextValue }) {
        if (body.kind !== 'single' || !body.singleResult.errors?.length) return
        const errors = await withHelp(body.singleResult.errors, { variables: request.variables, document, source: request.query }, contextValue)
        if (errors !== body.singleResult.errors) body.singleResult = { ...body.singleResult, errors }
      },
    }
  },
}
