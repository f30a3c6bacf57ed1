/** Tables of a letter: row by row over as many pages as it takes, with the header on each. */
import { TEXT_SIZE, type LetterPaper } from './letter-paper.ts';

/** Widths are parts of the whole. */
export interface Column {
    readonly title: string;
    readonly part: number;
    readonly align?: 'left' | 'right';
}

export type TableRow = readonly string[];

const CELL = { x: 4, y: 2.5 };
const SIZE = TEXT_SIZE - 1;
const SHADE = '#e8ecf0';
const LINE = '#888888';

type Structure = ReturnType<LetterPaper['group']>;

/**
 * Draws a table.
 * @param rows one ahead is held: two stay with the header, the last with the total
 * @param total the last row, in bold; never alone on a page
 */
export function drawTable(
    paper: LetterPaper,
    columns: readonly Column[],
    rows: Iterable<TableRow>,
    total?: TableRow,
): void {
    const table = new Table(paper, columns);
    let isFirst = true;
    for (const [row, next] of withNext(rows)) {
        const withHeader = isFirst ? table.headerHeight + (next ? table.heightOf(next) : 0) : 0;
        const withTotal = !next && total ? table.heightOf(total, true) : 0;
        const moved = paper.needs(withHeader + table.heightOf(row) + withTotal);
        if (isFirst) table.header();
        else if (moved) table.repeatHeader();
        isFirst = false;
        table.row(row);
    }
    if (total) table.total(total);
    table.end();
}

function* withNext(rows: Iterable<TableRow>): Generator<[row: TableRow, next: TableRow | undefined]> {
    let current: TableRow | undefined;
    for (const row of rows) {
        if (current) yield [current, row];
        current = row;
    }
    if (current) yield [current, undefined];
}

/** One table: where its columns are, and its part of the document's structure. */
class Table {
    readonly #paper: LetterPaper;
    readonly #structure: Structure;
    readonly #titles: TableRow;
    readonly #cells: readonly { readonly x: number; readonly width: number; readonly align: 'left' | 'right' }[];

    constructor(paper: LetterPaper, columns: readonly Column[]) {
        this.#paper = paper;
        this.#structure = paper.group('Table');
        this.#titles = columns.map(({ title }) => title);
        const parts = columns.reduce((sum, { part }) => sum + part, 0);
        let x = paper.left;
        this.#cells = columns.map(({ part, align = 'left' }) => {
            const width = (part / parts) * paper.width;
            const cell = { x: x + CELL.x, width: width - 2 * CELL.x, align };
            x += width;
            return cell;
        });
    }

    get headerHeight(): number {
        return this.heightOf(this.#titles, true);
    }

    heightOf(texts: TableRow, bold = false): number {
        this.#paper.font(bold ? 'bold' : 'regular', SIZE);
        // an empty cell is as high as one with a letter
        const heights = texts.map((text, index) =>
            this.#paper.doc.heightOfString(text === '' ? ' ' : text, { width: this.#cells[index]?.width ?? 0 }),
        );
        return Math.max(...heights) + 2 * CELL.y;
    }

    header(): void {
        this.#shade();
        this.#tagged(this.#titles, 'TH');
        this.#rule(0.8);
    }

    /** The header that a page repeats says nothing new: a screen reader hears it once. */
    repeatHeader(): void {
        const bottom = this.#paper.y + this.headerHeight;
        this.#shade();
        const { y } = this.#paper;
        this.#paper.artifact(() => {
            this.#titles.forEach((text, index) => {
                this.#text(text, index, y, true);
            });
        }, 'Pagination');
        this.#paper.y = bottom;
        this.#rule(0.8);
    }

    row(texts: TableRow): void {
        this.#tagged(texts, 'TD');
        this.#rule(0.25);
    }

    total(texts: TableRow): void {
        this.#rule(0.8);
        this.#tagged(texts, 'TD', true);
        this.#rule(0.25);
    }

    end(): void {
        this.#structure.end();
        this.#paper.y += 4;
        this.#paper.font('regular', TEXT_SIZE);
    }

    #tagged(texts: TableRow, type: 'TH' | 'TD', bold = type === 'TH'): void {
        const [top, height] = [this.#paper.y, this.heightOf(texts, bold)];
        const row = this.#paper.group('TR', this.#structure);
        const options: object = type === 'TH' ? { scope: 'Column' } : {};
        texts.forEach((text, index) => {
            const cell = this.#paper.doc.struct(type, options, () => {
                this.#text(text, index, top, bold);
            });
            row.add(cell);
            cell.end();
        });
        row.end();
        this.#paper.y = top + height;
    }

    #text(text: string, index: number, top: number, bold: boolean): void {
        const { x = 0, width = 0, align = 'left' } = this.#cells[index] ?? {};
        this.#paper.font(bold ? 'bold' : 'regular', SIZE).doc.text(text, x, top + CELL.y, { width, align });
    }

    #shade(): void {
        const { left, y, width, doc } = this.#paper;
        const height = this.headerHeight;
        this.#paper.artifact(() => doc.rect(left, y, width, height).fill(SHADE));
    }

    #rule(thickness: number): void {
        const { left, y, width, doc } = this.#paper;
        this.#paper.artifact(() =>
            doc
                .moveTo(left, y)
                .lineTo(left + width, y)
                .lineWidth(thickness)
                .strokeColor(LINE)
                .stroke(),
        );
    }
}
