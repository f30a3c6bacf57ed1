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
    const table = paper.group('Table');
    const widths = columns.map(
        ({ part }) => (part / columns.reduce((sum, column) => sum + column.part, 0)) * paper.width,
    );
    const draw = (cells: TableRow, bold: boolean, parent: Structure = table): void => {
        drawRow(paper, columns, widths, cells, bold, parent);
    };
    const header = columns.map(({ title }) => title);
    const heightOf = (cells: TableRow, bold = false): number => rowHeight(paper, widths, cells, bold);
    let isFirst = true;
    for (const [row, next] of withNext(rows)) {
        const withHeader = isFirst ? heightOf(header, true) + (next ? heightOf(next) : 0) : 0;
        const withTotal = !next && total ? heightOf(total, true) : 0;
        const moved = paper.needs(withHeader + heightOf(row) + withTotal);
        if (isFirst || moved) drawHeader(paper, columns, widths, header, table, isFirst);
        isFirst = false;
        draw(row, false);
    }
    if (total) {
        rule(paper, 0.8);
        draw(total, true);
    }
    table.end();
    paper.y += 4;
    paper.font('regular', TEXT_SIZE);
}

function* withNext(rows: Iterable<TableRow>): Generator<[row: TableRow, next: TableRow | undefined]> {
    let current: TableRow | undefined;
    for (const row of rows) {
        if (current) yield [current, row];
        current = row;
    }
    if (current) yield [current, undefined];
}

/** The header that a page repeats says nothing new: a screen reader hears it once. */
function drawHeader(
    paper: LetterPaper,
    columns: readonly Column[],
    widths: readonly number[],
    cells: TableRow,
    table: Structure,
    isFirst: boolean,
): void {
    const height = rowHeight(paper, widths, cells, true);
    paper.artifact(() => paper.doc.rect(paper.left, paper.y, paper.width, height).fill('#e8ecf0'));
    if (isFirst) drawRow(paper, columns, widths, cells, true, table, 'TH');
    else {
        const y = paper.y;
        paper.artifact(() => {
            cells.forEach((text, index) => {
                cellText(paper, columns, widths, text, index, y, true);
            });
        }, 'Pagination');
        paper.y = y + height;
    }
    rule(paper, 0.8);
}

function drawRow(
    paper: LetterPaper,
    columns: readonly Column[],
    widths: readonly number[],
    cells: TableRow,
    bold: boolean,
    table: Structure,
    type: 'TH' | 'TD' = 'TD',
): void {
    const [y, height] = [paper.y, rowHeight(paper, widths, cells, bold)];
    const row = paper.group('TR', table);
    cells.forEach((text, index) => {
        const draw = (): void => {
            cellText(paper, columns, widths, text, index, y, bold);
        };
        const element = paper.doc.struct(type, (type === 'TH' ? { scope: 'Column' } : {}) as object, draw);
        row.add(element);
        element.end();
    });
    row.end();
    paper.y = y + height;
    if (type === 'TD') rule(paper, 0.25);
}

function cellText(
    paper: LetterPaper,
    columns: readonly Column[],
    widths: readonly number[],
    text: string,
    index: number,
    y: number,
    bold: boolean,
): void {
    const x = paper.left + widths.slice(0, index).reduce((sum, width) => sum + width, 0);
    paper.font(bold ? 'bold' : 'regular', SIZE);
    paper.doc.text(text, x + CELL.x, y + CELL.y, {
        width: (widths[index] ?? 0) - 2 * CELL.x,
        align: columns[index]?.align ?? 'left',
    });
}

function rowHeight(paper: LetterPaper, widths: readonly number[], cells: TableRow, bold: boolean): number {
    paper.font(bold ? 'bold' : 'regular', SIZE);
    const heights = cells.map((text, index) =>
        paper.doc.heightOfString(text === '' ? ' ' : text, { width: (widths[index] ?? 0) - 2 * CELL.x }),
    );
    return Math.max(...heights) + 2 * CELL.y;
}

function rule(paper: LetterPaper, width: number): void {
    const { left, y } = paper;
    paper.artifact(() =>
        paper.doc
            .moveTo(left, y)
            .lineTo(left + paper.width, y)
            .lineWidth(width)
            .strokeColor('#888888')
            .stroke(),
    );
}
