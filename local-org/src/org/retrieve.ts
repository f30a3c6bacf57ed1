/** Records by their ids (SOAP API developer guide, "retrieve()"). */
import { OrgError } from '../schema/errors.ts';
import { toId18 } from '../schema/ids.ts';
import type { QueryRecord } from '../soql/index.ts';
import { visibleObject } from './describe.ts';
import type { Org } from './org.ts';
import type { Session } from './session.ts';

const MAX_IDS = 2000;

/**
 * Records of one object, in the order of the ids; undefined where there is none that the user may see.
 * @param fields names, also of parents: `Name`, `Owner.Name`
 * @throws OrgError INVALID_FIELD, MALFORMED_ID, EXCEEDED_ID_LIMIT for more than 2,000 ids, NOT_FOUND for the object
 */
export function retrieveRecords(
    org: Org,
    session: Session,
    {
        objectName,
        fields,
        ids,
        base,
    }: { objectName: string; fields: readonly string[]; ids: readonly string[]; base: string },
): (QueryRecord | undefined)[] {
    const object = visibleObject(org, session, objectName);
    const wrong = fields.find((name) => !/^\w+(?:\.\w+)*$/.test(name));
    if (wrong !== undefined || fields.length === 0)
        throw new OrgError('INVALID_FIELD', `No such column '${wrong ?? ''}' on entity '${object.name}'`);
    if (ids.length > MAX_IDS)
        throw new OrgError(
            'EXCEEDED_ID_LIMIT',
            `record limit reached. cannot submit more than ${String(MAX_IDS)} records`,
        );
    const full = ids.map((id) => {
        const id18 = toId18(id);
        if (id18 === undefined) throw new OrgError('MALFORMED_ID', `malformed id ${id}`);
        return id18;
    });
    if (full.length === 0) return [];
    const asked = fields.some((name) => name.toLowerCase() === 'id') ? fields : ['Id', ...fields];
    const list = [...new Set(full)].map((id) => `'${id}'`).join(', ');
    const soql = `SELECT ${asked.join(', ')} FROM ${object.name} WHERE Id IN (${list})`;
    const { records } = org.query(session, soql, { base });
    const found = new Map(records.map((record) => [String(record['Id']), record]));
    return full.map((id) => found.get(id));
}
