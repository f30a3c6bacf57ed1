/**
 * Record ids: 15 characters that matter by case (3 of key prefix, 12 of base 62), or the same with a suffix of 3 that
 * tells their case to programs that ignore it. The org answers with 18.
 * Source: Salesforce help, "Record Id: 15 and 18 character".
 */
const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SHAPE = /^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$/;

/** Three digits between prefix and number tell the instance on which the org lives; this one lives on none. */
const INSTANCE = '000';

/**
 * Writes an id with 18 characters.
 * @param id of 15 or 18 characters; the suffix of one with 18 mends the case of its letters
 * @returns undefined when it is no id
 */
export function toId18(id: string): string | undefined {
    if (!SHAPE.test(id)) return undefined;
    if (id.length === 15) return id + suffixOf(id);
    const mended = mendCase(id.slice(0, 15), id.slice(15).toUpperCase());
    return mended !== undefined && suffixOf(mended) === id.slice(15).toUpperCase()
        ? mended + suffixOf(mended)
        : undefined;
}

/** Makes the id of an object's n-th record. */
export function makeId(keyPrefix: string, sequence: number): string {
    let digits = '';
    for (let rest = sequence; digits.length < 9; rest = Math.floor(rest / 62))
        digits = DIGITS.charAt(rest % 62) + digits;
    const id = keyPrefix + INSTANCE + digits;
    return id + suffixOf(id);
}

/** Key prefixes that the org gives to custom objects: `a00`, `a01` … */
export function customKeyPrefix(ordinal: number): string {
    return `a${DIGITS.charAt(Math.floor(ordinal / 62))}${DIGITS.charAt(ordinal % 62)}`;
}

function suffixOf(id15: string): string {
    let suffix = '';
    for (let chunk = 0; chunk < 15; chunk += 5) {
        let bits = 0;
        for (let i = 0; i < 5; i++) if (/[A-Z]/.test(id15.charAt(chunk + i))) bits |= 1 << i;
        suffix += SUFFIX.charAt(bits);
    }
    return suffix;
}

/** The suffix has one bit per character: upper case or not. Programs that ignore case may have changed it. */
function mendCase(id15: string, suffix: string): string | undefined {
    let mended = '';
    for (let i = 0; i < 15; i++) {
        const bits = SUFFIX.indexOf(suffix.charAt(Math.floor(i / 5)));
        if (bits < 0) return undefined;
        const character = id15.charAt(i);
        mended += bits & (1 << (i % 5)) ? character.toUpperCase() : character.toLowerCase();
    }
    return mended;
}
