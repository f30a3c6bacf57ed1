/** The pages of a user, as a shell draws them. */
import { noResource, type UiContext } from '../ui/ui-context.ts';
import type { ObjectType } from '../../schema/model.ts';
import { recordTypeOf } from '../ui/record-types.ts';
import { homePage, recordPage, tabPage, type Place } from './assigned-pages.ts';
import { pageForUser, type ShownPage } from './page-for-user.ts';
import { recordPath, type RecordPath } from './record-paths.ts';
import { Visibility } from './visibility.ts';

export interface ShownRecordPage {
    readonly page: ShownPage;
    readonly path: RecordPath | null;
}

/**
 * The page for records of a type.
 * @param object name of an object that the user may read
 * @param recordTypeId of the record; undefined: of the user's default
 * @throws OrgError NOT_FOUND (404) when there is no such object for the user; INVALID_RECORD_TYPE
 */
export function shownRecordPage(
    ui: UiContext,
    object: string,
    recordTypeId: string | undefined,
    place: Place,
): ShownRecordPage {
    const type = ui.object(object);
    const recordType = recordTypeOf(ui, type, recordTypeId);
    const page = recordPage(ui, type, recordType.info?.developerName, place);
    const visibility = new Visibility(ui, place.formFactor);
    return {
        page: pageForUser(page, visibility, (path) => seesPath(ui, type, path)),
        path: recordPath(ui, type, recordType) ?? null,
    };
}

/** The home page of a user. */
export function shownHomePage(ui: UiContext, place: Place): ShownPage {
    return pageForUser(homePage(ui, place), new Visibility(ui, place.formFactor));
}

/** The page behind a tab. @throws OrgError NOT_FOUND (404) when the tab shows none */
export function shownTabPage(ui: UiContext, tab: string, place: Place): ShownPage {
    const page = tabPage(ui, tab);
    if (!page) throw noResource();
    return pageForUser(page, new Visibility(ui, place.formFactor));
}

/** Whether a user sees a field, of the record or of one that it refers to. */
function seesPath(ui: UiContext, object: ObjectType, path: string): boolean {
    const [name = '', ...rest] = path.split('.');
    if (rest.length === 0) {
        const field = ui.org.schema.field(object, name);
        return field !== undefined && ui.seesField(object, field);
    }
    const relation = [...object.fields.values()].find(
        ({ reference }) => reference?.relationshipName?.toLowerCase() === name.toLowerCase(),
    );
    const parent = ui.org.schema.object(relation?.reference?.to[0] ?? '');
    return relation !== undefined && ui.seesField(object, relation) && parent !== undefined
        ? seesPath(ui, parent, rest.join('.'))
        : false;
}
