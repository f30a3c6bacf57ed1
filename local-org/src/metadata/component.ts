/** A component of the org: what has a type and a full name of its own, whether it has a file of its own or not. */
import type { XmlElement } from './xml.ts';

/** A file of a component, as a package has it. */
export interface ComponentFile {
    /** In a package: `classes/Greeter.cls`. */
    readonly path: string;
    readonly content: () => Uint8Array;
}

export interface Component {
    /** `CustomObject`, `CustomField`, `Layout` … */
    readonly type: string;
    /** `Bed__c`, `Bed__c.Number__c`, `Bed__c-Bed Layout` … */
    readonly fullName: string;
    /** Its definition without its parts; absent for what is no XML, such as a bundle of files without a definition. */
    readonly xml?: XmlElement;
    /** Its own files, byte for byte; none for the parts of another component's file, which are written anew. */
    readonly files: readonly ComponentFile[];
    readonly created: Touch;
    readonly changed: Touch;
}

/** Who did something, and when: milliseconds since 1970. */
export interface Touch {
    readonly at: number;
    readonly by: string;
}

/** Names the same component in any case of its letters. */
export function keyOf(type: string, fullName: string): string {
    return `${type}:${fullName.toLowerCase()}`;
}

/** What is wrong with a component; the message is that of an org. */
export class ComponentFault extends Error {
    readonly type: string;
    readonly fullName: string;
    readonly problem: string;

    constructor(type: string, fullName: string, problem: string) {
        super(`${type} ${fullName}: ${problem}`);
        this.name = 'ComponentFault';
        this.type = type;
        this.fullName = fullName;
        this.problem = problem;
    }

    /** Names the component that an action is about, when the action fails. */
    static about<T>(type: string, fullName: string, action: () => T): T {
        try {
            return action();
        } catch (error) {
            if (error instanceof ComponentFault) throw error;
            throw new ComponentFault(type, fullName, error instanceof Error ? error.message : String(error));
        }
    }
}
