/** Records by REST, and queries: rows, and counts that could betray rows. */
import { singly } from './way.ts';

export const REST = singly('REST', {
    create: async ({ client }, { object, values }) => {
        await client.json('POST', `/sobjects/${object}`, values);
        return true;
    },
    read: async ({ client }, { object, id }) => {
        await client.json('GET', `/sobjects/${object}/${id}`);
        return true;
    },
    edit: async ({ client }, { object, id, values }) => {
        await client.json('PATCH', `/sobjects/${object}/${id}`, values);
        return true;
    },
    delete: async ({ client }, { object, id }) => {
        await client.json('DELETE', `/sobjects/${object}/${id}`);
        return true;
    },
});

export const SOQL = singly('SOQL', {
    read: async ({ client }, { object, id }) => {
        const rows = await Array.fromAsync(client.query(`SELECT Id FROM ${object} WHERE Id = '${id}'`));
        return rows.length === 1;
    },
});

export const AGGREGATE = singly('aggregate SOQL', {
    read: async ({ client }, { object, id }) => {
        const [row] = await Array.fromAsync(client.query(`SELECT COUNT(Id) records FROM ${object} WHERE Id = '${id}'`));
        return row?.['records'] === 1;
    },
});
