/** Formula Operators and Functions: Math Functions. */
import { FormulaError, FormulaRuntimeError, describe, wrongCount, wrongType } from '../errors.ts';
import { Decimal, ROUND, ceilingLike, floorLike, fromBinary, modulo, round, toInt, truncate } from '../numbers.ts';
import { typeLabel, type CallSite, type FunctionSpec, type Geolocation, type Run, type ValueType } from '../types.ts';
import {
    ambient,
    argumentOf,
    checkCount,
    checkType,
    rejectPicklist,
    special,
    strict,
    textOfLiteral,
    total,
} from './define.ts';

const PI = Decimal.acos(-1);
/** Mean radius of the earth in both units that DISTANCE() knows. */
const EARTH_RADIUS: Readonly<Record<string, number>> = { mi: 3958.761, km: 6371.009 };
const MAX_ARGUMENTS = 255;

function binary(name: string, compute: (value: number) => number): FunctionSpec {
    return strict(name, ['Number'], 'Number', (value) => fromBinary(compute(value.toNumber())));
}

function extreme(name: string, wanted: -1 | 1): FunctionSpec {
    const check = (call: CallSite): ValueType => {
        const count = call.args.length;
        if (count === 0 || count > MAX_ARGUMENTS) {
            throw wrongCount(call.name, count === 0 ? 1 : MAX_ARGUMENTS, count, call.position);
        }
        call.args.forEach((arg) => {
            checkType(call, arg, 'Number');
        });
        return 'Number';
    };
    // one blank argument makes the result blank
    return special(name, check, (_call, runs) => (frame) => {
        let result: Decimal | null = null;
        for (const run of runs) {
            const value = run(frame) as Decimal | null;
            if (value === null) {
                return null;
            }
            result = result === null || value.cmp(result) === wanted ? value : result;
        }
        return result;
    });
}

function checkGeolocation(call: CallSite): ValueType {
    checkCount(call, 2);
    [90, 180].forEach((limit, index) => {
        const arg = argumentOf(call, index);
        rejectPicklist(arg);
        if (arg.type !== 'Number') {
            throw wrongType(call.name, ['Number'], typeLabel(arg.type), arg.position);
        }
        if (arg.kind === 'literal' && arg.value instanceof Decimal && arg.value.gt(limit)) {
            throw new FormulaError(`Incorrect parameter for ${describe(call.name)}.`, arg.position);
        }
    });
    return 'Geolocation';
}

function geolocation(latitude: Decimal | null, longitude: Decimal | null): Geolocation | null {
    if (latitude === null && longitude === null) {
        return null;
    }
    if (latitude === null || longitude === null) {
        throw new FormulaRuntimeError('Latitude can be null if and only if longitude is null');
    }
    if (latitude.abs().gt(90) || longitude.abs().gt(180)) {
        throw new FormulaRuntimeError('Latitude or longitude out of range');
    }
    return { latitude: latitude.toNumber(), longitude: longitude.toNumber() };
}

function checkDistance(call: CallSite): ValueType {
    checkCount(call, 3);
    const expected: readonly ValueType[] = ['Geolocation', 'Geolocation', 'Text'];
    expected.forEach((type, index) => {
        const arg = argumentOf(call, index);
        rejectPicklist(arg);
        if (arg.type !== type) {
            throw wrongType(call.name, [typeLabel(type)], typeLabel(arg.type), arg.position);
        }
    });
    const unit = argumentOf(call, 2);
    const name = textOfLiteral(unit);
    if (name !== undefined && EARTH_RADIUS[name.toLowerCase()] === undefined) {
        const received = `Incorrect parameter value for ${describe(call.name)}. Expected 'mi'/'km', received '${name}'`;
        throw new FormulaError(received, unit.position);
    }
    return 'Number';
}

function point({ latitude, longitude }: Geolocation): [number, number, number] {
    const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    return [Math.sin(east) * Math.cos(north), Math.cos(east) * Math.cos(north), Math.sin(north)];
}

/** The shortest way over the surface, by the straight line through the earth. */
function distance(from: Geolocation, to: Geolocation, radius: number): Decimal {
    const [x1, y1, z1] = point(from);
    const [x2, y2, z2] = point(to);
    const chord = Math.hypot(x1 - x2, y1 - y2, z1 - z2);
    return fromBinary(2 * radius * Math.asin(Math.min(1, chord / 2)));
}

function compileDistance(_call: unknown, runs: readonly Run[]): Run {
    const [from, to, unit] = runs as [Run, Run, Run];
    return (frame) => {
        const start = from(frame) as Geolocation | null;
        const end = to(frame) as Geolocation | null;
        const name = unit(frame) as string | null;
        const radius = EARTH_RADIUS[(name ?? '').toLowerCase()];
        if (radius === undefined) {
            throw new FormulaRuntimeError(`Invalid unit for the distance() function: ${name ?? ''}`);
        }
        return start === null || end === null ? null : distance(start, end, radius);
    };
}

function squareRoot(value: Decimal): Decimal {
    if (value.isNegative() && !value.isZero()) {
        throw new FormulaRuntimeError('SQRT() of a negative number');
    }
    return value.sqrt();
}

export const MATH: readonly FunctionSpec[] = [
    strict('ABS', ['Number'], 'Number', (value) => value.abs()),
    // away from zero and towards it; the M functions are the mathematical ones
    strict('CEILING', ['Number'], 'Number', (value) => ceilingLike(value, ROUND.awayFromZero)),
    strict('FLOOR', ['Number'], 'Number', (value) => floorLike(value, ROUND.towardsZero)),
    strict('MCEILING', ['Number'], 'Number', (value) => ceilingLike(value, ROUND.ceiling)),
    strict('MFLOOR', ['Number'], 'Number', (value) => floorLike(value, ROUND.floor)),
    strict('ROUND', ['Number', 'Number'], 'Number', (value, digits) => round(value, toInt(digits))),
    strict('TRUNC', ['Number', 'Number'], 'Number', (value, digits) => truncate(value, toInt(digits))),
    strict('MOD', ['Number', 'Number'], 'Number', modulo),
    strict('SQRT', ['Number'], 'Number', squareRoot),
    extreme('MAX', 1),
    extreme('MIN', -1),
    ambient('PI', 'Number', () => PI),
    binary('EXP', Math.exp),
    binary('LN', Math.log),
    binary('LOG', Math.log10),
    binary('SIN', Math.sin),
    binary('COS', Math.cos),
    binary('TAN', Math.tan),
    binary('ASIN', Math.asin),
    binary('ACOS', Math.acos),
    binary('ATAN', Math.atan),
    strict('ATAN2', ['Number', 'Number'], 'Number', (y, x) => fromBinary(Math.atan2(y.toNumber(), x.toNumber()))),
    special('GEOLOCATION', checkGeolocation, (_call, runs) => {
        const [latitude, longitude] = runs as [Run, Run];
        return (frame) => geolocation(latitude(frame) as Decimal | null, longitude(frame) as Decimal | null);
    }),
    special('DISTANCE', checkDistance, compileDistance),
    total(
        'PICKLISTCOUNT',
        ['MultiPicklist'],
        'Number',
        (values) => new Decimal(values === null ? 0 : values.split(';').length),
    ),
];
