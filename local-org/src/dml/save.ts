/**
 * Inserts and updates, in the order of execution.
 * Source: Apex developer guide, "Triggers and order of execution".
 */
import type { ObjectType } from '../schema/model.ts';
import { attempt } from './attempt.ts';
import { leaveTrail } from './audit-trail.ts';
import { tellSaved } from './changes.ts';
import { checkFormats, checkPicklists, checkRequired } from './checks.ts';
import { alive, runTriggers, tellAccess, type DmlContext, type Work } from './context.ts';
import { applyDefaults } from './defaults.ts';
import { recordHistory } from './history.ts';
import { checkLocks } from './locks.ts';
import { checkLookups } from './lookups.ts';
import { checkOwners, dropManualShares } from './owners.ts';
import { updateParents } from './parents.ts';
import { planOf } from './plan.ts';
import { checkRecordTypes, readRecordTypes, type RecordTypes } from './record-types.ts';
import { checkRules } from './rules.ts';
import { checkSetup, giveLogins } from './setup-objects.ts';
import { checkUnique } from './unique.ts';
import { textIn, type StoredRecord } from './values.ts';
import { insertRows, updateRows } from './write.ts';

/**
 * Saves records of one object, all new or all known: each succeeds or fails by itself.
 * @param count how many records
 * @param make makes the work of a record anew: a record that fails after the write takes back all, and the others are
 *   saved again without it
 * @returns the works, in order; those with errors are not saved
 */
export function saveRecords(
    context: DmlContext,
    object: ObjectType,
    count: number,
    make: (at: number) => Work,
): Work[] {
    const works = attempt(context, count, make, (tried) => runSteps(context, object, tried));
    tellAccess(context, object);
    return works;
}

function runSteps(context: DmlContext, object: ObjectType, works: readonly Work[]): readonly Work[] {
    const isInsert = works[0]?.before === undefined;
    const recordTypes = readRecordTypes(context, object);
    if (isInsert) applyDefaults(context, object, works, recordTypes);
    else checkLocks(context, object, works);
    checkRecordTypes(object, works, recordTypes);
    for (const work of alive(works)) checkPicklists(object, work, recordTypes);
    checkReferences(context, object, works);
    if (runTriggers(context, isInsert ? 'beforeInsert' : 'beforeUpdate', object, works))
        checkAgain(context, object, works, recordTypes);
    for (const work of alive(works)) {
        if (planOf(object).isPerson) namePerson(work.record);
        checkFormats(object, work);
        checkRequired(object, work);
    }
    if (!context.skipsRules) checkRules(context, object, works);
    checkUnique(context, object, works);
    checkSetup(context, object, works);
    const written = alive(works);
    if (written.length === 0) return written;
    if (isInsert) insertRows(context, object, written);
    else updateRows(context, object, written);
    if (isInsert && object.name === 'User') giveLogins(context.store, context);
    dropManualShares(context, object, written);
    runTriggers(context, isInsert ? 'afterInsert' : 'afterUpdate', object, written);
    const causes = new Map(written.map((work) => [textIn(work.record, 'Id'), [work]]));
    updateParents(context, [{ child: object, works: written, causes }]);
    recordHistory(context, object, alive(written));
    leaveTrail(context, object, alive(written));
    tellSaved(context, object, alive(written));
    return written;
}

function checkReferences(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    checkLookups(context, object, works);
    checkOwners(context, object, works);
}

/** Triggers may have put in values that no client could. */
function checkAgain(context: DmlContext, object: ObjectType, works: readonly Work[], recordTypes: RecordTypes): void {
    for (const work of alive(works)) checkPicklists(object, work, recordTypes);
    checkReferences(context, object, works);
}

function namePerson(record: StoredRecord): void {
    record['Name'] = `${textIn(record, 'FirstName')} ${textIn(record, 'LastName')}`.trim();
}
