/** Who looks for a way around his rights finds none: nothing is told, not even by an error or a count. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MatrixOrg, type RoleUser } from './matrix-org.ts';
import { graph, query, send, type Answer } from './raw-request.ts';

/** Names that stand nowhere else: they may be in no answer. */
const HERE = 'Zvenyhorodka';
const THERE = 'Chortomlyk';
/** What somebody tries who guesses: an error may repeat it. */
const GUESS = HERE.slice(0, 6);

let org: MatrixOrg;
/** A person in Genk, and one in Gent. */
let here: string;
let there: string;

before(async () => {
    org = await MatrixOrg.start();
    here = await personIn('own', HERE);
    there = await personIn('elsewhere', THERE);
});
after(() => org.remove());

async function personIn(scope: 'own' | 'elsewhere', name: string, key = `key ${name}`): Promise<string> {
    const household = org.parents.get(scope)?.household ?? '';
    const values = { Household__c: household, First_Name__c: name, Last_Name__c: name, External_Key__c: key };
    return (await org.org.admin.create('Person__c', values)).id ?? '';
}

function as(role: string): RoleUser {
    const user = org.users.find((one) => one.role.name === role);
    assert.ok(user, role);
    return user;
}

function tellsNothing({ status, text }: Answer, what: string): void {
    assert.doesNotMatch(text, new RegExp(`${HERE}|${THERE}`), what);
    assert.ok(status < 500, `${what}: ${String(status)} ${text}`);
}

function isRefused(answer: Answer, code: RegExp, what: string): void {
    tellsNothing(answer, what);
    assert.ok(answer.status >= 400 || answer.text.includes('"errors":['), `${what}: ${answer.text}`);
    assert.match(answer.text, code, what);
}

/** Records that a query by REST found. */
function found({ text }: Answer): number {
    return (JSON.parse(text) as { totalSize: number }).totalSize;
}

describe('names that a role may not read', () => {
    /** May read persons, or what hangs from them, and no names. */
    const ROLES = ['Data_Protection_Officer', 'Regional_Support', 'Support_Team', 'Governor', 'Report_Reader'];
    const NO_SUCH = /INVALID_FIELD|INVALID_TYPE|MALFORMED_QUERY/;
    const QUERIES = {
        select: 'SELECT First_Name__c FROM Person__c',
        filter: `SELECT Id FROM Person__c WHERE First_Name__c = '${GUESS}'`,
        like: `SELECT Id FROM Person__c WHERE First_Name__c LIKE '${GUESS}%'`,
        order: 'SELECT Id FROM Person__c ORDER BY First_Name__c',
        group: 'SELECT First_Name__c, COUNT(Id) FROM Person__c GROUP BY First_Name__c',
        having: "SELECT COUNT(Id) FROM Person__c GROUP BY Household__c HAVING MIN(First_Name__c) > 'M'",
        least: 'SELECT MIN(First_Name__c) FROM Person__c',
        distinct: 'SELECT COUNT_DISTINCT(First_Name__c) FROM Person__c',
        parent: 'SELECT Person__r.First_Name__c FROM Assignment__c',
        'filter on parent': `SELECT Id FROM Assignment__c WHERE Person__r.First_Name__c = '${GUESS}'`,
        'order by parent': 'SELECT Id FROM Assignment__c ORDER BY Person__r.First_Name__c',
        children: 'SELECT (SELECT First_Name__c FROM Members__r) FROM Household__c',
        'semi-join': `SELECT Id FROM Household__c WHERE Id IN (SELECT Household__c FROM Person__c WHERE First_Name__c LIKE '${GUESS}%')`,
    };

    for (const role of ROLES)
        test(`${role}: no SOQL reads, filters, sorts or groups by them`, async () => {
            for (const [what, soql] of Object.entries(QUERIES)) isRefused(await query(as(role), soql), NO_SUCH, what);
        });

    for (const role of ROLES)
        test(`${role}: nor does GraphQL`, async () => {
            const tries = {
                select: 'Person__c { edges { node { First_Name__c { value } } } }',
                filter: `Person__c(where: { First_Name__c: { eq: "${GUESS}" } }) { edges { node { Id } } }`,
                order: 'Person__c(orderBy: { First_Name__c: { order: ASC } }) { edges { node { Id } } }',
                parent: 'Assignment__c { edges { node { Person__r { First_Name__c { value } } } } }',
                'filter on parent': `Assignment__c(where: { Person__r: { First_Name__c: { eq: "${GUESS}" } } }) { edges { node { Id } } }`,
            };
            for (const [what, inside] of Object.entries(tries))
                isRefused(await graph(as(role), inside), /ValidationError/, what);
        });

    for (const role of ROLES)
        test(`${role}: nor does a page or a search`, async () => {
            const user = as(role);
            const find = encodeURIComponent(`FIND {${GUESS}*} IN ALL FIELDS RETURNING Household__c(Id)`);
            const search = await send(user, 'GET', `/search?q=${find}`);
            tellsNothing(search, 'search');
            assert.doesNotMatch(search.text, /"Id"/, 'a search finds nobody by a name');
            const page = await send(user, 'GET', `/ui-api/records/${here}?fields=Person__c.First_Name__c`);
            isRefused(page, /INVALID_FIELD|NOT_FOUND|INSUFFICIENT|INVALID_TYPE|FORBIDDEN/, 'page');
            tellsNothing(
                await send(user, 'GET', `/ui-api/records/${here}?optionalFields=Person__c.First_Name__c`),
                'optional field',
            );
            tellsNothing(await send(user, 'GET', `/sobjects/Person__c/${here}`), 'record');
        });
});

