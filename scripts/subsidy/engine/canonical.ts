/** JSON in one form only: names sorted, nothing that is undefined, whole numbers only. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };

/**
 * @returns the canonical text of a value
 * @throws RangeError when a number is not whole: amounts are cents, other decimals are text
 */
export function canonical(value: Json): string {
    if (typeof value === 'number' && !Number.isSafeInteger(value))
        throw new RangeError(`${value} is not a whole number`);
    if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item ?? null)).join(',')}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
    const entries = Object.entries(value as Record<string, Json>).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
}
