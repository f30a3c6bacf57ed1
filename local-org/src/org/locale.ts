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
 * @throws Error when the definition cannot be read
 */
export function projectLocale(projects: readonly string[]): Locale {
    const paths = projects.map((project) => join(project, 'config', 'project-scratch-def.json'));
    return definitionLocale(paths.find((file) => existsSync(file)));
}

/**
 * The locale that a scratch org definition asks for.
 * @param path of the file; absent: English
 * @throws Error when the definition cannot be read
 */
export function definitionLocale(path: string | undefined): Locale {
    const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const { language = 'en_US', country = 'US' } = path === undefined ? {} : readDefinition(path);
    return { language, locale: `${language.slice(0, 2)}_${country}`, timeZone };
}

function readDefinition(path: string): { language?: string; country?: string } {
    try {
        const definition: unknown = JSON.parse(readFileSync(path, 'utf8'));
        const { language, country } = (definition ?? {}) as Record<string, unknown>;
        return {
            ...(typeof language === 'string' ? { language } : {}),
            ...(typeof country === 'string' ? { country } : {}),
        };
    } catch (error) {
        throw new Error(`${path}: ${error instanceof Error ? error.message : 'unreadable'}`, { cause: error });
    }
}
