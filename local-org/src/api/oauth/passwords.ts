/** Passwords that users, and those who manage them, set (SOAP API developer guide, "setPassword()" and its relatives). */
import { randomInt } from 'node:crypto';
import type { Org } from '../../org/org.ts';
import type { Session } from '../../org/session.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { Tokens } from './tokens.ts';

/** As every org has it from the beginning: eight characters, letters and digits (Salesforce help, "Password Policies"). */
const SHORTEST = 8;
/** What takes long to hash is refused before it is. */
const LONGEST = 16_000;
const ALPHABET = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GENERATED = 16;

/** On whose behalf a password is changed, and in which session. */
export interface PasswordRequest {
    readonly org: Org;
    readonly session: Session;
    readonly tokens: Tokens;
    /** The session that goes on when the user changes his own. */
    readonly token: string;
}

/**
 * Sets the password of a user; his sessions end.
 * @throws OrgError INVALID_NEW_PASSWORD, INSUFFICIENT_ACCESS, INVALID_CROSS_REFERENCE_KEY
 */
export function setPassword(request: PasswordRequest, userId: string, password: string): void {
    const user = managedUser(request, userId);
    checkPolicy(password);
    keep(request, user, password);
}

/** Gives a user a new password that nobody has chosen. @returns it @throws OrgError as for setPassword */
export function resetPassword(request: PasswordRequest, userId: string): string {
    const user = managedUser(request, userId);
    const drawn = Array.from({ length: GENERATED - 2 }, () => ALPHABET[randomInt(ALPHABET.length)] ?? 'x').join('');
    const password = `${drawn}a${String(randomInt(10))}`;
    keep(request, user, password);
    return password;
}

/** Changes the password of the user who asks. @throws OrgError INVALID_OLD_PASSWORD, INVALID_NEW_PASSWORD */
export function changeOwnPassword(request: PasswordRequest, old: string, password: string): void {
    const { session, tokens } = request;
    if (old.length > LONGEST || tokens.authenticate(session.username, old) !== session.userId)
        throw new OrgError('INVALID_OLD_PASSWORD', 'invalid old password');
    checkPolicy(password);
    if (old === password) throw new OrgError('INVALID_NEW_PASSWORD', 'invalid repeated password');
    keep(request, session.userId, password);
}

/** Whether a user may change what belongs to another one's login. */
export function mayManage({ session }: Pick<PasswordRequest, 'session'>, userId: string): boolean {
    const { permissions } = session;
    return (
        session.userId === userId ||
        ['ManageUsers', 'ManageInternalUsers', 'ResetPasswords'].some((name) => permissions.has(name))
    );
}

function managedUser(request: PasswordRequest, text: string): string {
    const userId = toId18(text);
    const user = request.org.store.get('SELECT Id FROM "User" WHERE Id = ?', [userId ?? '']);
    if (userId === undefined || !user)
        throw new OrgError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', { httpStatus: 404 });
    if (mayManage(request, userId)) return userId;
    throw new OrgError('INSUFFICIENT_ACCESS', 'insufficient access rights on cross-reference id', { httpStatus: 403 });
}

function checkPolicy(password: string): void {
    const problem =
        password.length < SHORTEST
            ? `Your password must be at least ${String(SHORTEST)} characters long.`
            : password.length > LONGEST
              ? `Your password cannot be longer than ${String(LONGEST)} characters.`
              : /[a-z]/i.test(password) && /\d/.test(password)
                ? undefined
                : 'Your password must have a mix of letters and numbers.';
    if (problem !== undefined) throw new OrgError('INVALID_NEW_PASSWORD', problem);
}

function keep({ org, session, tokens, token }: PasswordRequest, userId: string, password: string): void {
    org.store.transaction(() => {
        tokens.setPassword(userId, password);
        tokens.endSessions(userId, session.userId === userId ? token : undefined);
    });
}
