/** From the library's tree of classes, triggers and anonymous blocks to ours. */
import * as Tree from '@apexdevtools/apex-parser';
import type {
    Accessor,
    AnonymousBlock,
    FieldDeclaration,
    MethodDeclaration,
    Modifiers,
    Parameter,
    Position,
    PropertyDeclaration,
    Statement,
    TriggerDeclaration,
    TypeDeclaration,
} from './ast.ts';
import { readExpression } from './expressions.ts';
import { readName } from './identifiers.ts';
import { parseTree, positionOf } from './source.ts';
import { readBlock, readStatement } from './statements.ts';
import { maybe, readModifiers, readType, readTypeList } from './types.ts';

/**
 * Parses a class, an interface or an enum.
 * @throws CompileError at the first fault
 */
export function parseClass(source: string): TypeDeclaration {
    const declaration = parseTree(source, (parser) => parser.compilationUnit()).typeDeclaration();
    const modifiers = readModifiers(declaration.modifier_list());
    return readTypeDeclaration(declaration, modifiers);
}

/** Parses a trigger. @throws CompileError at the first fault */
export function parseTrigger(source: string): TriggerDeclaration {
    const unit = parseTree(source, (parser) => parser.triggerUnit());
    const [id, on] = unit.id_list();
    const name = id && readName(id, 'variable');
    const object = on?.getText();
    const events = unit
        .triggerCase_list()
        .map((one) => (one.children ?? []).map((child) => child.getText().toLowerCase()).join(' '));
    const members = new Members(positionOf(unit), name ?? '', NO_MODIFIERS);
    const statements = readMembers(members, unit.triggerBlock().triggerBlockMember_list(), (member) =>
        maybe(member.triggerMemberDeclaration()),
    );
    return {
        ...positionOf(unit),
        name: name ?? '',
        object: object ?? '',
        events,
        ...blockOf(unit, members, statements),
    };
}

/** Parses statements that are to run by themselves. @throws CompileError at the first fault */
export function parseAnonymous(source: string): AnonymousBlock {
    const unit = parseTree(source, (parser) => parser.anonymousUnit());
    const members = new Members({ line: 1, column: 1 }, 'AnonymousBlock', NO_MODIFIERS);
    const statements = readMembers(members, unit.anonymousBlock().anonymousBlockMember_list(), (member) =>
        maybe(member.anonymousMemberDeclaration()),
    );
    return { line: 1, column: 1, ...blockOf(unit, members, statements) };
}

const NO_MODIFIERS: Modifiers = { words: new Set(), annotations: [] };

function blockOf(
    unit: Tree.ApexParserRuleContext,
    members: Members,
    statements: Statement[],
): Pick<AnonymousBlock, 'members' | 'body'> {
    const at = positionOf(unit);
    return { members: members.declaration('class'), body: { ...at, kind: 'block', statements, end: at } };
}

type MemberContext =
    Tree.MemberDeclarationContext | Tree.TriggerMemberDeclarationContext | Tree.AnonymousMemberDeclarationContext;

/** Statements among members, as triggers and anonymous blocks have them; their variables are locals. */
function readMembers<T extends Tree.TriggerBlockMemberContext | Tree.AnonymousBlockMemberContext>(
    members: Members,
    contexts: readonly T[],
    memberOf: (context: T) => MemberContext | undefined,
): Statement[] {
    const statements: Statement[] = [];
    for (const context of contexts) {
        const statement = maybe(context.statement());
        const member = memberOf(context);
        if (statement) statements.push(readStatement(statement));
        else if (member) {
            const field = maybe(member.fieldDeclaration());
            if (field) statements.push(localOf(field, context));
            else members.add(member, readModifiers(context.modifier_list()));
        }
    }
    return statements;
}

function localOf(
    field: Tree.FieldDeclarationContext,
    context: Tree.TriggerBlockMemberContext | Tree.AnonymousBlockMemberContext,
): Statement {
    const fields = readFields(field, readModifiers(context.modifier_list()));
    const first = fields[0];
    const type = first?.type ?? readType(field.typeRef());
    return {
        ...positionOf(context),
        kind: 'local',
        modifiers: first?.modifiers ?? NO_MODIFIERS,
        type,
        declarators: fields,
    };
}

function readFields(context: Tree.FieldDeclarationContext, modifiers: Modifiers): FieldDeclaration[] {
    const type = readType(context.typeRef());
    return context
        .variableDeclarators()
        .variableDeclarator_list()
        .map((one) => {
            const value = maybe(one.expression());
            return {
                ...positionOf(one),
                modifiers,
                type,
                name: readName(one.id(), 'variable'),
                value: value && readExpression(value),
            };
        });
}

type TypeContext = Tree.TypeDeclarationContext | MemberContext;

function readTypeDeclaration(context: TypeContext, modifiers: Modifiers): TypeDeclaration {
    const enumeration = maybe(context.enumDeclaration());
    if (enumeration) {
        const members = new Members(positionOf(enumeration.id()), readName(enumeration.id(), 'type'), modifiers);
        for (const id of maybe(enumeration.enumConstants())?.id_list() ?? [])
            members.constants.push({ ...positionOf(id), name: readName(id, 'variable') });
        return members.declaration('enum');
    }
    const face = maybe(context.interfaceDeclaration());
    if (face) {
        const members = new Members(positionOf(face.id()), readName(face.id(), 'type'), modifiers);
        members.interfaces.push(...readTypeList(maybe(face.typeList())));
        for (const one of face.interfaceBody().interfaceMethodDeclaration_list()) members.methods.push(readMethod(one));
        return members.declaration('interface');
    }
    return readClass(context.classDeclaration(), modifiers);
}

