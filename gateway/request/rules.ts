import type { z } from 'zod'

/*
 * zod's rules for what keeps all of them, worked out once a schema. zod makes two objects for every value, in case there is something to
 * say of it, and a new object of every object: of an ordinary CV that was a tenth of the gateway's time. What breaks a rule is never
 * said here: zod goes through it from the beginning, in its own words.
 */

/** A value breaks a rule, or it is not certain that it keeps them. */
export const BROKEN = Symbol('broken')
/** What zod would make of a value. What needs no change is the value itself. */
type Rule = (value: unknown) => unknown

type Schema = z.core.$ZodType
type Check = z.core.$ZodCheck

/** What `safeParse` leaves of a value that keeps all rules. */
export function compileRules<T>(schema: z.ZodType<T>): (value: unknown) => T | typeof BROKEN {
  return ruleOf(schema) as (value: unknown) => T | typeof BROKEN
}

function ruleOf(schema: Schema): Rule {
  const { def, traits } = (schema as z.core.$ZodTypes)._zod
  // A format, such as an e-mail address, is its own first check.
  const checks = [...(traits.has('$ZodCheck') ? [schema as unknown as Check] : []), ...(def.checks ?? [])]
  return checked(bareRuleOf(schema as z.core.$ZodTypes), checks)
}

function bareRuleOf(schema: z.core.$ZodTypes): Rule {
  const { def } = schema._zod
  switch (def.type) {
    case 'string':
      return def.coerce ? byZod(schema) : (value) => (typeof value === 'string' ? value : BROKEN)
    case 'number':
      return def.coerce ? byZod(schema) : (value) => (Number.isFinite(value) ? value : BROKEN)
    case 'boolean':
      return def.coerce ? byZod(schema) : (value) => (typeof value === 'boolean' ? value : BROKEN)
    case 'enum': {
      const { values } = schema._zod
      return (value) => (values!.has(value as never) ? value : BROKEN)
    }
    case 'nullable': {
      const inner = ruleOf(def.innerType)
      return (value) => (value === null ? null : inner(value))
    }
    case 'optional': {
      if (def.innerType._zod.optin === 'defaulted') return byZod(schema)
      const inner = ruleOf(def.innerType)
      return (value) => (value === undefined ? undefined : inner(value))
    }
    case 'transform': {
      const { transform } = def
      // One that does not take the second parameter has nothing to say.
      return transform.length > 1 ? byZod(schema) : (value) => transform(value, NOBODY)
    }
    case 'pipe':
      return piped(ruleOf(def.in), ruleOf(def.out))
    case 'array':
      return listOf(ruleOf(def.element))
    case 'object':
      return def.catchall ? byZod(schema) : objectOf(def.shape)
    default:
      return byZod(schema)
  }
}

const NOBODY = undefined as never

/** Of a schema that is of no kind above. Its checks stay ours. */
const byZod = (schema: Schema): Rule => (value) => {
  const found = schema._zod.parse({ value, issues: [] }, { async: false })
  return found instanceof Promise || found.issues.length > 0 ? BROKEN : found.value
}

const piped = (first: Rule, second: Rule): Rule => (value) => {
  const left = first(value)
  return left === BROKEN ? BROKEN : second(left)
}

/** A check may put another value in the place of what it looks at. All of them see the same payload, one after the other. */
function checked(rule: Rule, all: readonly Check[]): Rule {
  if (all.length === 0) return rule
  const checks = all.map(({ _zod: { def: { when = null }, check } }) => ({ when, check }))
  return (given) => {
    const value = rule(given)
    if (value === BROKEN) return BROKEN
    const payload: z.core.ParsePayload<never> = { value: value as never, issues: [] }
    for (const { when, check } of checks) {
      if (when !== null && !when(payload)) continue
      if (check(payload) instanceof Promise || payload.issues.length > 0) return BROKEN
    }
    return payload.value
  }
}

const listOf = (item: Rule): Rule => (given) => {
  if (!Array.isArray(given)) return BROKEN
  let list: unknown[] | null = null
  for (let index = 0; index < given.length; index += 1) {
    const one = item(given[index])
    if (one === BROKEN) return BROKEN
    if (one === given[index]) continue
    list ??= [...given]
    list[index] = one
  }
  return list ?? given
}

interface Field {
  readonly name: string
  readonly rule: Rule
  /** What its absence is: nothing, a broken rule, or a value that the rule makes. */
  readonly absent: 'nothing' | 'broken' | 'ruled'
}

function absentOf({ _zod: { optin, optout } }: Schema): Field['absent'] {
  if (optin === undefined) return 'broken'
  return optin === 'optional' && optout === 'optional' ? 'nothing' : 'ruled'
}

/** Names that are not in the shape are left out, as zod does it. */
function objectOf(shape: Readonly<Record<string, Schema>>): Rule {
  const fields = Object.entries(shape).map(([name, schema]): Field => ({ name, rule: ruleOf(schema), absent: absentOf(schema) }))
  return (given) => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return BROKEN
    const from = given as Readonly<Record<string, unknown>>
    let changed: Record<string, unknown> | null = null
    let present = 0
    for (const { name, rule, absent } of fields) {
      const value = from[name]
      if (value !== undefined) present += 1
      else if (absent === 'broken') return BROKEN
      else if (absent === 'nothing') continue
      const one = rule(value)
      if (one === BROKEN) return BROKEN
      if (one === value) continue
      changed ??= { ...from }
      changed[name] = one
    }
    const whole = changed ?? from
    // Another number where there are others, or where one is there and undefined.
    return present === Object.keys(from).length ? whole : onlyThose(fields, whole)
  }
}

function onlyThose(fields: readonly Field[], from: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const { name } of fields) if (name in from) object[name] = from[name]
  return object
}
