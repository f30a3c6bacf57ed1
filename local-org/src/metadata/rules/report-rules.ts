/** Report types and reports (deploy rules CRT-01 … CRT-06, RPT-02 … RPT-06, DSH-01). */
import type { XmlElement } from '../xml.ts';
import { checkLength, isCustom, isManaged } from './names.ts';
import { descendants } from './page-rules.ts';
import { at, type Checked, type Finding, type Rule } from './rule.ts';

const MAX_OBJECTS = 4;

function* reportType({ xml, org }: Checked): Iterable<Finding> {
    const base = xml.value('baseObject') ?? '';
    if (isCustom(base) && !isManaged(base) && !org.hasObject(base))
        yield at(xml.child('baseObject'), `In field: baseObject - no CustomObject named ${base} found`);
    const tables = new Map<string, string | undefined>([[base, base]]);
    let path = base;
    let current: string | undefined = base;
    let isOuter = false;
    for (let join = xml.child('join'); join; join = join.child('join')) {
        const relationship = join.value('relationship') ?? '';
        const child: string | undefined = current === undefined ? undefined : childOf(current, relationship, org);
        if (relationship.endsWith('__r') && child === undefined && isCustom(current ?? '') && !isManaged(relationship))
            yield at(join, `Invalid relationship name '${relationship}'`);
        path += `.${relationship}`;
        tables.set(path, child);
        if (isOuter && !join.flag('outerJoin')) yield at(join, 'An inner join cannot follow an outer join');
        isOuter ||= join.flag('outerJoin');
        current = child;
    }
    if (tables.size > MAX_OBJECTS) yield { problem: `A report type has ${String(MAX_OBJECTS)} objects at most` };
    for (const column of descendants(xml, 'columns')) yield* columnFaults(column, tables, org);
}

function childOf(parent: string, relationship: string, org: Checked['org']): string | undefined {
    const name = relationship.replace(/__r$/, '').toLowerCase();
    return org
        .childRelationships(parent)
        .find((one) => one.name.toLowerCase() === name)
        ?.field.split('.')[0];
}

function* columnFaults(
    column: XmlElement,
    tables: ReadonlyMap<string, string | undefined>,
    org: Checked['org'],
): Iterable<Finding> {
    const table = column.value('table');
    const field = column.value('field') ?? '';
    if (table === undefined || table.includes('__hst')) return;
    const object = tables.get(table);
    if (!tables.has(table)) yield at(column, `Invalid table '${table}'`);
    else if (object !== undefined && isCustom(object) && !field.includes('.') && !org.hasField(object, field))
        yield at(column, `Invalid field '${field}' for object '${object}'`);
}

export const REPORT_TYPE_RULES: readonly Rule[] = [reportType];

/** How many groupings down and across a format has: RPT-02. */
const GROUPINGS: Readonly<
    Record<string, readonly [down: readonly [number, number], across: readonly [number, number]]>
> = {
    Tabular: [
        [0, 0],
        [0, 0],
    ],
    Summary: [
        [1, 3],
        [0, 0],
    ],
    Matrix: [
        [1, 2],
        [1, 2],
    ],
};

function* report({ component, xml, org }: Checked): Iterable<Finding> {
    yield* checkLength('name', xml.value('name'), 40);
    yield* checkLength('description', xml.value('description'), 255);
    const folder = component.fullName.split('/').slice(0, -1).join('/');
    if (folder !== 'unfiled$public' && !org.has('ReportFolder', folder))
        yield { problem: `Cannot find folder:${folder}` };
    const format = xml.value('format') ?? '';
    const groupings = [xml.all('groupingsDown'), xml.all('groupingsAcross')];
    for (const [index, [least, most]] of (GROUPINGS[format] ?? []).entries()) {
        const count = groupings[index]?.length ?? 0;
        if (count < least || count > most)
            yield {
                problem: `A ${format} report has ${String(least)} to ${String(most)} groupings ${index === 0 ? 'down' : 'across'}, not ${String(count)}`,
            };
    }
    const grouped = new Set(groupings.flat().map((one) => one.value('field')));
    for (const column of xml.all('columns'))
        if (grouped.has(column.value('field')))
            yield at(column, `Invalid column: ${column.value('field') ?? ''} is grouped by`);
    const elements = [...xml.all('columns'), ...groupings.flat()].flatMap((one) => one.child('field') ?? []);
    for (const element of [...elements, ...descendants(xml, 'column')]) {
        const [, object = '', field = ''] = /^(\w+__c)[.$](\w+)$/.exec(element.text) ?? [];
        if (field.endsWith('__c') && org.hasObject(object) && !org.hasField(object, field))
            yield at(element, `Invalid field name: ${element.text}`);
    }
}

export const REPORT_RULES: readonly Rule[] = [report];

/** DSH-01 */
function* dashboard({ component, xml, org }: Checked): Iterable<Finding> {
    const folder = component.fullName.split('/').slice(0, -1).join('/');
    if (!org.has('DashboardFolder', folder)) yield { problem: `Cannot find folder:${folder}` };
    for (const name of descendants(xml, 'report'))
        if (name.text !== '' && !org.has('Report', name.text))
            yield at(
                name,
                `The ${name.text} report chart has a problem with the "reportName" field. No Report named ${name.text} found`,
            );
}

export const DASHBOARD_RULES: readonly Rule[] = [dashboard];
