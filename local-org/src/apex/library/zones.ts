/** Instants as they are read on a wall in a time zone, and back. */
import { offsetAt } from '../../formula/time-zone.ts';
import { transaction } from '../run/vm.ts';

/** The zone of the user who runs the program. */
export function userZone(): string {
    return transaction().host.user().timeZone;
}

/** An instant moved so that its time at Greenwich is what it is in the zone. */
export function toLocal(instant: number, zone: string): number {
    return instant + offsetAt(instant, zone);
}

/** The instant of a local time; of one that is left out in spring, the instant an hour later. */
export function fromLocal(local: number, zone: string): number {
    const guess = local - offsetAt(local, zone);
    const earlier = local - offsetAt(guess, zone);
    if (toLocal(earlier, zone) === local) return earlier;
    return toLocal(guess, zone) === local ? guess : Math.max(guess, earlier);
}

/** The name of a zone as it is known; as Java has it, what is no zone is that of Greenwich. */
export function zoneId(name: string): string {
    const custom = /^GMT([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(name);
    if (custom) return `${custom[1] ?? '+'}${(custom[2] ?? '').padStart(2, '0')}:${custom[3] ?? '00'}`;
    try {
        new Intl.DateTimeFormat('en-US', { timeZone: name });
        return name;
    } catch {
        return 'GMT';
    }
}
