trigger SubsidyRunTrigger on Subsidy_Run__c(before insert, before update, before delete, after undelete) {
    new SubsidyRunTriggerHandler().run();
}
