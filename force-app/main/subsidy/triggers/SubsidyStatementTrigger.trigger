trigger SubsidyStatementTrigger on Subsidy_Statement__c(before insert, before delete, after insert, after undelete) {
    new StatementTriggerHandler().run();
}
