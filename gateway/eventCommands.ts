import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { connect } from './connect.ts'
import type { Connected } from './connect.ts'
import { listenTo } from './db/listen.ts'
import type { FollowReplayRow, ListEventConsumersRow } from './db/rows.ts'
import { fail, loadConfig, stopAsked } from './environment.ts'
import { createTail } from './events/tail.ts'
import { StartRefused } from './gateway.ts'

/* `npm run events`: what the queue is doing, and what an operator may do to it. Every number comes from the store. */

const USAGE = `npm run events -- status                                              consumers, their lag, the dead, what nudges lead to
                    replay --from <time> [--consumer journey] [--no-wait]   hands out again what happened from then on; journeys begin anew
                    redrive [--consumer journey] [<event id>…]              lets the dead begin again
                    tail [--type cv.generated]                              events as they are committed, until Ctrl-C
<time>: 2026-11-25, 2026-11-25T09:30:00Z`

interface Options {
  readonly consumer: string
  readonly from: string | undefined
  readonly type: string | undefined
  readonly wait: boolean
  readonly rest: readonly string[]
}
type Command = (opened: Connected, options: Options, stopped: Promise<void>) => Promise<void>

const say = (line = '') => console.log(line)
const count = (value: number) => value.toLocaleString('en')
const ago = (at: string | null) => (at === null ? 'never' : `${count(Math.max(0, Math.round((Date.now() - Date.parse(at)) / 1000)))} s ago`)

const stateOf = async ({ port }: Connected, consumer: string): Promise<ListEventConsumersRow> => {
  const found = (await port.call('list_event_consumers', {})).find((row) => row.consumer === consumer)
  if (!found) throw new StartRefused(`No consumer "${consumer}" has ever claimed anything.`)
  return found
}

const status: Command = async (opened) => {
  const consumers = await opened.port.call('list_event_consumers', {})
  if (consumers.length === 0) say('Nobody has claimed an event yet: start npm run worker.')
  for (const { consumer, handled, repeated, behind, oldestAt, leased, waiting, parked, dead, claimedAt, hasMore } of consumers) {
    say(`${consumer.padEnd(16)} ${count(handled)} handled, ${count(repeated)} doubles passed over, ${count(behind)}${hasMore ? ' or more' : ''} behind${behind > 0 ? ` (the next one happened ${ago(oldestAt)})` : ''}, ${leased} leased, ${waiting} waiting, ${parked} parked, ${dead} dead; last claim ${ago(claimedAt)}`)
    for (const event of dead > 0 ? await opened.port.call('list_dead_events', { consumer, limit: 10 }) : []) {
      say(`  dead  ${event.eventId}  ${event.eventType}  ${event.timestamp}  after ${event.attempt} attempts: ${event.error ?? 'no error given'}`)
    }
  }
  for (const { nudgeType, offered, shown, dismissed, followed, conversion } of await opened.port.call('list_nudge_conversions', {})) {
    say(`nudge ${nudgeType.padEnd(18)} of 30 days: ${count(offered)} offered, ${count(shown)} shown, ${count(dismissed)} dismissed, ${count(followed)} followed${conversion === null ? '' : ` (${(conversion * 100).toFixed(1)} %)`}`)
  }
}

/** Says once a second how far a replay has come, until nothing is left, nobody moves, or it is told to stop. It asks only for what has moved since. */
async function watch({ port }: Connected, consumer: string, all: number, stopped: Promise<void>) {
  const began = performance.now()
  let over = false
  void stopped.then(() => { over = true })
  let place: { readonly transactionId: string | null; readonly position: number | null } = { transactionId: null, position: null }
  let [handed, left, still] = [0, all, 0]
  while (!over) {
    const [now]: readonly FollowReplayRow[] = await port.call('follow_replay', { consumer, afterTransaction: place.transactionId, afterPosition: place.position })
    const { moved, open, dead, isOver } = now!
    place = now!
    handed += moved
    const done = Math.max(0, handed - open)
    const seconds = (performance.now() - began) / 1000
    say(`${count(done)} of ${count(all)} (${all === 0 ? 100 : Math.floor((done / all) * 100)} %), ${count(Math.round(done / Math.max(seconds, 0.001)))} a second, ${count(all - done)} left`)
    if (isOver && open === 0) return dead > 0 ? say(`${count(dead)} are dead: npm run events -- status says why.`) : undefined
    still = all - done === left ? still + 1 : 0
    left = all - done
    if (still === 10) return say('Nothing has moved for ten seconds: is a worker running (npm run worker)?')
    await Promise.race([pause(1000), stopped])
  }
  say('It goes on by itself: npm run events -- status says how far it has come.')
}

