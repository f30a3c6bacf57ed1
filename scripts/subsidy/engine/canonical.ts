/** JSON in one form only: names (of plain letters) sorted, nothing that is undefined, whole numbers only. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };

/** Texts that JSON writes as they are, between quotes: the rest is left to it. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/**
 * @returns the canonical text of a value
 * @throws RangeError when a number is not whole: amounts are cents, other decimals are text
 */
export function canonical(value: Json): string {
    if (typeof value === 'string') return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
    if (typeof value === 'number') {
        if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number`);
        return `${value}`;
    }
    if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
    if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`;
    const fields = value as Readonly<Record<string, Json>>;
    return canonicalFields(fields, Object.keys(fields).sort());
}

/**
 * @param names of the fields, sorted; those that the value does not have are left out
 * @returns the canonical text of a value of which the names are known
 */
export function canonicalFields(fields: Readonly<Record<string, Json>>, names: readonly string[]): string {
    let text = '';
    for (const name of names) {
        const field = fields[name];
        if (field !== undefined) text += `${text === '' ? '' : ','}"${name}":${canonical(field)}`;
    }
    return `{${text}}`;
}
