/** Calls about users: passwords and sessions (SOAP API developer guide, "Utility Calls"). */
import { changeOwnPassword, mayManage, resetPassword, setPassword } from '../oauth/passwords.ts';
import { argument, listArgument, refuseTooMany, type SoapCallHandler, type SoapRequest } from './calls.ts';
import { userInfo } from './login.ts';
import { errorsOf } from './record-calls.ts';
import { element } from './values-xml.ts';

export const USER_CALLS: Readonly<Record<string, SoapCallHandler>> = {
    getUserInfo: ({ org, session }) => `<result>${userInfo(org, session.userId)}</result>`,
    setPassword: (request) => {
        setPassword(request, argument(request, 'userId'), argument(request, 'password'));
        return '<result/>';
    },
    resetPassword: (request) => element('result', { password: resetPassword(request, argument(request, 'userId')) }),
    changeOwnPassword: (request) => {
        changeOwnPassword(request, argument(request, 'oldPassword'), argument(request, 'newPassword'));
        return '<result/>';
    },
    invalidateSessions: (request) => {
        const sessions = listArgument(request, 'sessionIds');
        refuseTooMany(sessions.length);
        return sessions.map((one) => endSession(request, one)).join('');
    },
};

/** Sessions of others end when whoever asks manages users; of what he may not end he does not learn whether it is there. */
function endSession(request: SoapRequest, token: string): string {
    const userId = request.tokens.userOf(token, 'access');
    const isEnded = userId !== undefined && mayManage(request, userId) && request.tokens.revoke(token);
    if (isEnded) return element('result', { success: true });
    const error = { statusCode: 'INVALID_SESSION_ID', message: 'Session not found', fields: [] };
    return `<result>${errorsOf([error])}${element('success', false)}</result>`;
}
