/** The snapshot that the payment calendar (R7) gives a quarter: it is paid on the last day of the next one. */
import { readParameters } from '../../parameters/parameter.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import { dutchDay, startOfMonth, type Instant } from '../engine/day.ts';
import { ParameterBook } from '../engine/parameters.ts';
import { paymentCalendar } from '../engine/r7-payment-calendar.ts';
import { parameterVersion } from '../facts/to-engine.ts';
import { endOfDay, type Period } from './run-request.ts';

const MONTHS = 3;

/**
 * @param period a quarter
 * @returns the end of the day of which the register counts, and what is worth knowing about it
 * @throws JobError when the calendar does not say
 */
export async function paymentSnapshot(
    client: OrgClient,
    period: Period,
): Promise<{ instant: Instant; notes: string[] }> {
    const payment = startOfMonth(period.lastDay + 1, MONTHS) - 1;
    const versions = (await readParameters(client)).map((one) => parameterVersion(one, one.Id, 0));
    const calendar = paymentCalendar(new ParameterBook(versions, Infinity), payment);
    if ('missing' in calendar) {
        throw new JobError(
            'NoPaymentCalendar',
            `De betaalkalender zegt niet op welke momentopname de betaling van ${dutchDay(payment)} steunt.`,
            { actions: ['Noem de momentopname met --snapshot, of keur een versie van de betaalkalender goed.'] },
        );
    }
    const { heldOn, correctionUntil } = calendar;
    const notes = [
        `Momentopname volgens de betaalkalender (betaling van ${dutchDay(payment)}): einde van ${dutchDay(heldOn)}.`,
    ];
    if (correctionUntil !== undefined) {
        notes.push(`Verbeteren kon t.e.m. ${dutchDay(correctionUntil)}: neem dat mee met --snapshot.`);
    }
    if (heldOn < period.lastDay) {
        notes.push(
            'De momentopname ligt vóór het einde van de periode: dagen erna tellen zoals ze toen voorzien waren.',
        );
    }
    return { instant: endOfDay(heldOn), notes };
}
