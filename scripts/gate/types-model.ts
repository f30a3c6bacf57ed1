/** The Metadata API's types, read from the declarations of `@salesforce/types` into a model that can be looked up. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Member, MemberType, Scalar, TypesModel } from 'local-org/metadata-check';
import ts from 'typescript';

const SCALARS = new Map<ts.SyntaxKind, Scalar>([
    [ts.SyntaxKind.StringKeyword, 'string'],
    [ts.SyntaxKind.NumberKeyword, 'number'],
    [ts.SyntaxKind.BooleanKeyword, 'boolean'],
    [ts.SyntaxKind.AnyKeyword, 'any'],
]);

/**
 * A type without members of its own in the WSDL is declared as `string`, and what it extends is lost. These are the
 * ones that an application meets; the others are left unchecked.
 */
const LOST_BASES = new Map([
    ['DashboardFolder', 'Folder'],
    ['DocumentFolder', 'Folder'],
    ['EmailFolder', 'Folder'],
    ['EmailTemplateFolder', 'Folder'],
    ['ReportFolder', 'Folder'],
    ['SharingTerritoryRule', 'SharingOwnerRule'],
    ['WorkflowAction', 'Metadata'],
]);

/**
 * Reads the model from a declaration file.
 * @param file path of the declarations; by default those of the installed `@salesforce/types`
 * @throws when the file cannot be read, or holds a form of type that the WSDL does not know
 */
export function readTypesModel(file = installedDeclarations()): TypesModel {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
    const aliases = new Map<string, ts.TypeNode>();
    for (const statement of source.statements) {
        if (ts.isTypeAliasDeclaration(statement)) aliases.set(statement.name.text, statement.type);
    }
    const model: TypesModel = { types: new Map(), enums: new Map() };
    for (const [name, node] of aliases) {
        if (isEnum(node)) model.enums.set(name, enumValues(node));
    }
    for (const [name, node] of aliases) {
        if (ts.isTypeLiteralNode(node) || ts.isIntersectionTypeNode(node)) {
            model.types.set(name, membersOf(node, aliases, model.enums));
        }
    }
    for (const [name, base] of LOST_BASES) {
        const members = model.types.get(base);
        if (members) model.types.set(name, members);
    }
    return model;
}

function installedDeclarations(): string {
    const entry = createRequire(import.meta.url).resolve('@salesforce/types/metadata');
    return join(dirname(entry), 'metadata.d.ts');
}

function isEnum(node: ts.TypeNode): node is ts.UnionTypeNode | ts.LiteralTypeNode {
    return ts.isLiteralTypeNode(node) || (ts.isUnionTypeNode(node) && node.types.every(ts.isLiteralTypeNode));
}

function enumValues(node: ts.UnionTypeNode | ts.LiteralTypeNode): Set<string> {
    const literals = ts.isUnionTypeNode(node) ? node.types : [node];
    return new Set(
        literals.map((literal) => {
            if (!ts.isLiteralTypeNode(literal) || !ts.isStringLiteral(literal.literal)) throw unknownForm(literal);
            return literal.literal.text;
        }),
    );
}

type Enums = TypesModel['enums'];

/** `{…}` gives its own members; `Base & {…}` those of the base first, and so on up. */
function membersOf(node: ts.TypeNode, aliases: Map<string, ts.TypeNode>, enums: Enums): Map<string, Member> {
    if (ts.isIntersectionTypeNode(node)) {
        return new Map(node.types.flatMap((part) => [...membersOf(part, aliases, enums)]));
    }
    if (ts.isTypeReferenceNode(node)) {
        const name = referenceName(node);
        const base = aliases.get(LOST_BASES.get(name) ?? name);
        if (!base) throw unknownForm(node);
        return membersOf(base, aliases, enums);
    }
    if (node.kind === ts.SyntaxKind.StringKeyword) return new Map();
    if (!ts.isTypeLiteralNode(node)) throw unknownForm(node);
    return new Map(node.members.map((member) => memberOf(member, enums)).map((member) => [member.name, member]));
}

function memberOf(node: ts.TypeElement, enums: Enums): Member {
    if (!ts.isPropertySignature(node) || !node.type || !ts.isIdentifier(node.name)) throw unknownForm(node);
    const list = ts.isArrayTypeNode(node.type);
    const type = ts.isArrayTypeNode(node.type) ? node.type.elementType : node.type;
    return { name: node.name.text, optional: node.questionToken !== undefined, list, type: memberType(type, enums) };
}

function memberType(node: ts.TypeNode, enums: Enums): MemberType {
    const scalar = SCALARS.get(node.kind);
    if (scalar) return { kind: 'scalar', scalar };
    if (!ts.isTypeReferenceNode(node)) throw unknownForm(node);
    const name = referenceName(node);
    if (name === 'Date') return { kind: 'scalar', scalar: 'date' };
    return { kind: enums.has(name) ? 'enum' : 'type', name };
}

function referenceName(node: ts.TypeReferenceNode): string {
    if (!ts.isIdentifier(node.typeName)) throw unknownForm(node);
    return node.typeName.text;
}

function unknownForm(node: ts.Node): Error {
    return new Error(`Unknown form in the declarations of the metadata types: ${ts.SyntaxKind[node.kind]}`);
}
