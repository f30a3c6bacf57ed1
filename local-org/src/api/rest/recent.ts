/** `/recent`, `/sobjects/relevantItems`: what the user looked at last; `/appMenu`: where he may go. */
import { recentByObject, recentRecords } from '../../org/recent.ts';
import { describeTabSets } from '../../org/describe-tabs.ts';
import { UiContext } from '../../org/ui/ui-context.ts';
import { OrgError } from '../../schema/errors.ts';
import { notFound } from '../http/errors.ts';
import { allow, type RestAnswer, type RestRequest } from './context.ts';

const MOST = 200;

/** `/recent?limit=N` */
export function recent(request: RestRequest): RestAnswer {
    if (request.path.length > 1) throw notFound();
    const limit = Number(request.query['limit'] ?? MOST);
    if (!Number.isInteger(limit) || limit < 0) throw new OrgError('INVALID_INPUT', 'limit must be a number');
    const ui = new UiContext(request.org, request.session, request);
    const most = Math.min(MOST, limit);
    const records = recentByObject(ui).flatMap(({ object }) => recentRecords(ui, object, most));
    return { body: records.slice(0, most) };
}

/** `/sobjects/relevantItems` */
export function relevantItems(request: RestRequest): RestAnswer {
    allow(request, 'GET');
    const ui = new UiContext(request.org, request.session, request);
    const items = recentByObject(ui).map(({ object, ids }) => ({
        apiName: object.name,
        key: object.keyPrefix ?? null,
        label: ui.translations.objectLabelPlural(object),
        lastUpdatedId: `${object.keyPrefix ?? ''}:${ids.join('')}`,
        recordIds: ids,
    }));
    return { body: items };
}

const MENUS = ['AppSwitcher', 'Salesforce1'];

/** `/appMenu`, `/appMenu/AppSwitcher` */
export function appMenu(request: RestRequest): RestAnswer {
    const [, name, more] = request.path;
    if (more !== undefined || (name !== undefined && !MENUS.includes(name))) throw notFound();
    if (name === undefined)
        return { body: Object.fromEntries(MENUS.map((menu) => [menu, `${request.base}/appMenu/${menu}`])) };
    if (name !== 'AppSwitcher') return { body: { appMenuItems: [] } };
    const ui = new UiContext(request.org, request.session, request);
    const appMenuItems = describeTabSets(ui).map(({ label, selected }) => ({
        colors: [],
        content: null,
        icons: [],
        label,
        name: label,
        selected,
        type: 'TabSet',
        url: `${request.address}/lightning`,
    }));
    return { body: { appMenuItems } };
}
