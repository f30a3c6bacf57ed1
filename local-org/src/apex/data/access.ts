/**
 * Whose rights hold where the program is. Source: Apex developer guide, "Using the with sharing, without sharing, and
 * inherited sharing keywords", "Enforce user mode for database operations".
 */
import type { RecordAccess } from '../run/host.ts';
import { vm } from '../run/vm.ts';

/** `as user`, `AccessLevel.USER_MODE`; absent: system mode with the sharing of the class. */
export type Mode = 'user' | 'system' | undefined;

const USER: RecordAccess = { rights: true, sharing: true };
const WITH: RecordAccess = { rights: false, sharing: true };
const WITHOUT: RecordAccess = { rights: false, sharing: false };

export function accessFor(mode: Mode): RecordAccess {
    if (mode === 'user') return USER;
    return mode === 'system' || !isSharing() ? WITHOUT : WITH;
}

/** The innermost class that says something decides; a class that says nothing goes along with who calls it. */
function isSharing(): boolean {
    for (let depth = vm.depth; depth > 0; depth--) {
        const sharing = vm.running[depth]?.sharing;
        if (sharing === 'with') return true;
        if (sharing === 'without') return false;
        if (sharing === 'inherited' && depth === 1) return true;
    }
    return vm.transaction?.isSharingDefault ?? false;
}
