/** A request to the User Interface API: for whom, behind which address, with which parameters. */
import { asLayoutType, asMode, type LayoutType, type Mode } from '../../org/ui/layouts.ts';
import type { AskedRecords } from '../../org/ui/list-records.ts';
import type { AskedRecord } from '../../org/ui/records.ts';
import { readNumber } from '../../org/ui/paging.ts';
import { UiContext } from '../../org/ui/ui-context.ts';
import { OrgError } from '../../schema/errors.ts';
import { notFound } from '../http/errors.ts';
import { asObject } from '../http/json.ts';
import { allow, type RestAnswer, type RestRequest } from '../rest/context.ts';

/** Records, objects or lists of one request (guide, "Limits"). */
const MAX_BATCH = 200;

export class UiRequest {
    readonly rest: RestRequest;
    readonly ui: UiContext;
    /** The parts of the path behind the name of the resource. */
    readonly path: readonly string[];

    constructor(rest: RestRequest) {
        this.rest = rest;
        this.ui = new UiContext(rest.org, rest.session, rest);
        this.path = rest.path.slice(2);
    }

    get method(): string {
        return this.rest.method;
    }

    /** The path as clients write it behind `ui-api/`. */
    get address(): string {
        return this.rest.path.slice(1).map(encodeURIComponent).join('/');
    }

    /** A part of the path. @throws OrgError NOT_FOUND (404) when there is none */
    part(index: number): string {
        const part = this.path[index];
        if (part === undefined) throw notFound();
        return part;
    }

    /** @throws OrgError NOT_FOUND (404) when the path has more or fewer parts */
    length(least: number, most = least): void {
        if (this.path.length < least || this.path.length > most) throw notFound();
    }

    /** @throws OrgError METHOD_NOT_ALLOWED (405) */
    allow(...methods: readonly string[]): void {
        allow(this.rest, ...methods);
    }

    /** A parameter; in requests with a body it may be a member of that. */
    text(name: string): string | undefined {
        const given = this.rest.query[name] ?? this.#member(name);
        if (given === undefined || given === null || given === '') return undefined;
        if (typeof given === 'string') return given;
        return Array.isArray(given) ? given.map(String).join(',') : JSON.stringify(given);
    }

    #member(name: string): unknown {
        const { body } = this.rest;
        return typeof body === 'object' && body !== null && Object.hasOwn(body, name)
            ? (body as Record<string, unknown>)[name]
            : undefined;
    }

    /** A parameter that is a list, divided by commas. */
    list(name: string): string[] {
        return divided(this.text(name) ?? '');
    }

    /** A part of the path that is a list. @throws OrgError LIMIT_EXCEEDED for more than {@link MAX_BATCH} */
    batch(index: number): string[] {
        const all = divided(this.part(index));
        if (all.length > MAX_BATCH)
            throw new OrgError('LIMIT_EXCEEDED', `At most ${String(MAX_BATCH)} are allowed in one request`);
        return all;
    }

    flag(name: string): boolean {
        return this.text(name)?.toLowerCase() === 'true';
    }

    /** The body. @throws OrgError JSON_PARSER_ERROR when it is no JSON object */
    body(): Record<string, unknown> {
        return asObject(this.rest.body);
    }

    /** What is asked of records. */
    askedRecord(): AskedRecord {
        return {
            fields: this.list('fields'),
            optionalFields: this.list('optionalFields'),
            layoutTypes: this.layoutTypes([]),
            modes: this.modes(),
            childRelationships: this.list('childRelationships'),
            pageSize: readNumber(this.text('pageSize'), 'pageSize', { usual: 5, least: 1, most: 2000 }),
            updateMru: this.flag('updateMru'),
        };
    }

    layoutTypes(usual: readonly LayoutType[]): readonly LayoutType[] {
        const given = this.list('layoutTypes').map(asLayoutType);
        return given.length > 0 ? given : usual;
    }

    modes(): readonly Mode[] {
        const given = this.list('modes').map(asMode);
        return given.length > 0 ? given : ['View'];
    }

    /** What is asked of lists of records. */
    askedRecords(): AskedRecords {
        return {
            fields: this.list('fields'),
            optionalFields: this.list('optionalFields'),
            pageSize: this.text('pageSize'),
            pageToken: this.text('pageToken'),
            sortBy: this.list('sortBy'),
            searchTerm: this.text('searchTerm'),
            where: this.text('where'),
        };
    }
}

/** A resource of the API. */
export type UiResource = (request: UiRequest) => RestAnswer;

function divided(text: string): string[] {
    return text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');
}
