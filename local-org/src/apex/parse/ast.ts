/** Apex source as it was written, before anything of it is looked up: the tree that the compiler reads. */

/** Where something stands; both count from 1. */
export interface Position {
    readonly line: number;
    readonly column: number;
}

/** A type as it was written: `Map<Id, List<Outer.Inner>>`, `String[]`. */
export interface TypeName extends Position {
    readonly parts: readonly { readonly name: string; readonly args: readonly TypeName[] }[];
    /** How many `[]` follow. */
    readonly arrays: number;
}

export type LiteralType = 'Integer' | 'Long' | 'Double' | 'Decimal' | 'String' | 'Boolean' | 'null';

export type BinaryOperator =
    | '+'
    | '-'
    | '*'
    | '/'
    | '<<'
    | '>>'
    | '>>>'
    | '&'
    | '|'
    | '^'
    | '<'
    | '<='
    | '>'
    | '>='
    | '=='
    | '!='
    | '==='
    | '!=='
    | '&&'
    | '||';

/** An expression of one kind, with its properties. */
type Node<K extends string, P = unknown> = Position & { readonly kind: K } & Readonly<P>;

export type LiteralExpression = Node<'literal', { type: LiteralType; text: string }>;
export type NameExpression = Node<'name', { name: string }>;
export type DotExpression = Node<'dot', { target: Expression; name: string; safe: boolean }>;
export type CallExpression = Node<
    'call',
    { target: Expression | undefined; name: string; args: readonly Expression[]; safe: boolean }
>;
export type ConstructorCall = Node<'constructorCall', { of: 'this' | 'super'; args: readonly Expression[] }>;
export type IndexExpression = Node<'index', { target: Expression; index: Expression }>;
export type NewExpression = Node<'new', { type: TypeName; args: readonly Expression[] }>;
export type NewArray = Node<
    'newArray',
    { element: TypeName; size: Expression | undefined; items: readonly Expression[] }
>;
export type NewCollection = Node<'newCollection', { type: TypeName; items: readonly Expression[] }>;
export type NewMap = Node<
    'newMap',
    { type: TypeName; pairs: readonly { readonly key: Expression; readonly value: Expression }[] }
>;
export type CastExpression = Node<'cast', { type: TypeName; operand: Expression }>;
export type InstanceOfExpression = Node<'instanceof', { type: TypeName; operand: Expression }>;
export type StepExpression = Node<'step', { operator: '++' | '--'; isPrefix: boolean; operand: Expression }>;
export type UnaryExpression = Node<'unary', { operator: '+' | '-' | '!' | '~'; operand: Expression }>;
export type BinaryExpression = Node<'binary', { operator: BinaryOperator; left: Expression; right: Expression }>;
export type CoalesceExpression = Node<'coalesce', { left: Expression; right: Expression }>;
export type ConditionalExpression = Node<
    'conditional',
    { condition: Expression; then: Expression; otherwise: Expression }
>;
/** `=`, or the operator before it: `+` for `+=`. */
export type AssignExpression = Node<
    'assign',
    { operator: BinaryOperator | undefined; target: Expression; value: Expression }
>;
export type ClassLiteral = Node<'classLiteral', { type: TypeName | undefined }>;
/** A query or a search in brackets; each `:bind` is an expression, and stands in `text` as `:b0`, `:b1` … */
export type QueryExpression = Node<
    'query',
    { language: 'SOQL' | 'SOSL'; text: string; binds: readonly Expression[]; from: string }
>;

export type Expression =
    | LiteralExpression
    | NameExpression
    | Node<'this'>
    | Node<'super'>
    | DotExpression
    | CallExpression
    | ConstructorCall
    | IndexExpression
    | NewExpression
    | NewArray
    | NewCollection
    | NewMap
    | CastExpression
    | InstanceOfExpression
    | StepExpression
    | UnaryExpression
    | BinaryExpression
    | CoalesceExpression
    | ConditionalExpression
    | AssignExpression
    | ClassLiteral
    | QueryExpression;

/** A variable with its first value: of a local declaration or of a field. */
export interface Declarator extends Position {
    readonly name: string;
    readonly value: Expression | undefined;
}

export interface CatchClause extends Position {
    readonly type: TypeName;
    readonly name: string;
    readonly body: Block;
}

/** What a `when` of a switch stands for. */
export type WhenValue =
    | { readonly kind: 'else' }
    | { readonly kind: 'values'; readonly values: readonly WhenLiteral[] }
    | { readonly kind: 'type'; readonly type: TypeName; readonly name: string };

/** A literal, or the name of an enum's value. */
export type WhenLiteral = LiteralExpression | NameExpression;

export interface WhenClause extends Position {
    readonly value: WhenValue;
    readonly body: Block;
}

