trigger SubsidyRunTrigger on Subsidy_Run__c(before delete, after undelete) {
    new SubsidyKeptTriggerHandler().run();
}