/** Strictly as USAGE says: `Date.parse` makes 2001 of "5", and the 3rd of March of "2026-02-31". */
function momentOf(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)) return null
  const [day, moment] = [Date.parse(text.slice(0, 10)), Date.parse(text)]
  const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(text.slice(0, 10))
  return isDay && !Number.isNaN(moment) ? new Date(moment).toISOString() : null
}

const replay: Command = async (opened, { consumer, from, wait }, stopped) => {
  const moment = momentOf(from ?? '')
  if (moment === null) throw new StartRefused(`replay needs --from <time>.\n${USAGE}`)
  await stateOf(opened, consumer)
  const [replayed] = await opened.port.call('replay_phoenix_events', { consumer, from: moment })
  say(`${count(replayed!)} events are handed out to ${consumer} again${consumer === 'journey' ? ', from the first one on: a journey is a sum of everything' : ''}.`)
  if (wait && replayed! > 0) await watch(opened, consumer, replayed!, stopped)
}

const redrive: Command = async (opened, { consumer, rest }) => {
  await stateOf(opened, consumer)
  const wrong = rest.filter((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
  if (wrong.length > 0) throw new StartRefused(`Not the id of an event: ${wrong.join(', ')}`)
  const [redriven] = await opened.port.call('redrive_phoenix_events', { consumer, eventIds: rest.length === 0 ? null : rest })
  say(`${count(redriven!)} dead events of ${consumer} begin again at their first attempt.`)
}

const tail: Command = async ({ port, listenUrl }, { type }, stopped) => {
  const reader = createTail({
    port, listen: listenUrl === null ? null : (wake) => listenTo(listenUrl, 'phoenix_events', wake), warn: (_error, message) => console.error(message),
  })
  // What is in an event may be anybody's; what happened is enough here.
  const leave = await reader.follow(({ eventId, eventType, appSource, timestamp }) => {
    if (eventId !== null && (type === undefined || eventType === type)) say(`${timestamp}  ${appSource!.padEnd(9)} ${eventType}  ${eventId}`)
  })
  say('Following the store; Ctrl-C ends.')
  await stopped
  leave()
  await reader.close()
}

const COMMANDS: Readonly<Record<string, readonly [command: Command, takes: readonly string[]]>> = {
  status: [status, []], replay: [replay, ['consumer', 'from', 'wait']], redrive: [redrive, ['consumer']], tail: [tail, ['type']],
}
const OPTIONS = { consumer: { type: 'string' }, from: { type: 'string' }, type: { type: 'string' }, wait: { type: 'boolean' } } as const

function readArguments([name = '', ...args]: readonly string[]) {
  const [command, takes] = Object.hasOwn(COMMANDS, name) ? COMMANDS[name]! : []
  if (!command) throw new StartRefused(USAGE)
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: command === redrive, allowNegative: true, options: OPTIONS })
    // What a command does not know is a mistake, and replaying or redriving more than was meant is one that lasts.
    if (Object.keys(values).every((option) => takes!.includes(option))) {
      return { command, options: { consumer: values.consumer ?? 'journey', from: values.from, type: values.type, wait: values.wait ?? true, rest: positionals } }
    }
  } catch {
    // Said below.
  }
  throw new StartRefused(USAGE)
}

async function main() {
  const { command, options } = readArguments(process.argv.slice(2))
  const stopped = stopAsked()
  const opened = await connect(loadConfig(), () => {})
  try {
    await command(opened, options, stopped)
  } finally {
    await opened.release()
  }
  process.exit(0)
}

main().catch(fail)
