/** Who may use the Metadata API (Metadata API developer guide, "Metadata API Developer's Guide: User Permissions"). */
import { OrgError } from '../../schema/errors.ts';
import type { Session } from '../session.ts';

/** @throws OrgError INSUFFICIENT_ACCESS for users who may neither modify metadata nor all data */
export function mayDeploy({ permissions }: Session): void {
    if (permissions.has('ModifyAllData') || permissions.has('ModifyMetadata')) return;
    throw new OrgError(
        'INSUFFICIENT_ACCESS',
        'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
        { httpStatus: 403 },
    );
}
