trigger PersonTrigger on Person__c(before insert, after insert, after update) {
    new PersonTriggerHandler().run();
}
