/** A hotel that changes at random: what is refused is left, as in real life. */
import type { Connection } from 'jsforce';
import { singleBed, validatedLocation, waitingHousehold } from '../../../testing/register-records.ts';
import type { Random } from '../../../../local-org/test/soak/random.ts';

const DAY = 86_400_000;
const FIRST = Date.UTC(2022, 8, 1);
const DAYS = 120;
const CHECKED = '2022-09-01';
const TYPES = ['Hotel_BnB', 'Hostel_Youth'];
const STEPS_OF_STAY: Readonly<Record<string, Record<string, string>>> = {
    Confirmed: { Status__c: 'Arrived' },
    Arrived: { Status__c: 'Departed', Departure_Reason__c: 'Own_Housing' },
};

interface Made {
    readonly id: string;
    readonly object: string;
}

export class LocationLife {
    readonly key: string;
    readonly #org: Connection;
    readonly #random: Random;
    #locationId = '';
    #householdId = '';
    #places: string[] = [];
    #beds: string[] = [];
    #stays: string[] = [];
    readonly #deleted: Made[] = [];
    readonly #deletable: Made[] = [];
    #done = 0;

    private constructor(org: Connection, random: Random, key: string) {
        this.#org = org;
        this.#random = random;
        this.key = key;
    }

    /** A validated hotel with two rooms of two beds. */
    static async begin(org: Connection, random: Random, key: string): Promise<LocationLife> {
        const life = new LocationLife(org, random, key);
        await life.#begin();
        return life;
    }

    /** Steps that were not refused. */
    get done(): number {
        return this.#done;
    }

    /** Does something. */
    async next(): Promise<void> {
        const acts = [
            () => this.#addBed(),
            () => this.#changeBed(),
            () => this.#addGap(),
            () => this.#addStay(),
            () => this.#addStay(),
            () => this.#stepStay(),
            () => this.#moveStay(),
            () => this.#addCost(),
            () => this.#changeLocation(),
            () => this.#deleteOne(),
            () => this.#undeleteOne(),
        ];
        try {
            await this.#pick(acts)?.();
            this.#done++;
        } catch (error) {
            if (!isRefusal(error)) throw error;
        }
    }

