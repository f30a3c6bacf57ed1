/** Test. Source: Apex reference guide, "Test class". */
import { exception } from '../run/exceptions.ts';
import { transaction } from '../run/vm.ts';
import { define } from './define.ts';

function inTest(method: string): void {
    if (!transaction().isTest) throw exception('TypeException', `Test.${method} can only be called from a test method`);
}

define({
    name: 'Test',
    statics: {
        'Boolean isRunningTest()': () => transaction().isTest,
        'void startTest()': () => {
            inTest('startTest');
            const running = transaction();
            if (running.testPart !== 'before')
                throw exception('TypeException', 'startTest already called in test method');
            running.testPart = 'within';
            running.usedBefore = running.limits.restart();
        },
        'void stopTest()': () => {
            inTest('stopTest');
            const running = transaction();
            if (running.testPart !== 'within') throw exception('TypeException', 'stopTest called before startTest');
            running.testPart = 'after';
            running.runQueued();
            running.host.deliverEvents?.(running);
            running.limits.restart();
            if (running.usedBefore) running.limits.used = running.usedBefore;
        },
        // what a group grants is worked out at once here
        'void calculatePermissionSetGroup(String)': () => {
            inTest('calculatePermissionSetGroup');
        },
        'void calculatePermissionSetGroup(List<String>)': () => {
            inTest('calculatePermissionSetGroup');
        },
    },
    unsupported: [
        'static void setCreatedDate(Id, Datetime)',
        'static void setFixedSearchResults(List<Id>)',
        'static void setCurrentPage(Object)',
        'static Id getStandardPricebookId()',
        'static List<SObject> loadData(Schema.SObjectType, String)',
        'static void enableChangeDataCapture()',
    ],
});
