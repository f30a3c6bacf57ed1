/** Why approvals are refused, in an org's words (SOAP API developer guide, "StatusCode"). */
import { OrgError, type RecordError } from '../../schema/errors.ts';

/** Field updates that a record does not take. */
export class RecordRefusal extends Error {
    readonly errors: readonly RecordError[];

    constructor(errors: readonly RecordError[]) {
        super(errors[0]?.message ?? '');
        this.errors = errors;
    }
}

export function noSuchRecord(): OrgError {
    return new OrgError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
}

export function noAccess(): OrgError {
    const message = 'insufficient access rights on cross-reference id';
    return new OrgError('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', message);
}

export function noProcess(): OrgError {
    return new OrgError('NO_APPLICABLE_PROCESS', 'No applicable approval process was found.');
}

export function noManager(): OrgError {
    return new OrgError('MANAGER_NOT_DEFINED', 'Manager undefined.');
}
