/**
 * Invocable actions of the program: methods with `@InvocableMethod`, named by their class.
 * Source: Actions developer guide, "Apex actions"; Apex developer guide, "InvocableMethod annotation", "InvocableVariable annotation".
 */
import { annotatedMethods, annotatedVariables, annotationOf, says } from '../../../apex/calls/annotations.ts';
import { fromClient } from '../../../apex/calls/client-values.ts';
import { faultOf } from '../../../apex/calls/faults.ts';
import { writeValue } from '../../../apex/library/json-write.ts';
import { JsonWriter } from '../../../apex/library/json-writer.ts';
import { DeclaredType, type DeclaredMethod } from '../../../apex/program/declared-type.ts';
import { Thrown } from '../../../apex/run/exceptions.ts';
import { frameFor, invoke } from '../../../apex/run/invoke.ts';
import { staticsOf } from '../../../apex/run/statics.ts';
import { ListValue, ObjectValue, type Value } from '../../../apex/run/values.ts';
import { membersOf } from '../../../apex/types/members.ts';
import type { Type } from '../../../apex/types/type.ts';
import { OrgError } from '../../../schema/errors.ts';
import type { Org } from '../../org.ts';
import type { Session } from '../../session.ts';

/** An action with the method that it runs. */
interface Action {
    readonly type: DeclaredType;
    readonly method: DeclaredMethod;
    readonly name: string;
    readonly label: string;
    readonly description: string | null;
    readonly category: string | null;
}

/** What an action takes or gives. */
export interface ActionParameter {
    readonly name: string;
    readonly label: string;
    readonly description: string | null;
    readonly type: string;
    readonly maxOccurs: number;
    readonly required: boolean;
    readonly sobjectType: string | null;
    readonly apexClass: string | null;
}

export interface ActionDescription extends Pick<Action, 'name' | 'label' | 'description' | 'category'> {
    readonly inputs: readonly ActionParameter[];
    readonly outputs: readonly ActionParameter[];
}

interface ActionError {
    readonly statusCode: string;
    readonly message: string;
    readonly fields: readonly string[];
}

/** What became of one input. */
export interface ActionResult {
    readonly actionName: string;
    readonly errors: readonly ActionError[] | null;
    readonly isSuccess: boolean;
    readonly outputValues: unknown;
}

/** Values that a parameter with many of them takes. */
const MANY = 2000;
/** Inputs of one request (Actions developer guide, "Invocable actions considerations"). */
const MAX_INPUTS = 200;

