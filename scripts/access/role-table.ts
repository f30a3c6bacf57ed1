/**
 * The text of `docs/access-roles.md`: who may do what, generated from the metadata so that it is never another story.
 * In Dutch, for whoever answers for the data.
 */
import { Field, readSources, text } from '../metadata/source-project.ts';
import { readFunctions, readRoles, type Rights, type Role } from './role-rights.ts';

/** Custom objects that a platform licence may touch, in its smallest edition and in the next. */
const OBJECT_LIMITS = [10, 110] as const;

const TIERS: Readonly<Record<string, string>> = { Restricted: 'beperkt', Full: 'volledig' };

const WORKS_FOR: Readonly<Record<string, string>> = {
    Municipality: 'lokaal bestuur',
    Province: 'provincie',
    Region: 'regio',
    Flanders: 'Vlaanderen',
};

/** What user permissions are called in Dutch. */
const USER_PERMISSIONS: Readonly<Record<string, string>> = {
    ApiEnabled: 'de API gebruiken',
    AssignPermissionSets: 'permissiesets toewijzen',
    DelegatedTwoFactor: 'meervoudige verificatie van gebruikers beheren',
    FreezeUsers: 'gebruikers bevriezen',
    ManageInternalUsers: 'interne gebruikers beheren',
    ManageIpAddresses: 'toegelaten IP-adressen beheren',
    ManageLoginAccessPolicies: 'aanmelding namens gebruikers regelen',
    ManagePasswordPolicies: 'wachtwoordbeleid beheren',
    ManageProfilesPermissionsets: 'profielen en permissiesets beheren',
    ManageRoles: 'hiërarchierollen beheren',
    ManageSharing: 'deling beheren',
    ManageUsers: 'gebruikers en openbare groepen beheren',
    MonitorLoginHistory: 'de aanmeldingsgeschiedenis volgen',
    ResetPasswords: 'wachtwoorden opnieuw instellen',
    RunReports: 'rapporten uitvoeren',
    ViewAllUsers: 'alle gebruikers zien',
    ViewRoles: 'hiërarchierollen bekijken',
    ViewSetup: 'instellingen en hun logboek bekijken',
};

type Row = readonly string[];

/** @returns Markdown, not yet formatted */
export function roleTable(): string {
    const roles = readRoles();
    return [
        '# Toegang per rol',
        '<!-- gemaakt door `npm run docs:access` uit de metadata; wijzig de metadata, niet dit bestand -->',
        'Een **rol** is een permissiesetgroep. Zij bestaat uit **functies** (permissiesets), en een permissieset die dempt ' +
            'neemt weg wat die functies de rol te veel geven. Een gebruiker heeft één rol, en een profiel dat alleen de ' +
            'licentie draagt. Welke **records** hij ziet, volgt uit zijn openbare groep (zie ' +
            '[admin-guide.md](admin-guide.md)): rechten op een object gelden voor wat gedeeld is, tenzij er ∗ staat.',
        ...overview(roles),
        ...functionsByRole(roles),
        ...objectsByRole(roles),
        ...personalFields(roles),
        ...otherRights(roles),
        ...mutedRights(roles),
    ].join('\n\n');
}

function overview(roles: readonly Role[]): string[] {
    const [smallest, next] = OBJECT_LIMITS;
    const rows = roles.map((role) => {
        const touched = customObjects(role.rights).length;
        return [
            role.label,
            `\`${role.name}\``,
            role.tier === undefined ? 'buiten de niveaus' : (TIERS[role.tier] ?? role.tier),
            WORKS_FOR[role.worksFor] ?? role.worksFor,
            String(touched),
            role.tier === 'Restricted' ? fits(touched) : '',
            role.description,
        ];
    });
    return [
        '## Rollen',
        table(['Rol', 'Naam', 'Licentieniveau', 'Werkt voor', 'Objecten', 'Binnen', 'Wat'], rows),
        `De kleinste uitgave van de beperkte licentie (Salesforce Platform) laat ${String(smallest)} eigen objecten toe, ` +
            `de volgende ${String(next)}. "Binnen" zegt welke uitgave een rol nodig heeft.`,
    ];
}

/** The smallest limit that holds. */
function fits(objects: number): string {
    return String(OBJECT_LIMITS.find((limit) => objects <= limit) ?? 'geen');
}

function functionsByRole(roles: readonly Role[]): string[] {
    const rows = readFunctions().map(({ name, label, description, licence }) => [
        `**${label}** (\`${name}\`): ${description}${licence === undefined ? '' : ` Alleen met de licentie ${licence}.`}`,
        ...roles.map(({ functions }) => (functions.some((one) => one.name === name) ? '●' : '')),
    ]);
    return ['## Functies', table(['Functie', ...headings(roles)], rows)];
}

