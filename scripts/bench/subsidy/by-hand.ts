/**
 * The totals of the last quarter of 2022 in one SQL statement, as somebody would write it who needs nothing but the two
 * numbers: category 2 by the day (R5) and public places by the month (R6), over facts as they were known at a snapshot.
 */
import type { DatabaseSync } from 'node:sqlite';

/** Amounts in cents, days since 1970. */
export interface ByHand {
    readonly daily: number;
    readonly monthly: number;
}

const SQL = `
WITH
known AS NOT MATERIALIZED (
    SELECT type, key, parent, facts FROM fact
    WHERE "from" <= :snapshot AND ("to" IS NULL OR "to" > :snapshot) AND deleted = 0),
month(first, next) AS (VALUES (19266, 19297), (19297, 19327), (19327, 19358)),
location AS NOT MATERIALIZED (
    SELECT key, facts ->> 'Category__c' AS category,
        max(unixepoch(facts ->> 'Start_Date__c') / 86400, 19065) AS first,
        coalesce(unixepoch(facts ->> 'End_Date__c') / 86400 + 1, 1000000) AS next
    FROM known WHERE type = 'Location__c' AND facts ->> 'Status__c' IN ('Validated', 'Confirmed', 'Closed')),
bed AS MATERIALIZED (
    SELECT bed.key, location.key AS location, location.category,
        max(location.first, unixepoch(bed.facts ->> 'First_Day__c') / 86400) AS first,
        min(location.next, coalesce(unixepoch(bed.facts ->> 'Last_Day__c') / 86400 + 1, 1000000)) AS next
    FROM known AS bed
        CROSS JOIN known AS place ON place.type = 'Place__c' AND place.key = bed.parent
        CROSS JOIN location ON location.key = place.parent
    WHERE bed.type = 'Bed__c' AND bed.facts ->> 'Bookable__c'),
gap AS (
    SELECT parent AS bed, unixepoch(facts ->> 'First_Day__c') / 86400 AS first,
        coalesce(unixepoch(facts ->> 'Last_Day__c') / 86400 + 1, 1000000) AS next
    FROM known WHERE type = 'Bed_Unavailability__c'),
cut AS (
    SELECT bed, first, next FROM gap UNION ALL SELECT key, next, next FROM bed),
free AS MATERIALIZED (
    SELECT bed.key AS bed, bed.location, bed.category,
        max(bed.first, coalesce(max(cut.next) OVER (PARTITION BY cut.bed ORDER BY cut.first
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), bed.first)) AS first,
        min(cut.first, bed.next) AS next
    FROM cut JOIN bed ON bed.key = cut.bed),
long_enough AS (
    SELECT DISTINCT bed FROM free
    WHERE category = 'Specific' AND min(next, 19358) - max(first, 19236) >= 21),
paid AS (
    SELECT bed, max(first, 19266) AS first, min(next, 19358) AS next FROM free
    WHERE bed IN long_enough AND first < 19358 AND next > 19266 AND first < next),
stay AS (
    SELECT parent AS bed, unixepoch(facts ->> 'Arrival_Date__c') / 86400 AS first,
        coalesce(unixepoch(facts ->> 'Departure_Date__c') / 86400, 1000000) AS next
    FROM known WHERE type = 'Assignment__c' AND facts ->> 'Status__c' IN ('Confirmed', 'Arrived', 'Departed')),
bed_month AS MATERIALIZED (
    SELECT free.bed, free.location, month.first AS month,
        sum(max(0, min(free.next, month.next) - max(free.first, month.first))) AS days,
        sum(max(0, min(free.next, month.next) - free.first)) AS before
    FROM free CROSS JOIN month WHERE free.category = 'Public' AND free.first < free.next
    GROUP BY free.bed, month.first HAVING days > 0),
size AS (SELECT location, month, count(*) AS beds FROM bed_month GROUP BY location, month)
SELECT
    (SELECT sum(next - first) * 3500 FROM paid)
        - 590 * (SELECT total(max(0, min(stay.next, paid.next) - max(stay.first, paid.first)))
            FROM paid JOIN stay ON stay.bed = paid.bed) AS daily,
    (SELECT sum(iif(size.beds >= 15, 18000, 5500)) FROM bed_month JOIN size USING (location, month)
        WHERE bed_month.before >= 60) AS monthly`;

/** @param snapshot milliseconds */
export function totalsByHand(database: DatabaseSync, snapshot: number): ByHand {
    const { daily, monthly } = database.prepare(SQL).get({ snapshot }) as { daily: number; monthly: number };
    return { daily, monthly };
}
