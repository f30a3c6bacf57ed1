/**
 * R7. Which snapshot a payment uses: that of 31-12-2022 what was held on 31-08-2022, with corrections until 23-09-2022;
 * that of 31-03-2023 what was held on 31-12-2022. Later ones are unknown (U8). Source: questions of local authorities,
 * autumn 2022. What a late registration leads to is unknown too: it misses the snapshot, and shows as a difference.
 */
import type { Day } from './day.ts';
import { dateOf, type ParameterBook } from './parameters.ts';

export type PaymentCalendar = { heldOn: Day; correctionUntil: Day | undefined };

/** @returns the day of which the register counts for a payment, or what is missing */
export function paymentCalendar(book: ParameterBook, payment: Day): PaymentCalendar | { missing: string } {
    const held = book.schedule({ rule: 'R7_Payment_Calendar', code: 'snapshot_date' }).at(payment);
    const correction = book.schedule({ rule: 'R7_Payment_Calendar', code: 'correction_until' }).at(payment);
    if (!held.known) return { missing: held.name };
    return { heldOn: dateOf(held), correctionUntil: correction.known ? dateOf(correction) : undefined };
}
