export const JSON_TYPE = 'application/json'
/** The GraphQL over HTTP type: who asks for it reads the HTTP status as well as the body. */
export const GRAPHQL_TYPE = 'application/graphql-response+json'
export const HTML_TYPE = 'text/html'

/**
 * Which of the offered media types an `accept` header likes best (RFC 9110 §12.5.1); the first offered one wins
 * a tie and a missing header; null when it takes none.
 */
export function negotiate(accept: string | undefined, offered: readonly string[]): string | null {
  if (accept === undefined || accept.trim() === '') return offered[0] ?? null
  // Most programs name one type, and it is one of ours.
  if (offered.includes(accept)) return accept
  const ranges = accept.toLowerCase().split(',').map(parseRange)
  let best: { type: string; weight: number } | null = null
  for (const type of offered) {
    const weight = weightOf(type, ranges)
    if (weight > (best?.weight ?? 0)) best = { type, weight }
  }
  return best?.type ?? null
}

/** The type for a GraphQL answer; null when the client takes neither. */
export const graphqlType = (accept: string | undefined) => negotiate(accept, [JSON_TYPE, GRAPHQL_TYPE])

function parseRange(text: string) {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  const weight = quality === undefined ? 1 : Number(quality.slice(2))
  return { range, weight: Number.isFinite(weight) ? weight : 0 }
}

/** The most specific range that matches decides. */
function weightOf(type: string, ranges: readonly { range: string; weight: number }[]): number {
  for (const wanted of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const found = ranges.find(({ range }) => range === wanted)
    if (found !== undefined) return found.weight
  }
  return 0
}
