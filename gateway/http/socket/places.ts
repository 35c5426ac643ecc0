/** How many connections there may be: in all, of people who are not known (yet), and of one person. */
export interface PlaceLimits {
  readonly all: number
  readonly strangers: number
  readonly perUser: number
}

/** A connection's place: a stranger's until it says who it is. */
export interface Place {
  /** False where this person has no place left: the connection stays a stranger's, and must go. */
  identify(userId: string): boolean
  leave(): void
}

export function createPlaces({ all, strangers, perUser }: PlaceLimits) {
  const users = new Map<string, number>()
  let [taken, unknown] = [0, 0]
  return {
    full: () => taken >= all || unknown >= strangers,
    take(): Place {
      let owner: string | null = null
      let here = true
      taken += 1
      unknown += 1
      return {
        identify(userId) {
          const own = users.get(userId) ?? 0
          if (!here || own >= perUser) return false
          users.set(userId, own + 1)
          unknown -= 1
          owner = userId
          return true
        },
        leave() {
          if (!here) return
          here = false
          taken -= 1
          if (owner === null) unknown -= 1
          else if (users.get(owner) === 1) users.delete(owner)
          else users.set(owner, users.get(owner)! - 1)
        },
      }
    },
  }
}
