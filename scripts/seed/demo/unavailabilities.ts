/** Days on which a bed cannot be slept in: works, school holidays in youth hostels and holiday homes, quality. */
import { day, workday } from './calendar.ts';
import { HORIZON } from './kinds.ts';
import { officeHours } from './location-life.ts';
import type { Assignment, Unavailability } from './model.ts';
import { chance, integer, pick, type Random } from './random.ts';
import { enter, latest, type Recorded } from './recorded.ts';
import type { Block, Site, SiteBed, SitePlace } from './sites.ts';

/** School holidays in which tourists come first, day after day inclusive. */
const HOLIDAYS = [
    ['2022-07-01', '2022-08-31', 'Zomervakantie 2022'],
    ['2023-04-03', '2023-04-16', 'Paasvakantie 2023'],
    ['2023-07-01', '2023-08-31', 'Zomervakantie 2023'],
    ['2024-04-01', '2024-04-14', 'Paasvakantie 2024'],
    ['2024-07-01', '2024-08-31', 'Zomervakantie 2024'],
    ['2025-07-01', '2025-08-31', 'Zomervakantie 2025'],
].map(([first, last, note]) => ({ from: day(first ?? ''), to: day(last ?? '') + 1, note: note ?? '' }));

const OTHER_NOTES = [
    'Verzekering nog niet in orde',
    'Sleutel ontbreekt',
    'Wateroverlast',
    'Gereserveerd voor nachtopvang',
];

/** Plans when the beds of a location cannot be slept in, before anybody moves in. */
export function planBlocks(random: Random, site: Site): void {
    const { kind, life, places, beds } = site;
    if (life.validated === undefined) return;
    const isSeasonal = (kind.type === 'Hostel_Youth' || kind.type === 'Holiday_Home') && chance(random, 0.45);
    if (isSeasonal) {
        const used = HOLIDAYS.filter((holiday) => holiday.note.startsWith('Zomer') || chance(random, 0.4));
        for (const holiday of used) for (const bed of beds) addBlock(bed, { ...holiday, reason: 'Seasonal' });
    }
    for (const place of places) planPlaceBlock(random, site, place);
}

function planPlaceBlock(random: Random, { life }: Site, { beds }: SitePlace): void {
    const last = life.end ?? HORIZON;
    if (last - life.start < 200 || !chance(random, 0.055)) return;
    const reason = pick(random, ['Works', 'Works', 'Works', 'Quality', 'Other'] as const);
    const from = workday(life.start + integer(random, 60, last - life.start - 60));
    const untilFurtherNotice = reason === 'Quality' && chance(random, 0.4);
    const to = untilFurtherNotice ? Infinity : from + integer(random, 12, 70);
    const note = reason === 'Other' ? pick(random, OTHER_NOTES) : undefined;
    for (const bed of beds) addBlock(bed, { from, to, reason, note });
}

/** Keeps blocks within the life of the bed, apart from each other, and in order. */
function addBlock(bed: SiteBed, block: Block): void {
    if (block.from <= bed.from || block.from >= bed.to) return;
    const to = block.to === Infinity ? Infinity : Math.min(block.to, bed.to);
    if (bed.blocks.some((other) => other.from <= to && block.from <= other.to)) return;
    bed.blocks.push({ ...block, to });
    bed.blocks.sort((a, b) => a.from - b.from);
}

/**
 * Writes the blocks down, once it is known who slept where.
 * An unavailability is entered after the departure of those who slept there before it: as long as a departure is not
 * entered the bed counts as occupied, and the two would contradict each other.
 */
export function recordUnavailabilities(
    random: Random,
    site: Site,
    stays: ReadonlyMap<string, readonly Recorded<Assignment>[]>,
): Recorded<Unavailability>[] {
    return site.beds.flatMap((bed) =>
        bed.blocks.map((block, index) => {
            const { from, to, reason, note } = block;
            const before = (stays.get(bed.record.key) ?? []).filter((stay) => latest(stay).state.arrival < from);
            const planned = officeHours(random, from - integer(random, 0, 14));
            const enteredAt = Math.max(
                planned,
                bed.record.versions[0].recordedFrom + 1,
                ...before.map((stay) => latest(stay).recordedFrom + 1),
            );
            return enter<Unavailability>(`${bed.record.key}-U${index + 1}`, enteredAt, {
                bedKey: bed.record.key,
                firstDay: from,
                lastDay: to === Infinity ? undefined : to - 1,
                reason,
                note,
            });
        }),
    );
}
