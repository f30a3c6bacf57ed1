/** Offers that did not become a location: still open, on reserve, or declined. They have no places or beds. */
import { day, dayOf } from './calendar.ts';
import { officeHours } from './location-life.ts';
import type { Location, Offer } from './model.ts';
import { ownerNis, type Municipality } from './municipalities.ts';
import { address } from './names.ts';
import type { Providers } from './providers.ts';
import { chance, exponential, integer, pick, weighted, type Random, type Weighted } from './random.ts';
import { enter, revise, type Recorded } from './recorded.ts';

type Answer = 'Unanswered' | 'On_Reserve' | 'Declined' | 'Accepted';

const ANSWERS: Weighted<Answer> = [
    ['Unanswered', 30],
    ['On_Reserve', 30],
    ['Declined', 30],
    ['Accepted', 10],
];
const REFUSALS = [
    'Te ver van scholen en openbaar vervoer.',
    'Het gebouw is niet tijdig klaar.',
    'De gevraagde vergoeding is te hoog.',
    'Er is in de gemeente voldoende opvang.',
    'De brandveiligheid is niet in orde.',
];
const RESERVES = ['Wordt opnieuw bekeken als de vraag stijgt.', 'Goed aanbod; voorlopig niet nodig.'];

/** The public portal closed in 2024 because few used it; since then companies and associations turn to the municipality. */
const PORTAL_CLOSED = day('2024-06-01');
const LAST_OFFER = day('2026-03-31');

/**
 * @param count how many offers
 * @param keyOf gives the external key of the next location
 */
export function drawOffers(
    random: Random,
    municipality: Municipality,
    providers: Providers,
    count: number,
    keyOf: () => string,
): Recorded<Location>[] {
    return Array.from({ length: count }, () => drawOffer(random, municipality, providers, keyOf()));
}

function drawOffer(random: Random, municipality: Municipality, providers: Providers, key: string): Recorded<Location> {
    const part = pick(random, municipality.parts);
    const provider = providers.add(random, pick(random, ['Company', 'Company', 'Association'] as const), part);
    const afterPortal = chance(random, 0.75);
    const offeredOn = afterPortal
        ? integer(random, PORTAL_CLOSED, LAST_OFFER)
        : integer(random, day('2022-03-16'), PORTAL_CLOSED - 1);
    const offer: Offer = {
        beds: Math.max(2, Math.round(exponential(random, 22))),
        availableFrom: offeredOn + integer(random, 0, 90),
    };
    const where = address(random, part.towns);
    const location = enter<Location>(key, officeHours(random, offeredOn), {
        ...where,
        // an offer has no last day, so it always belongs to the municipality of today
        nis: ownerNis(municipality, part, undefined),
        providerKey: provider.key,
        siteName: `Aanbod ${provider.versions[0].state.name}`,
        status: 'Offered',
        worksNeeded: chance(random, 0.3),
        familiesWelcome: chance(random, 0.85),
        petsAllowed: chance(random, 0.1),
        wheelchairAccessible: chance(random, 0.3),
        offer,
    });
    provider.versions[0].recordedFrom = location.versions[0].recordedFrom - 1;
    answer(random, location, offer);
    return location;
}

function answer(random: Random, location: Recorded<Location>, offer: Offer): void {
    const given = weighted(random, ANSWERS);
    if (given === 'Unanswered') return;
    const at = officeHours(random, dayOf(location.versions[0].recordedFrom) + integer(random, 3, 45));
    const note =
        given === 'Declined' ? pick(random, REFUSALS) : given === 'On_Reserve' ? pick(random, RESERVES) : undefined;
    revise(location, at, {
        status: given === 'Declined' ? 'Declined' : 'Offered',
        offer: { ...offer, answer: given, answeredOn: dayOf(at), ...(note === undefined ? {} : { note }) },
    });
}
