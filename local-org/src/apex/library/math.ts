/** Math. Source: Apex reference guide, "Math class". */
import { RoundingMode, type BigDecimal } from 'bigdecimal.js';
import { exception } from '../run/exceptions.ts';
import { decimalOf, decimalToLong, toLong } from '../run/numbers.ts';
import { DoubleValue } from '../run/values.ts';
import { roundHalfEven } from './decimal.ts';
import { define, type Signatures } from './define.ts';

type OfNumber = (value: number) => number;

/** A function that is there for Double and for Decimal; of a Decimal it has the digits of a Double. */
function both(name: string, calculate: OfNumber): Signatures {
    return {
        [`Double ${name}(Double)`]: ({ value }: DoubleValue) => new DoubleValue(calculate(value)),
        [`Decimal ${name}(Decimal)`]: (value: BigDecimal) => decimalOf(calculate(value.numberValue())),
    };
}

/** Half to even, as `Math.rint` of Java. */
function rint(value: number): number {
    const floor = Math.floor(value);
    const rest = value - floor;
    if (rest !== 0.5) return Math.round(value);
    return floor % 2 === 0 ? floor : floor + 1;
}

function mod(left: number, right: number): number {
    if (right === 0) throw exception('MathException', 'Divide by 0');
    return (left % right) | 0;
}

function integer(value: bigint): number {
    if (value !== BigInt.asIntN(32, value)) throw exception('MathException', `Integer overflow: ${String(value)}`);
    return Number(value);
}

function nearest({ value }: DoubleValue): bigint {
    return toLong(Math.floor(value + 0.5));
}

const largest: Signatures = {
    'Integer max(Integer, Integer)': (left: number, right: number) => Math.max(left, right),
    'Long max(Long, Long)': (left: bigint, right: bigint) => (left > right ? left : right),
    'Double max(Double, Double)': (left: DoubleValue, right: DoubleValue) => (left.value > right.value ? left : right),
    'Decimal max(Decimal, Decimal)': (left: BigDecimal, right: BigDecimal) => left.max(right),
    'Integer min(Integer, Integer)': (left: number, right: number) => Math.min(left, right),
    'Long min(Long, Long)': (left: bigint, right: bigint) => (left < right ? left : right),
    'Double min(Double, Double)': (left: DoubleValue, right: DoubleValue) => (left.value < right.value ? left : right),
    'Decimal min(Decimal, Decimal)': (left: BigDecimal, right: BigDecimal) => left.min(right),
};

const rounding: Signatures = {
    'Integer abs(Integer)': (value: number) => Math.abs(value) | 0,
    'Long abs(Long)': (value: bigint) => BigInt.asIntN(64, value < 0n ? -value : value),
    'Double abs(Double)': ({ value }: DoubleValue) => new DoubleValue(Math.abs(value)),
    'Decimal abs(Decimal)': (value: BigDecimal) => value.abs(),
    'Double ceil(Double)': ({ value }: DoubleValue) => new DoubleValue(Math.ceil(value)),
    'Decimal ceil(Decimal)': (value: BigDecimal) => value.setScale(0, RoundingMode.CEILING),
    'Double floor(Double)': ({ value }: DoubleValue) => new DoubleValue(Math.floor(value)),
    'Decimal floor(Decimal)': (value: BigDecimal) => value.setScale(0, RoundingMode.FLOOR),
    'Double rint(Double)': ({ value }: DoubleValue) => new DoubleValue(rint(value)),
    'Decimal rint(Decimal)': roundHalfEven,
    'Integer round(Double)': (value: DoubleValue) => integer(nearest(value)),
    'Integer round(Decimal)': (value: BigDecimal) => integer(roundHalfEven(value).toBigInt()),
    'Long roundToLong(Double)': nearest,
    'Long roundToLong(Decimal)': (value: BigDecimal) => decimalToLong(roundHalfEven(value)),
    'Double signum(Double)': ({ value }: DoubleValue) => new DoubleValue(Math.sign(value)),
    'Decimal signum(Decimal)': (value: BigDecimal) => decimalOf(value.signum()),
};

define({
    name: 'Math',
    staticProperties: {
        'Double E': { read: () => new DoubleValue(Math.E) },
        'Double PI': { read: () => new DoubleValue(Math.PI) },
    },
    statics: {
        ...largest,
        ...rounding,
        ...both('acos', Math.acos),
        ...both('asin', Math.asin),
        ...both('atan', Math.atan),
        ...both('cbrt', Math.cbrt),
        ...both('cos', Math.cos),
        ...both('cosh', Math.cosh),
        ...both('exp', Math.exp),
        ...both('log', Math.log),
        ...both('log10', Math.log10),
        ...both('sin', Math.sin),
        ...both('sinh', Math.sinh),
        ...both('sqrt', Math.sqrt),
        ...both('tan', Math.tan),
        ...both('tanh', Math.tanh),
        'Double atan2(Double, Double)': (y: DoubleValue, x: DoubleValue) =>
            new DoubleValue(Math.atan2(y.value, x.value)),
        'Decimal atan2(Decimal, Decimal)': (y: BigDecimal, x: BigDecimal) =>
            decimalOf(Math.atan2(y.numberValue(), x.numberValue())),
        'Integer mod(Integer, Integer)': mod,
        'Long mod(Long, Long)': (left: bigint, right: bigint) => {
            if (right === 0n) throw exception('MathException', 'Divide by 0');
            return left % right;
        },
        'Double pow(Double, Double)': (base: DoubleValue, exponent: DoubleValue) =>
            new DoubleValue(base.value ** exponent.value),
        'Double random()': () => new DoubleValue(Math.random()),
    },
});
