/** JSON in one form only: names (of plain letters) sorted, nothing that is undefined, whole numbers only. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };

/**
 * @returns the canonical text of a value
 * @throws RangeError when a number is not whole: amounts are cents, other decimals are text
 */
export function canonical(value: Json): string {
    if (typeof value === 'number' && !Number.isSafeInteger(value))
        throw new RangeError(`${value} is not a whole number`);
    if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
    if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`;
    const fields = value as Readonly<Record<string, Json>>;
    let text = '';
    for (const name of Object.keys(fields).sort()) {
        const field = fields[name];
        if (field !== undefined) text += `${text === '' ? '' : ','}"${name}":${canonical(field)}`;
    }
    return `{${text}}`;
}
