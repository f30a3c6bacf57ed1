/** Tables in Dutch: headers stay as they are written, and numbers stand to the right. */

interface Column<Key> {
    key: Key;
    name: Key;
    horizontalAlignment: 'left' | 'right';
}

/**
 * What the `table` of a command takes.
 * @param right headers of the columns with numbers
 */
export function tableOptions<Row extends Record<string, string>>(
    data: Row[],
    right: readonly string[],
): { data: Row[]; columns: Column<keyof Row & string>[] } {
    const keys = Object.keys(data[0] ?? {});
    const columns = keys.map((key) => ({
        key,
        name: key,
        horizontalAlignment: right.includes(key) ? ('right' as const) : ('left' as const),
    }));
    return { data, columns };
}
