/** What users search in, and what search offers them (REST API developer guide, "Search Scope and Order" and after it). */
import { OrgError } from '../schema/errors.ts';
import type { ObjectType } from '../schema/model.ts';
import { nameFieldOf, soqlPattern, type UiContext } from './ui/ui-context.ts';
import type { QueryRecord } from '../soql/index.ts';

/** Rows of a page of search results. */
const LIMIT_ROWS = 25;
const MAX_SUGGESTIONS = 2000;

/** The objects that a user searches in. */
export function searchScope({ org, session }: UiContext): ObjectType[] {
    return org.schema.objects.filter((object) => object.searchable && session.permissions.object(object).read);
}

/** How results of an object are shown: by their name. */
export function searchLayout(ui: UiContext, object: ObjectType): object {
    const field = nameFieldOf(object);
    const columns = field
        ? [
              {
                  field: `${object.name}.${field.name}`,
                  format: null,
                  label: ui.translations.fieldLabel(object, field),
                  name: field.name,
              },
          ]
        : [];
    return {
        errorMsg: null,
        label: ui.translations.objectLabelPlural(object),
        limitRows: LIMIT_ROWS,
        objectType: object.name,
        searchColumns: columns,
    };
}

/**
 * Records of an object whose name begins with a text.
 * @param limit how many at most
 * @throws OrgError INVALID_SEARCH for an object that has no name to search by
 */
export function suggestions(
    ui: UiContext,
    object: ObjectType,
    text: string,
    limit: number,
): { records: QueryRecord[]; hasMore: boolean } {
    const field = nameFieldOf(object);
    if (field?.type === 'id' || !field || !ui.seesField(object, field))
        throw new OrgError('INVALID_SEARCH', `Object ${object.name} cannot be searched by name`);
    const most = Math.min(MAX_SUGGESTIONS, limit);
    const soql = `SELECT Id, ${field.name} FROM ${object.name} WHERE ${field.name} LIKE ${soqlPattern('', text)} ORDER BY ${field.name} LIMIT ${String(most + 1)}`;
    const { records } = ui.org.query(ui.session, soql, { base: ui.base });
    return { records: records.slice(0, most), hasMore: records.length > most };
}