describe('records of another municipality', () => {
    test('an id that is guessed is like one that is none', async () => {
        const officer = as('Municipal_Officer');
        const nobody = `${there.slice(0, 11)}9999${there.slice(15)}`.slice(0, 15);
        for (const path of ['/sobjects/Person__c/', '/ui-api/records/']) {
            const suffix = path.includes('ui-api') ? '?fields=Person__c.Id' : '';
            const [hidden, none] = [
                await send(officer, 'GET', path + there + suffix),
                await send(officer, 'GET', path + nobody + suffix),
            ];
            assert.deepEqual([hidden.status, hidden.text], [none.status, none.text]);
        }
    });

    test('none is counted', async () => {
        const officer = as('Municipal_Officer');
        for (const soql of [
            'SELECT COUNT() FROM Person__c',
            'SELECT Id FROM Person__c',
            `SELECT Id FROM Person__c WHERE First_Name__c IN ('${HERE}', '${THERE}')`,
        ])
            assert.equal(found(await query(officer, soql)), 1, soql);
        const counts = await send(officer, 'GET', '/limits/recordCount?sObjects=Person__c,Household__c');
        assert.doesNotMatch(counts.text, /"count":[2-9]/);
        const updated = await send(officer, 'GET', `/sobjects/Person__c/updated?start=${span(-1)}&end=${span(0)}`);
        assert.ok(!updated.text.includes(there), updated.text);
    });

    test('what is deleted there is not found among what is deleted', async () => {
        const gone = await personIn('elsewhere', THERE, 'gone');
        await org.org.admin.destroy('Person__c', gone);
        const officer = as('Municipal_Officer');
        const all = await send(
            officer,
            'GET',
            `/queryAll?q=${encodeURIComponent('SELECT Id, First_Name__c FROM Person__c')}`,
        );
        tellsNothing({ ...all, text: all.text.replaceAll(HERE, '') }, 'queryAll');
        const deleted = await send(officer, 'GET', `/sobjects/Person__c/deleted?start=${span(-1)}&end=${span(0)}`);
        assert.ok(!deleted.text.includes(gone), deleted.text);
    });

    test('an error tells no value of it', async () => {
        const officer = as('Municipal_Officer');
        const { household = '' } = org.parents.get('own') ?? {};
        const twin = await send(officer, 'POST', '/sobjects/Person__c', {
            Household__c: household,
            External_Key__c: `key ${THERE}`,
        });
        tellsNothing({ ...twin, text: twin.text.replaceAll(`key ${THERE}`, '') }, 'a key that is taken');
        const { bed = '' } = org.parents.get('elsewhere') ?? {};
        const taken = await send(officer, 'POST', '/sobjects/Assignment__c', {
            Bed__c: bed,
            Household__c: household,
            Arrival_Date__c: '2027-01-01',
            Status__c: 'Confirmed',
        });
        isRefused(taken, /INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY/, 'a bed elsewhere');
        const upsert = await send(
            officer,
            'PATCH',
            `/sobjects/Person__c/External_Key__c/${encodeURIComponent(`key ${THERE}`)}`,
            {
                First_Name__c: 'Nieuw',
            },
        );
        assert.ok(upsert.status >= 400, upsert.text);
        tellsNothing({ ...upsert, text: upsert.text.replaceAll(`key ${THERE}`, '') }, 'upsert');
    });
});

function span(hours: number): string {
    return encodeURIComponent(new Date(Date.now() + hours * 3_600_000 - (hours === 0 ? -60_000 : 0)).toISOString());
}

