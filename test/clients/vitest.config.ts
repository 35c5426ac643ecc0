import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '../..')
const ours = createRequire(join(root, 'package.json'))
const apollo = dirname(ours.resolve('@apollo/server'))

// The gateway's own graphql and Apollo Server, in the suite too: what is tested is what runs. The clients bring their own.
export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^graphql$/, replacement: ours.resolve('graphql') },
      { find: /^@apollo\/server$/, replacement: ours.resolve('@apollo/server') },
      { find: /^@apollo\/server\/plugin\/(.+)$/, replacement: join(apollo, 'plugin/$1/index.js') },
      { find: /^@apollo\/server\/errors$/, replacement: join(apollo, 'errors/index.js') },
      { find: /^@jest\/globals$/, replacement: join(import.meta.dirname, 'jestGlobals.ts') },
    ],
  },
  test: {
    include: ['test/clients/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['test/setup.ts'],
    server: { deps: { inline: [/server-integration-testsuite/] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    allowOnly: false,
  },
})
