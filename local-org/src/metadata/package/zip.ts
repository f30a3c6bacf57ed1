/** Zip files of packages, within bounds: what a few bytes unfold to must not fill the memory. */
import { unzipSync, zipSync, type UnzipFileInfo } from 'fflate';

/** Limits of a package (Metadata API developer guide, "Metadata Limits"): 10,000 files, 400 MB uncompressed. */
const MAX_FILES = 10_000;
const MAX_BYTES = 400 * 1024 * 1024;

/** Content by path. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** The zip cannot be read, or holds more than a package may. */
export class ZipError extends Error {}

/**
 * Reads a zip.
 * @throws ZipError when it is none, when it holds too much, or names a file outside of itself
 */
export function readZip(zip: Uint8Array): Files {
    let files = 0;
    let bytes = 0;
    const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
        files += 1;
        // sizes are checked before anything is unfolded; more than it declares is not unfolded
        bytes += originalSize;
        if (files > MAX_FILES)
            throw new ZipError(`Maximum number of files in a package exceeded: ${String(MAX_FILES)}`);
        if (bytes > MAX_BYTES) throw new ZipError(`Maximum size of a package exceeded: ${String(MAX_BYTES)} bytes`);
        if (!isInside(name)) throw new ZipError(`The zip names a file outside of the package: ${name.slice(0, 255)}`);
        return !name.endsWith('/');
    };
    try {
        return new Map(Object.entries(unzipSync(zip, { filter })));
    } catch (error) {
        if (error instanceof ZipError) throw error;
        throw new ZipError(`The zip file is invalid: ${error instanceof Error ? error.message : 'unreadable'}`);
    }
}

/** A path of the package, and of no folder above it. */
function isInside(path: string): boolean {
    return !/^([/\\]|[a-z]:)|\\|\0/i.test(path) && !path.split('/').includes('..');
}

/** Makes a zip. @param modified of all its files: milliseconds since 1970 */
export function writeZip(files: Files, modified: number): Uint8Array {
    // a zip knows no day before 1980
    const mtime = Math.max(modified, Date.UTC(1980, 0, 2));
    return zipSync(Object.fromEntries(files), { mtime, level: 6 });
}
