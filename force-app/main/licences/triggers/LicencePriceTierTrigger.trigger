trigger LicencePriceTierTrigger on Licence_Price_Tier__c(before insert, before update) {
    new LicenceKeys().run();
}
