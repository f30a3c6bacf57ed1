/** Values and lists as elements. */
import { escapeXml } from './envelope.ts';

/** What JSON can hold. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };

/** A value as elements of a name: one for each of a list, none for null. */
export function element(name: string, value: Json): string {
    if (value === undefined || value === null) return '';
    if (isList(value)) return value.map((one) => element(name, one)).join('');
    if (typeof value === 'object') return `<${name}>${elements(value)}</${name}>`;
    return `<${name}>${text(String(value))}</${name}>`;
}

/** The members of an object as elements. */
export function elements(object: Readonly<Record<string, Json>>): string {
    return Object.entries(object)
        .map(([name, value]) => element(name, value))
        .join('');
}

/** An element that says when it holds nothing. */
export function nillable(name: string, value: string | undefined | null): string {
    return value === undefined || value === null ? `<${name} xsi:nil="true"/>` : `<${name}>${text(value)}</${name}>`;
}

/** A text whose line ends a reader of XML keeps as they are. */
export function text(value: string): string {
    return escapeXml(value).replaceAll('\r', '&#13;');
}

function isList(value: Json): value is readonly Json[] {
    return Array.isArray(value);
}
