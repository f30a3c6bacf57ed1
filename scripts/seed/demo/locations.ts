/** Draws a location: what is true of it, and all that was recorded about it in the course of time. */
import { dayOf, instant, workday, type Instant } from './calendar.ts';
import { FIRST_DAY, type Kind } from './kinds.ts';
import { drawLife, officeHours, TOOL_OPENS, type Life } from './location-life.ts';
import type { Location, Provider } from './model.ts';
import type { Municipality, Part } from './municipalities.ts';
import { address, flemishName } from './names.ts';
import { chance, integer, weighted, type Random } from './random.ts';
import { enter, revise, type Recorded } from './recorded.ts';
import type { Site } from './sites.ts';

type Change = { at: Instant; changes: Partial<Location> };

/**
 * @param key external key of the location
 * @param beds how many beds it will have, for the offer that it may have begun with
 * @returns the location, still without places
 */
export function drawSite(
    random: Random,
    municipality: Municipality,
    part: Part,
    kind: Kind,
    key: string,
    provider: Recorded<Provider>,
    beds: number,
): Site {
    const life = drawLife(random, kind, flemishName(random));
    const facts = drawFacts(random, municipality, part, kind, life, provider);
    const [first, ...changes] = [
        ...beginning(random, life, facts, beds),
        ...checking(random, life),
        ...ending(random, kind, life),
        ...fusion(municipality, part, life),
    ].sort((a, b) => a.at - b.at) as [Change, ...Change[]];
    const { registration: _later, ...known } = facts;
    const record = enter<Location>(key, first.at, { ...known, ...first.changes });
    for (const { at, changes: changed } of changes) revise(record, at, changed);
    return { record, municipality, part, kind, life, places: [], beds: [] };
}

type Facts = ReturnType<typeof drawFacts>;

/** What is known of a location from the moment that it is entered, in whatever status. */
function drawFacts(
    random: Random,
    municipality: Municipality,
    part: Part,
    kind: Kind,
    life: Life,
    provider: Recorded<Provider>,
) {
    const where = address(random, part.towns);
    return {
        ...where,
        nis: part.lastDay !== undefined && dayOf(life.entered) > part.lastDay ? municipality.nis : part.nis,
        providerKey: provider.key,
        siteName: siteName(kind, where.street, where.houseNumber, provider.versions[0].state.name),
        status: 'Draft' as const,
        worksNeeded: kind.category === 'Public' && chance(random, 0.35),
        familiesWelcome: chance(random, 0.88),
        petsAllowed: chance(random, 0.15),
        wheelchairAccessible: chance(random, kind.category === 'Private' ? 0.04 : 0.25),
        registration: drawRegistration(random, kind, life),
    };
}

/** What is filled in by the time that the location is registered. */
function drawRegistration(random: Random, kind: Kind, life: Life): Partial<Location> {
    const financing = weighted(random, kind.financing);
    return {
        category: kind.category,
        accommodationType: kind.type,
        ...(financing === undefined ? {} : { financing }),
        startDate: life.start,
        ...(life.closing === 'Known_From_The_Start' && life.end !== undefined ? { endDate: life.end } : {}),
    };
}

function siteName(kind: Kind, street: string, houseNumber: string, provider: string): string {
    const names: Record<Kind['type'], string> = {
        Dwelling: kind.category === 'Private' ? `Gastgezin ${street}` : `Woning ${street}`,
        Collective_Building: `Opvangcentrum ${street}`,
        Mobile_Unit: `Wooneenheden ${street}`,
        Hotel_BnB: `Hotel ${provider}, ${street}`,
        Hostel_Youth: `Jeugdverblijf ${provider}, ${street}`,
        Holiday_Home: `Vakantiewoningen ${street}`,
        Assisted_Living: `Assistentiewoningen ${street}`,
        Service_Flat: `Serviceflats ${street}`,
        Emergency_Village: `Nooddorp ${street}`,
    };
    return `${names[kind.type]} ${houseNumber}`;
}