    async #begin(): Promise<void> {
        const { records } = await this.#org.query<{ Id: string }>(
            "SELECT Id FROM Municipality__c WHERE NIS_Code__c = '71016'",
        );
        const municipality = records[0]?.Id ?? '';
        this.#locationId = await this.#make('Location__c', {
            ...validatedLocation(municipality, CHECKED),
            External_Key__c: this.key,
            Category__c: 'Specific',
            Accommodation_Type__c: TYPES[0],
            Financing__c: null,
            Validated_On__c: CHECKED,
        });
        this.#householdId = await this.#make('Household__c', waitingHousehold(municipality, CHECKED));
        for (let room = 0; room < 2; room++) {
            this.#places.push(await this.#make('Place__c', { Location__c: this.#locationId, Place_Type__c: 'Room' }));
            for (let bed = 0; bed < 2; bed++) await this.#addBed();
        }
    }

    async #addBed(): Promise<void> {
        const id = await this.#make('Bed__c', {
            ...singleBed(this.#pick(this.#places) ?? '', String(this.#beds.length + 1)),
            First_Day__c: this.#random.chance(0.5) ? CHECKED : this.#day(0),
        });
        this.#beds.push(id);
        this.#deletable.push({ id, object: 'Bed__c' });
    }

    async #changeBed(): Promise<void> {
        const change = this.#random.chance(0.5)
            ? { Last_Day__c: this.#random.chance(0.3) ? null : this.#day(60) }
            : { Bookable__c: this.#random.chance(0.5) };
        await this.#change('Bed__c', this.#pick(this.#beds), change);
    }

    async #addGap(): Promise<void> {
        const first = this.#random.below(DAYS);
        const id = await this.#make('Bed_Unavailability__c', {
            Bed__c: this.#pick(this.#beds),
            First_Day__c: isoDay(first),
            Last_Day__c: isoDay(first + this.#random.below(10)),
            Reason__c: 'Works',
        });
        this.#deletable.push({ id, object: 'Bed_Unavailability__c' });
    }

    async #addStay(): Promise<void> {
        const arrival = this.#random.below(DAYS);
        const id = await this.#make('Assignment__c', {
            Household__c: this.#householdId,
            Bed__c: this.#pick(this.#beds),
            Status__c: 'Confirmed',
            Arrival_Date__c: isoDay(arrival),
            Departure_Date__c: isoDay(arrival + 1 + this.#random.below(30)),
        });
        this.#stays.push(id);
        this.#deletable.push({ id, object: 'Assignment__c' });
    }

    async #stepStay(): Promise<void> {
        const id = this.#pick(this.#stays);
        if (id === undefined) return;
        const { records } = await this.#org.query<{ Status__c: string }>(
            `SELECT Status__c FROM Assignment__c WHERE Id = '${id}'`,
        );
        const step = this.#random.chance(0.2) ? { Status__c: 'Cancelled' } : STEPS_OF_STAY[records[0]?.Status__c ?? ''];
        if (step) await this.#change('Assignment__c', id, step);
    }

    /** To a bed that may be in another room. */
    #moveStay(): Promise<void> {
        return this.#change('Assignment__c', this.#pick(this.#stays), { Bed__c: this.#pick(this.#beds) });
    }

    async #addCost(): Promise<void> {
        const id = await this.#make('Works_Cost__c', {
            Location__c: this.#locationId,
            Amount__c: this.#random.below(400_000) / 100,
            Invoice_Date__c: this.#day(0),
            Proof_Kind__c: 'Invoice',
        });
        this.#deletable.push({ id, object: 'Works_Cost__c' });
    }

    #changeLocation(): Promise<void> {
        const change = this.#random.chance(0.5)
            ? { Accommodation_Type__c: this.#pick(TYPES) }
            : { End_Date__c: this.#random.chance(0.4) ? null : this.#day(100) };
        return this.#change('Location__c', this.#locationId, change);
    }

    async #deleteOne(): Promise<void> {
        const one = this.#pick(this.#deletable);
        if (!one) return;
        const result = await this.#org.delete(one.object, one.id);
        refuse(result);
        this.#deletable.splice(this.#deletable.indexOf(one), 1);
        this.#beds = this.#beds.filter((id) => id !== one.id);
        this.#stays = this.#stays.filter((id) => id !== one.id);
        this.#deleted.push(one);
    }

    async #undeleteOne(): Promise<void> {
        const one = this.#deleted.pop();
        if (!one) return;
        const result = await this.#org.soap.undelete([one.id]);
        refuse(Array.isArray(result) ? result[0] : result);
        this.#deletable.push(one);
        if (one.object === 'Bed__c') this.#beds.push(one.id);
        if (one.object === 'Assignment__c') this.#stays.push(one.id);
    }

    async #make(object: string, values: Record<string, unknown>): Promise<string> {
        const result = await this.#org.create(object, values);
        refuse(result);
        return result.id ?? '';
    }

    async #change(object: string, id: string | undefined, values: Record<string, unknown>): Promise<void> {
        if (id !== undefined) refuse(await this.#org.update(object, { Id: id, ...values }));
    }

    #pick<T>(list: readonly T[]): T | undefined {
        return list[this.#random.below(Math.max(list.length, 1))];
    }

    #day(from: number): string {
        return isoDay(from + this.#random.below(DAYS - from));
    }
}

function isoDay(number: number): string {
    return new Date(FIRST + number * DAY).toISOString().slice(0, 10);
}

class Refused extends Error {}

function refuse(result: { success: boolean; errors?: unknown } | undefined): void {
    if (!result?.success) throw new Refused(JSON.stringify(result?.errors));
}

/** The org's own kinds of errors; what is wrong with the test itself is none of them. */
function isRefusal(error: unknown): boolean {
    const code = error instanceof Refused ? error.message : error instanceof Error ? error.name : '';
    return /VALIDATION|TRIGGER|RESTRICT|DEPENDENCY|DUPLICATE|DELETED|UNDELETE/.test(code);
}
