trigger LicenceCountTrigger on Licence_Count__c(before insert, before update) {
    new LicenceKeys().run();
}
