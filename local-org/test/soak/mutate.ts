/** Ways to spoil a request: its method, address, headers and body, by the byte and by what the body means. */
import { gzipSync } from 'node:zlib';
import type { Random } from './random.ts';
import type { WireRequest } from './request.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'];

/** Texts that programs stumble over. */
const ODD_TEXTS = [
    '',
    ' ',
    '0',
    '-1',
    '1e400',
    'null',
    'undefined',
    'NaN',
    '__proto__',
    'constructor',
    'toString',
    'true',
    "'",
    '"',
    '\\',
    '%',
    '%00',
    '\u0000',
    '\ud800',
    '\u202e',
    'é€😀',
    '../../etc/passwd',
    '..%2f..%2f',
    '<x>&amp;</x>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    ']]>',
    '{"a":1}',
    '[]',
    "' OR 1=1 --",
    '; DROP TABLE "User"',
    '9999-12-31',
    '0000-00-00T00:00:00Z',
    '000000000000000',
    '005000000000001AAA',
    'x'.repeat(300),
    'y'.repeat(5000),
    '('.repeat(500),
    'a.b.c.d.e.f.g.h',
    '{!$User.Id}',
    '#N/A',
];

const ODD_VALUES: readonly unknown[] = [
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 60,
    0.1,
    [],
    {},
    [[]],
    [null],
    { attributes: {} },
    { attributes: { type: 'User' } },
    { Id: null },
];

/** A request, spoiled in one to three ways; now and then left as it is. */
export function mutate(request: WireRequest, random: Random): WireRequest {
    let spoiled = request;
    for (let times = random.below(4); times > 0; times--) spoiled = random.pick(WAYS)(spoiled, random);
    return spoiled;
}

type Way = (request: WireRequest, random: Random) => WireRequest;

const WAYS: readonly Way[] = [
    (request, random) => ({ ...request, method: random.pick(METHODS) }),
    changePath,
    changePath,
    changeQuery,
    changeHeader,
    changeJson,
    changeJson,
    changeJson,
    changeText,
    changeText,
    changeBytes,
    zip,
];

/** A part of the path replaced, doubled, or left out. */
function changePath(request: WireRequest, random: Random): WireRequest {
    const [path, query] = split(request.path);
    const parts = path.split('/');
    const at = 1 + random.below(Math.max(1, parts.length - 1));
    const odd = encodeURIComponent(random.pick(ODD_TEXTS).toWellFormed());
    const changed = random.pick([
        () => parts.with(Math.min(at, parts.length - 1), odd),
        () => [...parts.slice(0, at), ...parts.slice(at + 1)],
        () => [...parts.slice(0, at), parts[at] ?? '', ...parts.slice(at)],
        () => [...parts, odd],
        () => parts.slice(0, at),
        () => parts.map((part) => part.toUpperCase()),
    ])();
    return { ...request, path: changed.join('/') + query };
}

/** A parameter repeated, emptied, or changed. */
function changeQuery(request: WireRequest, random: Random): WireRequest {
    const [path, query] = split(request.path);
    const parameters = query === '' ? [] : query.slice(1).split('&');
    const odd = random.pick(ODD_TEXTS);
    const one = parameters.length > 0 ? random.pick(parameters) : 'q=x';
    const [name = ''] = one.split('=');
    const changed = random.pick([
        () => [...parameters, one],
        () => parameters.filter((parameter) => parameter !== one),
        () => [
            ...parameters.filter((parameter) => parameter !== one),
            `${name}=${encodeURIComponent(odd.toWellFormed())}`,
        ],
        () => [...parameters, `${encodeURIComponent(odd.toWellFormed())}=1`],
        () => [...parameters.filter((parameter) => parameter !== one), spoilText(one, random)],
    ])();
    return { ...request, path: changed.length > 0 ? `${path}?${changed.join('&')}` : path };
}

function split(path: string): [path: string, query: string] {
    const at = path.indexOf('?');
    return at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at)];
}

