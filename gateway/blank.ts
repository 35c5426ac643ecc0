/*
 * White space, controls, marks that stand on nothing, and what Unicode says is drawn as nothing: zero-width spaces and
 * joiners, soft hyphens, fillers of Hangul (which are letters), variation selectors. U+2800 is Braille without a dot.
 */
const unseen = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{M}\p{Cc}\p{Cf}\u2800]*$/u

/** Whether a text has no character that anybody could see. Such a text is empty, whatever its length. */
export const isBlank = (text: string): boolean => unseen.test(text)
