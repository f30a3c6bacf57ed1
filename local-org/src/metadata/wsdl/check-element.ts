/** Judges an element and everything in it against its type, as an org's deploy does. */
import { faultOfValue, XSI } from './check-value.ts';
import type { Member, TypesModel } from './model.ts';
import { MAY_BE_EMPTY, NOT_ENFORCED, UNCHECKED } from './wsdl-gaps.ts';
import type { XmlElement } from './xml-tree.ts';

export const METADATA = 'http://soap.sforce.com/2006/04/metadata';

export type Fault = { line: number; message: string };

type Members = ReadonlyMap<string, Member>;

/**
 * Judges the content of an element of a complex type.
 * @param element the element
 * @param typeName name of its type; a type that the model does not hold is not judged
 * @returns the faults in the order of the file
 */
export function checkElement(element: XmlElement, typeName: string, model: TypesModel): Fault[] {
    const members = model.types.get(typeName);
    if (!members) return [];
    return [
        ...faultsOfAttributes(element),
        ...faultsOfText(element, typeName),
        ...missingMembers(element, typeName, members),
        ...repeatedChildren(element, typeName, members),
        ...element.children.flatMap((child) => checkChild(child, typeName, members, model)),
    ];
}

function checkChild(child: XmlElement, owner: string, members: Members, model: TypesModel): Fault[] {
    const member = child.uri === METADATA ? members.get(child.name) : undefined;
    if (!member) return [invalidHere(child, owner)];
    if (UNCHECKED.has(`${owner}.${child.name}`)) return [];
    if (member.type.kind === 'type') return checkContainer(child, member.type.name, model);
    const value = faultOfValue(child, member, owner, model.enums);
    const type = member.type.kind === 'enum' ? member.type.name : member.type.scalar;
    return [
        ...faultsOfAttributes(child),
        ...child.children.map((grandchild) => invalidHere(grandchild, type)),
        ...(value === undefined || child.children.length > 0 ? [] : [{ line: child.line, message: value }]),
    ];
}

function checkContainer(element: XmlElement, typeName: string, model: TypesModel): Fault[] {
    const empty = element.children.length === 0 && element.text.trim() === '';
    if (!empty || MAY_BE_EMPTY.has(typeName) || !model.types.has(typeName)) {
        return checkElement(element, typeName, model);
    }
    return [{ line: element.line, message: `Required field is missing: ${element.name} (the element is empty)` }];
}

function invalidHere({ uri, name, line }: XmlElement, type: string): Fault {
    return { line, message: `Element {${uri}}${name} invalid at this location in type ${type}` };
}

function faultsOfAttributes(element: XmlElement): Fault[] {
    return element.attributes
        .filter(({ uri }) => uri !== XSI)
        .map(({ name }) => ({
            line: element.line,
            message: `Attribute ${name} is not allowed on element ${element.name}`,
        }));
}

function faultsOfText(element: XmlElement, typeName: string): Fault[] {
    const text = element.text.trim();
    if (text === '') return [];
    return [
        { line: element.line, message: `Text '${text.slice(0, 40)}' invalid at this location in type ${typeName}` },
    ];
}

/** A list may be empty; the name of a component is the name of its file. */
function missingMembers(element: XmlElement, typeName: string, members: Members): Fault[] {
    const present = new Set(element.children.map(({ name }) => name));
    return [...members.values()]
        .filter(({ optional, list, name }) => !optional && !list && name !== 'fullName' && !present.has(name))
        .filter(({ name }) => !NOT_ENFORCED.has(`${typeName}.${name}`))
        .map(({ name }) => ({
            line: element.line,
            message: `Required field is missing: ${name} (in type ${typeName})`,
        }));
}

/** A single value given twice, or the entries of a list that do not stand next to each other. */
function repeatedChildren(element: XmlElement, typeName: string, members: Members): Fault[] {
    const seen = new Set<string>();
    let previous: string | undefined;
    const faults: Fault[] = [];
    for (const { name, line } of element.children) {
        const adjacent = name === previous;
        const member = members.get(name);
        if (member && seen.has(name) && !(member.list && adjacent)) {
            const message = `Element ${name} is duplicated at this location in type ${typeName}`;
            faults.push({ line, message: member.list ? `${message} (put the list's entries together)` : message });
        }
        seen.add(name);
        previous = name;
    }
    return faults;
}
