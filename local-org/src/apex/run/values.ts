/**
 * What Apex values are while a program runs. Booleans, Integers (numbers), Longs (bigints) and Strings (Ids among them)
 * are JavaScript's own; every other value is an object that knows its type.
 */
import type { BigDecimal } from 'bigdecimal.js';
import type { Type } from '../types/type.ts';
import { BLOB, DATE, DATETIME, DOUBLE, TIME, TYPE } from '../types/type.ts';

export type Value = null | boolean | number | bigint | string | BigDecimal | Instance;

/** The slots of a running method: `this`, the parameters, the locals. */
export type Frame = Value[];

/** A value that is no primitive of JavaScript. */
export abstract class Instance {
    abstract readonly type: Type;
}

/** An object of a class of the program, or of a class of the library that programs extend. */
export class ObjectValue extends Instance {
    readonly type: Type;
    readonly fields: Value[];

    constructor(type: Type, fieldCount: number) {
        super();
        this.type = type;
        this.fields = fieldCount === 0 ? NO_FIELDS : new Array<Value>(fieldCount).fill(null);
    }
}

const NO_FIELDS: Value[] = [];

/** Stands for an object of a class in a test: all its methods ask a provider. */
export class StubValue extends ObjectValue {
    readonly provider: ObjectValue;

    constructor(type: Type, fieldCount: number, provider: ObjectValue) {
        super(type, fieldCount);
        this.provider = provider;
    }
}

/** An object of a class of the library, with what its functions keep in it. */
export class NativeObject<T> extends ObjectValue {
    readonly state: T;

    constructor(type: Type, state: T) {
        super(type, 0);
        this.state = state;
    }
}

/** A floating point number; JavaScript's numbers are the Integers. */
export class DoubleValue extends Instance {
    readonly value: number;

    constructor(value: number) {
        super();
        this.value = value;
    }

    get type(): Type {
        return DOUBLE;
    }
}

/** A day, counted from 1970-01-01. */
export class DateValue extends Instance {
    readonly days: number;

    constructor(days: number) {
        super();
        this.days = days;
    }

    get type(): Type {
        return DATE;
    }
}

/** An instant, in milliseconds since 1970. */
export class DatetimeValue extends Instance {
    readonly milliseconds: number;

    constructor(milliseconds: number) {
        super();
        this.milliseconds = milliseconds;
    }

    get type(): Type {
        return DATETIME;
    }
}

/** A time of day, in milliseconds since midnight. */
export class TimeValue extends Instance {
    readonly milliseconds: number;

    constructor(milliseconds: number) {
        super();
        this.milliseconds = milliseconds;
    }

    get type(): Type {
        return TIME;
    }
}

export class BlobValue extends Instance {
    readonly bytes: Uint8Array;

    constructor(bytes: Uint8Array) {
        super();
        this.bytes = bytes;
    }

    get type(): Type {
        return BLOB;
    }
}

/** A value of an enum; there is one of each. */
export class EnumValue extends Instance {
    readonly type: Type;
    readonly name: string;
    readonly ordinal: number;

    constructor(type: Type, name: string, ordinal: number) {
        super();
        this.type = type;
        this.name = name;
        this.ordinal = ordinal;
    }
}

/** `Foo.class` */
export class TypeValue extends Instance {
    readonly meant: Type;

    constructor(meant: Type) {
        super();
        this.meant = meant;
    }

    get type(): Type {
        return TYPE;
    }
}

export class ListValue extends Instance {
    readonly type: Type;
    items: Value[];
    /** Loops that go through it now: it may not change then. */
    loops = 0;

    constructor(type: Type, items: Value[] = []) {
        super();
        this.type = type;
        this.items = items;
    }
}
