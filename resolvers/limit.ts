import type { Resolvers } from '../schema/types.ts'

export default {
  Query: {
    rateLimit: (_root, _args, { meter }) => {
      const { limit, remaining, used, resetAt } = meter.rate.state()
      return { limit, remaining, used, resetAt: new Date(resetAt).toISOString(), cost: meter.requested }
    },
  },
} satisfies Resolvers
