/** Judges one metadata file: is it XML, has it the right root, does its content fit the type. */
import {
    checkElement,
    MalformedXmlError,
    METADATA,
    parseXml,
    type Fault,
    type TypesModel,
    type XmlElement,
} from 'local-org/metadata-check';
import { suffixOfFile, typesOfFile } from './file-types.ts';

/**
 * @param path the file's path: its name tells the type, it is not read
 * @param source the file's text
 * @returns the faults, by line; empty when the file is good
 */
export function checkFile(path: string, source: string, model: TypesModel): Fault[] {
    let root: XmlElement;
    try {
        root = parseXml(source);
    } catch (error) {
        if (!(error instanceof MalformedXmlError)) throw error;
        return [{ line: error.line, message: `Error parsing file: ${error.message}` }];
    }
    const fault = faultOfRoot(root, path);
    if (fault !== undefined) return [{ line: root.line, message: fault }];
    return checkElement(root, root.name, model).sort((a, b) => a.line - b.line);
}

function faultOfRoot({ uri, name }: XmlElement, path: string): string | undefined {
    if (uri !== METADATA) return `Root element {${uri}}${name} is not in the namespace ${METADATA}`;
    const expected = typesOfFile(path);
    const suffix = suffixOfFile(path);
    if (expected.size === 0) return `No metadata type has the file suffix .${suffix}`;
    // the root of a settings file bears the name of the settings: Account.settings holds AccountSettings
    const fits = expected.has('Settings') ? name.endsWith('Settings') : expected.has(name);
    return fits
        ? undefined
        : `Root element is ${name}, the file suffix .${suffix} calls for ${[...expected].join(' or ')}`;
}
