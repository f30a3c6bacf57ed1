/** Records by the value of a key instead of their id. */
import { sharingCondition } from '../../access/sharing.ts';
import { toStored, ValueError } from '../../dml/values.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { quoted } from '../../store/store.ts';
import type { RestAnswer, RestRequest } from './context.ts';

/**
 * The records with a key that the user may see; more than one, when the key is not unique.
 * @throws OrgError with the org's code when the key cannot be a value of the field
 */
export function idsByKey(request: RestRequest, object: ObjectType, field: Field, value: string): string[] {
    const { org, session } = request;
    const isAlive = object.fields.has('IsDeleted') ? ' AND t.IsDeleted = 0' : '';
    const { permissions, sharing } = session;
    const seen = sharingCondition({ schema: org.schema, permissions, sharing }, object, 'read', { few: true });
    const sql = `SELECT t.Id FROM ${quoted(object.name)} t
        WHERE t.${quoted(field.name)} = ?${isAlive} AND ${seen?.sql ?? '1'} ORDER BY t.Id LIMIT 10`;
    const params = [stored(field, value), ...(seen?.params ?? [])];
    return org.store.all<{ Id: string }>(sql, params).map((row) => row.Id);
}

function stored(field: Field, value: string): ReturnType<typeof toStored> {
    try {
        return toStored(field, value);
    } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        const { statusCode, message, fields } = error.recordError;
        throw new OrgError(statusCode, message, { fields: [...fields] });
    }
}

/** More than one record has the key: the client is shown where they are. */
export function multipleChoices({ base }: RestRequest, object: ObjectType, ids: readonly string[]): RestAnswer {
    return { status: 300, body: ids.map((id) => `${base}/sobjects/${object.name}/${id}`) };
}
