/** The letter with which a municipality learns what it gets: Dutch, with the build-up of every amount. */
import { RULES } from '../engine/explain.ts';
import type { Rule } from '../engine/facts.ts';
import type { StoredLine, LineLocation } from '../stored/line.ts';
import type { ParameterSource } from '../stored/parameter-sources.ts';
import { periodName, type StoredRun } from '../stored/run.ts';
import type { StoredStatement } from '../stored/statement.ts';
import {
    counted,
    dutchAmount,
    dutchInstant,
    dutchNumber,
    dutchPeriod,
    nameOf,
    parameterName,
    RULE_NAMES,
    stateInWords,
} from '../stored/words.ts';
import { locationRows, summaryOf, type AmountRow, type FindingGroup, type Summary } from './letter-figures.ts';
import { LetterPaper, type LetterFrame } from './letter-paper.ts';
import { drawTable, type Column, type TableRow } from './letter-table.ts';

/** What a letter is made of. */
export interface LetterSource {
    readonly run: StoredRun;
    readonly statement: StoredStatement;
    /** in the order of locations; asked for twice */
    readonly lines: () => Iterable<StoredLine>;
    readonly sources: ReadonlyMap<string, ParameterSource>;
    readonly sender: readonly string[];
}

/** Widths in points; a period and an amount of millions fit on one line. */
const AMOUNT_COLUMNS: readonly Column[] = [
    { title: 'Wat', part: 125 },
    { title: 'Periode', part: 120 },
    { title: 'Slaap-\nplekken', part: 44, align: 'right' },
    { title: 'Aantal', part: 67, align: 'right' },
    { title: 'Tarief\n(euro)', part: 61, align: 'right' },
    { title: 'Bedrag\n(euro)', part: 64, align: 'right' },
];
const DIFFERENCE_COLUMNS: readonly Column[] = [
    { title: 'Wat', part: 125 },
    { title: 'Periode', part: 120 },
    { title: 'Slaap-\nplekken', part: 44, align: 'right' },
    { title: 'Eerder\n(euro)', part: 64, align: 'right' },
    { title: 'Nu\n(euro)', part: 64, align: 'right' },
    { title: 'Verschil\n(euro)', part: 64, align: 'right' },
];
const FINDING_COLUMNS: readonly Column[] = [
    { title: 'Locatie', part: 267 },
    { title: 'Periode', part: 120 },
    { title: 'Slaap-\nplekken', part: 44, align: 'right' },
    { title: 'Dagen', part: 50, align: 'right' },
];
/** Room for the header of a table and two rows of two lines. */
const TABLE_BEGINNING = 100;
/** Room for a text, the title of a table, and its beginning. */
const FINDINGS_BEGINNING = 190;

/** @returns the letter as a PDF, complete */
export function statementLetter(source: LetterSource): PDFKit.PDFDocument {
    const summary = summaryOf(source.lines());
    const paper = new LetterPaper(frameOf(source));
    letterhead(paper, source);
    opening(paper, source, summary);
    paper.addPage();
    amounts(paper, source, summary);
    findings(paper, 'Wat nog niet berekend kon worden', summary.missing, [
        'Voor deze slaapplekken en dagen ontbreekt een goedgekeurde waarde. Er wordt niets geraden: zodra de waarde is vastgelegd, rekent een volgende berekening ze uit.',
    ]);
    findings(paper, 'Wat niet in aanmerking kwam', summary.excluded, [
        'Klopt een reden niet? Pas dan de registratie aan in de Huisvestingstool. Een volgende berekening houdt er rekening mee.',
    ]);
    explanation(paper, source, summary);
    return paper.finish();
}

/** @returns the instant of the letter: that of its approval, or else of its data */
export function letterInstant({ approvedAt, snapshot }: StoredRun): Date {
    return approvedAt ?? snapshot;
}

function frameOf({ run, statement }: LetterSource): LetterFrame {
    const warning = run.scenario
        ? { word: 'SCENARIO', sentence: 'SCENARIO – geen recht op betaling' }
        : run.status === 'Approved'
          ? undefined
          : { word: 'ONTWERP', sentence: 'ONTWERP – niet goedgekeurd' };
    return {
        title: `Afrekening ${statement.name} – ${statement.municipality} – ${periodName(run)}`,
        created: letterInstant(run),
        header: `${statement.name} – lokaal bestuur ${statement.municipality} – ${periodName(run)}`,
        footer: `${run.name} – vingerafdruk ${run.inputHash.slice(0, 16)}`,
        ...(warning && { warning }),
    };
}

