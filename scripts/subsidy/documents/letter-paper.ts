/**
 * The paper of a letter: A4, fonts, and what stands on each page; tagged, so that a screen reader reads it in order
 * (PDF/UA, ISO 14289-1). The same letter gives the same bytes: its instant comes from the run, not from the clock.
 */
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';

type Structure = ReturnType<PDFKit.PDFDocument['struct']>;
export type FontName = 'regular' | 'bold';

const FONTS: Record<FontName, string> = {
    regular: '@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf',
    bold: '@expo-google-fonts/open-sans/600SemiBold/OpenSans_600SemiBold.ttf',
};

/** Points: 20 mm at the sides. */
const MARGINS = { left: 57, right: 57, top: 74, bottom: 70 };
const HEADING_SIZES = { 1: 13, 2: 12, 3: 10 } as const;
/** Space above and below a heading. */
const HEADING_SPACE = { 1: [0, 8], 2: [14, 4], 3: [9, 3] } as const;
export const TEXT_SIZE = 9.5;
const GREY = '#555555';
const RED = '#b00020';

/** What a letter is, and what stands on all its pages. */
export interface LetterFrame {
    readonly title: string;
    readonly created: Date;
    /** at the top of every page but the first */
    readonly header: string;
    readonly footer: string;
    /** what the letter is not, in a line on every page and large across it */
    readonly warning?: { readonly word: string; readonly sentence: string };
}

export class LetterPaper {
    readonly doc: PDFKit.PDFDocument;
    readonly left = MARGINS.left;
    readonly width: number;
    readonly #frame: LetterFrame;
    readonly #root: Structure;

    constructor(frame: LetterFrame) {
        this.#frame = frame;
        const { title, created } = frame;
        this.doc = new PDFDocument({
            size: 'A4',
            margins: MARGINS,
            // the number of pages is known at the end
            bufferPages: true,
            autoFirstPage: false,
            pdfVersion: '1.7',
            subset: 'PDF/UA',
            tagged: true,
            lang: 'nl-BE',
            displayTitle: true,
            info: { Title: title, Author: 'Huisvestingstool', Creator: 'Huisvestingstool', CreationDate: created },
        } as object);
        for (const [name, path] of Object.entries(FONTS)) {
            this.doc.registerFont(name, fileURLToPath(import.meta.resolve(path)));
        }
        this.#root = this.doc.struct('Document');
        this.doc.addStructure(this.#root);
        this.addPage();
        this.width = this.doc.page.width - MARGINS.left - MARGINS.right;
    }

    /** Where the next thing is drawn, in points from the top. */
    get y(): number {
        return this.doc.y;
    }

    set y(value: number) {
        this.doc.y = value;
    }

    /** Lowest point of the text. */
    get bottom(): number {
        return this.doc.page.height - MARGINS.bottom;
    }

    addPage(): void {
        this.doc.addPage();
        this.font('regular', TEXT_SIZE);
        this.doc.x = MARGINS.left;
        this.doc.y = MARGINS.top;
    }

    /** Begins a new page when there is less room than that. @returns whether it did */
    needs(height: number): boolean {
        if (this.y + height <= this.bottom) return false;
        this.addPage();
        return true;
    }

    font(name: FontName, size: number, colour = 'black'): this {
        this.doc.font(name).fontSize(size).fillColor(colour);
        return this;
    }

    /** Draws as a part of the document's structure. @param parent absent: the document itself */
    tagged(type: string, draw: () => void, parent: Structure = this.#root): void {
        const element = this.doc.struct(type, {}, draw);
        parent.add(element);
        element.end();
    }

    /** A part that holds others, such as a table; who asks ends it. */
    group(type: string, parent: Structure = this.#root): Structure {
        const element = this.doc.struct(type);
        parent.add(element);
        return element;
    }

    /** Draws what says nothing: lines, colours, page numbers. */
    artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
        this.doc.markContent('Artifact', { type });
        draw();
        this.doc.endMarkedContent();
    }

    /** @param keep room that must be left under it on the same page */
    heading(level: 1 | 2 | 3, text: string, keep = 60): void {
        const size = HEADING_SIZES[level];
        const [above, below] = HEADING_SPACE[level];
        this.font('bold', size);
        const height = this.doc.heightOfString(text, { width: this.width });
        if (!this.needs(above + height + below + keep)) this.y += above;
        this.font('bold', size);
        this.tagged(`H${level}`, () => this.doc.text(text, this.left, this.y, { width: this.width }));
        this.y += below;
        this.font('regular', TEXT_SIZE);
    }

    paragraph(text: string, { bold = false, after = 6 }: { bold?: boolean; after?: number } = {}): void {
        this.font(bold ? 'bold' : 'regular', TEXT_SIZE);
        const height = this.doc.heightOfString(text, { width: this.width });
        this.needs(Math.min(height, 200));
        this.font(bold ? 'bold' : 'regular', TEXT_SIZE);
        this.tagged('P', () => this.doc.text(text, this.left, this.y, { width: this.width }));
        this.y += after;
    }

    /** Lines at a place of their own, such as the address. */
    block(lines: readonly string[], x: number, y: number, width: number): void {
        this.y = y;
        for (const line of lines) this.tagged('P', () => this.doc.text(line, x, this.y, { width, lineGap: 1 }));
    }

    /** Puts headers and numbers on all pages, and ends the document. */
    finish(): PDFKit.PDFDocument {
        const { count } = this.doc.bufferedPageRange();
        for (let page = 0; page < count; page++) {
            this.doc.switchToPage(page);
            // what is drawn below the margin would begin a page
            this.doc.page.margins.bottom = 0;
            this.artifact(() => {
                this.#watermark();
                this.#furniture(page + 1, count);
            }, 'Pagination');
        }
        this.#root.end();
        this.doc.end();
        return this.doc;
    }

    #furniture(page: number, count: number): void {
        const { header, footer, warning } = this.#frame;
        const { width, left } = this;
        const line = { width, lineBreak: false };
        if (page > 1) this.font('regular', 8, GREY).doc.text(header, left, 36, line);
        if (warning) this.font('bold', 9, RED).doc.text(warning.sentence, left, 50, { ...line, align: 'right' });
        const y = this.doc.page.height - 48;
        this.doc
            .moveTo(left, y - 6)
            .lineTo(left + width, y - 6)
            .lineWidth(0.5)
            .strokeColor('#aaaaaa')
            .stroke();
        this.font('regular', 8, GREY).doc.text(footer, left, y, line);
        this.doc.text(`bladzijde ${page} van ${count}`, left, y, { ...line, align: 'right' });
    }

    #watermark(): void {
        const { warning } = this.#frame;
        if (!warning) return;
        const { width, height } = this.doc.page;
        this.doc.save();
        this.doc.rotate(-52, { origin: [width / 2, height / 2] });
        this.font('bold', 96, RED).doc.fillOpacity(0.09);
        this.doc.text(warning.word, 0, height / 2 - 66, { width, align: 'center', lineBreak: false });
        this.doc.restore();
        this.doc.fillOpacity(1);
    }
}
