trigger AssignmentTrigger on Assignment__c(
    before insert,
    before update,
    after insert,
    after update,
    after delete,
    after undelete
) {
    new AssignmentTriggerHandler().run();
}
