import { hash } from 'node:crypto'
import type { ApolloServerPlugin } from '@apollo/server'
import { GraphQLError, NoSchemaIntrospectionCustomRule, OperationTypeNode, printSchema, specifiedRules, validate, version } from 'graphql'
import type { DocumentNode, FormattedExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { costLimitExceeded, GatewayError } from '../errors.ts'
import type { Context } from './context.ts'
import { atLeastOne, createCosts } from './cost.ts'
import type { Counted, Plan } from './cost.ts'
import { requireSmall } from './large.ts'
import { documentRefusal } from './limits.ts'
import type { RateState } from './bucket.ts'
import { rateHeaders } from './rateHeaders.ts'
import { issuesOfRefusal, requireStorable, requireVariables } from './variables.ts'

/** Points that one operation may cost: two screens of a hundred CVs each, written out to the last line, are more. */
export const MOST_POINTS = 10_000

export interface AdmissionOptions {
  readonly schema: GraphQLSchema
  /** May the schema be asked for, and do errors suggest names of it? */
  readonly introspection: boolean
  readonly mostPoints?: number
}

/** Which documents may run, and what they cost: for every door that takes documents. */
export interface Admission {
  readonly hideSuggestions: boolean
  /** A digest of what makes a document valid: the schema and the rules, introspection refused. What was valid under it need not be validated again. */
  readonly rules: string
  /** Looked at once a document: the bounds of `LIMITS`, then the rules of GraphQL, which stop at the first error. Null when it may run. Of what was found valid for `rules` before, only the bounds are looked at. */
  refusalOf(document: DocumentNode, validFor?: string | null): GraphQLError | null
  /** Of a document that is not refused. */
  planOf(document: DocumentNode, operation: OperationDefinitionNode): Plan
  /** What an operation costs at most. @throws COST_LIMIT_EXCEEDED, or the validation's error where a list needs a length */
  price(document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): number
}

export function createAdmission({ schema, introspection, mostPoints = MOST_POINTS }: AdmissionOptions): Admission {
  const costs = createCosts(schema)
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule]
  const looked = new WeakMap<DocumentNode, { refusal: GraphQLError | null }>()
  const plans = new WeakMap<OperationDefinitionNode, Plan>()

  const digest = hash('sha256', `${version}\n${printSchema(schema)}`)
  const look = (document: DocumentNode, validFor: string | null): GraphQLError | null => {
    const tooLarge = documentRefusal(document)
    if (tooLarge !== null || validFor === digest) return tooLarge
    const [first] = validate(schema, document, rules, { maxErrors: 1, hideSuggestions: !introspection })
    return first === undefined ? null : new GraphQLError(first.message, { ...(first.nodes && { nodes: first.nodes }), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })
  }
  const planOf = (document: DocumentNode, operation: OperationDefinitionNode) => {
    let plan = plans.get(operation)
    if (plan === undefined) plans.set(operation, plan = costs.plan(document, operation))
    return plan
  }
  return {
    hideSuggestions: !introspection,
    rules: digest,
    refusalOf(document, validFor = null) {
      let known = looked.get(document)
      if (known === undefined) looked.set(document, known = { refusal: look(document, validFor) })
      return known.refusal
    },
    planOf,
    price(document, operation, variables) {
      const plan = planOf(document, operation)
      if (plan.unsliced !== null) throw new GatewayError('GRAPHQL_VALIDATION_FAILED', `Say how many of ${plan.unsliced} you want: it takes one argument for that.`)
      const cost = plan.requested(variables)
      if (cost > mostPoints) throw costLimitExceeded(cost, mostPoints)
      return cost
    },
  }
}

/** A document that may not run has been read all the same. */
export const REFUSED_POINTS = 10

/** An operation as it shall run, or as it was refused: then some of it may be unknown. */
interface Asked {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly source: string | undefined
  readonly variables: Readonly<Record<string, unknown>>
}

/** What stands before and after every operation, whichever way it runs. */
export interface Gate {
  /**
   * Before anything runs, in this order: what the document may be, what its variables may be, what it may cost, and whether the caller
   * has so much left. A promise only where that must be asked for.
   * @throws GatewayError
   */
  enter(asked: Omit<Asked, 'operation'> & Partial<Pick<Asked, 'operation'>>, context: Context): void | Promise<void>
  /** What the answer says of its cost, and the headers of what is left. What was not needed goes back. */
  leave(asked: Partial<Asked>, result: FormattedExecutionResult, context: Context): { readonly result: FormattedExecutionResult; readonly headers: ReturnType<typeof rateHeaders> }
  /** The same for a whole answer that was counted while it was written: its extensions as JSON. */
  leaveWritten(spent: number, context: Context): { readonly extensions: string; readonly headers: ReturnType<typeof rateHeaders> }
  /** What the fields of an operation count for. */
  countedOf(document: DocumentNode, operation: OperationDefinitionNode): Counted | null
}

