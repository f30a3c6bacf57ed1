/** Language, locale and time zone of an organisation: from the scratch org definition of its project, as a scratch org. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Locale {
    /** What labels in the metadata are written in, and what new users get. */
    readonly language: string;
    readonly locale: string;
    /** IANA name. */
    readonly timeZone: string;
}

/**
 * The locale that the first project with a scratch org definition asks for; English when none does.
 * @param projects folders of sfdx projects
 */
export function projectLocale(projects: readonly string[]): Locale {
    const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const path = projects
        .map((project) => join(project, 'config', 'project-scratch-def.json'))
        .find((file) => existsSync(file));
    const { language = 'en_US', country = 'US' } =
        path === undefined ? {} : (JSON.parse(readFileSync(path, 'utf8')) as { language?: string; country?: string });
    return { language, locale: `${language.slice(0, 2)}_${country}`, timeZone };
}
