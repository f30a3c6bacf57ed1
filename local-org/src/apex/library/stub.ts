/** The stub API. Source: Apex developer guide, "Build a mocking framework with the Stub API"; Apex reference guide, "StubProvider interface". */
import { checkedCast } from '../run/casts.ts';
import { exception } from '../run/exceptions.ts';
import { callNamed } from '../run/invoke.ts';
import { ListValue, ObjectValue, StubValue, TypeValue, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { membersOf, type Members, type Method, type Variable } from '../types/members.ts';
import { OBJECT, STRING, TYPE, Type, VOID, listOf } from '../types/type.ts';
import { define, extend } from './define.ts';

/** The members of a class, with methods that ask the provider of the stub. */
class StubMembers implements Members {
    readonly #of: Members;

    constructor(parent: Type) {
        this.#of = membersOf(parent);
    }

    methods(name: string): readonly Method[] {
        const own = this.#of.methods(name).filter(({ isStatic, owner }) => !isStatic && owner !== OBJECT);
        return own.map((method) => asking(method));
    }

    variable(name: string): Variable | undefined {
        return this.#of.variable(name);
    }

    constructors(): readonly Method[] {
        return [];
    }

    inner(name: string): Type | undefined {
        return this.#of.inner(name);
    }

    fieldNames(): readonly string[] {
        return this.#of.fieldNames?.() ?? [];
    }
}

/** A method that the provider answers. */
function asking({ code, ...method }: Method): Method {
    const { name, returns, parameters } = method;
    const ask = (self: StubValue, ...args: Value[]): Value => {
        const types = parameters.map(({ type }) => new TypeValue(type));
        const names = parameters.map((one) => one.name);
        const answer = callNamed(
            self.provider,
            'handlemethodcall',
            self,
            name,
            new TypeValue(returns),
            new ListValue(listOf(TYPE), types),
            new ListValue(listOf(STRING), names),
            new ListValue(listOf(OBJECT), args),
        );
        return returns === VOID ? null : checkedCast(answer, returns);
    };
    return { ...method, isAbstract: false, native: ask };
}

const stubs = new WeakMap<Type, Type>();

function stubOf(parent: Type): Type {
    let made = stubs.get(parent);
    if (!made) {
        made = new Type({ kind: 'class', name: `${parent.name}__sfdc_ApexStub` });
        if (parent.kind === 'interface') made.interfaces = [parent];
        else made.superclass = parent;
        made.members = new StubMembers(parent);
        stubs.set(parent, made);
    }
    return made;
}

/** An object that stands for one of the class. @throws Thrown TypeException for what cannot be stubbed */
function createStub({ meant }: TypeValue, provider: Value): Value {
    if (!transaction().isTest)
        throw exception('TypeException', 'Test.createStub can only be called from a test method');
    const isOwn = meant.namespace === undefined && (meant.kind === 'class' || meant.kind === 'interface');
    if (!isOwn) throw exception('TypeException', `Cannot create stub for type: ${meant.fullName}`);
    const type = stubOf(meant);
    return new StubValue(type, membersOf(type).fieldNames?.().length ?? 0, provider as ObjectValue);
}

define({
    name: 'StubProvider',
    kind: 'interface',
    abstracts: ['Object handleMethodCall(Object, String, Type, List<Type>, List<String>, List<Object>)'],
});

extend('Test', { statics: { 'Object createStub(Type, System.StubProvider)': createStub } });