export function createGate(admission: Admission, schema: GraphQLSchema): Gate {
  const { hideSuggestions } = admission
  const moment = createMoments()
  /** What was not needed goes back. */
  const settle = ({ meter: { rate, requested } }: Context, needed: number) => {
    const actual = Math.min(requested, needed)
    if (actual < requested) rate.giveBack(requested - actual)
    return { actual, state: rate.state() }
  }
  return {
    enter({ document, operation, source, variables }, { bodyBytes, isPlain, meter }) {
      const refusal = admission.refusalOf(document)
      if (refusal !== null) throw refusal
      if (!operation) return undefined // execution answers OPERATION_RESOLUTION_FAILURE
      requireSmall(bodyBytes, document, operation, variables)
      const asked = { schema, operation, document, source, variables, hideSuggestions }
      // A subscription is not executed here.
      if (operation.operation === OperationTypeNode.SUBSCRIPTION) requireVariables(asked)
      else if (!isPlain) requireStorable(asked)
      const cost = admission.price(document, operation, variables)
      const granted = meter.rate.take(cost)
      if (granted !== undefined) return granted.then(() => { meter.requested = cost })
      meter.requested = cost
    },
    leave({ document, operation, variables = {} }, given, context) {
      const { rate, requested } = context.meter
      const refusal = operation ? issuesOfRefusal(given, { schema, operation, variables, hideSuggestions }) : null
      const result = refusal === null ? given : { ...given, errors: [refusal] }
      if (requested === 0) {
        if (result.errors?.[0]?.extensions?.code !== 'RATE_LIMITED') rate.charge(REFUSED_POINTS)
      } else if (operation && document && operation.operation !== OperationTypeNode.SUBSCRIPTION) {
        const { data, errors, extensions } = result
        // Without data nothing has run: its variables do not fit.
        const { actual, state } = settle(context, data === undefined ? REFUSED_POINTS : admission.planOf(document, operation).actual(data, errors ? variables : null))
        return { result: { ...result, extensions: { ...extensions, cost: { requested, actual, throttle: throttleOf(state) } } }, headers: rateHeaders(state) }
      }
      return { result, headers: rateHeaders(rate.state()) }
    },
    leaveWritten(spent, context) {
      const { actual, state } = settle(context, atLeastOne(spent))
      const { limit, remaining, resetAt } = state
      return {
        extensions: `{"cost":{"requested":${context.meter.requested},"actual":${actual},"throttle":{"limit":${limit},"remaining":${remaining},"resetsAt":"${moment(resetAt)}"}}}`,
        headers: rateHeaders(state),
      }
    },
    countedOf: (document, operation) => admission.planOf(document, operation).counted,
  }
}

/** The same for what Apollo executes. Its own validation is off where this is on: it goes on to a hundred errors, and begins before the document is measured. */
export const admit = (gate: Gate): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    return {
      didResolveOperation: async ({ document, operation, source, request, contextValue }) => gate.enter({ document, ...(operation && { operation }), source, variables: request.variables ?? {} }, contextValue),
      async willSendResponse({ document, operation, request, response: { body, http }, contextValue }) {
        if (body.kind !== 'single') return
        const { result, headers } = gate.leave({ ...(document && { document }), ...(operation && { operation }), variables: request.variables ?? {} }, body.singleResult, contextValue)
        body.singleResult = result
        for (const [name, value] of Object.entries(headers)) http.headers.set(name, value)
      },
    }
  },
})

const throttleOf = ({ limit, remaining, resetAt }: RateState) => ({ limit, remaining, resetsAt: new Date(resetAt).toISOString() })

/** `toISOString` of moments that are mostly of the same second. */
export function createMoments(): (at: number) => string {
  let second = Number.NaN
  let written = ''
  return (at) => {
    const milliseconds = Math.trunc(at)
    const now = Math.floor(milliseconds / 1000)
    if (now !== second) {
      written = new Date(now * 1000).toISOString().slice(0, -4)
      second = now
    }
    return `${written}${String(milliseconds - now * 1000).padStart(3, '0')}Z`
  }
}
