/** The cost of all users by the number of restricted licences, drawn: a line for each price band, with the mixes on it. */
import { html, type Html } from '../../html/html.ts';
import { dutchNumber } from '../../subsidy/stored/words.ts';
import type { CurvePart } from '../money/cost-curve.ts';
import type { Mix } from '../money/cheapest-mix.ts';
import type { PlanMoney } from './plan-money.ts';

const WIDTH = 760;
const HEIGHT = 380;
const LEFT = 90;
const RIGHT = 20;
const TOP = 16;
const BOTTOM = 90;
const TICKS = 6;

/** A position on the drawing for a value. */
type Scale = (value: number) => number;

interface Mark {
    readonly name: string;
    readonly shape: 'circle' | 'square' | 'diamond';
    readonly style: string;
    readonly mix: Mix;
}

/** @returns undefined where no prices are known */
export function costDrawing({ curve, present, advice }: PlanMoney): Html | undefined {
    const points = curve.flat();
    if (points.length === 0) return undefined;
    const marks = marksOf(present, advice?.exact, advice?.mix);
    const costs = [...points, ...marks.map(({ mix }) => mix)].map(({ cents }) => cents / 100);
    const most = Math.max(...points.map(({ restricted }) => restricted), ...marks.map(({ mix }) => mix.restricted));
    const costTicks = ticksBetween(Math.min(...costs), Math.max(...costs));
    const x = scale(0, most, LEFT, WIDTH - RIGHT);
    const y = scale(costTicks[0] ?? 0, costTicks.at(-1) ?? 1, HEIGHT - BOTTOM, TOP);
    const description = marks.map(({ name, mix }) => `${name}: ${textOf(mix)}`).join('; ');
    return html`<figure>
        <svg
            viewBox="0 0 ${WIDTH} ${HEIGHT}"
            width="${WIDTH}"
            height="${HEIGHT}"
            role="img"
            aria-labelledby="cost-title cost-text"
        >
            <title id="cost-title">Kost volgens het aantal beperkte licenties</title>
            <desc id="cost-text">${description}. De tabel hieronder geeft dezelfde punten.</desc>
            ${axes(
                ticksBetween(0, most).filter((tick) => tick <= most),
                costTicks,
                x,
                y,
            )}
            ${curve.slice(1).map((part) => html`<line class="edge" x1="${at(x(part[0]?.restricted ?? 0))}" x2="${at(x(part[0]?.restricted ?? 0))}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" />`)}
            ${curve.map((part) => lineOf(part, x, y))}
            ${marks.map((mark) => markAt(mark, x(mark.mix.restricted), y(mark.mix.cents / 100)))}
            ${marks.map((mark, index) => html`${markAt(mark, LEFT + 10, HEIGHT - 46 + index * 18)}<text x="${LEFT + 24}" y="${HEIGHT - 42 + index * 18}">${mark.name}: ${textOf(mark.mix)}</text>`)}
        </svg>
        <figcaption>
            Wie geen beperkte licentie krijgt, krijgt een volledige. Een streepjeslijn is het begin van een prijsschijf:
            daar verspringt de prijs van alle beperkte licenties.
        </figcaption>
    </figure>`;
}

/** The points of the drawing as rows of a table. */
export function costRows({ curve }: PlanMoney): Record<string, string>[] {
    return curve.flat().map(({ restricted, full, cents }) => ({
        Beperkt: String(restricted),
        Volledig: String(full),
        Kost: dutchNumber((cents / 100).toFixed(2)),
    }));
}

/** Of mixes that are the same, the last name holds both. */
function marksOf(present: Mix | undefined, exact: Mix | undefined, cheapest: Mix | undefined): Mark[] {
    const marks: Mark[] = [
        ...(present
            ? [{ name: 'Niveaus van vandaag', shape: 'square', style: 'two open', mix: present } as const]
            : []),
        ...(exact ? [{ name: 'Precies wat nodig is', shape: 'circle', style: 'one', mix: exact } as const] : []),
        ...(cheapest ? [{ name: 'Goedkoopst', shape: 'diamond', style: 'three', mix: cheapest } as const] : []),
    ];
    return marks;
}

function axes(numbers: readonly number[], costs: readonly number[], x: Scale, y: Scale): Html {
    const bottom = HEIGHT - BOTTOM;
    return html`${costs.map((cost) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(y(cost))}" y2="${at(y(cost))}" /><text x="${LEFT - 8}" y="${at(y(cost) + 4)}" text-anchor="end">${dutchNumber(String(cost))}</text>`)}
        ${numbers.map((number) => html`<text x="${at(x(number))}" y="${bottom + 18}" text-anchor="middle">${String(number)}</text>`)}
        <path class="axis" d="M${LEFT} ${TOP}V${bottom}H${WIDTH - RIGHT}" />
        <text x="${WIDTH - RIGHT}" y="${bottom + 34}" text-anchor="end">beperkte licenties (euro links)</text>`;
}

function lineOf(part: CurvePart, x: Scale, y: Scale): Html {
    const places = part.map(({ restricted, cents }) => `${at(x(restricted))},${at(y(cents / 100))}`);
    const [only = ''] = places;
    if (places.length > 1) return html`<polyline class="one curve" points="${places.join(' ')}" />`;
    const [cx = '', cy = ''] = only.split(',');
    return html`<circle class="one" cx="${cx}" cy="${cy}" r="2.5" />`;
}

function markAt({ shape, style }: Mark, x: number, y: number): Html {
    if (shape === 'circle') return html`<circle class="${style}" cx="${at(x)}" cy="${at(y)}" r="6" />`;
    const size = shape === 'square' ? 7 : 9;
    const path =
        shape === 'square'
            ? `M${at(x - size)} ${at(y - size)}h${size * 2}v${size * 2}h-${size * 2}z`
            : `M${at(x)} ${at(y - size)}l${size} ${size}l-${size} ${size}l-${size} -${size}z`;
    return html`<path class="${style}" d="${path}" />`;
}

function textOf({ full, restricted, cents }: Mix): string {
    return `${String(full)} volledig, ${String(restricted)} beperkt, ${dutchNumber((cents / 100).toFixed(2))} euro`;
}

function scale(from: number, to: number, low: number, high: number): Scale {
    const size = to - from || 1;
    return (value) => low + ((value - from) / size) * (high - low);
}

/** Round numbers that hold both ends between them. */
function ticksBetween(least: number, most: number): number[] {
    const rough = Math.max(1, (most - least) / TICKS);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
    const first = Math.floor(least / step);
    const last = Math.max(first + 1, Math.ceil(most / step));
    return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

function at(value: number): string {
    return String(Math.round(value * 10) / 10);
}
