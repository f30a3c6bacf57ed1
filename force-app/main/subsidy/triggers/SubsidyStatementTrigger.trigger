trigger SubsidyStatementTrigger on Subsidy_Statement__c(before delete, after undelete) {
    new SubsidyKeptTriggerHandler().run();
}
