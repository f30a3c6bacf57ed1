/** A plan says what each user needs and what it costs, from the org as the support team sees it, and guesses nothing. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { OrgClient } from '../../salesforce/org-client.ts';
import { euros } from '../../subsidy/engine/money.ts';
import { licenceOrg, USERNAMES } from '../../testing/licence-org.ts';
import { VERSION, type TestOrg, type TestUser } from '../../testing/test-org.ts';
import { planLicences, type PlanResult } from './plan-licences.ts';
import { planPage } from './plan-page.ts';
import { moneyLines } from './plan-text.ts';

const NOTE = fileURLToPath(new URL('../../seed/licences/2025-2026.json', import.meta.url));
/** Made up: a price of a full licence and two of the restricted one. */
const PRICES = ['volledig:1500.00', 'beperkt:1:1200.00', 'beperkt:100:1073.35'];

const inEuros = (cents: number | undefined): string | undefined => (cents === undefined ? undefined : euros(cents));

describe('planning licences', () => {
    let org: TestOrg;
    let support: TestUser;
    before(async () => {
        ({ org, support } = await licenceOrg());
    });
    after(() => org.remove());

    async function plan(
        prices: readonly string[] = [],
        more: { period?: string; scenario?: string } = {},
    ): Promise<PlanResult & { calls: number }> {
        const { instanceUrl } = org;
        const client = new OrgClient({ instanceUrl, accessToken: support.accessToken, version: VERSION });
        const { period = '2025-2026', scenario } = more;
        const result = await planLicences(client, { period, scenario, prices, now: new Date() });
        return { ...result, calls: client.calls };
    }

    test('the contracts of the org give the figures of the note, to the cent', async () => {
        const { contract } = await plan();
        assert.equal(contract.previous.licences, 410);
        assert.deepEqual([contract.next.licences, contract.next.full, contract.next.restricted], [217, 27, 190]);
        assert.equal(contract.licencesDifference, -193);
        assert.equal(inEuros(contract.previous.estimatedCents), '353700.00');
        assert.equal(inEuros(contract.previous.costCents), '439418.15');
        assert.equal(inEuros(contract.next.costCents), '244436.13');
        assert.equal(inEuros(contract.againstEstimateCents), '-109263.87');
        assert.equal(inEuros(contract.againstActualCents), '-194982.02');
    });

    test('with the scenario of the note, the budget adds up; contracts stay the same', async () => {
        const { budget, contract } = await plan([], { scenario: NOTE });
        assert.ok(budget);
        assert.deepEqual(
            budget.lines.map(({ cents, changeCents }) => [inEuros(cents), inEuros(changeCents)]),
            [
                ['652606.26', '-379093.74'],
                ['102042.53', undefined],
                ['0.00', '-131100.00'],
            ],
        );
        assert.equal(inEuros(budget.totalCents), '754648.79');
        assert.equal(inEuros(budget.askedCents), '817101.04');
        assert.equal(inEuros(budget.reductionCents), '-62452.25');
        assert.deepEqual(contract, (await plan()).contract);
    });

    test('each user needs the tier of his rights, with the permission that causes it', async () => {
        const { users, calls } = await plan();
        const tiers = new Map(users.map(({ username, tier, to }) => [username, `${tier} ${to}`]));
        assert.equal(tiers.get(USERNAMES.tooHigh), 'Full Restricted');
        assert.equal(tiers.get(USERNAMES.extra), 'Full Full');
        assert.equal(tiers.get(USERNAMES.coordinator), 'Full Full');
        assert.equal(tiers.get(USERNAMES.tooLow), 'Restricted Full');
        assert.equal(tiers.get(USERNAMES.officer), 'Restricted Restricted');
        const user = (name: string): PlanResult['users'][number] | undefined =>
            users.find(({ username }) => username === name);
        assert.match(user(USERNAMES.coordinator)?.because.join() ?? '', /\(Subsidy_Run__c\) door Subsidiecoördinator/);
        assert.equal(user(USERNAMES.coordinator)?.restrictedWithout, null);
        assert.match(user(USERNAMES.extra)?.because.join() ?? '', /Subsidy_Run__c/);
        assert.equal(user(USERNAMES.extra)?.restrictedWithout?.length, 1);
        assert.equal(calls, 3);
    });

    test('prices that nobody gave are asked for, and the rest of the plan is there', async () => {
        const { money, needs, ...rest } = await plan();
        assert.deepEqual(
            money.missing.map(({ tier, reason }) => [tier, reason]),
            [
                ['Full', 'none'],
                ['Restricted', 'none'],
            ],
        );
        assert.deepEqual(
            [money.present, money.advice, money.savingCents, money.curve.length],
            [undefined, undefined, undefined, 0],
        );
        assert.equal(needs.present.full - needs.needed.full, 0);
        const asked = moneyLines({ money, needs, ...rest });
        assert.match(
            asked[0] ?? '',
            /volledige licentie is niet bekend.*Licence_Price_Tier__c.*01-04-2025.*--price volledig/,
        );
    });

    test('prices give the saving, the break-even, the cheapest mix and how sure it is', async () => {
        const { money, needs, inDoubt } = await plan(PRICES);
        assert.deepEqual(money.missing, []);
        // one goes down, one goes up: the same licences
        assert.equal(money.savingCents, 0);
        assert.equal(inEuros(money.perUserCents), '300.00');
        assert.deepEqual(
            money.breakEvens.map(({ need, buy }) => [need, buy]),
            [[Math.floor((100 * 107335) / 120000) + 1, 100]],
        );
        assert.equal(money.advice?.mix.full, needs.needed.full);
        assert.deepEqual([money.advice.verdict, money.advice.confidence, inDoubt], ['range', ['Assumed'], 0]);
    });

    test('prices of the org count for the period that they hold in, the newest list alone', async () => {
        const price = (First_Day__c: string, Tier__c: string, From_Number__c: number, Unit_Price__c: number) => ({
            First_Day__c,
            Tier__c,
            From_Number__c,
            Unit_Price__c,
            Confidence__c: 'Quoted',
            Source__c: 'Offerte',
        });
        const ids = await org.admin.create('Licence_Price_Tier__c', [
            price('2024-04-01', 'Restricted', 1, 900),
            price('2024-04-01', 'Restricted', 300, 700),
            price('2024-04-01', 'Full', 1, 1400.5),
            price('2025-04-01', 'Restricted', 1, 1100),
            price('2026-04-01', 'Restricted', 1, 1300),
        ]);
        const { money } = await plan();
        assert.deepEqual(
            money.restrictedPrices.map(({ from, cents }) => [from, cents]),
            [[1, 110_000]],
        );
        assert.equal(money.fullPrice?.cents, 140_050);
        assert.equal(money.advice?.verdict, 'sure');
        const check = money.contractCheck;
        assert.equal(inEuros(check?.pricedCents), euros(27 * 140_050 + 190 * 110_000));
        await org.admin.destroy(
            'Licence_Price_Tier__c',
            ids.flatMap(({ id }) => id ?? []),
        );
    });

    test('the page stands by itself, and names of users are text in it', async () => {
        const text = planPage(await plan(PRICES, { scenario: NOTE }));
        assert.match(text, /<html lang="nl">/);
        assert.match(text, /<svg\s[^>]*role="img"/);
        for (const amount of [
            '353.700,00',
            '439.418,15',
            '244.436,13',
            '-109.263,87',
            '-194.982,02',
            '754.648,79',
            '817.101,04',
        ])
            assert.ok(text.includes(amount), amount);
        assert.doesNotMatch(text, /<script|src=|href=|url\(/);
        assert.ok(!text.includes('<b>An'));
        assert.ok(!planPage(await plan()).includes('<svg'));
    });

    test('what is no period, no price or another period is refused', async () => {
        await assert.rejects(plan([], { period: '2025' }), /geen contractperiode/);
        await assert.rejects(plan(['1500']), /geen prijs/);
        await assert.rejects(plan(['volledig:100:1500.00']), /vanaf 1 licentie/);
        await assert.rejects(plan(['beperkt:1:0.00']), /kloppen niet/);
        await assert.rejects(plan([], { period: '2024-2025', scenario: NOTE }), /Het scenario is van 2025-2026/);
    });
});
