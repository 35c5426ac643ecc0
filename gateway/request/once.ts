import type { Payload } from './call.ts'

/**
 * What a mutation has done. It is the root value of its execution: whoever goes through the operation again, to say what failed,
 * gets what each field has answered, or its error, and nothing is done twice.
 */
export class Once {
  private readonly answers = new Map<string | number, Promise<Payload>>()

  /** @param name what the field answers under */
  run(name: string | number, mutate: () => Promise<Payload>): Promise<Payload> {
    let answer = this.answers.get(name)
    if (answer === undefined) this.answers.set(name, answer = mutate())
    return answer
  }
}
