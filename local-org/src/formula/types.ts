import type { Decimal } from './numbers.ts';

/** Types that an expression can have, under the names the org's messages use. */
export type ValueType =
    | 'Text'
    | 'Number'
    | 'Date'
    | 'DateTime'
    | 'Time'
    | 'Boolean'
    | 'Geolocation'
    | 'Picklist'
    | 'MultiPicklist'
    | 'Null';

/** Types of fields that a formula can refer to. */
export type FieldType =
    | 'Text'
    | 'TextArea'
    | 'LongTextArea'
    | 'Html'
    | 'EncryptedText'
    | 'Email'
    | 'Phone'
    | 'Url'
    | 'AutoNumber'
    | 'Id'
    | 'Lookup'
    | 'MasterDetail'
    | 'Number'
    | 'Currency'
    | 'Percent'
    | 'Date'
    | 'DateTime'
    | 'Time'
    | 'Checkbox'
    | 'Picklist'
    | 'MultiselectPicklist'
    | 'Location';

/** Types that a formula can be declared to return. */
export type ReturnType = 'Checkbox' | 'Text' | 'Number' | 'Currency' | 'Percent' | 'Date' | 'DateTime' | 'Time';

/** Where a formula stands: some functions are only there for some places. */
export type FormulaUse =
    | 'formulaField'
    | 'validationRule'
    | 'defaultValue'
    | 'fieldUpdate'
    | 'workflowRule'
    | 'assignmentRule'
    | 'approvalProcess'
    | 'flow'
    | 'template';

export type BlanksAs = 'BlankAsZero' | 'BlankAsBlank';

/** A field as a formula sees it. */
export interface FieldInfo {
    readonly type: FieldType;
    /** Decimal places; only the translation to SQL asks. */
    readonly scale?: number | undefined;
    /** All digits, those of the scale too; only the translation to SQL asks. */
    readonly precision?: number | undefined;
    /** API names of a multi-select picklist's values; INCLUDES() checks its literal against them. */
    readonly values?: readonly string[] | undefined;
    /** The path to read the value by, when it is not the one in the formula (whose case may differ). */
    readonly path?: string | undefined;
}

/** Types a path of the formula (`Place__r.Name` as `['Place__r', 'Name']`), or not: then the field does not exist. */
export type FieldResolver = (path: string[]) => FieldInfo | undefined;

export type Fields = Readonly<Record<string, FieldInfo>> | FieldResolver;

export interface Geolocation {
    readonly latitude: number;
    readonly longitude: number;
}

/** What expressions evaluate to. Blank is `null` for every type, the empty text too. */
export type Value = string | number | boolean | Decimal | Geolocation | null;

/** The representation of each type while a formula runs. */
export interface ValueOf {
    Text: string;
    Number: Decimal;
    /** `YYYY-MM-DD` */
    Date: string;
    /** milliseconds since 1970 */
    DateTime: number;
    /** milliseconds since midnight */
    Time: number;
    Boolean: boolean;
    Geolocation: Geolocation;
    Picklist: string;
    /** values joined by `;` */
    MultiPicklist: string;
    Null: never;
}

/** A record: values by path, nested objects by relationship name, or a function that reads a path. */
export type RecordSource = Readonly<Record<string, unknown>> | ((path: string) => unknown);

/** What VLOOKUP() asks its callback. */
export interface LookupRequest {
    readonly objectName: string;
    readonly returnField: string;
    readonly matchField: string;
    readonly value: string | null;
}

/** The moment, the user and the change that a formula is evaluated in. */
export interface EvaluationContext {
    /** Milliseconds since 1970; the clock when absent. */
    readonly now?: number | undefined;
    /** IANA name of the user's time zone; GMT when absent. */
    readonly timeZone?: string | undefined;
    readonly isNew?: boolean | undefined;
    readonly isClone?: boolean | undefined;
    /** The record before the change, for PRIORVALUE() and ISCHANGED(). */
    readonly prior?: RecordSource | undefined;
    /** Finds the value that VLOOKUP() returns. */
    readonly lookup?: ((request: LookupRequest) => unknown) | undefined;
    /** What GETSESSIONID() returns. */
    readonly sessionId?: string | undefined;
}

/** One evaluation. */
export interface Frame {
    readonly record: RecordSource;
    readonly context: EvaluationContext;
}

/** A compiled expression. */
export type Run = (frame: Frame) => Value;

/** A field that a formula refers to. */
export interface FieldRef {
    /** As the formula writes it. */
    readonly name: string;
    /** What the record is read by. */
    readonly path: string;
    /** The path's steps, without the types of polymorphic ones. */
    readonly segments: readonly string[];
    readonly info: FieldInfo;
}

export interface TypedLiteral {
    readonly kind: 'literal';
    readonly type: ValueType;
    readonly value: Value;
    readonly position: number;
}

export interface TypedField {
    readonly kind: 'field';
    readonly type: ValueType;
    readonly field: FieldRef;
    readonly position: number;
}

/** A function or operator with its arguments. */
export interface TypedCall {
    readonly kind: 'call';
    readonly type: ValueType;
    readonly spec: FunctionSpec;
    readonly args: readonly Typed[];
    readonly position: number;
}

/** An expression after the type check. */
export type Typed = TypedLiteral | TypedField | TypedCall;

/** A call while its types are checked. */
export interface CallSite {
    /** As the formula writes it. */
    readonly name: string;
    readonly position: number;
    readonly args: readonly Typed[];
}

/** How closures are made of arguments. */
export interface Compiler {
    readonly compile: (typed: Typed) => Run;
}

/** One function or operator of the language. */
export interface FunctionSpec {
    readonly name: string;
    /** Where the function may stand; everywhere when absent. */
    readonly uses?: ReadonlySet<FormulaUse> | undefined;
    /** Whether the same arguments always give the same result, so that constants are computed once. */
    readonly pure: boolean;
    readonly check: (call: CallSite) => ValueType;
    readonly compile: (call: TypedCall, compiler: Compiler) => Run;
}

const VALUE_TYPES: Readonly<Record<FieldType, ValueType>> = {
    Text: 'Text',
    TextArea: 'Text',
    LongTextArea: 'Text',
    Html: 'Text',
    EncryptedText: 'Text',
    Email: 'Text',
    Phone: 'Text',
    Url: 'Text',
    AutoNumber: 'Text',
    Id: 'Text',
    Lookup: 'Text',
    MasterDetail: 'Text',
    Number: 'Number',
    Currency: 'Number',
    Percent: 'Number',
    Date: 'Date',
    DateTime: 'DateTime',
    Time: 'Time',
    Checkbox: 'Boolean',
    Picklist: 'Picklist',
    MultiselectPicklist: 'MultiPicklist',
    Location: 'Geolocation',
};

export function valueTypeOf(type: FieldType): ValueType {
    return VALUE_TYPES[type];
}

/** The result type that a formula of this return type needs. */
export function resultTypeOf(type: ReturnType): ValueType {
    return VALUE_TYPES[type];
}

const LABELS: Partial<Record<ValueType, string>> = { MultiPicklist: 'Picklist (Multi-Select)' };

/** The type's name in messages. */
export function typeLabel(type: ValueType): string {
    return LABELS[type] ?? type;
}