function objectsByRole(roles: readonly Role[]): string[] {
    const names = new Map(readSources('object').map(({ name, root }) => [name, text(root, 'pluralLabel') ?? name]));
    const touched = new Set(roles.flatMap(({ rights }) => customObjects(rights)));
    const rows = [...touched].sort().map((object) => [
        `${names.get(object) ?? object} (\`${object}\`)`,
        ...roles.map(({ rights }) => {
            const own = rights.objects.get(object);
            const letters = (['C', 'R', 'E', 'D'] as const).filter((letter) => own?.has(letter)).join('');
            return `${letters}${own?.has('V') === true ? '∗' : ''}${own?.has('M') === true ? '∗' : ''}`;
        }),
    ]);
    return [
        '## Objecten',
        'C maken, R lezen, E wijzigen, D verwijderen; ∗ leest ook wat niet gedeeld is, ∗∗ wijzigt dat ook. Velden hebben ' +
            'rechten van zichzelf: wie een object leest, leest niet al zijn velden.',
        table(['Object', ...headings(roles)], rows),
    ];
}

function personalFields(roles: readonly Role[]): string[] {
    const fields = readSources('field').map((file) => new Field(file));
    const personal = fields.filter((field) => field.isPersonal && field.object.endsWith('__c'));
    const rows = personal.map((field) => [
        `${text(field.root, 'label') ?? ''} (\`${field.fullName}\`)`,
        ...roles.map(({ rights }) => fieldRight(field, rights)),
    ]);
    return [
        '## Persoonsgegevens',
        'Velden die als persoonsgegeven gemerkt zijn: R leest, E leest en wijzigt. Leeg: de rol ziet het veld nergens, ook ' +
            'niet in zoekopdrachten, rapporten of de API.',
        table(['Veld', ...headings(roles)], rows),
    ];
}

/** Required fields take no permissions of their own: who reads the object reads them. */
function fieldRight(field: Field, rights: Rights): string {
    const object = rights.objects.get(field.object);
    if (object?.has('R') !== true) return '';
    if (!field.takesFieldSecurity) return object.has('E') || object.has('C') ? 'E' : 'R';
    const own = rights.fields.get(field.fullName);
    if (own?.has('R') !== true) return '';
    return own.has('E') && (object.has('E') || object.has('C')) ? 'E' : 'R';
}

function otherRights(roles: readonly Role[]): string[] {
    const customs = new Map(
        readSources('customPermission').map(({ name, root }) => [name, text(root, 'description') ?? '']),
    );
    const rowsOf = (
        names: readonly string[],
        of: (rights: Rights) => ReadonlySet<string>,
        words: (n: string) => string,
    ) =>
        names.map((name) => [
            `\`${name}\`: ${words(name)}`,
            ...roles.map(({ rights }) => (of(rights).has(name) ? '●' : '')),
        ]);
    const all = (of: (rights: Rights) => ReadonlySet<string>): string[] =>
        [...new Set(roles.flatMap(({ rights }) => [...of(rights)]))].sort();
    const users = (rights: Rights): ReadonlySet<string> => rights.userPermissions;
    const custom = (rights: Rights): ReadonlySet<string> => rights.customPermissions;
    return [
        '## Gewaagde handelingen',
        'Naast rechten op records is hier een recht van de toepassing voor nodig. Ook een beheerder heeft het niet vanzelf.',
        table(
            ['Recht', ...headings(roles)],
            rowsOf(all(custom), custom, (name) => customs.get(name) ?? ''),
        ),
        '## Rechten in de organisatie',
        table(
            ['Recht', ...headings(roles)],
            rowsOf(all(users), users, (name) => USER_PERMISSIONS[name] ?? name),
        ),
    ];
}

function mutedRights(roles: readonly Role[]): string[] {
    const rows = roles.flatMap((role) => {
        const fields = [...role.muted.fields].map(([field, rights]) =>
            rights.has('R') ? `\`${field}\`: lezen` : `\`${field}\`: wijzigen`,
        );
        const objects = [...role.muted.objects].map(([object, rights]) => `\`${object}\`: ${[...rights].join('')}`);
        const others = [...role.muted.userPermissions, ...role.muted.customPermissions, ...role.muted.classes];
        const all = [...objects, ...fields, ...others];
        return all.length === 0 ? [] : [[role.label, all.join('<br>')]];
    });
    return [
        '## Gedempte rechten',
        'Wat functies een rol zouden geven en de rol niet krijgt.',
        table(['Rol', 'Weggenomen'], rows),
    ];
}

function customObjects({ objects }: Rights): string[] {
    return [...objects.keys()].filter((name) => name.endsWith('__c'));
}

function headings(roles: readonly Role[]): string[] {
    return roles.map(({ label }) => label.replace(/ \(.*\)$/, ''));
}

function table(header: Row, rows: readonly Row[]): string {
    const line = (cells: Row): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
