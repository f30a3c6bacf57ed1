/** Trigger. Source: Apex developer guide, "Trigger context variables"; Apex reference guide, "TriggerOperation enum". */
import type { TriggerContext } from '../data/trigger-context.ts';
import type { EnumValue, Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { membersOf } from '../types/members.ts';
import { define, type Property } from './define.ts';
import { namedType } from './types.ts';

/** Reads something of the trigger that runs; null outside of one. */
function of(read: (context: TriggerContext) => Value, otherwise: Value = null): Property {
    return {
        read: () => {
            const { trigger } = transaction();
            return trigger ? read(trigger) : otherwise;
        },
    };
}

function operation({ operation: name }: TriggerContext): Value {
    const values = (membersOf(namedType('System.TriggerOperation')).enumValues?.() ?? []) as readonly EnumValue[];
    return values.find((value) => value.name === name) ?? null;
}

define(
    {
        name: 'TriggerOperation',
        kind: 'enum',
        values: [
            'BEFORE_INSERT',
            'BEFORE_UPDATE',
            'BEFORE_DELETE',
            'AFTER_INSERT',
            'AFTER_UPDATE',
            'AFTER_DELETE',
            'AFTER_UNDELETE',
        ],
    },
    {
        name: 'Trigger',
        staticProperties: {
            'Boolean isExecuting': of(() => true, false),
            'Boolean isBefore': of(({ isBefore }) => isBefore, false),
            'Boolean isAfter': of(({ isBefore }) => !isBefore, false),
            'Boolean isInsert': of(({ isInsert }) => isInsert, false),
            'Boolean isUpdate': of(({ isUpdate }) => isUpdate, false),
            'Boolean isDelete': of(({ isDelete }) => isDelete, false),
            'Boolean isUndelete': of(({ isUndelete }) => isUndelete, false),
            'List<SObject> new': of(({ newList }) => newList),
            'List<SObject> old': of(({ oldList }) => oldList),
            'Map<Id, SObject> newMap': of(({ newMap }) => newMap),
            'Map<Id, SObject> oldMap': of(({ oldMap }) => oldMap),
            'Integer size': of(({ size }) => size),
            'System.TriggerOperation operationType': of(operation),
        },
    },
);
