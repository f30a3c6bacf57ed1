/** From rows of the store to records as REST gives them. */
import type { Schema } from '../schema/schema.ts';
import type { Source } from './plan/sources.ts';
import { wireInstant, wireTime } from './time/wire.ts';

/** The values of a row, in the order of the statement's columns; of a subquery they come out of JSON. */
export type Row = readonly unknown[];

/** Takes a value out of a row. */
export interface Reader {
    /** @param version of the API, as URLs have it: `64.0` */
    (row: Row, version: string): unknown;
    /** The column whose value it takes as it stands; a loop over many records then need not call it. */
    readonly column?: number;
}

/** A record as REST gives it. */
export interface QueryRecord {
    attributes: { type: string; url?: string };
    [field: string]: unknown;
}

/** The records of a subquery. */
export interface ChildRecords {
    totalSize: number;
    done: boolean;
    records: QueryRecord[];
}

/** The columns of a statement; each expression is there once. */
export class Columns {
    readonly #indexes = new Map<string, number>();

    /** @returns the index of the column */
    add(sql: string): number {
        const known = this.#indexes.get(sql);
        if (known !== undefined) return known;
        this.#indexes.set(sql, this.#indexes.size);
        return this.#indexes.size - 1;
    }

    /** The expressions in order. */
    get list(): string[] {
        return [...this.#indexes.keys()];
    }
}

/** What is taken of a record and its parents; made while a query is planned, and then turned into one function. */
export class RecordShape {
    readonly #members = new Map<string, { readonly name: string; readonly read: Reader }>();
    readonly #parents = new Map<string, RecordShape>();
    readonly #attributes: (row: Row, version: string) => QueryRecord | null;

    constructor(attributes: (row: Row, version: string) => QueryRecord | null) {
        this.#attributes = attributes;
    }

    /** @returns false when there is a member of that name already */
    add(name: string, read: Reader): boolean {
        const key = name.toLowerCase();
        if (this.#members.has(key)) return false;
        this.#members.set(key, { name, read });
        return true;
    }

    /** The shape of a parent, made when it is named first. */
    parent(name: string, make: () => RecordShape): RecordShape | undefined {
        const key = name.toLowerCase();
        const known = this.#parents.get(key);
        if (known) return known;
        const made = make();
        // a place only: what reads the parent is compiled when all its members are known
        if (!this.add(name, () => null)) return undefined;
        this.#parents.set(key, made);
        return made;
    }

    /** All members, with those of parents in their place; those of a parent that there is not are null. */
    flatten(): FlatColumn[] {
        return [...this.#members.values()].flatMap(({ name, read }): FlatColumn[] => {
            const parent = this.#parents.get(name.toLowerCase());
            if (!parent) return [{ path: [name], read }];
            return parent.flatten().map((inner) => ({
                path: [name, ...inner.path],
                read: (row, version) => (parent.#attributes(row, version) === null ? null : inner.read(row, version)),
            }));
        });
    }

    /** The function that makes a record of a row; null when there is none. */
    compile(): (row: Row, version: string) => QueryRecord | null {
        const members = [...this.#members.values()].map(({ name, read: own }) => {
            const read: Reader = this.#parents.get(name.toLowerCase())?.compile() ?? own;
            return { name, read, column: read.column };
        });
        const attributes = this.#attributes;
        return (row, version) => {
            const record = attributes(row, version);
            if (record === null) return null;
            for (const { name, read, column } of members)
                record[name] = column === undefined ? read(row, version) : row[column];
            return record;
        };
    }
}

/** A value of a record or of one of its parents, as tables without depth have it. */
export interface FlatColumn {
    /** The relationships on the way, then the field. */
    readonly path: readonly string[];
    readonly read: Reader;
}

/** The shape of a record, beginning with its type and URL. */
export function shapeOf(schema: Schema, source: Source, columns: Columns): RecordShape {
    const id = columns.add(source.id);
    const { entity } = source;
    const name = source.object?.name;
    let known = '';
    let folder = '';
    return new RecordShape((row, version) => {
        const value = row[id];
        if (typeof value !== 'string') return null;
        if (name === undefined) {
            const type = schema.objectOfId(value)?.name ?? entity;
            return { attributes: { type: entity, url: recordUrl(version, type, value) } };
        }
        if (known !== version) {
            known = version;
            folder = recordUrl(version, name, '');
        }
        return { attributes: { type: entity, url: folder + value } };
    });
}

/** The shape of a row that stands for several records. */
export function totalsShape(): RecordShape {
    return new RecordShape(() => ({ attributes: { type: 'AggregateResult' } }));
}

/** Where REST has a record. */
export function recordUrl(version: string, type: string, id: string): string {
    return `/services/data/v${version}/sobjects/${type}/${id}`;
}

/** Reads a column of a type that needs no more than its own value. */
export function plainReader(type: string, index: number): Reader {
    switch (type) {
        case 'boolean':
            return (row) => row[index] === 1;
        case 'datetime':
            return (row) => (row[index] === null ? null : wireInstant(Number(row[index])));
        case 'time':
            return (row) => (row[index] === null ? null : wireTime(Number(row[index])));
        default:
            return Object.assign((row: Row) => row[index], { column: index });
    }
}

/** Reads the rows of a subquery: JSON in a column, or an array in what was JSON. */
export function childrenReader(index: number, read: (row: Row, version: string) => QueryRecord | null): Reader {
    return (row, version): ChildRecords | null => {
        const value = row[index];
        if (value === '[]' || value === null) return null;
        const rows = (typeof value === 'string' ? JSON.parse(value) : value) as Row[];
        if (rows.length === 0) return null;
        const records: QueryRecord[] = [];
        for (const child of rows) {
            const record = read(child, version);
            if (record) records.push(record);
        }
        return { totalSize: records.length, done: true, records };
    };
}
