/** A count in Dutch: what is in use beside the contract, and whom to look at. */
import { counted, dutchDate } from '../../subsidy/stored/words.ts';
import { TIER_NAMES } from '../tiers.ts';
import type { ContractUse } from './contract-use.ts';
import type { CountRow } from './count-users.ts';
import type { CountedUser, CountResult, Remarkable } from './count-licences.ts';

/** By what rows are added up for a table. */
export const GROUPINGS = ['role', 'province', 'municipality'] as const;
export type Grouping = (typeof GROUPINGS)[number];

const GROUPING_NAMES: Readonly<Record<Grouping, string>> = {
    role: 'Rol',
    province: 'Provincie',
    municipality: 'Lokaal bestuur',
};

/** The contract beside the use, as rows of a table. */
export function useTable({ use }: ContractUse): Record<string, string>[] {
    const text = (value: number | undefined): string => (value === undefined ? 'onbekend' : String(value));
    return use.map(({ tier, active, contracted, free }) => ({
        Niveau: tier ? TIER_NAMES[tier] : 'samen',
        'In gebruik': String(active),
        Contract: text(contracted),
        Vrij: text(free),
    }));
}

/** Headers of the columns with numbers. */
export const NUMBER_COLUMNS = [
    'In gebruik',
    'Contract',
    'Vrij',
    'Actief',
    '> 30 dagen',
    '> 60 dagen',
    '> 90 dagen',
    'Te hoog',
    'Dubbel',
];

/** Counts added up, as rows of a table. */
export function countTable(
    rows: readonly CountRow[],
    by: Grouping,
    roles: CountResult['roles'],
): Record<string, string>[] {
    const groups = Map.groupBy(rows, (row) => `${groupOf(row, by, roles)}|${row.tier}`);
    return [...groups.values()]
        .flatMap((members) => {
            const [first] = members;
            if (!first) return [];
            const sum = (pick: (row: CountRow) => number): string =>
                String(members.reduce((all, row) => all + pick(row), 0));
            return [
                {
                    [GROUPING_NAMES[by]]: groupOf(first, by, roles),
                    Niveau: TIER_NAMES[first.tier],
                    Actief: sum(({ active }) => active),
                    '> 30 dagen': sum(({ unused30 }) => unused30),
                    '> 60 dagen': sum(({ unused60 }) => unused60),
                    '> 90 dagen': sum(({ unused90 }) => unused90),
                    'Te hoog': sum(({ higher }) => higher),
                    Dubbel: sum(({ doubles }) => doubles),
                },
            ];
        })
        .sort((one, other) => Object.values(one).join('|').localeCompare(Object.values(other).join('|'), 'nl'));
}

/** The role of a row in Dutch; several are shown together. */
export function roleName(role: string | undefined, roles: CountResult['roles']): string {
    if (role === undefined) return '(geen rol)';
    return role
        .split(' + ')
        .map((name) => roles[name] ?? name)
        .join(' + ');
}

export function provinceName(province: string | undefined): string | undefined {
    return province?.replaceAll('_', '-');
}

function groupOf(row: CountRow, by: Grouping, roles: CountResult['roles']): string {
    if (by === 'role') return roleName(row.role, roles);
    if (by === 'province') return provinceName(row.province) ?? '(geen provincie)';
    return row.municipality?.name ?? '(geen bestuur)';
}

/** One sentence on the contract that the use is held against. */
export function contractText({ period, isInForce, use }: ContractUse, on: string): string {
    const hasContract = use.some(({ contracted }) => contracted !== undefined);
    if (!hasContract) return `Geen contract in de org dat begonnen is op ${dutchDate(on)}.`;
    if (isInForce) return `Contract ${period.name}.`;
    return `Geen contract van kracht op ${dutchDate(on)}; vergeleken met het laatste, ${period.name}.`;
}

/** Whom to look at, in lines of text. */
export function remarkableText(users: Remarkable): string[] {
    const double = users.doubles.map(
        ({ reason, users: members }) =>
            `${members.map(({ username }) => username).join(' = ')} (${reason === 'email' ? 'zelfde e-mailadres' : 'zelfde naam en bestuur'})`,
    );
    return [
        ...section('Niveau hoger dan hun rechten vragen', users.higher.map(nameOf)),
        ...section(
            'Rechten die hun licentie niet draagt',
            users.lower.map((one) => `${nameOf(one)}: ${one.because.join('; ')}`),
        ),
        ...section(
            'Volledige licentie nodig, door',
            users.keepFull.map((one) => `${nameOf(one)}: ${shortened(one.because)}`),
        ),
        ...section('Mogelijk dubbel', double),
        ...section('Zonder rol', users.withoutRole.map(nameOf)),
        ...section(
            'Langst niet aangemeld',
            users.unused.map((one) => {
                const since = counted(one.days, 'dag', 'dagen');
                return `${nameOf(one)}: ${one.hasLoggedIn ? since : `nooit, aangemaakt ${since} geleden`}`;
            }),
        ),
        ...section(
            'Buiten de niveaus',
            users.outside.map((one) => `${nameOf(one)}: licentie ${one.licence || 'onbekend'}`),
        ),
    ];
}

/** Lines of one section that are shown; `--json` gives all. */
const SHOWN = 20;

function section(title: string, lines: readonly string[]): string[] {
    if (lines.length === 0) return [];
    const rest = lines.length > SHOWN ? [`  … en nog ${String(lines.length - SHOWN)} (alle met --json)`] : [];
    return ['', `${title} (${String(lines.length)}):`, ...lines.slice(0, SHOWN).map((line) => `  ${line}`), ...rest];
}

function nameOf({ username, name }: CountedUser): string {
    return `${name} (${username})`;
}

function shortened(causes: readonly string[]): string {
    const [first = ''] = causes;
    return causes.length > 1 ? `${first}; en nog ${String(causes.length - 1)}` : first;
}
