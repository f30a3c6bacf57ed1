/** Tells a line to people: what it is about, then step by step why it is what it is. */
import type { ExplainedLine } from './find-line.ts';
import {
    counted,
    dutchAmount,
    dutchInstant,
    dutchPeriod,
    KIND_NAMES,
    nameOf,
    parameterName,
    RULE_NAMES,
    STATUS_NAMES,
} from './words.ts';

/** @returns lines of text; a scenario is said before anything else */
export function lineText(line: ExplainedLine): string[] {
    const { name, rule, kind, cents, firstDay, lastDay, days, scenario, run, steps } = line;
    return [
        ...(scenario ? ['SCENARIO met aangenomen waarden: geen recht op betaling.', ''] : []),
        `Lijn ${name} – ${nameOf(RULE_NAMES, rule)} (${nameOf(KIND_NAMES, kind).toLowerCase()})`,
        field('Bestuur', `${line.municipality.name} (${line.municipality.nis}), afrekening ${line.statement}`),
        ...(run
            ? [
                  field(
                      'Berekening',
                      `${run.name}, ${nameOf(STATUS_NAMES, run.status)}, momentopname ${dutchInstant(new Date(run.snapshot))}`,
                  ),
              ]
            : [field('Berekening', line.approved ? 'goedgekeurd' : 'nog niet goedgekeurd')]),
        ...(scenario && run && run.assumptions !== '' ? [field('Aannames', run.assumptions)] : []),
        ...(line.location ? [field('Locatie', locationText(line.location))] : []),
        ...(line.bed ? [field('Slaapplek', [line.bed.name, line.bed.number].filter(Boolean).join(', nummer '))] : []),
        field(
            'Periode',
            dutchPeriod(firstDay, lastDay) + (days === undefined ? '' : `, ${counted(days, 'dag', 'dagen')}`),
        ),
        field('Bedrag', cents === undefined ? 'geen' : `${dutchAmount(cents)} euro`),
        ...(line.differenceFrom === undefined ? [] : [field('Verschil met', line.differenceFrom)]),
        '',
        ...(steps.length === 0
            ? ['Deze lijn heeft geen uitleg, of u mag ze niet zien.']
            : steps.map((step, index) => `${String(index + 1).padStart(3)}. ${step}`)),
        ...parameterText(line.parameter),
    ];
}

function field(label: string, value: string): string {
    return `  ${label.padEnd(13)} ${value}`;
}

function locationText({ name, site, address }: NonNullable<ExplainedLine['location']>): string {
    return [name, site, address].filter(Boolean).join(', ');
}

function parameterText(parameter: ExplainedLine['parameter']): string[] {
    if (!parameter) return [];
    const { name, code, version, source, note } = parameter;
    return [
        '',
        `Parameter ${name}: ${parameterName(code)} (${code}, versie ${version})`,
        ...(source === '' ? [] : [field('Bron', source)]),
        ...(note === '' ? [] : [field('Toelichting', note)]),
    ];
}
