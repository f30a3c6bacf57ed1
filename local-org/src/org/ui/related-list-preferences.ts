/** How a user wants to see the columns of a related list (guide, "Related List User Preferences"). */
import { OrgError } from '../../schema/errors.ts';
import { eTagOf } from './identity.ts';
import { setUserSetting, userSetting } from './user-settings.ts';
import { noResource, type UiContext } from './ui-context.ts';

interface Preferences {
    readonly columnWidths: Readonly<Record<string, unknown>>;
    readonly columnWrap: Readonly<Record<string, unknown>>;
    readonly orderedBy: readonly unknown[];
}

const NONE: Preferences = { columnWidths: {}, columnWrap: {}, orderedBy: [] };
const ID = /^[\w.-]{1,255}$/;

/** @param id of the preferences: object, record type and related list, as the client puts them together */
export function relatedListPreferences({ org, session }: UiContext, id: string): object {
    if (!ID.test(id)) throw noResource();
    const kept = userSetting(org.store, session.userId, `related list ${id}`) as Preferences | undefined;
    const body = { ...(kept ?? NONE), preferencesId: id };
    return { ...body, eTag: eTagOf(body) };
}

/** @throws OrgError INVALID_INPUT when the columns are no maps */
export function setRelatedListPreferences(ui: UiContext, id: string, input: Readonly<Record<string, unknown>>): object {
    if (!ID.test(id)) throw noResource();
    const { columnWidths = {}, columnWrap = {}, orderedBy = [] } = input;
    if (!isMap(columnWidths) || !isMap(columnWrap) || !Array.isArray(orderedBy))
        throw new OrgError('INVALID_INPUT', 'columnWidths and columnWrap must be maps, orderedBy a list');
    const preferences: Preferences = { columnWidths, columnWrap, orderedBy: orderedBy as unknown[] };
    if (JSON.stringify(preferences).length > 20_000)
        throw new OrgError('INVALID_INPUT', 'The preferences are too large');
    setUserSetting(ui.org.store, ui.session.userId, `related list ${id}`, preferences);
    return relatedListPreferences(ui, id);
}

function isMap(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
