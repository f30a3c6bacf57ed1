/** Small registers, written as a test needs them, and runs over them. */
import { calculate, type Request } from '../calculate.ts';
import { day, instant, type Instant } from '../day.ts';
import type {
    Assignment,
    Bed,
    History,
    Location,
    LocationFacts,
    Municipality,
    Place,
    RegisterCount,
} from '../facts.ts';
import type { Line } from '../lines.ts';
import { CHOSEN, LAW } from './law.ts';

/** Long before everything that tests tell. */
export const EARLY = instant('2022-03-01T00:00:00Z');
/** After everything. */
export const LATE = instant('2030-01-01T00:00:00Z');

/** @returns a record that was entered once and never changed */
export function entered<T>(key: string, state: T, recordedFrom: Instant = EARLY): History<T> {
    return { key, versions: [{ recordedFrom, state }] };
}

/** @returns a record with what was recorded about it, oldest first */
export function recorded<T>(key: string, ...versions: [at: string, state: T][]): History<T> {
    const instants = versions.map(([at]) => instant(at));
    return {
        key,
        versions: versions.map(([, state], index) => ({
            recordedFrom: instants[index] ?? EARLY,
            recordedTo: instants[index + 1],
            state,
        })),
    };
}

type Days = { from: string; to?: string };

export type Stay = { bed: number; arrival: string; departure?: string; status?: Assignment['status'] };

export type Site = Partial<Omit<Location, 'startDate' | 'endDate'>> & {
    key?: string;
    from?: string;
    to?: string;
    /** of how many beds in each room; one room unless told */
    rooms?: number[];
    /** the days of all beds, or of one by its number from 0; without them those of the location */
    beds?: Record<number, Days & { bookable?: boolean }>;
    gaps?: (Days & { bed: number })[];
    stays?: Stay[];
    /** euros in whole, by room from 0, or for the common parts */
    works?: { room?: number; euros: number; invoice: string }[];
    history?: History<Location>;
};

const PUBLIC: Location = {
    nis: '71016',
    status: 'Validated',
    category: 'Public',
    accommodationType: 'Dwelling',
    financing: 'By_Municipality',
    worksNeeded: false,
};

/** @returns a location of category 1, public, validated, with one bed, as far as nothing else is said */
export function site(given: Site): LocationFacts {
    const { key = 'L1', from = '2022-03-14', to, rooms = [1], beds = {}, gaps = [], stays = [], works = [] } = given;
    const { history, ...state } = given;
    const optional = (text: string | undefined): number | undefined => (text === undefined ? undefined : day(text));
    const roomOf = rooms.flatMap((size, room) => Array<number>(size).fill(room));
    const bedKey = (bed: number): string => `${key}-B${String(bed).padStart(4, '0')}`;
    const placeKey = (room: number): string => `${key}-P${room}`;
    const { rooms: _rooms, beds: _beds, gaps: _gaps, stays: _stays, works: _works, key: _key, ...told } = state;
    const location = { ...PUBLIC, ...told, startDate: day(from), endDate: optional(to) };
    return {
        key,
        location: history ?? entered(key, location),
        places: rooms.map((_, room) => entered<Place>(placeKey(room), {})),
        beds: roomOf.map((room, bed) =>
            entered<Bed>(bedKey(bed), {
                placeKey: placeKey(room),
                bookable: beds[bed]?.bookable ?? true,
                firstDay: day(beds[bed]?.from ?? from),
                lastDay: optional(beds[bed]?.to ?? to),
            }),
        ),
        unavailabilities: gaps.map((gap, index) =>
            entered(`${key}-U${index}`, {
                bedKey: bedKey(gap.bed),
                firstDay: day(gap.from),
                lastDay: optional(gap.to),
            }),
        ),
        assignments: stays.map(({ bed, arrival, departure, status = 'Arrived' }, index) =>
            entered(`${key}-A${index}`, {
                bedKey: bedKey(bed),
                status,
                arrival: day(arrival),
                departure: optional(departure),
            }),
        ),
        worksCosts: works.map(({ room, euros, invoice }, index) =>
            entered(`${key}-W${index}`, {
                placeKey: room === undefined ? undefined : placeKey(room),
                cents: euros * 100,
                invoiceDate: day(invoice),
            }),
        ),
    };
}

/** @returns a hotel, category 2, with as many beds as told */
export function hotel(given: Site): LocationFacts {
    return site({ category: 'Specific', accommodationType: 'Hotel_BnB', financing: undefined, ...given });
}

/** @returns a host family, category 1 private */
export function hostFamily(given: Site): LocationFacts {
    return site({ category: 'Private', financing: 'By_Others', ...given });
}

export const GENK: Municipality = { nis: '71016', name: 'Genk' };

/** @returns what the register counted in Genk on the day */
export function count(date: string, persons: Omit<RegisterCount, 'nis' | 'referenceDate'>): History<RegisterCount> {
    return entered(`71016|${date}`, { nis: '71016', referenceDate: day(date), ...persons });
}

export type Question = Partial<Omit<Request, 'locations' | 'period' | 'snapshot'>> & {
    locations?: LocationFacts[];
    from: string;
    to: string;
    snapshot?: string;
};

/** Runs with the shipped law and, unless told otherwise, a choice for all that is open. */
export async function run({ from, to, snapshot, locations = [], ...rest }: Question): Promise<Line[]> {
    const lines = calculate({
        municipalities: [GENK],
        parameters: [...LAW, ...CHOSEN],
        registerCounts: [],
        period: { firstDay: day(from), lastDay: day(to) },
        snapshot: snapshot === undefined ? LATE : instant(snapshot),
        locations: [...locations].sort((a, b) => (a.key < b.key ? -1 : 1)),
        ...rest,
    });
    return Array.fromAsync(lines);
}

/** @returns the total of the amounts of a rule, in cents; of all without one */
export function total(lines: readonly Line[], rule?: Line['rule']): number {
    return lines.reduce((sum, line) => sum + (rule === undefined || line.rule === rule ? (line.cents ?? 0) : 0), 0);
}

/** @returns the findings, without those of guidance unless asked for */
export function findings(lines: readonly Line[], rule?: Line['rule']): Line[] {
    return lines.filter(
        (line) => line.kind !== 'Regular' && (rule === undefined ? line.rule !== 'R1_Guidance' : line.rule === rule),
    );
}