function letterhead(paper: LetterPaper, { run, statement, sender }: LetterSource): void {
    const half = paper.width / 2;
    paper.font('bold', 11);
    paper.y = 56;
    paper.block(sender.slice(0, 1), paper.left, paper.y, half);
    paper.font('regular', 9.5);
    if (sender.length > 1) paper.block(sender.slice(1), paper.left, paper.y, half);
    paper.font('regular', 10);
    const receiver = [`Lokaal bestuur ${statement.municipality}`, `NIS-code ${statement.nis}`, statement.province];
    paper.block(receiver.filter(Boolean), paper.left + half + 10, 110, half - 10);
    const facts: [string, string][] = [
        ['Kenmerk', statement.name],
        ['Datum', dutchInstant(letterInstant(run)).slice(0, 10)],
        ['Berekening', `${run.name} – ${stateInWords(run)}`],
        ['Periode', dutchPeriod(run.firstDay, run.lastDay)],
        ['Momentopname', dutchInstant(run.snapshot)],
    ];
    paper.y = 180;
    for (const [label, value] of facts) {
        const y = paper.y;
        paper.font('regular', 9.5, '#555555');
        paper.tagged('P', () => {
            paper.doc.text(`${label}:`, paper.left, y, { width: 85 });
            paper.font('regular', 9.5).doc.text(value, paper.left + 90, y, { width: paper.width - 90 });
        });
        paper.y += 1;
    }
    paper.y += 14;
}

function opening(paper: LetterPaper, { run, statement, sender }: LetterSource, summary: Summary): void {
    const period = dutchPeriod(run.firstDay, run.lastDay);
    paper.heading(1, 'Afrekening van de subsidies voor de opvang van tijdelijk ontheemden');
    paper.paragraph('Geachte mevrouw, geachte heer,');
    for (const text of openingText(run, period, summary.cents)) paper.paragraph(text);
    if (run.scenario) paper.paragraph('De aangenomen waarden staan op het einde van de bijlage.');
    if (summary.byRule.length > 0) {
        paper.y += 4;
        drawTable(
            paper,
            [
                { title: 'Subsidie', part: 70 },
                { title: run.corrects ? 'Verschil (euro)' : 'Bedrag (euro)', part: 30, align: 'right' },
            ],
            summary.byRule.map(({ rule, cents }) => [nameOf(RULE_NAMES, rule), dutchAmount(cents)]),
            ['Totaal', dutchAmount(summary.cents)],
        );
        paper.y += 6;
    }
    const open = summary.missing.length + summary.excluded.length;
    if (open > 0)
        paper.paragraph(
            'Niet alles kon worden berekend of kwam in aanmerking: de redenen staan in de bijlage, na de opbouw van de bedragen.',
        );
    paper.paragraph(
        `De bijlage bij deze brief toont hoe de bedragen zijn opgebouwd. Het bestand ${statement.name} in CSV-formaat bevat alle ${counted(summary.lines, 'lijn', 'lijnen')}, slaapplek per slaapplek, elk met uitleg.`,
    );
    paper.paragraph('Met vriendelijke groeten', { after: 2 });
    paper.paragraph(sender.at(0) ?? '', { bold: true });
}

function openingText(run: StoredRun, period: string, cents: number): string[] {
    const amount = `${dutchAmount(cents)} euro`;
    if (run.scenario)
        return [
            `Dit is een scenario voor de periode ${period}, berekend met aangenomen waarden. Het komt op ${amount}. Aan dit document kan geen recht op betaling worden ontleend.`,
        ];
    const draft =
        run.status === 'Approved'
            ? []
            : ['Dit is een ontwerp. Zolang de berekening niet is goedgekeurd, kan het bedrag nog wijzigen.'];
    if (!run.corrects)
        return [
            `De subsidies van uw bestuur voor de periode ${period} bedragen ${amount}. Ze zijn berekend op wat op de momentopname in de Huisvestingstool geregistreerd was.`,
            ...draft,
        ];
    return [
        `Deze afrekening verbetert ${run.corrects.name} voor de periode ${period}: ze bevat enkel de verschillen met wat eerder is goedgekeurd. Het saldo bedraagt ${amount}.`,
        ...(cents < 0
            ? [
                  'Het saldo is negatief: er is eerder te veel toegekend. Hoe dit wordt verrekend, verneemt u afzonderlijk.',
              ]
            : []),
        ...draft,
    ];
}

function amounts(paper: LetterPaper, { run, statement, lines }: LetterSource, summary: Summary): void {
    const isCorrection = run.corrects !== undefined;
    paper.heading(1, 'Bijlage', TABLE_BEGINNING);
    paper.heading(2, 'Opbouw van de bedragen', TABLE_BEGINNING);
    if (summary.byRule.length === 0) paper.paragraph('Deze afrekening bevat geen bedragen.');
    for (const { location, rows, cents } of locationRows(lines(), statement.nis)) {
        paper.heading(3, location ? locationTitle(location) : 'Voor het bestuur als geheel', TABLE_BEGINNING);
        const total = ['Subtotaal', '', '', '', '', dutchAmount(cents)];
        if (isCorrection) drawTable(paper, DIFFERENCE_COLUMNS, rows.map(differenceCells), total);
        else drawTable(paper, AMOUNT_COLUMNS, rows.map(amountCells), total);
    }
    if (summary.byRule.length > 0) paper.paragraph(`Totaal: ${dutchAmount(summary.cents)} euro.`, { bold: true });
}

