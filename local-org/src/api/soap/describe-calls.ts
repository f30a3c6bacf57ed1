/** Calls that describe (SOAP API developer guide, "Describe Calls"). */
import { describeGlobal, describeObject } from '../../org/describe.ts';
import {
    describeCompactLayouts,
    describeLayoutOf,
    describeLayouts,
    type Described,
} from '../../org/describe-layouts.ts';
import { describeTabs, describeTabSets } from '../../org/describe-tabs.ts';
import { UiContext } from '../../org/ui/ui-context.ts';
import { OrgError } from '../../schema/errors.ts';
import { argument, listArgument, objectNamed, type SoapCallHandler, type SoapRequest } from './calls.ts';
import { element } from './values-xml.ts';

/** Objects of one call. */
const MAX_OBJECTS = 100;

export const DESCRIBE_CALLS: Readonly<Record<string, SoapCallHandler>> = {
    describeGlobal: ({ org, session, base }) => result(describeGlobal(org, session, base)),
    describeSObject: (request) => describe(request, argument(request, 'sObjectType')),
    describeSObjects: (request) => {
        const names = listArgument(request, 'sObjectType');
        if (names.length > MAX_OBJECTS)
            throw new OrgError('LIMIT_EXCEEDED', `At most ${String(MAX_OBJECTS)} objects can be described in one call`);
        return names.map((name) => describe(request, name)).join('');
    },
    describeTabs: (request) => describeTabSets(ui(request)).map(result).join(''),
    describeAllTabs: (request) => describeTabs(ui(request)).map(result).join(''),
    describeLayout: (request) => {
        const object = objectNamed(request, argument(request, 'sObjectType'));
        const types = listArgument(request, 'recordTypeIds').filter((id) => id !== '');
        const context = ui(request);
        if (types.length === 0) return result(describeLayouts(context, object, request.base));
        return result({ layouts: types.map((type) => describeLayoutOf(context, object, type)) });
    },
    describeCompactLayouts: (request) => {
        const object = objectNamed(request, argument(request, 'sObjectType'));
        return result(describeCompactLayouts(ui(request), object, request.base));
    },
};

function describe(request: SoapRequest, name: string): string {
    const { org, session, base } = request;
    return result(describeObject(org, session, objectNamed(request, name).name, base));
}

function ui({ org, session, base, address }: SoapRequest): UiContext {
    return new UiContext(org, session, { base, address });
}

/** What is described in JSON is the same here, without the addresses of REST. */
function result(described: object): string {
    return element('result', withoutUrls(described as Described));
}

function withoutUrls(value: Described): Described {
    if (isList(value)) return value.map(withoutUrls);
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value).filter(([name]) => name !== 'urls');
    return Object.fromEntries(kept.map(([name, member]) => [name, withoutUrls(member)]));
}

function isList(value: Described): value is readonly Described[] {
    return Array.isArray(value);
}
