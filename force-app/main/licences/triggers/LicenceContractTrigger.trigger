trigger LicenceContractTrigger on Licence_Contract__c(before insert, before update) {
    new LicenceKeys().run();
}