/** The actions that a user may invoke, by name. */
export function invocableActions(org: Org, { permissions }: Session): { name: string; label: string }[] {
    const all = [...org.apex.compiled.program.types].flatMap((type) => actionOf(type) ?? []);
    const open = all.filter(({ type }) => permissions.mayCall(type.type.name));
    return open.map(({ name, label }) => ({ name, label })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function actionOf(type: DeclaredType): Action | undefined {
    const [method] = annotatedMethods(type, 'invocablemethod').filter(({ isStatic }) => isStatic);
    const annotation = method && annotationOf(method.modifiers, 'invocablemethod');
    if (!annotation) return undefined;
    const text = (name: string): string | null => annotation.values.get(name) ?? null;
    return {
        type,
        method,
        name: type.type.name,
        label: text('label') ?? method.name,
        description: text('description'),
        category: text('category'),
    };
}

/** @throws OrgError NOT_FOUND (404) when there is none, FORBIDDEN (403) when the user may not call its class */
function actionNamed(org: Org, { permissions }: Session, name: string): Action {
    const type = org.apex.compiled.program.declared(name);
    const action = type && !type.outer ? actionOf(type) : undefined;
    if (!action) throw new OrgError('NOT_FOUND', 'The requested resource does not exist', { httpStatus: 404 });
    if (permissions.mayCall(action.name)) return action;
    const message = `You do not have access to the Apex class named: ${action.name}`;
    throw new OrgError('FORBIDDEN', message, { httpStatus: 403 });
}

/** What an action takes and gives. @throws OrgError NOT_FOUND, FORBIDDEN */
export function describeAction(org: Org, session: Session, name: string): ActionDescription {
    const action = actionNamed(org, session, name);
    const { method, label, description, category } = action;
    const [parameter] = method.parameters;
    const inputs = parameter ? parametersOf(parameter.type.element, parameter.name) : [];
    const outputs = method.returns.kind === 'list' ? parametersOf(method.returns.element, 'output') : [];
    return { name: action.name, label, description, category, inputs, outputs };
}

/** The members of an object, or the one value itself. */
function parametersOf(type: Type, name: string): ActionParameter[] {
    if (!(type.members instanceof DeclaredType)) return [parameterOf(type, { name })];
    return annotatedVariables(type, 'invocablevariable').map(({ name: member, annotation }) => {
        const { values } = annotation;
        const label = values.get('label');
        const description = values.get('description');
        return parameterOf(membersOf(type).variable(member.toLowerCase())?.type ?? type, {
            name: member,
            required: says(annotation, 'required'),
            ...(label === undefined ? {} : { label }),
            ...(description === undefined ? {} : { description }),
        });
    });
}

function parameterOf(
    type: Type,
    more: Pick<ActionParameter, 'name'> & Partial<Pick<ActionParameter, 'label' | 'description' | 'required'>>,
): ActionParameter {
    const isMany = type.kind === 'list';
    const own = isMany ? type.element : type;
    const isRecord = own.kind === 'sobject';
    const isObject = own.members instanceof DeclaredType;
    return {
        label: more.name,
        description: null,
        required: false,
        ...more,
        type: isRecord ? 'SOBJECT' : isObject ? 'APEX' : own.name.toUpperCase(),
        maxOccurs: isMany ? MANY : 1,
        sobjectType: own.object?.name ?? null,
        apexClass: isObject ? own.name : null,
    };
}

/**
 * Invokes an action for inputs together, in one transaction.
 * @returns what became of each of them; when one fails, all do
 * @throws OrgError NOT_FOUND, FORBIDDEN, INVALID_API_INPUT
 */
export function invokeAction(
    org: Org,
    session: Session,
    name: string,
    inputs: readonly Readonly<Record<string, unknown>>[],
): ActionResult[] {
    const action = actionNamed(org, session, name);
    if (inputs.length > MAX_INPUTS)
        throw new OrgError('INVALID_API_INPUT', `At most ${String(MAX_INPUTS)} inputs can be sent together`);
    const fail = (error: ActionError): ActionResult[] =>
        inputs.map(() => ({ actionName: action.name, errors: [error], isSuccess: false, outputValues: null }));
    try {
        const outputs = org.apex.call(session.userId, () => run(action, inputs));
        return outputs.map((outputValues) => ({
            actionName: action.name,
            errors: null,
            isSuccess: true,
            outputValues,
        }));
    } catch (error) {
        if (error instanceof OrgError) return fail({ statusCode: error.code, message: error.message, fields: [] });
        const { exceptionType, message } = faultOf(error);
        const text = `An Apex error occurred: ${exceptionType}: ${message}`;
        return fail({ statusCode: 'UNKNOWN_EXCEPTION', message: text, fields: [] });
    }
}

function run({ type, method }: Action, inputs: readonly Readonly<Record<string, unknown>>[]): unknown[] {
    const [parameter] = method.parameters;
    const values = parameter ? inputs.map((input) => inputOf(parameter.type.element, parameter.name, input)) : [];
    const args = parameter ? [new ListValue(parameter.type, values)] : [];
    if (type.staticCount > 0) staticsOf(type);
    const returned = invoke(method.code, frameFor(method.code, null, args));
    if (!(returned instanceof ListValue)) return inputs.map(() => null);
    if (returned.items.length !== inputs.length)
        throw invalid(
            `The number of results does not match the number of inputs: ${String(returned.items.length)} for ${String(inputs.length)}`,
        );
    return returned.items.map(outputOf);
}

function invalid(message: string): OrgError {
    return new OrgError('INVALID_API_INPUT', message);
}

/** An object with the members of the input, or the value under the parameter's name. */
function inputOf(type: Type, name: string, input: Readonly<Record<string, unknown>>): Value {
    const isObject = type.members instanceof DeclaredType;
    const known = parametersOf(type, name);
    for (const given of Object.keys(input))
        if (!known.some((one) => one.name === given)) throw invalid(`Invalid input parameter: ${given}`);
    for (const one of known)
        if (one.required && (ownOf(input, one.name) ?? null) === null)
            throw invalid(`Missing required input parameter: ${one.name}`);
    try {
        return fromClient(isObject ? input : ownOf(input, name), type, ['invocablevariable', 'auraenabled']);
    } catch (error) {
        throw error instanceof Thrown ? invalid(error.exception.message ?? '') : error;
    }
}

/** What the client sent; names such as `constructor` are not his. */
function ownOf(input: Readonly<Record<string, unknown>>, name: string): unknown {
    return Object.hasOwn(input, name) ? input[name] : undefined;
}

function outputOf(value: Value): unknown {
    if (value === null) return null;
    if (!(value instanceof ObjectValue) || !(value.type.members instanceof DeclaredType))
        return { output: json(value) };
    const members = membersOf(value.type);
    const entries = annotatedVariables(value.type, 'invocablevariable').map(({ name }) => {
        const variable = members.variable(name.toLowerCase());
        return [name, json(variable ? (value.fields[variable.slot] ?? null) : null)] as const;
    });
    return Object.fromEntries(entries);
}

function json(value: Value): unknown {
    const writer = new JsonWriter(false);
    writeValue(writer, value);
    return JSON.parse(writer.text);
}
