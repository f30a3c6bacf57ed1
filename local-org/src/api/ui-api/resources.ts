/** `/services/data/vXX.X/ui-api/…`: User Interface API developer guide, "Resources". */
import { RecordSaveError } from '../../org/ui/records.ts';
import { notFound } from '../http/errors.ts';
import type { RestAnswer, RestRequest } from '../rest/context.ts';
import {
    listInfos,
    listUis,
    recentListInfo,
    recentListRecords,
    recentListUi,
    recordsOfList,
    recordsOfRelatedList,
    relatedListCounts,
    relatedListInfos,
    relatedPreferences,
} from './lists.ts';
import { actions, appResources, favoriteResources, navigation, themes } from './navigation.ts';
import { duplicates, layouts, lookups, objectInfos, predupe } from './objects.ts';
import { avatars, recordDefaults, records, recordUis } from './records.ts';
import { UiRequest, type UiResource } from './ui-request.ts';

const RESOURCES: ReadonlyMap<string, UiResource> = new Map([
    ['actions', actions],
    ['active-theme', themes],
    ['apps', appResources],
    ['duplicates', duplicates],
    ['favorites', favoriteResources],
    ['layout', layouts],
    ['list-info', listInfos],
    ['list-records', recordsOfList],
    ['list-ui', listUis],
    ['lookups', lookups],
    ['mru-list-info', recentListInfo],
    ['mru-list-records', recentListRecords],
    ['mru-list-ui', recentListUi],
    ['nav-items', navigation],
    ['object-info', objectInfos],
    ['predupe', predupe],
    ['record-avatars', avatars],
    ['record-defaults', recordDefaults],
    ['record-ui', recordUis],
    ['records', records],
    ['related-list-count', relatedListCounts],
    ['related-list-info', relatedListInfos],
    ['related-list-preferences', relatedPreferences],
    ['related-list-records', recordsOfRelatedList],
    ['themes', themes],
]);

/** Hands a request to its resource. @throws OrgError NOT_FOUND (404) when there is none */
export function uiApi(rest: RestRequest): RestAnswer {
    const resource = RESOURCES.get(rest.path[1] ?? '');
    if (!resource) throw notFound();
    try {
        return resource(new UiRequest(rest));
    } catch (error) {
        if (error instanceof RecordSaveError) return saveError(error);
        throw error;
    }
}

/** Guide, "Error with Output": forms show each error at its field. */
function saveError({ code, httpStatus, message, output }: RecordSaveError): RestAnswer {
    const body = {
        enhancedErrorType: 'RecordError',
        errorCode: code,
        id: null,
        message,
        output,
        statusCode: httpStatus,
    };
    return { status: httpStatus, body };
}
