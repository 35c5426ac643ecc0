/*
 * Vitest takes no afterAll from inside a test or another hook, without a word: whatever is to be undone is written down here. Files
 * share modules, and what a file has opened is closed with it: test/eachFile.ts.
 */

const endings: (() => unknown)[] = []

/** Does this after the file, the last one first. May be called from anywhere in it. */
export const afterwards = (undo: () => unknown): void => void endings.push(undo)

/** All that was written down, once. */
export async function undoAll(): Promise<void> {
  for (let undo = endings.pop(); undo !== undefined; undo = endings.pop()) await undo()
}
