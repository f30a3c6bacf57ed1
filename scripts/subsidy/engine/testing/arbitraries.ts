/** Registers at random: small, but with everything that counts. */
import fc from 'fast-check';
import { day, isoDay } from '../day.ts';
import type { AccommodationType, AssignmentStatus, ParameterVersion } from '../facts.ts';
import { CHOSEN, filledIn, LAW } from './law.ts';
import type { Choices } from './naive.ts';
import type { Site, Stay } from './register.ts';

const [FIRST, LAST] = [day('2022-03-10'), day('2023-01-20')];

const anyDay = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: FIRST, max: LAST }) },
    { weight: 2, arbitrary: fc.constantFrom(...['2022-03-14', '2022-07-31', '2022-09-01', '2022-12-31'].map(day)) },
);
const laterBy = fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 88, max: 92 }),
    fc.constantFrom(19, 20, 21, 59, 60),
    fc.integer({ min: 0, max: 300 }),
);

/** Days of a record: the last may be open. */
const days = fc
    .tuple(anyDay, fc.option(laterBy, { nil: undefined, freq: 3 }))
    .map(([from, length]) => ({ from: isoDay(from), ...(length !== undefined && { to: isoDay(from + length) }) }));

const KINDS: [Site['category'], AccommodationType[]][] = [
    ['Public', ['Dwelling']],
    ['Private', ['Dwelling']],
    ['Specific', ['Hotel_BnB', 'Hostel_Youth', 'Holiday_Home']],
];
const STATUSES: AssignmentStatus[] = ['Arrived', 'Departed', 'Confirmed', 'Held', 'Cancelled', 'Not_Arrived'];

const stays = (bed: number): fc.Arbitrary<Stay[]> =>
    fc
        .tuple(
            fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 90 }), fc.constantFrom(...STATUSES)), {
                maxLength: 4,
            }),
            anyDay,
            fc.boolean(),
        )
        .map(([list, start, isOpen]) => {
            let at = start;
            return list.map(([wait, nights, status], index) => {
                const arrival = at + (wait > 10 ? wait : 0);
                at = arrival + nights;
                const stay = { bed, arrival: isoDay(arrival), status };
                return isOpen && index === list.length - 1 ? stay : { ...stay, departure: isoDay(at) };
            });
        });

function siteOf(key: string, [category, types]: (typeof KINDS)[number]): fc.Arbitrary<Site> {
    return fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }).chain((rooms) => {
        const beds = rooms.reduce((sum, size) => sum + size, 0);
        const bed = fc.nat(beds - 1);
        return fc
            .record({
                key: fc.constant(key),
                category: fc.constant(category),
                accommodationType: fc.constantFrom(...types),
                financing: fc.constant(category === 'Private' ? 'By_Others' : 'At_Request'),
                rooms: fc.constant(rooms),
                period: days,
                worksNeeded: fc.boolean(),
                beds: fc.dictionary(bed.map(String), fc.tuple(days, fc.integer({ min: 0, max: 9 })), { maxKeys: 3 }),
                gaps: fc.array(
                    fc.tuple(bed, days).map(([of, one]) => ({ bed: of, ...one })),
                    { maxLength: 4 },
                ),
                stays: fc.tuple(...Array.from({ length: beds }, (_, of) => stays(of))).map((lists) => lists.flat()),
                works: fc.array(
                    fc.record({
                        room: fc.option(fc.nat(rooms.length - 1), { nil: undefined }),
                        euros: fc.integer({ min: 1, max: 4000 }),
                        invoice: anyDay.map(isoDay),
                    }),
                    { maxLength: 5 },
                ),
            })
            .map(({ period, beds: told, works, ...rest }): Site => ({
                ...rest,
                ...period,
                beds: Object.fromEntries(
                    Object.entries(told).map(([of, [one, dice]]) => [of, { ...one, bookable: dice > 0 }]),
                ),
                works: works.map(({ room, ...one }) => (room === undefined ? one : { ...one, room })),
            }));
    });
}

/** Up to four locations in one municipality. */
export const registers: fc.Arbitrary<Site[]> = fc
    .array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 4 })
    .chain((kinds) => fc.tuple(...kinds.map((kind, index) => siteOf(`L${index}`, kind))));

/** A period within the time of which the law of 2022 is known. */
export const periods: fc.Arbitrary<[from: string, to: string]> = fc
    .tuple(anyDay, anyDay)
    .map(([a, b]) => [a, b].map((one) => Math.min(one, day('2022-12-31'))) as [number, number])
    .map(([a, b]) => [isoDay(Math.min(a, b)), isoDay(Math.max(a, b))]);

export const choices: fc.Arbitrary<Choices> = fc.record({
    counting: fc.constantFrom('nights', 'departure_day_included'),
    turnover: fc.constantFrom('one_day', 'two_days'),
    sixty: fc.constantFrom('total', 'consecutive', 'consecutive_to_month_end'),
    beforeAugust: fc.constantFrom('counts', 'does_not_count'),
    months: fc.constantFrom('calendar_months', 'thirty_days'),
    fives: fc.constantFrom('full_fives_only', 'pro_rata'),
    largeFrom: fc.integer({ min: 1, max: 6 }),
});

/** @returns the law with these choices approved */
export function lawWith(chosen: Choices): ParameterVersion[] {
    return [
        ...LAW,
        ...CHOSEN.filter(({ rule }) => rule === 'R8_Framework_End'),
        ...filledIn('day_counting', { choice: chosen.counting }),
        ...filledIn('same_day_turnover', { choice: chosen.turnover }),
        ...filledIn('sixty_days_consecutive', { choice: chosen.sixty }),
        ...filledIn('availability_before_august', { choice: chosen.beforeAugust }),
        ...filledIn('month_counting', { choice: chosen.months }),
        ...filledIn('incomplete_five', { choice: chosen.fives }),
        ...filledIn('large_from_beds', { number: String(chosen.largeFrom) }),
    ];
}
