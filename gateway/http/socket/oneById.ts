/** What a connection's messages go through. */
export interface Line {
  push(text: string): void
}

interface Turn {
  /** The client has said that it is done with it. */
  completed: boolean
  readonly waiting: string[]
}

/**
 * Lets an id begin anew only when nothing of it is left. graphql-ws knows a subscription by its id alone, and forgets the id as soon as the client
 * completes it: taken again before the first one had begun, both would run, and nobody would ever end the first; before it had
 * ended, its end would take the second one's place.
 *
 * @param take hands a message to graphql-ws; settles, for a subscription, when that is over
 * @param most how many messages may wait
 */
export function oneById(take: (text: string) => Promise<void>, most: number, tooMany: () => void): Line {
  const turns = new Map<string, Turn>()
  let waiting = 0
  const begin = (id: string, text: string) => {
    turns.set(id, { completed: false, waiting: [] })
    void take(text).finally(() => {
      const left = turns.get(id)?.waiting ?? []
      turns.delete(id)
      waiting -= left.length
      left.forEach(push)
    })
  }
  function push(text: string): void {
    const { type, id } = headOf(text)
    const turn = turns.get(id)
    if (type === 'subscribe' && turn === undefined) return begin(id, text)
    if (turn === undefined || (type !== 'subscribe' && type !== 'complete')) return void take(text)
    // Of what runs and was not completed a second one is refused by graphql-ws (4409).
    if (turn.waiting.length === 0 && !(turn.completed && type === 'subscribe')) {
      turn.completed ||= type === 'complete'
      return void take(text)
    }
    if (waiting >= most) return tooMany()
    waiting += 1
    turn.waiting.push(text)
  }
  return { push }
}

/** Only for looking: what is no message graphql-ws refuses. */
function headOf(text: string): { readonly type: unknown; readonly id: string } {
  try {
    const { type, id } = JSON.parse(text) as { type?: unknown; id?: unknown }
    return { type, id: String(id) }
  } catch {
    return { type: undefined, id: '' }
  }
}
