/** Draws all that happens in one municipality, from the first offer to the last departure. */
import { KINDS, drawSize, meanSize, VILLAGE, VILLAGES, type Kind } from './kinds.ts';
import { Guests } from './guests.ts';
import { drawSite } from './locations.ts';
import type { Assignment, Registry } from './model.ts';
import type { Municipality } from './municipalities.ts';
import { drawOffers } from './offers.ts';
import { furnish } from './places.ts';
import { openProviders, type Providers } from './providers.ts';
import { chance, noise, randomFor, weighted, type Random } from './random.ts';
import type { Recorded } from './recorded.ts';
import { drawRegisterCounts } from './register-counts.ts';
import type { Site } from './sites.ts';
import { simulateStays } from './stays.ts';
import { planBlocks, recordUnavailabilities } from './unavailabilities.ts';
import { drawWorksCosts } from './works.ts';

/** What is the same for all municipalities of one run. */
export type Setting = {
    seed: number;
    bedsPerThousand: number;
    offersPerTenThousand: number;
    /** all municipalities of today, also those that are not generated */
    municipalities: readonly Municipality[];
};

/** A small municipality sometimes has no reception at all. */
const SMALL = 15_000;
/** A large one differs less from the others: it is many neighbourhoods. */
const LARGE = 80_000;

/**
 * Draws one municipality. Each has random streams of its own: what is drawn for one never changes another.
 * @returns all that is ever recorded, also after today
 */
export function drawRegistry(setting: Setting, municipality: Municipality): Registry {
    const streamFor = (purpose: string): Random => randomFor(setting.seed, municipality.nis, purpose);
    const providers = openProviders(municipality);
    const sites = drawSites(streamFor('supply'), setting, municipality, providers);
    const unavailable = streamFor('unavailabilities');
    for (const site of sites) planBlocks(unavailable, site);

    const guests = new Guests(municipality, neighboursOf(setting, municipality));
    const beds = sites.reduce((sum, site) => sum + site.beds.length, 0);
    const assignments = simulateStays(streamFor('stays'), sites, guests, Math.round(beds * 0.06));
    const perBed = byBed(assignments);

    const offerStream = streamFor('offers');
    const offerCount = Math.round(
        (municipality.population / 10_000) * setting.offersPerTenThousand * noise(offerStream, 0.4),
    );
    let number = sites.length;
    const offers = drawOffers(offerStream, municipality, providers, offerCount, () =>
        locationKey(municipality, ++number),
    );
    const works = streamFor('works');
    return {
        providers: providers.all,
        locations: [...sites.map((site) => site.record), ...offers],
        places: sites.flatMap((site) => site.places.map((place) => place.record)),
        beds: sites.flatMap((site) => site.beds.map((bed) => bed.record)),
        unavailabilities: sites.flatMap((site) => recordUnavailabilities(unavailable, site, perBed)),
        worksCosts: sites.flatMap((site) => drawWorksCosts(works, site)),
        households: guests.households,
        persons: guests.persons,
        assignments,
        registerCounts: drawRegisterCounts(streamFor('register'), municipality, populationOf(setting)),
    };
}

function drawSites(random: Random, setting: Setting, municipality: Municipality, providers: Providers): Site[] {
    const sites: Site[] = [];
    const add = (kind: Kind, beds: number): void => {
        const part = weighted(
            random,
            municipality.parts.map((each) => [each, each.population] as const),
        );
        const provider = providers.find(random, kind, part);
        const key = locationKey(municipality, sites.length + 1);
        const site = drawSite(random, municipality, part, kind, key, provider, beds);
        furnish(random, site, beds);
        const [first] = provider.versions;
        first.recordedFrom = Math.min(first.recordedFrom, site.record.versions[0].recordedFrom - 1);
        sites.push(site);
    };
    let left = drawBeds(setting, municipality);
    const village = Math.min(VILLAGES.get(municipality.nis) ?? 0, Math.floor(left / 2));
    if (village > 0) add(VILLAGE, village);
    left -= village;
    while (left > 0) {
        const kind = drawKind(random, left);
        const beds = Math.min(left, drawSize(random, kind));
        add(kind, beds);
        left -= beds;
    }
    return sites;
}

/**
 * Beds follow the population, unevenly: some municipalities do far more than others.
 * @returns how many beds a municipality has over all the years
 */
export function drawBeds({ seed, bedsPerThousand }: Setting, { nis, population }: Municipality): number {
    const random = randomFor(seed, nis, 'beds');
    if (population < SMALL && chance(random, 0.08)) return 0;
    return Math.round((population / 1000) * bedsPerThousand * noise(random, population < LARGE ? 0.2 : 0.08));
}

function drawKind(random: Random, most: number): Kind {
    const fitting = KINDS.filter((kind) => kind.size.least <= most);
    return weighted(
        random,
        fitting.map((kind) => [kind, kind.share / meanSize(kind)] as const),
    );
}

function locationKey({ nis }: Municipality, number: number): string {
    return `LOC-${nis}-${String(number).padStart(4, '0')}`;
}

function byBed(assignments: readonly Recorded<Assignment>[]): Map<string, Recorded<Assignment>[]> {
    const map = new Map<string, Recorded<Assignment>[]>();
    for (const assignment of assignments) {
        const { bedKey } = assignment.versions[0].state;
        const list = map.get(bedKey);
        if (list) list.push(assignment);
        else map.set(bedKey, [assignment]);
    }
    return map;
}

/** Only those that kept their NIS code, so that they may answer for households of any time. */
function neighboursOf({ municipalities }: Setting, { nis, province }: Municipality): string[] {
    return municipalities
        .filter((other) => other.province === province && other.nis !== nis && !other.isNew)
        .map((other) => other.nis);
}

function populationOf({ municipalities }: Setting): number {
    return municipalities.reduce((sum, { population }) => sum + population, 0);
}
