/** Judges the text between an element's tags. */
import type { Member, TypesModel } from './model.ts';
import { INTEGERS } from './wsdl-gaps.ts';
import type { XmlElement } from './xml-tree.ts';

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

const DAY = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?`;
const ZONE = String.raw`(Z|[+-]\d{2}:\d{2})?`;

const NUMBER = /^([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|-?INF|NaN)$/;

/** The forms of XML Schema's types; text has none. */
const FORMS: Readonly<Record<string, RegExp>> = {
    boolean: /^(true|false|1|0)$/,
    int: /^[+-]?\d+$/,
    double: NUMBER,
    decimal: NUMBER,
    date: new RegExp(`^${DAY}${ZONE}$`),
    dateTime: new RegExp(`^${DAY}T${TIME}${ZONE}$`),
    time: new RegExp(`^${TIME}${ZONE}$`),
    string: /^/,
};

/**
 * Judges the value of an element that holds no other elements.
 * @param element the element
 * @param member what its type says about it; of kind scalar or enum
 * @param owner name of the type that has the member
 * @returns the fault in the org's words, or undefined when the value is good
 */
export function faultOfValue(
    element: XmlElement,
    member: Member,
    owner: string,
    enums: TypesModel['enums'],
): string | undefined {
    const { type } = member;
    if (isNil(element)) return undefined;
    if (type.kind === 'enum') {
        if (enums.get(type.name)?.has(element.text)) return undefined;
        return `'${element.text}' is not a valid value for the enum '${type.name}'`;
    }
    if (type.kind === 'type' || type.scalar === 'string') return undefined;
    if (type.scalar === 'any') return faultOfTypedValue(element);
    if (type.scalar === 'date') return faultOfForm(element.text, 'date', 'dateTime', 'time');
    if (type.scalar === 'boolean') return faultOfForm(element.text, 'boolean');
    return faultOfForm(element.text, INTEGERS[owner]?.includes(member.name) ? 'int' : 'double');
}

/** The value of a custom metadata record names its own type: `<value xsi:type="xsd:double">`. */
function faultOfTypedValue(element: XmlElement): string | undefined {
    const named = element.attributes.find(({ uri, name }) => uri === XSI && name === 'type')?.value;
    if (named === undefined) return `Attribute xsi:type is missing on element ${element.name}`;
    const form = /^xsd:(\w+)$/.exec(named)?.[1] ?? '';
    if (!Object.hasOwn(FORMS, form)) return `'${named}' is not a valid value for the attribute xsi:type`;
    return faultOfForm(element.text, form);
}

function faultOfForm(text: string, ...forms: string[]): string | undefined {
    // XML Schema strips the white space around these types
    if (forms.some((form) => FORMS[form]?.test(form === 'string' ? text : text.trim()))) return undefined;
    return `'${text}' is not a valid value for the type xsd:${forms.join(' or xsd:')}`;
}

function isNil(element: XmlElement): boolean {
    return element.attributes.some(({ uri, name, value }) => uri === XSI && name === 'nil' && value === 'true');
}