function readClass(context: Tree.ClassDeclarationContext, modifiers: Modifiers): TypeDeclaration {
    const members = new Members(positionOf(context.id()), readName(context.id(), 'type'), modifiers);
    const superclass = maybe(context.typeRef());
    if (superclass) members.superclass = readType(superclass);
    members.interfaces.push(...readTypeList(maybe(context.typeList())));
    for (const body of context.classBody().classBodyDeclaration_list()) {
        const block = maybe(body.block());
        const member = maybe(body.memberDeclaration());
        if (block) {
            const initializer = {
                ...positionOf(block),
                isStatic: maybe(body.STATIC()) !== undefined,
                body: readBlock(block),
            };
            members.variables.push({ kind: 'initializer', initializer });
        } else if (member) members.add(member, readModifiers(body.modifier_list()));
    }
    return members.declaration('class');
}

function readMethod(
    context: Tree.MethodDeclarationContext | Tree.InterfaceMethodDeclarationContext,
    modifiers = context instanceof Tree.InterfaceMethodDeclarationContext
        ? readModifiers(context.modifier_list())
        : NO_MODIFIERS,
): MethodDeclaration {
    const returns = maybe(context.typeRef());
    const body = context instanceof Tree.MethodDeclarationContext ? maybe(context.block()) : undefined;
    return {
        ...positionOf(context.id()),
        modifiers,
        name: readName(context.id(), 'method'),
        returns: returns && readType(returns),
        parameters: readParameters(context.formalParameters()),
        body: body && readBlock(body),
    };
}

function readParameters(context: Tree.FormalParametersContext): Parameter[] {
    return (maybe(context.formalParameterList())?.formalParameter_list() ?? []).map((one) => ({
        ...positionOf(one.id()),
        modifiers: readModifiers(one.modifier_list()),
        type: readType(one.typeRef()),
        name: readName(one.id(), 'variable'),
    }));
}

function readProperty(context: Tree.PropertyDeclarationContext, modifiers: Modifiers): PropertyDeclaration {
    let get: Accessor | undefined;
    let set: Accessor | undefined;
    for (const block of context.propertyBlock_list()) {
        const getter = maybe(block.getter());
        const body = maybe((getter ?? block.setter()).block());
        const accessor = {
            ...positionOf(block),
            modifiers: readModifiers(block.modifier_list()),
            body: body && readBlock(body),
        };
        if (getter) get = accessor;
        else set = accessor;
    }
    const name = readName(context.id(), 'variable');
    return { ...positionOf(context.id()), modifiers, type: readType(context.typeRef()), name, get, set };
}

/** The members of a type, as they are gathered. */
class Members {
    superclass: TypeDeclaration['superclass'];
    readonly interfaces: TypeDeclaration['interfaces'][number][] = [];
    readonly variables: TypeDeclaration['variables'][number][] = [];
    readonly methods: MethodDeclaration[] = [];
    readonly constants: TypeDeclaration['constants'][number][] = [];
    readonly #constructors: MethodDeclaration[] = [];
    readonly #inner: TypeDeclaration[] = [];
    readonly #at: Position;
    readonly #name: string;
    readonly #modifiers: Modifiers;

    constructor(at: Position, name: string, modifiers: Modifiers) {
        this.#at = at;
        this.#name = name;
        this.#modifiers = modifiers;
    }

    add(context: MemberContext, modifiers: Modifiers): void {
        const method = maybe(context.methodDeclaration());
        if (method) this.methods.push(readMethod(method, modifiers));
        const field = maybe(context.fieldDeclaration());
        if (field) for (const one of readFields(field, modifiers)) this.variables.push({ kind: 'field', field: one });
        const property = maybe(context.propertyDeclaration());
        if (property) this.variables.push({ kind: 'property', property: readProperty(property, modifiers) });
        if (context instanceof Tree.MemberDeclarationContext) this.#addConstructor(context, modifiers);
        if (
            maybe(context.classDeclaration()) ??
            maybe(context.enumDeclaration()) ??
            maybe(context.interfaceDeclaration())
        )
            this.#inner.push(readTypeDeclaration(context, modifiers));
    }

    #addConstructor(context: Tree.MemberDeclarationContext, modifiers: Modifiers): void {
        const found = maybe(context.constructorDeclaration());
        if (!found) return;
        this.#constructors.push({
            ...positionOf(found),
            modifiers,
            name: found.qualifiedName().getText(),
            returns: undefined,
            parameters: readParameters(found.formalParameters()),
            body: readBlock(found.block()),
        });
    }

    declaration(kind: TypeDeclaration['kind']): TypeDeclaration {
        const { superclass, interfaces, variables, methods, constants } = this;
        const [constructors, inner, modifiers] = [this.#constructors, this.#inner, this.#modifiers];
        return {
            ...this.#at,
            kind,
            name: this.#name,
            modifiers,
            superclass,
            interfaces,
            variables,
            methods,
            constructors,
            inner,
            constants,
        };
    }
}
