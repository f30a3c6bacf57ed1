/** What a program leaves on disk for a while goes with it, also when it is interrupted. */
import { rmSync } from 'node:fs';

const paths = new Set<string>();

/**
 * Deletes a file or folder when the program ends before it has done so itself.
 * @returns what says that this is no longer needed
 */
export function removeAtExit(path: string): () => void {
    if (paths.size === 0) process.on('exit', removeAll);
    paths.add(path);
    return () => {
        paths.delete(path);
        if (paths.size === 0) process.off('exit', removeAll);
    };
}

function removeAll(): void {
    for (const path of paths) rmSync(path, { recursive: true, force: true });
}