export type DmlOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';

export type Block = Node<'block', { statements: readonly Statement[]; end: Position }>;
export type LocalStatement = Node<
    'local',
    { modifiers: Modifiers; type: TypeName; declarators: readonly Declarator[] }
>;
export type ForStatement = Node<
    'for',
    {
        init: readonly Statement[];
        condition: Expression | undefined;
        updates: readonly Expression[];
        body: Statement | undefined;
    }
>;
export type ForEachStatement = Node<
    'forEach',
    { type: TypeName; name: string; list: Expression; body: Statement | undefined }
>;
export type TryStatement = Node<
    'try',
    { body: Block; catches: readonly CatchClause[]; finallyBlock: Block | undefined }
>;
export type SwitchStatement = Node<'switch', { on: Expression; clauses: readonly WhenClause[] }>;
/** `second` is the record that a merge takes up; `externalId` the field of an upsert. */
export type DmlStatement = Node<
    'dml',
    {
        operation: DmlOperation;
        access: 'user' | 'system' | undefined;
        records: Expression;
        second: Expression | undefined;
        externalId: string | undefined;
    }
>;

export type Statement =
    | Block
    | LocalStatement
    | Node<'expression', { expression: Expression }>
    | Node<'if', { condition: Expression; then: Statement; otherwise: Statement | undefined }>
    | Node<'while', { condition: Expression; body: Statement | undefined }>
    | Node<'doWhile', { condition: Expression; body: Block }>
    | ForStatement
    | ForEachStatement
    | Node<'return', { value: Expression | undefined }>
    | Node<'throw', { value: Expression }>
    | Node<'break'>
    | Node<'continue'>
    | TryStatement
    | SwitchStatement
    | DmlStatement
    | Node<'runAs', { args: readonly Expression[]; body: Block }>;

export interface Annotation extends Position {
    readonly name: string;
    /** Values by the lower case of their name; a single value without a name stands under `''`. */
    readonly values: ReadonlyMap<string, string>;
}

export interface Modifiers {
    /** In lower case: `public`, `static`, `with sharing` … */
    readonly words: ReadonlySet<string>;
    readonly annotations: readonly Annotation[];
}

export interface Parameter extends Position {
    readonly modifiers: Modifiers;
    readonly type: TypeName;
    readonly name: string;
}

/** A method or a constructor; `returns` is absent for void and for constructors. */
export interface MethodDeclaration extends Position {
    readonly modifiers: Modifiers;
    readonly name: string;
    readonly returns: TypeName | undefined;
    readonly parameters: readonly Parameter[];
    /** Absent for abstract methods and those of interfaces. */
    readonly body: Block | undefined;
}

export interface FieldDeclaration extends Position {
    readonly modifiers: Modifiers;
    readonly type: TypeName;
    readonly name: string;
    readonly value: Expression | undefined;
}

export interface Accessor extends Position {
    readonly modifiers: Modifiers;
    /** Absent for `get;` and `set;`. */
    readonly body: Block | undefined;
}

export interface PropertyDeclaration extends Position {
    readonly modifiers: Modifiers;
    readonly type: TypeName;
    readonly name: string;
    readonly get: Accessor | undefined;
    readonly set: Accessor | undefined;
}

export interface Initializer extends Position {
    readonly isStatic: boolean;
    readonly body: Block;
}

/** A class, an interface or an enum. */
export interface TypeDeclaration extends Position {
    readonly kind: 'class' | 'interface' | 'enum';
    readonly modifiers: Modifiers;
    readonly name: string;
    readonly superclass: TypeName | undefined;
    /** What a class implements; what an interface extends. */
    readonly interfaces: readonly TypeName[];
    /** Fields, properties and initialisers in the order in which they stand, as their first values are given in it. */
    readonly variables: readonly (
        | { readonly kind: 'field'; readonly field: FieldDeclaration }
        | { readonly kind: 'property'; readonly property: PropertyDeclaration }
        | { readonly kind: 'initializer'; readonly initializer: Initializer }
    )[];
    readonly methods: readonly MethodDeclaration[];
    readonly constructors: readonly MethodDeclaration[];
    readonly inner: readonly TypeDeclaration[];
    /** Of an enum. */
    readonly constants: readonly (Position & { readonly name: string })[];
}

export interface TriggerDeclaration extends Position {
    readonly name: string;
    readonly object: string;
    /** `before insert`, `after undelete` … */
    readonly events: readonly string[];
    /** The body as a class: its statements are `body`, what it declares are members. */
    readonly members: TypeDeclaration;
    readonly body: Block;
}

/** Statements that run by themselves, with what they declare. */
export interface AnonymousBlock extends Position {
    readonly members: TypeDeclaration;
    readonly body: Block;
}
