/** Where people work: municipalities by code or name and provinces, as they are today, and their groups in the org. */
import type { Municipalities, Municipality } from '../../municipalities/municipalities.ts';

/** What was found, or why nothing was, in Dutch with what to do. */
export type Found<T> = T | { readonly problem: string };

export class Places {
    readonly #municipalities: Municipalities;
    readonly #today: string;
    readonly #groups: ReadonlySet<string>;
    readonly #byName = new Map<string, Municipality[]>();
    readonly #provinces = new Map<string, string>();

    /**
     * @param today ISO
     * @param groups developer names of the application's groups
     */
    constructor(municipalities: Municipalities, today: string, groups: ReadonlySet<string>) {
        this.#municipalities = municipalities;
        this.#today = today;
        this.#groups = groups;
        for (const one of municipalities.all()) {
            this.#byName.set(keyOf(one.name), [...(this.#byName.get(keyOf(one.name)) ?? []), one]);
            if (one.province !== '') this.#provinces.set(keyOf(one.province), one.province);
        }
    }

    hasGroup(developerName: string): boolean {
        return this.#groups.has(developerName);
    }

    /** @param text NIS code or name */
    municipality(text: string): Found<Municipality> {
        const isCode = /^\d+$/.test(text);
        const named = isCode
            ? [this.#municipalities.find(text)].filter((one) => one !== undefined)
            : (this.#byName.get(keyOf(text)) ?? []);
        const [first] = named;
        if (!first)
            return {
                problem: isCode
                    ? `NIS-code ${text} is onbekend; verbeter de code`
                    : `het lokaal bestuur "${text}" is onbekend; schrijf de NIS-code of de volledige naam`,
            };
        const current = named.filter((one) => this.#municipalities.resolve(one.nis, this.#today) === one);
        const [only, another] = current;
        if (only && !another) return only;
        if (only)
            return {
                problem: `er is meer dan één "${text}"; schrijf de NIS-code: ${current.map(({ nis }) => nis).join(', ')}`,
            };
        return { problem: this.#gone(first) };
    }

    /** @param text its name */
    province(text: string): Found<{ readonly province: string }> {
        const province = this.#provinces.get(keyOf(text));
        if (province !== undefined) return { province };
        return {
            problem: `de provincie "${text}" is onbekend; kies uit: ${[...this.#provinces.values()].map(written).sort().join(', ')}`,
        };
    }

    #gone({ nis, name, from, to }: Municipality): string {
        if (from !== undefined && this.#today < from)
            return `${name} (${nis}) bestaat pas vanaf ${from}; verbeter de code`;
        const successor = this.#municipalities.resolve(nis, this.#today);
        const since = `${name} (${nis}) bestaat na ${to ?? ''} niet meer`;
        return successor
            ? `${since}: het ging op in ${successor.name}; schrijf ${successor.nis}`
            : `${since} en heeft geen opvolger; verbeter de code`;
    }
}

/** The value of a picklist has _ where its label has a hyphen; people write what they read. */
function written(province: string): string {
    return province.replaceAll('_', '-');
}

function keyOf(name: string): string {
    return name
        .toLowerCase()
        .replaceAll(/[\s’'_-]+/g, ' ')
        .trim();
}
