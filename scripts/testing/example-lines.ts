/** Lines of the last quarter of 2022 in Genk and Beringen: every rule of then, and findings of every kind. */
import { entered, count, hostFamily, hotel, run, site } from '../subsidy/engine/testing/register.ts';
import { LAW } from '../subsidy/engine/testing/law.ts';
import { day } from '../subsidy/engine/day.ts';
import type { LocationFacts, Municipality, ParameterVersion, RegisterCount, History } from '../subsidy/engine/facts.ts';
import type { Line } from '../subsidy/engine/lines.ts';

export const QUARTER = { firstDay: '2022-10-01', lastDay: '2022-12-31' };

const MUNICIPALITIES: Municipality[] = [
    { nis: '71016', name: 'Genk', province: 'Limburg' },
    { nis: '71004', name: 'Beringen', province: 'Limburg' },
];

/** @returns the locations of the example, the hotel of Genk with as many beds as told */
export function exampleLocations(hotelBeds = 12): LocationFacts[] {
    return [
        hotel({
            key: 'LG1',
            from: '2022-09-01',
            rooms: [hotelBeds],
            stays: [
                { bed: 0, arrival: '2022-10-10', departure: '2022-11-20' },
                { bed: 1, arrival: '2022-12-01' },
            ],
            gaps: [{ bed: 2, from: '2022-10-29', to: '2022-11-06' }],
        }),
        site({ key: 'LG2', from: '2022-05-01', rooms: [4, 4, 2] }),
        site({ key: 'LG3', from: '2022-12-15', rooms: [3] }),
        site({ key: 'LG4', from: '2022-06-01', rooms: [2], status: 'Registered' }),
        hostFamily({ key: 'LG5', from: '2022-04-01', rooms: [6] }),
        hotel({ key: 'LB1', nis: '71004', from: '2022-09-01', rooms: [8], accommodationType: 'Holiday_Home' }),
        hotel({ key: 'LB2', nis: '71004', from: '2022-09-01', rooms: [5], accommodationType: 'Assisted_Living' }),
    ];
}

const COUNTS: History<RegisterCount>[] = [
    count('2022-12-31', { adultsWithStatus: 231, minorUkrainians: 84 }),
    entered('71004|2022-12-31', {
        nis: '71004',
        referenceDate: day('2022-12-31'),
        adultsWithStatus: 180,
        minorUkrainians: 66,
    }),
];

/** @returns the lines of the quarter; with assumptions those of a scenario */
export function exampleLines(
    locations = exampleLocations(),
    assumptions?: readonly ParameterVersion[],
    parameters: readonly ParameterVersion[] = LAW,
): Promise<Line[]> {
    return run({
        from: QUARTER.firstDay,
        to: QUARTER.lastDay,
        municipalities: MUNICIPALITIES,
        registerCounts: COUNTS,
        parameters,
        locations,
        ...(assumptions && { assumptions }),
    });
}
