/** Which jobs a user may have (Bulk API 2.0 developer guide, "Create a Job"). */
import type { Field, ObjectType } from '../../schema/model.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { isKey } from '../upsert.ts';
import { isDelete } from './columns.ts';
import { BulkError } from './errors.ts';
import type { JobSettings, Operation } from './job.ts';
import { checkQuery } from './query.ts';

/**
 * Checks what a job is to be made with.
 * @returns the same, with objects and fields named as the org names them
 * @throws OrgError when the user may not have such a job, or the query is wrong
 */
export function checkSettings(org: Org, session: Session, settings: JobSettings): JobSettings {
    const { operation } = settings;
    if (settings.type === 'V2Query') {
        const object = checkQuery(org, session, settings.query ?? '', operation === 'queryAll');
        return { ...settings, object };
    }
    const object = org.schema.object(settings.object);
    if (!object || !session.permissions.object(object).read || !takes(object, operation))
        throw new BulkError('InvalidEntity', `Entity '${settings.object}' is not supported by the Bulk API.`);
    if (operation === 'hardDelete' && !session.permissions.has('BulkApiHardDelete')) {
        const message =
            'hardDelete operation requires special user profile permission, please contact your system administrator';
        throw new BulkError('FeatureNotEnabled', message);
    }
    const { externalIdFieldName, ...others } = settings;
    if (operation !== 'upsert') return { ...others, object: object.name };
    const key = keyOf(org, session, object, externalIdFieldName);
    return { ...others, object: object.name, externalIdFieldName: key.name };
}

function takes(object: ObjectType, operation: Operation): boolean {
    if (isDelete(operation)) return object.deletable;
    if (operation === 'insert') return object.createable;
    if (operation === 'update') return object.updateable;
    return operation !== 'upsert' || (object.createable && object.updateable);
}

function keyOf({ schema }: Org, { permissions }: Session, object: ObjectType, name: string | undefined): Field {
    if (name === undefined || name === '') {
        const message = `External ID was blank for ${object.name}. An External ID must be specified for upsert.`;
        throw new BulkError('InvalidJob', message);
    }
    const field = schema.field(object, name);
    if (field && permissions.field(object, field).read && isKey(field)) return field;
    const message = `Field name provided, ${name} does not match an External ID, Salesforce Id, or indexed field for ${object.name}`;
    throw new BulkError('InvalidJob', message);
}