const HEADERS: Readonly<Record<string, readonly string[]>> = {
    'content-type': [
        'application/json',
        'text/xml',
        'text/csv',
        'application/xml',
        'multipart/form-data; boundary=x',
        'multipart/form-data',
        'application/x-www-form-urlencoded',
        'application/octet-stream',
        'x',
        'application/json; charset=utf-16',
    ],
    'content-encoding': ['gzip', 'deflate', 'br', 'x'],
    accept: ['application/xml', 'text/csv', 'x'],
    'if-modified-since': ['x', 'Thu, 01 Jan 1970 00:00:00 GMT'],
    'if-unmodified-since': ['x', 'Thu, 01 Jan 1970 00:00:00 GMT'],
    'if-match': ['"x"', 'x'],
    'sforce-call-options': ['client=x', 'defaultNamespace=x', ',,,=='],
    'sforce-query-options': ['batchSize=1', 'batchSize=x', 'batchSize=99999'],
    'x-sfdc-session': ['x', ''],
    'x-prettyprint': ['1'],
    cookie: ['sid=x', 'x'.repeat(2000)],
    authorization: ['Bearer x', 'Basic eA==', 'Bearer', ''],
};

function changeHeader(request: WireRequest, random: Random): WireRequest {
    const name = random.pick(Object.keys(HEADERS));
    return { ...request, headers: { ...request.headers, [name]: random.pick(HEADERS[name] ?? ['']) } };
}

/** A member of a JSON body replaced, renamed, left out, or wrapped up deep. */
function changeJson(request: WireRequest, random: Random): WireRequest {
    if (typeof request.body !== 'string') return request;
    let value: unknown;
    try {
        value = JSON.parse(request.body);
    } catch {
        return changeText(request, random);
    }
    return { ...request, body: JSON.stringify(changeMember(value, random)) };
}

function changeMember(value: unknown, random: Random): unknown {
    const isHere = typeof value !== 'object' || value === null || random.chance(0.2);
    if (isHere) return oddFor(value, random);
    if (isList(value)) {
        if (value.length === 0) return [random.pick(ODD_VALUES)];
        const at = random.below(value.length);
        return random.pick([
            () => value.with(at, changeMember(value[at], random)),
            () => [...value, value[at]],
            () => value.toSpliced(at, 1),
            () => Array.from({ length: 250 }, () => value[at]),
        ])();
    }
    const entries = Object.entries(value);
    if (entries.length === 0) return { [random.pick(ODD_TEXTS)]: random.pick(ODD_VALUES) };
    const at = random.below(entries.length);
    const [name = '', member] = entries[at] ?? [];
    const changed = random.pick([
        () => entries.with(at, [name, changeMember(member, random)]),
        () => entries.with(at, [random.pick(ODD_TEXTS), member]),
        () => entries.toSpliced(at, 1),
        () => entries.with(at, [name.toUpperCase(), member]),
    ])();
    return Object.fromEntries(changed);
}

function isList(value: unknown): value is readonly unknown[] {
    return Array.isArray(value);
}

function oddFor(value: unknown, random: Random): unknown {
    return random.pick([
        () => random.pick(ODD_VALUES),
        () => random.pick(ODD_TEXTS).toWellFormed(),
        () => (typeof value === 'string' ? spoilText(value, random) : value),
        () => Array.from({ length: 120 }).reduce((inner: unknown) => ({ x: inner }), value),
    ])();
}

function changeText(request: WireRequest, random: Random): WireRequest {
    if (typeof request.body !== 'string') return request;
    return { ...request, body: spoilText(request.body, random) };
}

/** A piece of a text replaced, doubled, moved, or cut off. */
function spoilText(text: string, random: Random): string {
    const from = random.below(text.length + 1);
    const to = Math.min(text.length, from + random.below(20));
    return random.pick([
        () => text.slice(0, from) + random.pick(ODD_TEXTS) + text.slice(to),
        () => text.slice(0, from),
        () => text.slice(from),
        () => text.slice(0, to) + text.slice(from),
        () => text.slice(0, from) + text.slice(from, to).toUpperCase() + text.slice(to),
    ])();
}

function changeBytes(request: WireRequest, random: Random): WireRequest {
    if (request.body === undefined || request.body.length === 0) return request;
    const bytes = Buffer.from(request.body);
    for (let times = 1 + random.below(4); times > 0; times--) bytes[random.below(bytes.length)] = random.below(256);
    return { ...request, body: bytes };
}

/** Packed, and told or not told to be. */
function zip(request: WireRequest, random: Random): WireRequest {
    if (request.body === undefined) return request;
    const headers = random.chance(0.8) ? { ...request.headers, 'content-encoding': 'gzip' } : request.headers;
    return { ...request, headers, body: gzipSync(request.body) };
}
