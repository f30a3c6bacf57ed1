/** Apex classes and triggers of the metadata as rows of ApexClass and ApexTrigger (Tooling API reference, same names). */
import { crc32 } from 'node:zlib';
import type { Catalogue } from './catalogue.ts';
import type { Component } from './component.ts';
import type { SetupRow, SetupRows } from './setup-rows.ts';

/** A class or a trigger of the metadata. */
export interface ApexSource {
    readonly name: string;
    readonly source: string;
}

/** The source of a class or a trigger; undefined when the component has none. */
export function apexSource({ fullName, files }: Component): ApexSource | undefined {
    const file = files.find(({ path }) => /\.(?:cls|trigger)$/.test(path));
    return file && { name: fullName, source: Buffer.from(file.content()).toString('utf8') };
}

/** All classes, or all triggers. */
export function apexSources(catalogue: Catalogue, type: 'ApexClass' | 'ApexTrigger'): ApexSource[] {
    return catalogue.all(type).flatMap((component) => apexSource(component) ?? []);
}

/** Puts them into the org. */
export function syncApex(rows: SetupRows, catalogue: Catalogue): void {
    const classes = catalogue.all('ApexClass').map((component) => commonRow(component));
    rows.replace('ApexClass', {}, ['Name'], classes);
    const triggers = catalogue.all('ApexTrigger').map((component) => ({
        ...commonRow(component),
        ...triggerHead(apexSource(component)?.source ?? ''),
    }));
    rows.replace('ApexTrigger', {}, ['Name'], triggers);
}

function commonRow(component: Component): SetupRow & { readonly Name: string } {
    const body = apexSource(component)?.source ?? '';
    const version = component.xml?.number('apiVersion');
    return {
        Name: component.fullName,
        ApiVersion: version === undefined || Number.isNaN(version) ? null : version,
        Status: component.xml?.value('status') ?? 'Active',
        IsValid: 1,
        BodyCrc: crc32(body),
        Body: body,
        LengthWithoutComments: withoutComments(body).length,
    };
}

/** The object of a trigger, and when it runs. */
function triggerHead(body: string): SetupRow {
    const head = /\btrigger\s+\w+\s+on\s+(\w+)\s*\(([^)]*)\)/i.exec(withoutComments(body));
    const events = new Set(
        (head?.[2] ?? '').split(',').map((event) => event.trim().toLowerCase().replace(/\s+/g, ' ')),
    );
    const usages = ['Before', 'After'].flatMap((moment) =>
        ['Insert', 'Update', 'Delete', 'Undelete'].map((what) => [moment, what] as const),
    );
    const flags = usages
        .filter(([moment, what]) => moment !== 'Before' || what !== 'Undelete')
        .map(([moment, what]) => [`Usage${moment}${what}`, events.has(`${moment} ${what}`.toLowerCase()) ? 1 : 0]);
    return { TableEnumOrId: head?.[1] ?? '', ...Object.fromEntries(flags) } as SetupRow;
}

/** Texts are kept whole, whatever they hold that looks like a comment. */
function withoutComments(source: string): string {
    return source.replace(/'(?:\\.|[^'\\\n])*'|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g, (found) =>
        found.startsWith("'") ? found : '',
    );
}
