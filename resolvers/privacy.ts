import { z } from 'zod'
import { mutation } from '../gateway/request/call.ts'
import { consentsOf, forgetConsents } from '../gateway/request/consent.ts'
import type { Purpose } from '../gateway/request/consent.ts'
import { requireViewer } from '../gateway/request/context.ts'
import { versioned } from '../gateway/request/input.ts'
import { byIds } from '../gateway/request/load.ts'
import { node } from '../gateway/request/node.ts'
import { connectionOf, pageOf } from '../gateway/request/page.ts'
import type { Resolvers } from '../schema/types.ts'

export const nodes = { ConsentRecord: node(byIds('load_consent_records', 'recordId'), 'recordId') }

const recordConsentInput = z.object({
  purpose: z.custom<Purpose>(),
  granted: z.boolean(),
  version: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/, 'must be 1 to 50 letters, digits, dots, dashes or underscores.'),
  source: z.string(),
  idempotencyKey: versioned.idempotencyKey,
})

export default {
  Viewer: {
    consents: (viewer, _args, context) => consentsOf(viewer.id, context),
    consentHistory: async (viewer, args, { db }) => {
      const page = pageOf('consents', args)
      const rows = await db.read('list_consent_records', { userId: viewer.id, ...page })
      return connectionOf('consents', page, rows, (row) => row.recordedAt, (row) => row.recordId)
    },
  },
  RecordConsentPayload: {
    // A consent is no node: its purpose and its person are its name.
    consent: async ({ consent }, _args, context) =>
      (await consentsOf(requireViewer(context).id, context)).find(({ purpose }) => purpose === (consent as unknown as Purpose)),
  },
  Mutation: {
    recordConsent: mutation({
      input: recordConsentInput,
      async work({ input: { purpose, granted, version, source }, save, context }) {
        await save('record_consent', { purpose, granted, version, source })
        forgetConsents(requireViewer(context).id, context)
        return { consent: purpose }
      },
    }),
  },
} satisfies Resolvers
