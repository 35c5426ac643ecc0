const camel = new Map<string, string>()

/** `created_at` → `createdAt`. Each is worked out once: they are the columns of the catalog, and every row has them all. */
export function camelCase(name: string): string {
  let found = camel.get(name)
  if (found === undefined) camel.set(name, found = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()))
  return found
}

/** What was answered, by the arguments of a function: these are the same objects for ever. */
const argumentNames = new WeakMap<Readonly<Record<string, string>>, Map<string, string>>()

/** `userId` → `p_user_id`, or `user_id` where the function calls it so: its arguments are the keys of `known`. */
export function argumentNamesOf(known: Readonly<Record<string, string>>): (name: string) => string {
  const answered = argumentNames.get(known) ?? new Map<string, string>()
  if (answered.size === 0) argumentNames.set(known, answered)
  return (name) => {
    let found = answered.get(name)
    if (found === undefined) answered.set(name, found = findArgument(name, known))
    return found
  }
}

function findArgument(name: string, known: Readonly<Record<string, string>>): string {
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  if (`p_${snake}` in known) return `p_${snake}`
  if (snake in known) return snake
  throw new TypeError(`No argument is called ${name}: there are ${Object.keys(known).join(', ')}.`)
}
