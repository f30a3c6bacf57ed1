/** UserInfo. Source: Apex reference guide, "UserInfo class". */
import type { HostUser } from '../run/host.ts';
import { transaction } from '../run/vm.ts';
import { define } from './define.ts';
import { timeZone } from './time-zone.ts';

function of<T>(read: (user: HostUser) => T): () => T {
    return () => read(transaction().host.user());
}

define({
    name: 'UserInfo',
    statics: {
        'String getFirstName()': of(({ firstName }) => firstName),
        'String getLanguage()': of(({ language }) => language),
        'String getLastName()': of(({ lastName }) => lastName),
        'String getLocale()': of(({ locale }) => locale),
        'String getName()': of(({ name }) => name),
        'Id getOrganizationId()': () => transaction().host.organizationId,
        'String getOrganizationName()': () => transaction().host.organizationName,
        'Id getProfileId()': of(({ profileId }) => profileId),
        'System.TimeZone getTimeZone()': of((user) => timeZone(user.timeZone)),
        'String getUserEmail()': of(({ email }) => email),
        'Id getUserId()': of(({ id }) => id),
        'String getUserName()': of(({ username }) => username),
        'Id getUserRoleId()': of(({ roleId }) => roleId),
        'Boolean isMultiCurrencyOrganization()': () => false,
    },
    unsupported: [
        'static String getDefaultCurrency()',
        'static String getSessionId()',
        'static String getUiTheme()',
        'static String getUiThemeDisplayed()',
        'static String getUserType()',
        'static Boolean hasPackageLicense(Id)',
        'static Boolean isCurrentUserLicensed(String)',
    ],
});
