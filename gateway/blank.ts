/*
 * White space, controls, marks that stand on nothing, and what Unicode says is drawn as nothing: zero-width spaces and
 * joiners, soft hyphens, fillers of Hangul (which are letters), variation selectors. U+2800 is Braille without a dot.
 */
const unseen = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{M}\p{Cc}\p{Cf}\u2800]*$/u

/** Whether a text has no character that anybody could see. Such a text is empty, whatever its length. */
export const isBlank = (text: string): boolean => unseen.test(text)

const plain = /^[!-~\u00a1-\u00ac\u00ae-\u024f]+(?: [!-~\u00a1-\u00ac\u00ae-\u024f]+)*$/

/** To go back along ten megabytes is more than a regular expression may. What is longer is looked at the long way. */
const LONGEST_PLAIN = 100_000

/**
 * Latin letters, digits and signs that can be seen, with single spaces between them, as nearly every line is: there is nothing to trim,
 * to clean or to refuse in it, and one question says so.
 */
export const isPlainLine = (text: string): boolean => text.length <= LONGEST_PLAIN && plain.test(text)
