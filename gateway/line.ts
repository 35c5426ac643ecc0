/** A place in a line: whoever has it may leave at any time. */
export interface Place<T> {
  readonly value: T
}

interface Node<T> extends Place<T> {
  before: Node<T> | null
  after: Node<T> | null
}

/**
 * Who came first is first, and anybody may leave from the middle. Not a Set: where entries come and go by the thousand, V8 makes
 * a new table every so often, and each old one points to the next (for iterators that are under way); once one of them has grown old,
 * all that was ever in a later one lives until the next full collection.
 */
export class Line<T> {
  size = 0
  private head: Node<T> | null = null
  private tail: Node<T> | null = null

  /** The longest here. */
  get first(): Place<T> | null {
    return this.head
  }

  /** At its end. */
  join(value: T): Place<T> {
    const place: Node<T> = { value, before: this.tail, after: null }
    if (this.tail === null) this.head = place
    else this.tail.after = place
    this.tail = place
    this.size += 1
    return place
  }

  /** Once: who has left is not here any more, and points to nobody. */
  leave(place: Place<T>) {
    const node = place as Node<T>
    if (node.before === null && this.head !== node) return
    if (node.before === null) this.head = node.after
    else node.before.after = node.after
    if (node.after === null) this.tail = node.before
    else node.after.before = node.before
    node.before = null
    node.after = null
    this.size -= 1
  }

  clear() {
    for (let place = this.head; place !== null; place = this.head) this.leave(place)
  }
}
