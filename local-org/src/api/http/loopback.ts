/** This machine's own names. Whoever reaches the org may be any of its users, so that only this machine shall reach it. */
import { OrgError } from '../../schema/errors.ts';

/** Whether a host's name can only mean this machine. @param hostname without a port */
export function isLoopback(hostname: string): boolean {
    return /^(?:(?:[\w-]+\.)*localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[?::1\]?)$/i.test(hostname);
}

/**
 * A page of another site whose name was made to lead to this machine (DNS rebinding) asks under that name.
 * @throws OrgError (403) for a request that was sent to another host
 */
export function refuseOtherHosts(hostname: string): void {
    if (isLoopback(hostname)) return;
    throw new OrgError('FORBIDDEN', 'This org answers under localhost only', { httpStatus: 403 });
}
