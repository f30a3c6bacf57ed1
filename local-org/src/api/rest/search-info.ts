/** `/search/scopeOrder`, `/search/layout`, `/search/suggestions` (REST API developer guide, "Search Resources"). */
import { searchLayout, searchScope, suggestions } from '../../org/search-info.ts';
import { UiContext } from '../../org/ui/ui-context.ts';
import { OrgError } from '../../schema/errors.ts';
import { notFound } from '../http/errors.ts';
import { asText } from '../http/json.ts';
import { objectOf, type RestAnswer, type RestRequest } from './context.ts';

const USUAL_SUGGESTIONS = 5;

/** What stands behind `/search/`. @throws OrgError NOT_FOUND (404) for what there is not */
export function searchInfo(request: RestRequest): RestAnswer {
    const [, kind, more] = request.path;
    if (more !== undefined) throw notFound();
    const ui = new UiContext(request.org, request.session, request);
    switch (kind?.toLowerCase()) {
        case 'scopeorder':
            return {
                body: searchScope(ui).map(({ name }) => ({
                    type: name,
                    url: `${request.base}/sobjects/${name}/describe`,
                })),
            };
        case 'layout':
            return { body: listOf(request, 'q').map((name) => searchLayout(ui, objectOf(request, name))) };
        case 'suggestions':
            return suggest(request, ui);
        default:
            throw notFound();
    }
}

function suggest(request: RestRequest, ui: UiContext): RestAnswer {
    const text = asText(request.query['q'], 'q');
    const limit = Number(request.query['limit'] ?? USUAL_SUGGESTIONS);
    if (!Number.isInteger(limit) || limit < 1) throw new OrgError('INVALID_SEARCH', 'limit must be a positive number');
    const found = listOf(request, 'sobject').map((name) => suggestions(ui, objectOf(request, name), text, limit));
    const records = found.flatMap((one) => one.records);
    return {
        body: {
            autoSuggestResults: records.slice(0, limit),
            hasMoreResults: records.length > limit || found.some(({ hasMore }) => hasMore),
        },
    };
}

function listOf(request: RestRequest, name: string): string[] {
    return asText(request.query[name], name)
        .split(',')
        .map((one) => one.trim());
}
