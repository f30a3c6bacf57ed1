/** The Metadata API's types as a model that can be looked up. */
import { readFileSync } from 'node:fs';

/** What may stand between the tags of an element. `any` is a value that names its own type with `xsi:type`. */
export type Scalar = 'string' | 'number' | 'boolean' | 'date' | 'any';

export type MemberType =
    { kind: 'scalar'; scalar: Scalar } | { kind: 'enum'; name: string } | { kind: 'type'; name: string };

export type Member = { name: string; optional: boolean; list: boolean; type: MemberType };

export type TypesModel = {
    /** Per complex type its members by name, those of the types it extends included. A type not in here is unchecked. */
    types: Map<string, Map<string, Member>>;
    /** Per enum its values. */
    enums: Map<string, Set<string>>;
};

/** The model as a file: per type its members, `name?*:type` (`?` optional, `*` a list); per enum its values. */
export interface WrittenModel {
    readonly types: Readonly<Record<string, string>>;
    readonly enums: Readonly<Record<string, string>>;
}

const SCALARS: readonly string[] = ['string', 'number', 'boolean', 'date', 'any'] satisfies Scalar[];

let known: TypesModel | undefined;

/** The types of API version 66.0, from `members.json`; read once, when they are asked for. */
export function metadataModel(): TypesModel {
    const file = new URL('members.json', import.meta.url);
    return (known ??= readModel(JSON.parse(readFileSync(file, 'utf8')) as WrittenModel));
}

/** @param written as `members.json` holds it */
function readModel(written: WrittenModel): TypesModel {
    const enums = new Map(Object.entries(written.enums).map(([name, values]) => [name, new Set(values.split('|'))]));
    const types = Object.entries(written.types).map(([name, members]) => {
        const read = members.split(' ').filter((one) => one !== '');
        return [name, new Map(read.map((one) => readMember(one, enums)).map((one) => [one.name, one]))] as const;
    });
    return { types: new Map(types), enums };
}

function readMember(text: string, enums: TypesModel['enums']): Member {
    const [, name = '', optional, list, type = ''] = /^(\w+)(\?)?(\*)?:(\w+)$/.exec(text) ?? [];
    return { name, optional: optional !== undefined, list: list !== undefined, type: typeNamed(type, enums) };
}

function typeNamed(name: string, enums: TypesModel['enums']): MemberType {
    if (SCALARS.includes(name)) return { kind: 'scalar', scalar: name as Scalar };
    return { kind: enums.has(name) ? 'enum' : 'type', name };
}

/** @returns the model as `members.json` holds it, in alphabetical order */
export function writeModel({ types, enums }: TypesModel): WrittenModel {
    const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
        types: Object.fromEntries(
            sorted(types).map(([name, members]) => [name, [...members.values()].map(writeMember).join(' ')]),
        ),
        enums: Object.fromEntries(sorted(enums).map(([name, values]) => [name, [...values].join('|')])),
    };
}

function writeMember({ name, optional, list, type }: Member): string {
    const typeName = type.kind === 'scalar' ? type.scalar : type.name;
    return `${name}${optional ? '?' : ''}${list ? '*' : ''}:${typeName}`;
}
