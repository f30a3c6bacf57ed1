/** Who offers reception: the municipality itself, host families, companies, associations, other public bodies. */
import type { Kind } from './kinds.ts';
import type { Provider, ProviderType } from './model.ts';
import { address, email, flemishName, phone } from './names.ts';
import type { Municipality, Part } from './municipalities.ts';
import { chance, pick, weighted, type Random, type Weighted } from './random.ts';
import { enter, type Recorded } from './recorded.ts';

const HOUSES = ['De Linde', 'Het Anker', 'Ter Beke', 'De Zwaan', 'Den Hof', 'Het Vlierhof', 'De Kluis', 'Zonnedauw'];
const GOALS = ['Welkom', 'Onderdak', 'De Brug', 'Samen Thuis', 'Open Deur', 'Het Huis', 'De Stap', 'Warm Nest'];

const PUBLIC_PROVIDERS: Weighted<ProviderType> = [
    ['Local_Authority', 72],
    ['Association', 12],
    ['Other_Public_Body', 10],
    ['Company', 6],
];
const SPECIFIC_PROVIDERS: Weighted<ProviderType> = [
    ['Company', 75],
    ['Association', 20],
    ['Other_Public_Body', 5],
];

/** The providers of one municipality; one that exists may offer another location. */
export type Providers = {
    all: Recorded<Provider>[];
    find: (random: Random, kind: Kind, part: Part) => Recorded<Provider>;
    add: (random: Random, type: ProviderType, part: Part) => Recorded<Provider>;
};

/** @returns the providers of a municipality, none yet */
export function openProviders(municipality: Municipality): Providers {
    const all: Recorded<Provider>[] = [];
    const add = (random: Random, type: ProviderType, part: Part): Recorded<Provider> => {
        const key = `PRV-${municipality.nis}-${String(all.length + 1).padStart(4, '0')}`;
        // when it was entered follows from what is entered about its locations
        const provider = enter(key, Infinity, drawProvider(random, municipality, part, type));
        all.push(provider);
        return provider;
    };
    const find = (random: Random, kind: Kind, part: Part): Recorded<Provider> => {
        const type = providerType(random, kind);
        const known = all.filter((provider) => provider.versions[0].state.type === type);
        const again = type === 'Local_Authority' ? 1 : type === 'Private_Person' ? 0 : 0.25;
        return known.length > 0 && chance(random, again) ? pick(random, known) : add(random, type, part);
    };
    return { all, find, add };
}

function providerType(random: Random, { category, type }: Kind): ProviderType {
    if (category === 'Emergency_Village') return 'Local_Authority';
    if (category === 'Specific') return weighted(random, SPECIFIC_PROVIDERS);
    if (category === 'Public') return weighted(random, PUBLIC_PROVIDERS);
    return type === 'Collective_Building' ? 'Association' : 'Private_Person';
}

function drawProvider(random: Random, municipality: Municipality, part: Part, type: ProviderType): Provider {
    const person = flemishName(random);
    const name = providerName(random, municipality, type, person);
    const hasPhone = chance(random, 0.8);
    const isMunicipality = type === 'Local_Authority';
    return {
        ...address(random, part.towns),
        name,
        type,
        contactPerson: type === 'Private_Person' || chance(random, 0.15) ? undefined : person,
        phone: hasPhone ? phone(random) : undefined,
        // somebody who offers reception can be reached in at least one way
        email: isMunicipality || !hasPhone || chance(random, 0.7) ? email(isMunicipality ? name : person) : undefined,
        nis: municipality.nis,
    };
}

function providerName(random: Random, { name }: Municipality, type: ProviderType, person: string): string {
    switch (type) {
        case 'Local_Authority':
            return `Lokaal bestuur ${name}`;
        case 'Private_Person':
            return person;
        case 'Company':
            return `${pick(random, HOUSES)} bv`;
        case 'Association':
            return `${pick(random, GOALS)} vzw`;
        case 'Other_Public_Body':
            return pick(random, [`Welzijnsvereniging ${name}`, `Sociale huisvesting ${name}`]);
    }
}