function amountCells({ what, firstDay, lastDay, beds, quantity, unit, unitCents, cents }: AmountRow): TableRow {
    return [
        what,
        shortPeriod(firstDay, lastDay),
        beds === 0 ? '' : dutchNumber(String(beds)),
        unit === '' ? '' : `${dutchNumber(quantity)} ${quantity === '1' ? singular(unit) : unit}`,
        unitCents === undefined ? '' : dutchAmount(unitCents),
        dutchAmount(cents),
    ];
}

function differenceCells({ what, firstDay, lastDay, beds, earlierCents, newCents, cents }: AmountRow): TableRow {
    return [
        what,
        shortPeriod(firstDay, lastDay),
        beds === 0 ? '' : dutchNumber(String(beds)),
        dutchAmount(earlierCents),
        dutchAmount(newCents),
        dutchAmount(cents),
    ];
}

/** Both days count, as the letter says of its whole period in words. */
function shortPeriod(firstDay: string, lastDay: string): string {
    return dutchPeriod(firstDay, lastDay).replace(' t.e.m. ', ' – ');
}

const SINGULARS: Record<string, string> = {
    personen: 'persoon',
    slaapplekken: 'slaapplek',
    plaatsen: 'plaats',
    dagen: 'dag',
    maanden: 'maand',
};

function singular(unit: string): string {
    return SINGULARS[unit] ?? unit;
}

function locationTitle({ name, site, street, town }: LineLocation): string {
    // a postal code stays with its town
    return [name, site, street, town.replaceAll(' ', '\u00A0')].filter(Boolean).join(', ');
}

function findings(paper: LetterPaper, title: string, groups: readonly FindingGroup[], texts: readonly string[]): void {
    if (groups.length === 0) return;
    paper.heading(2, title, FINDINGS_BEGINNING);
    for (const text of texts) paper.paragraph(text);
    for (const { rule, reason, rows } of groups) {
        paper.heading(3, `${nameOf(RULE_NAMES, rule)} – ${reason}`, TABLE_BEGINNING);
        drawTable(
            paper,
            FINDING_COLUMNS,
            rows.map(({ location, firstDay, lastDay, beds, days }) => [
                location ? locationTitle(location) : 'Het bestuur als geheel',
                shortPeriod(firstDay, lastDay),
                beds === 0 ? '' : dutchNumber(String(beds)),
                days === 0 ? '' : dutchNumber(String(days)),
            ]),
        );
    }
}

function explanation(paper: LetterPaper, { run, sources }: LetterSource, summary: Summary): void {
    const rules = new Set<Rule>(summary.byRule.map(({ rule }) => rule));
    for (const { rule } of [...summary.missing, ...summary.excluded]) rules.add(rule);
    if (rules.size > 0) {
        paper.heading(2, 'Toelichting bij de regels');
        for (const rule of [...rules].sort()) paper.paragraph(RULES[rule], { after: 3 });
    }
    const bySource = Map.groupBy(usedSources(summary, sources), ({ source }) => source);
    if (summary.parameters.length > 0) {
        paper.heading(2, 'Rechtsbron');
        if (bySource.size === 0)
            paper.paragraph('De bron van elke waarde staat in het CSV-bestand, bij de uitleg van elke lijn.');
        for (const [source, used] of [...bySource].sort(([a], [b]) => (a < b ? -1 : 1))) {
            const names = [...new Set(used.map(({ code }) => parameterName(code)))].sort();
            paper.paragraph(`${source} – ${names.join(', ')}`, { after: 3 });
        }
    }
    paper.heading(2, 'Over deze berekening');
    const facts = [
        `Berekening ${run.name}, ${stateInWords(run)}, met rekenregels versie ${run.engineVersion}.`,
        ...(run.approvedAt ? [`Goedgekeurd op ${dutchInstant(run.approvedAt).slice(0, 10)}.`] : []),
        `Momentopname: ${dutchInstant(run.snapshot)}. Wat later is geregistreerd, telt niet mee.`,
        `Vingerafdruk van alle gegevens (SHA-256): ${run.inputHash}.`,
    ];
    for (const fact of facts) paper.paragraph(fact, { after: 3 });
    if (!run.scenario) return;
    paper.heading(2, 'Aangenomen waarden');
    for (const assumption of run.assumptions.split('\n').filter(Boolean)) paper.paragraph(assumption, { after: 3 });
}

function usedSources(summary: Summary, sources: ReadonlyMap<string, ParameterSource>): ParameterSource[] {
    return summary.parameters.flatMap((key) => {
        const found = sources.get(key) ?? summary.sources.get(key);
        return found && found.source !== '' ? [found] : [];
    });
}