describe('rights that somebody gives himself', () => {
    const REFUSED =
        /INSUFFICIENT_ACCESS|NOT_FOUND|CANNOT_INSERT|INVALID_TYPE|INVALID_FIELD|TRANSFER|FIELD_CUSTOM_VALIDATION|FORBIDDEN|INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY|FIELD_INTEGRITY_EXCEPTION/;

    test('an owner that is forged', async () => {
        const officer = as('Municipal_Officer');
        const { municipality = '', location = '' } = org.parents.get('elsewhere') ?? {};
        const made = await send(officer, 'POST', '/sobjects/Location__c', {
            Municipality__c: municipality,
            Status__c: 'Draft',
            OwnerId: officer.id,
        });
        isRefused(made, REFUSED, 'a location elsewhere, in his own name');
        isRefused(
            await send(officer, 'PATCH', `/sobjects/Location__c/${location}`, { OwnerId: officer.id }),
            REFUSED,
            'another owner',
        );
        const own = org.parents.get('own')?.location ?? '';
        isRefused(
            await send(officer, 'PATCH', `/sobjects/Location__c/${own}`, { OwnerId: officer.id }),
            REFUSED,
            'what he works with, in his own name',
        );
    });

    test('share rows that are forged', async () => {
        const officer = as('Municipal_Officer');
        for (const scope of ['own', 'elsewhere'] as const)
            for (const RowCause of ['Manual', 'Hosting__c', 'Owner', 'Invented__c'])
                isRefused(
                    await send(officer, 'POST', '/sobjects/Location__Share', {
                        ParentId: org.parents.get(scope)?.location,
                        UserOrGroupId: officer.id,
                        AccessLevel: 'Edit',
                        RowCause,
                    }),
                    /INSUFFICIENT|INVALID|CANNOT|FIELD_/,
                    `${scope} ${RowCause}`,
                );
    });

    test('membership, roles, profiles and reactivation', async () => {
        const officer = as('Municipal_Officer');
        const idOf = async (soql: string): Promise<string> =>
            (await org.org.admin.query<{ Id: string }>(soql)).records[0]?.Id ?? '';
        const gent = await idOf("SELECT Id FROM Group WHERE DeveloperName = 'Municipality_44021'");
        const coordinator = await idOf("SELECT Id FROM PermissionSetGroup WHERE DeveloperName = 'Subsidy_Coordinator'");
        const full = await idOf("SELECT Id FROM Profile WHERE Name = 'System Administrator'");
        const tries: [string, string, object][] = [
            ['POST', '/sobjects/GroupMember', { GroupId: gent, UserOrGroupId: officer.id }],
            [
                'POST',
                '/sobjects/PermissionSetAssignment',
                { PermissionSetGroupId: coordinator, AssigneeId: officer.id },
            ],
            ['PATCH', `/sobjects/User/${officer.id}`, { ProfileId: full }],
            ['PATCH', `/sobjects/User/${as('Governor').id}`, { IsActive: false }],
        ];
        for (const [method, path, body] of tries) isRefused(await send(officer, method, path, body), REFUSED, path);
    });

    test('programs of his own', async () => {
        const officer = as('Municipal_Officer');
        const code = encodeURIComponent('delete [SELECT Id FROM Person__c];');
        const anonymous = await send(officer, 'GET', `/tooling/executeAnonymous?anonymousBody=${code}`);
        assert.ok(anonymous.status >= 400, anonymous.text);
        assert.equal((await org.org.count('Person__c')) >= 2, true);
    });
});

describe('what belongs to another session', () => {
    test('a job of somebody else is none', async () => {
        const { id } = await as('Integration').client.json<{ id: string }>('POST', '/jobs/query', {
            operation: 'query',
            query: 'SELECT Id, First_Name__c FROM Person__c',
        });
        const officer = as('Municipal_Officer');
        for (const path of [`/jobs/query/${id}`, `/jobs/query/${id}/results`]) {
            const answer = await send(officer, 'GET', path);
            assert.ok(answer.status >= 400, answer.text);
            tellsNothing(answer, path);
        }
    });

    test('a session ends with its user', async () => {
        const leaver = as('Report_Reader');
        await org.org.admin.update('User', { Id: leaver.id, IsActive: false });
        const tries: [string, string, object?][] = [
            ['GET', '/sobjects/Statistic__c/describe'],
            ['GET', '/query?q=SELECT+Id+FROM+Statistic__c'],
            ['GET', '/ui-api/object-info/Statistic__c'],
            ['POST', '/graphql', { query: '{ uiapi { query { Statistic__c { edges { node { Id } } } } } }' }],
            ['POST', '/jobs/query', { operation: 'query', query: 'SELECT Id FROM Statistic__c' }],
            ['POST', '/composite', { compositeRequest: [] }],
            ['GET', '/services/oauth2/userinfo'],
        ];
        for (const [method, path, body] of tries) {
            const answer = await send(leaver, method, path, body);
            assert.ok([401, 403].includes(answer.status), `${path}: ${String(answer.status)} ${answer.text}`);
        }
        await assert.rejects(org.org.session('report_reader@matrix.example'), /INVALID_LOGIN|inactive|authentication/i);
    });
});
