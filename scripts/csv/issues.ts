/** What is wrong with a file, line by line. */
import { JobError } from '../salesforce/org-error.ts';

/** One mistake: where it is, and what to do about it. */
export interface Issue {
    readonly line: number;
    readonly column?: string;
    readonly message: string;
}

/** Mistakes that are kept to be shown; a file that is wrong from top to bottom has more than anybody reads. */
const SHOWN = 100;

/** The mistakes of one file. */
export class Issues {
    readonly #file: string;
    readonly #first: Issue[] = [];
    #count = 0;

    /** @param file its name, for the message */
    constructor(file: string) {
        this.#file = file;
    }

    get count(): number {
        return this.#count;
    }

    add(line: number, message: string, column?: string): void {
        this.#count++;
        if (this.#first.length < SHOWN)
            this.#first.push({ line, message, ...(column === undefined ? {} : { column }) });
    }

    /** @throws JobError when there is any mistake, with all that are shown in its data */
    refuseAny(): void {
        if (this.#count === 0) return;
        const many = this.#count === 1 ? 'één fout' : `${this.#count} fouten`;
        const issues = this.#first.toSorted((one, other) => one.line - other.line);
        throw new JobError('FileRefused', `${this.#file} bevat ${many}; er is niets geschreven.`, {
            actions: ['Verbeter de genoemde regels en geef de opdracht opnieuw.'],
            data: { count: this.#count, issues },
        });
    }
}

/** A mistake as a line of text. */
export function issueLine({ line, column, message }: Issue): string {
    return `regel ${line}${column === undefined ? '' : `, ${column}`}: ${message}`;
}

/** The mistakes that an error carries. */
export function issuesOf(error: unknown): { issues: readonly Issue[]; count: number } | undefined {
    if (!(error instanceof JobError) || error.name !== 'FileRefused') return undefined;
    return error.data as { issues: readonly Issue[]; count: number };
}
