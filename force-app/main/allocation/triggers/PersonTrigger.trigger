trigger PersonTrigger on Person__c(after insert, after update) {
    new PersonTriggerHandler().run();
}
