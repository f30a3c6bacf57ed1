/**
 * Decimal and its rounding. Source: Apex reference guide, "Decimal class": half-even where no mode is given; scales
 * from -33 to 33; exponents from 0 to 32,767.
 */
import { Big, RoundingMode, type BigDecimal } from 'bigdecimal.js';
import { exception } from '../run/exceptions.ts';
import { decimalOf, decimalToInteger, decimalToLong } from '../run/numbers.ts';
import { DoubleValue, type EnumValue } from '../run/values.ts';
import { DECIMAL } from '../types/type.ts';
import { define } from './define.ts';
import { formatNumber, parseDecimal } from './number-text.ts';

const MODES = {
    CEILING: RoundingMode.CEILING,
    DOWN: RoundingMode.DOWN,
    FLOOR: RoundingMode.FLOOR,
    HALF_DOWN: RoundingMode.HALF_DOWN,
    HALF_EVEN: RoundingMode.HALF_EVEN,
    HALF_UP: RoundingMode.HALF_UP,
    UNNECESSARY: RoundingMode.UNNECESSARY,
    UP: RoundingMode.UP,
} as const;

const MAX_SCALE = 33;
const MAX_EXPONENT = 32_767;

function modeOf({ name }: EnumValue): RoundingMode {
    return MODES[name as keyof typeof MODES];
}

function checkScale(scale: number): void {
    if (Math.abs(scale) > MAX_SCALE)
        throw exception('MathException', `Scale must be between -${String(MAX_SCALE)} and ${String(MAX_SCALE)}`);
}

/** @throws Thrown MathException when a digit would be lost and the mode says that none may be */
export function setScale(self: BigDecimal, scale: number, mode: RoundingMode = RoundingMode.HALF_EVEN): BigDecimal {
    checkScale(scale);
    const scaled = self.setScale(scale, mode === RoundingMode.UNNECESSARY ? RoundingMode.DOWN : mode);
    if (mode === RoundingMode.UNNECESSARY && !scaled.sameValue(self))
        throw exception('MathException', 'Rounding necessary');
    return scaled;
}

/** The nearest whole number; of two, the even one. */
export function roundHalfEven(self: BigDecimal): BigDecimal {
    return self.setScale(0, RoundingMode.HALF_EVEN);
}

function divide(self: BigDecimal, divisor: BigDecimal, scale: number, mode = RoundingMode.HALF_EVEN): BigDecimal {
    if (divisor.signum() === 0) throw exception('MathException', 'Divide by 0');
    checkScale(scale);
    if (mode !== RoundingMode.UNNECESSARY) return self.divide(divisor, scale, mode);
    const quotient = self.divide(divisor, scale, RoundingMode.DOWN);
    if (!quotient.multiply(divisor).sameValue(self)) throw exception('MathException', 'Rounding necessary');
    return quotient;
}

function pow(self: BigDecimal, exponent: number): BigDecimal {
    if (exponent < 0 || exponent > MAX_EXPONENT) throw exception('MathException', 'Invalid operation');
    return self.pow(exponent);
}

define(
    { name: 'RoundingMode', kind: 'enum', values: Object.keys(MODES) },
    {
        name: 'Decimal',
        type: DECIMAL,
        statics: {
            'Decimal valueOf(Double)': ({ value }: DoubleValue) => decimalOf(value),
            'Decimal valueOf(Long)': (value: bigint) => Big(value),
            'Decimal valueOf(String)': parseDecimal,
        },
        methods: {
            'Decimal abs()': (self: BigDecimal) => self.abs(),
            'Decimal divide(Decimal, Integer)': (self: BigDecimal, divisor: BigDecimal, scale: number) =>
                divide(self, divisor, scale),
            'Decimal divide(Decimal, Integer, System.RoundingMode)': (
                self: BigDecimal,
                divisor: BigDecimal,
                scale: number,
                mode: EnumValue,
            ) => divide(self, divisor, scale, modeOf(mode)),
            'Double doubleValue()': (self: BigDecimal) => new DoubleValue(self.numberValue()),
            'String format()': (self: BigDecimal) => formatNumber(self.toPlainString()),
            'Integer intValue()': decimalToInteger,
            'Long longValue()': decimalToLong,
            'Decimal pow(Integer)': pow,
            'Integer precision()': (self: BigDecimal) => self.precision(),
            'Long round()': (self: BigDecimal) => decimalToLong(roundHalfEven(self)),
            'Long round(System.RoundingMode)': (self: BigDecimal, mode: EnumValue) =>
                decimalToLong(setScale(self, 0, modeOf(mode))),
            'Integer scale()': (self: BigDecimal) => self.scale(),
            'Decimal setScale(Integer)': (self: BigDecimal, scale: number) => setScale(self, scale),
            'Decimal setScale(Integer, System.RoundingMode)': (self: BigDecimal, scale: number, mode: EnumValue) =>
                setScale(self, scale, modeOf(mode)),
            'Decimal stripTrailingZeros()': (self: BigDecimal) => self.stripTrailingZeros(),
            'String toPlainString()': (self: BigDecimal) => self.toPlainString(),
        },
    },
);
