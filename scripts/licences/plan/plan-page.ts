/** A plan as a page in one file, for who decides on it. */
import { writeAtomically } from '../../files/atomic-file.ts';
import { html, type Html } from '../../html/html.ts';
import { lines, page, table } from '../../html/page.ts';
import { dutchDate, dutchPeriod } from '../../subsidy/stored/words.ts';
import { costDrawing, costRows } from './cost-drawing.ts';
import type { PlanResult } from './plan-licences.ts';
import {
    budgetLines,
    budgetTable,
    contractLines,
    contractTable,
    doubtTable,
    fullTable,
    moneyLines,
    movesTable,
    needTable,
    NUMBER_COLUMNS,
    priceTable,
} from './plan-text.ts';

/** Names of users: for who wrote it only. */
const OWN = 0o600;

/** @throws JobError when the file cannot be written */
export async function writePlanPage(path: string, plan: PlanResult): Promise<void> {
    await writeAtomically(path, [planPage(plan)], OWN);
}

export function planPage(plan: PlanResult): string {
    const { period, on, money } = plan;
    const title = `Licentieplan ${period.name}`;
    const drawing = costDrawing(money);
    return page(title, [
        html`<h1>${title}</h1>
            <p>
                Contractperiode ${dutchPeriod(period.firstDay, period.lastDay)}; gebruikers zoals op ${dutchDate(on)}.
                Bedragen in euro, voor de hele periode. Bevat namen: deel deze pagina niet verder dan nodig.
            </p>`,
        section('Contract', [
            table('Het contract naast het vorige', contractTable(plan), NUMBER_COLUMNS),
            lines(contractLines(plan)),
        ]),
        section('Wat nodig is', [table('Gebruikers volgens niveau', needTable(plan), NUMBER_COLUMNS)]),
        section('Kost', [
            lines(moneyLines(plan)),
            drawing ??
                html`<p class="soft">Geen tekening van de kost: daarvoor zijn de prijzen van beide niveaus nodig.</p>`,
            table('De punten van de tekening', costRows(money), NUMBER_COLUMNS),
            table('Prijzen', priceTable(plan), NUMBER_COLUMNS),
        ]),
        section(
            'Wie van niveau verandert',
            orNobody(table('Gebruikers die van niveau veranderen', movesTable(plan), NUMBER_COLUMNS)),
        ),
        section(
            'Wie de volledige licentie nodig heeft',
            orNobody(
                table('Gebruikers en het recht dat de volledige licentie vraagt', fullTable(plan), NUMBER_COLUMNS),
            ),
        ),
        section(
            'Over wie twijfel is',
            orNobody(
                table('Gebruikers die misschien geen account meer nodig hebben', doubtTable(plan), NUMBER_COLUMNS),
            ),
        ),
        ...(plan.budget
            ? [section('Begroting', [table('Begroting', budgetTable(plan), NUMBER_COLUMNS), lines(budgetLines(plan))])]
            : []),
        ...(plan.sources.length > 0 ? [section('Bronnen', [lines(plan.sources)])] : []),
    ]);
}

function section(title: string, content: readonly Html[]): Html {
    return html`<section>
        <h2>${title}</h2>
        ${content}
    </section>`;
}

function orNobody(content: Html): Html[] {
    return [content.text === '' ? html`<p>Niemand.</p>` : content];
}
