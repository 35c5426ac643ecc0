import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

/** A moment in UTC as PostgreSQL writes it, without a fraction; it may have one of one to six digits, without a zero at its end. */
const WHOLE = '2026-11-25T10:00:00+00:00'.length

/** Whether it is such a moment, and not one of a year with five digits, before Christ or without end: looked at only where these differ. */
const isPlain = (value: string) =>
  value.endsWith('+00:00') && value[4] === '-' && value[10] === 'T' && (value.length === WHOLE || (value[19] === '.' && value.length <= WHOLE + 7))

/** A timestamp of a row (ISO with microseconds and +00:00) as clients see it: cut to milliseconds, as Date would. */
export function dateTime(value: string): string {
  if (!isPlain(value)) return new Date(value).toISOString()
  switch (value.length) {
    case WHOLE: return `${value.slice(0, 19)}.000Z`
    case WHOLE + 2: return `${value.slice(0, 21)}00Z`
    case WHOLE + 3: return `${value.slice(0, 22)}0Z`
    default: return `${value.slice(0, 23)}Z`
  }
}

/** A moment that a client gives, with its offset, as the text of the same moment in UTC. */
function moment(value: unknown): string {
  const day = typeof value === 'string' ? /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.exec(value)?.[1] : undefined
  // Date takes 31 February for 3 March.
  if (day === undefined || day < '0001' || new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) !== day || Number.isNaN(Date.parse(value as string))) {
    throw new GraphQLError('must be an instant with its offset, such as 2026-11-22T09:30:00Z.')
  }
  return new Date(value as string).toISOString()
}

/** http or https, at most 2,000 characters. Stays the text it was: a URL object would not survive hashing and JSON. */
function webAddress(value: unknown): string {
  if (typeof value === 'string' && value.length <= 2000 && !/\s/.test(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value
  throw new GraphQLError('must be an http or https address of at most 2000 characters.')
}

/** `YYYY-MM-DD`, a day that exists. Stays text: a Date object would be a moment, and another day elsewhere. */
function day(value: unknown): string {
  if (typeof value === 'string' && /^(19|20|21)\d\d-\d\d-\d\d$/.test(value)) {
    const moment = Date.parse(`${value}T00:00:00Z`)
    if (!Number.isNaN(moment) && new Date(moment).toISOString().startsWith(value)) return value
  }
  throw new GraphQLError('must be a day of the calendar from 1900 to 2199, such as 2026-11-22.')
}

/** The contract's scalars. */
export const scalars = {
  DateTime: new GraphQLScalarType({
    name: 'DateTime',
    description: 'An instant in UTC, as RFC 3339: `2026-11-22T09:30:00.000Z`.',
    // Nothing in it needs an escape in JSON.
    extensions: { plain: true },
    serialize: (value) => dateTime(value as string),
    parseValue: moment,
    parseLiteral: (literal) => moment(literal.kind === Kind.STRING ? literal.value : null),
  }),
  Date: new GraphQLScalarType({
    name: 'Date',
    description: 'A day of the calendar, of whoever it is about: `2026-11-22`.',
    serialize: (value) => value as string,
    parseValue: day,
    parseLiteral: (literal) => day(literal.kind === Kind.STRING ? literal.value : null),
  }),
  URL: new GraphQLScalarType({
    name: 'URL',
    description: 'An absolute http or https address.',
    serialize: (value) => value as string,
    parseValue: webAddress,
    parseLiteral: (literal) => webAddress(literal.kind === Kind.STRING ? literal.value : null),
  }),
  JSONObject: new GraphQLScalarType({
    name: 'JSONObject',
    description: 'A JSON object.',
    serialize: (value) => value,
    parseValue: () => { throw new GraphQLError('JSONObject is not used in inputs.') },
  }),
}
