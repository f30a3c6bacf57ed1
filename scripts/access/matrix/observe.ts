/** Tries everything that the table speaks of, in every way that a client has, and tells what the org said. */
import { CONTROLLERS, call } from './controllers.ts';
import { DRAFTS, type Values } from './drafts.ts';
import { MatrixOrg, type RoleUser } from './matrix-org.ts';
import { ACTIONS, LOCAL_SCOPES, type Action, type Scope } from './matrix-table.ts';
import { BULK } from './ways/bulk.ts';
import { described, writable } from './ways/describe.ts';
import { GRAPHQL } from './ways/graphql.ts';
import { AGGREGATE, REST, SOQL } from './ways/rest.ts';
import { UI_API } from './ways/ui-api.ts';
import { ALLOWED, refused, type Attempt, type Outcome, type Way } from './ways/way.ts';

/** One try. */
export interface Observation extends Outcome {
    readonly role: string;
    /** of the table: an object, or a method of a controller */
    readonly object: string;
    readonly scope: Scope;
    readonly action: Action;
    readonly way: string;
}

const ALL_ACTIONS = Object.keys(ACTIONS) as Action[];
/** Deleting comes last, and what is read is there before anybody changes it. */
const ORDER: readonly Action[] = ['read', 'edit', 'create', 'delete'];

/** All ways of working with records. */
export const WAYS: readonly Way[] = [REST, SOQL, AGGREGATE, UI_API, GRAPHQL, BULK];

/** What a user may do with the records of an object. */
export async function observeObject(
    org: MatrixOrg,
    user: RoleUser,
    object: string,
    ways: readonly Way[] = WAYS,
    actions: readonly Action[] = ORDER,
): Promise<Observation[]> {
    const draft = DRAFTS[object];
    if (!draft) throw new Error(`nothing is known of ${object}`);
    const scopes = MatrixOrg.scopesOf(draft);
    const change = (await writable(user, object, draft.changes)) ?? {};
    const observations: Observation[] = [];
    for (const action of actions)
        for (const way of ways.filter((one) => one.actions.includes(action))) {
            const attempts = await Promise.all(scopes.map((scope) => attemptOf(org, action, object, scope, change)));
            const outcomes = await way.attempt(user, attempts);
            for (const [index, scope] of scopes.entries()) {
                const outcome = outcomes[index] ?? refused('no answer');
                if (action === 'delete' && outcome.isAllowed) org.spent(object, scope);
                observations.push({ role: user.role.name, object, scope, action, way: way.name, ...outcome });
            }
        }
    return observations;
}

async function attemptOf(
    org: MatrixOrg,
    action: Action,
    object: string,
    scope: Scope,
    change: Values,
): Promise<Attempt> {
    if (action === 'create') return { action, object, id: '', values: org.valuesOf(object, scope) };
    const id = await (action === 'delete' ? org.spare(object, scope) : org.standing(object, scope));
    return { action, object, id, values: change };
}

/** What a describe of the object says. */
export async function observeDescribe(user: RoleUser, object: string): Promise<Observation[]> {
    const says = await described(user, object);
    return ALL_ACTIONS.map((action) => ({
        role: user.role.name,
        object,
        scope: 'described',
        action,
        way: 'describe',
        ...(says[action] ? ALLOWED : refused('FORBIDDEN')),
    }));
}

/** What a user may do through the application's pages. */
export async function observeControllers(org: MatrixOrg, user: RoleUser): Promise<Observation[]> {
    const observations: Observation[] = [];
    for (const { name, action, parameters, isFound } of CONTROLLERS)
        for (const scope of LOCAL_SCOPES) {
            const answer = await call(user, name, await parameters(org, scope));
            const outcome = 'said' in answer ? refusedByPage(answer.said) : foundBy(answer.value, isFound);
            observations.push({ role: user.role.name, object: name, scope, action, way: 'Apex', ...outcome });
        }
    return observations;
}

function foundBy(value: unknown, isFound: ((answer: unknown) => boolean) | undefined): Outcome {
    return isFound === undefined || isFound(value) ? ALLOWED : refused('NO_RECORD');
}

/** A page is told reasons in words. */
const PAGE_REFUSALS =
    /no access to the Apex class|You do not have access to the Apex class|of u mag (het|ze) niet zien/;

function refusedByPage(said: string): Outcome {
    return PAGE_REFUSALS.test(said) ? { isAllowed: false, said } : { isAllowed: false, said: `UNEXPECTED ${said}` };
}
