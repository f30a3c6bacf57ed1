trigger WorksCostTrigger on Works_Cost__c(before insert, after insert, after update, after delete, after undelete) {
    new RecordedTriggerHandler().run();
}
