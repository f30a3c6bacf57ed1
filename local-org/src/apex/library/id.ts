/** Id. Source: Apex reference guide, "Id class". */
import { toId18 } from '../../schema/ids.ts';
import { exception } from '../run/exceptions.ts';
import { transaction } from '../run/vm.ts';
import { textEquals } from '../run/equality.ts';
import { ID } from '../types/type.ts';
import { define } from './define.ts';
import { objectToken } from './tokens.ts';

function valueOf(text: string): string {
    const id = toId18(text);
    if (id === undefined) throw exception('StringException', `Invalid id: ${text}`);
    return id;
}

/** The token of the object to whose records the id belongs. */
function objectOf(id: string) {
    const object = transaction().host.schema.objectOfId(id);
    if (!object) throw exception('SObjectException', `Cannot locate Apex Type for ID: ${id}`);
    return objectToken(object)[1];
}

define({
    name: 'Id',
    type: ID,
    statics: { 'Id valueOf(String)': valueOf },
    methods: {
        'Boolean equals(Object?)': (self: string, other: unknown) =>
            typeof other === 'string' && textEquals(self, other),
        'Schema.SObjectType getSObjectType()': objectOf,
        'String to15()': (self: string) => self.slice(0, 15),
    },
    unsupported: ['static Id valueOf(String, Boolean)'],
});
