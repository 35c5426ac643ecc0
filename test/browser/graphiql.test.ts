import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { startDoor } from '../door.ts'

const home = join(mkdtempSync(join(tmpdir(), 'phoenix-browser-')), 'home')
const gateway = await startDoor(home)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
afterAll(async () => {
  await browser.close()
  await gateway.stop()
  rmSync(join(home, '..'), { recursive: true, force: true })
})

test('a browser gets GraphiQL with examples and a token, runs one, and asks nobody else for anything', async () => {
  const page = await browser.newPage()
  const foreign: string[] = []
  const errors: string[] = []
  page.on('request', (request) => { if (!request.url().startsWith(gateway.demo.url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url()) })
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()) })
  await page.goto(gateway.demo.graphqlUrl)
  await page.locator('.graphiql-execute-button').click()
  await expect.poll(() => page.locator('.result-window').innerText(), { timeout: 20_000 }).toContain(gateway.demo.users.free.email)
  if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT })
  expect(await page.locator('.graphiql-tab').count()).toBeGreaterThanOrEqual(4)
  expect(foreign).toEqual([])
  expect(errors).toEqual([])
})