/** A location begins as an offer, as a draft, or registered at once; sometimes under the wrong category. */
function beginning(random: Random, life: Life, facts: Facts, beds: number): Change[] {
    const { registration } = facts;
    const { entered, registered } = life;
    const isOffer = registered !== undefined && chance(random, 0.07);
    const { changes, correction } = isOffer
        ? { changes: registration, correction: [] }
        : maybeWrongCategory(random, life, registration);
    if (registered === undefined) {
        // a draft often lacks what the quality of the data is later judged by
        const part = chance(random, 0.5) ? {} : registration;
        return [{ at: entered, changes: part }];
    }
    if (isOffer) return offerThatBecameLocation(random, life, registered, registration, beds);
    const atOnce = registered - entered < 60;
    const draft: Change = { at: entered, changes: { status: 'Draft' } };
    return [
        ...(atOnce ? [] : [draft]),
        { at: atOnce ? entered : registered, changes: { ...changes, status: 'Registered' } },
        ...correction,
    ];
}

function offerThatBecameLocation(
    random: Random,
    life: Life,
    registered: Instant,
    registration: Partial<Location>,
    beds: number,
): Change[] {
    const offer = { beds, availableFrom: Math.max(FIRST_DAY, life.start - integer(random, 0, 10)) };
    const offeredAt = Math.max(instant(TOOL_OPENS, 400), life.entered - integer(random, 3, 30) * 1440);
    const answer = { ...offer, answer: 'Accepted' as const, answeredOn: dayOf(registered) };
    return [
        { at: offeredAt, changes: { status: 'Offered', offer } },
        { at: registered, changes: { ...registration, status: 'Registered', offer: answer } },
    ];
}

/** Public and private are easily confused: which of both it is, follows from who set it up. */
function maybeWrongCategory(
    random: Random,
    { registered, validated, end }: Life,
    right: Partial<Location>,
): { changes: Partial<Location>; correction: Change[] } {
    const isConfusable = right.accommodationType === 'Dwelling' || right.accommodationType === 'Collective_Building';
    const correctedAt = officeHours(random, dayOf(validated ?? registered ?? 0) + integer(random, 20, 200));
    const inTime = validated !== undefined && (end === undefined || dayOf(correctedAt) < end);
    if (!isConfusable || !inTime || !chance(random, 0.05)) return { changes: right, correction: [] };
    const { category, financing } = right;
    const wrong: Partial<Location> =
        category === 'Public'
            ? { category: 'Private', financing: 'By_Others' }
            : { category: 'Public', financing: 'At_Request' };
    const putRight = { ...(category && { category }), ...(financing && { financing }) };
    return { changes: { ...right, ...wrong }, correction: [{ at: correctedAt, changes: putRight }] };
}

function checking(random: Random, { registered, check, validated, confirmedOn }: Life): Change[] {
    if (registered === undefined || check.lastStep === undefined) return [];
    const { lastStep, steps } = check;
    const changes: Change[] = [{ at: Math.max(registered + 10, officeHours(random, lastStep)), changes: steps }];
    if (validated !== undefined) {
        changes.push({ at: validated, changes: { ...steps, status: 'Validated', validatedOn: dayOf(validated) } });
    }
    if (confirmedOn !== undefined) {
        changes.push({ at: officeHours(random, confirmedOn), changes: { status: 'Confirmed', confirmedOn } });
    }
    return changes;
}

function ending(random: Random, kind: Kind, { end, validated, closing, announcedOn, check }: Life): Change[] {
    if (end === undefined) return [];
    const closingReason =
        validated !== undefined ? weighted(random, kind.reasons) : check.result === 'Failed' ? 'Quality' : 'Other';
    // somebody has to remember to close it; until then it looks open after its last day
    const forgotten = validated !== undefined && chance(random, 0.06);
    const closedOn = workday(end + (forgotten ? integer(random, 40, 200) : integer(random, 2, 14)));
    const closed: Change = { at: instant(closedOn, 960), changes: { status: 'Closed', endDate: end, closingReason } };
    if (closing !== 'Announced' || announcedOn === undefined) return [closed];
    const announcement: Partial<Location> = {
        closingAnnouncedOn: announcedOn,
        closingLastDay: end,
        closingReason,
        endDate: end,
    };
    return [{ at: officeHours(random, announcedOn), changes: announcement }, closed];
}

/** On the day of a fusion all that lives on is taken over. */
function fusion(municipality: Municipality, { lastDay }: Part, { entered, end }: Life): Change[] {
    if (lastDay === undefined || dayOf(entered) > lastDay) return [];
    if (end !== undefined && end <= lastDay) return [];
    return [{ at: instant(lastDay + 1, 0), changes: { nis: municipality.nis } }];
}
