trigger PlaceTrigger on Place__c(
    before insert,
    before update,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    new PlaceTriggerHandler().run();
}
