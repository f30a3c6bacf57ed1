/** What `hvt licences plan` does: the tiers that users need in a contract period, and what they cost. Three calls. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import { compare, sumOf, totalsOf, type BudgetSum, type Comparison } from '../comparison.ts';
import { dayInFlanders } from '../count/count-users.ts';
import { figuresOf } from '../org/contracts.ts';
import { readLicenceOrg } from '../org/read-org.ts';
import { periodNamed, previousPeriod, type Period } from '../period.ts';
import { readScenario, type ContractFigures, type Scenario } from '../scenario.ts';
import { moneyOf, type Needs, type PlanMoney } from './plan-money.ts';
import { needOf, planUsers, type PlannedUser } from './plan-users.ts';
import { listsOf, priceQuery, pricesGiven, pricesOf, type PriceRow } from './price-lists.ts';

export interface PlanRequest {
    /** such as `2025-2026` */
    readonly period: string;
    /** path of a scenario */
    readonly scenario: string | undefined;
    /** prices as the command takes them */
    readonly prices: readonly string[];
    readonly now: Date;
}

export interface PlanResult {
    readonly period: Period;
    readonly previous: Period;
    /** the day whose users were planned, `yyyy-mm-dd` */
    readonly on: string;
    readonly users: readonly PlannedUser[];
    readonly needs: Needs;
    /** users who may not need an account any more */
    readonly inDoubt: number;
    readonly contract: Comparison;
    readonly money: PlanMoney;
    /** undefined without a scenario that has one */
    readonly budget: BudgetSum | undefined;
    /** where the figures of contracts come from */
    readonly sources: readonly string[];
}

/** @throws JobError, OrgError */
export async function planLicences(client: OrgClient, request: PlanRequest): Promise<PlanResult> {
    const period = periodNamed(request.period);
    const given = pricesGiven(request.prices);
    const scenario = request.scenario === undefined ? undefined : await scenarioOf(request.scenario, period);
    const org = await readLicenceOrg(client, priceQuery(period));
    const on = dayInFlanders(request.now);
    const users = planUsers(org, on);
    const sure = users.filter(({ doubts }) => doubts.length === 0);
    const needs = {
        present: needOf(users, ({ tier }) => tier),
        needed: needOf(users, ({ to }) => to),
        least: needOf(sure, ({ to }) => to),
    };
    const previous = previousPeriod(period);
    const before = figuresWith(figuresOf(org.contracts, previous), scenario?.previous ?? {});
    const next = figuresWith(figuresOf(org.contracts, period), scenario?.next ?? {});
    const contract = compare(totalsOf(before), totalsOf(next));
    const lists = listsOf([given, scenario?.prices ?? [], pricesOf(org.more as PriceRow[])]);
    const figures = Object.values<{ readonly source: string }>({ ...before }).concat(Object.values({ ...next }));
    return {
        period,
        previous,
        on,
        users,
        needs,
        inDoubt: users.length - sure.length,
        contract,
        money: moneyOf(needs, lists, contract.next),
        budget: scenario?.budget && sumOf(scenario.budget),
        sources: [...new Set(figures.map(({ source }) => source).filter((source) => source !== ''))],
    };
}

/** A scenario stands above the org; a total of the org does not stand beside parts of a scenario. */
function figuresWith({ licences, ...org }: ContractFigures, scenario: ContractFigures): ContractFigures {
    const isSplit = scenario.full !== undefined || scenario.restricted !== undefined;
    return { ...(licences && !isSplit ? { licences } : {}), ...org, ...scenario };
}

async function scenarioOf(path: string, { name }: Period): Promise<Scenario> {
    const scenario = await readScenario(path);
    if (scenario.period === name) return scenario;
    throw new JobError('ScenarioOfOtherPeriod', `Het scenario is van ${scenario.period}, het plan van ${name}.`, {
        actions: [`Geef --period ${scenario.period}, of een ander scenario.`],
        exitCode: 2,
    });
}
