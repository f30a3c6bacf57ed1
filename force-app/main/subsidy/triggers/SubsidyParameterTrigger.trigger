trigger SubsidyParameterTrigger on Subsidy_Parameter__c(
    before insert,
    before delete,
    after insert,
    after update,
    after delete,
    after undelete
) {
    new ParameterTriggerHandler().run();
    new RecordedTriggerHandler().run();
}
