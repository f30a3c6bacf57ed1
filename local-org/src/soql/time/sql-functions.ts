/** Functions that queries need and SQLite has not; they are made known to a store once. */
import type { Store } from '../../store/store.ts';
import { toLocal } from './time-zone.ts';

const known = new WeakSet<Store>();
const EARTH_RADIUS = { mi: 3958.7613, km: 6371.0088 } as const;

/** Makes the functions known to a store. */
export function defineFunctions(store: Store): void {
    if (known.has(store)) return;
    known.add(store);
    // SQLite compares without regard to case in ASCII only
    store.defineFunction('soql_fold', (text) => (typeof text === 'string' ? text.toLowerCase() : text));
    // local time as an ISO text, of which SQL takes what it needs
    store.defineFunction('soql_local', (instant, zone) =>
        typeof instant === 'number' && typeof zone === 'string' ? localText(instant, zone) : null,
    );
    store.defineFunction('soql_distance', (latitude1, longitude1, latitude2, longitude2, unit) => {
        const values = [latitude1, longitude1, latitude2, longitude2];
        const degrees = values.filter((value) => typeof value === 'number');
        return degrees.length < values.length ? null : distance(degrees, unit === 'mi' ? 'mi' : 'km');
    });
}

function localText(instant: number, zone: string): string {
    return new Date(toLocal(zone, instant)).toISOString().slice(0, 19);
}

/** Along the great circle. */
function distance(degrees: readonly number[], unit: 'mi' | 'km'): number {
    const [latitude1 = 0, longitude1 = 0, latitude2 = 0, longitude2 = 0] = degrees.map((one) => (one * Math.PI) / 180);
    const a =
        Math.sin((latitude2 - latitude1) / 2) ** 2 +
        Math.cos(latitude1) * Math.cos(latitude2) * Math.sin((longitude2 - longitude1) / 2) ** 2;
    return 2 * EARTH_RADIUS[unit] * Math.asin(Math.min(1, Math.sqrt(a)));
}
