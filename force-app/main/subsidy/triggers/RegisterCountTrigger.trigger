trigger RegisterCountTrigger on Register_Count__c(
    before insert,
    after insert,
    after update,
    after delete,
    after undelete
) {
    new RecordedTriggerHandler().run();
}
