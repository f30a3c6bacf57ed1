/** Records that the requests of the corpus name. */
export interface Ids {
    /** A private record of the user who sends the request. */
    readonly own: string;
    /** A private record of somebody else. */
    readonly foreign: string;
    /** A record that everybody may change. */
    readonly open: string;
    readonly user: string;
    /** An access token of the user, for protocols that have it in the body. */
    readonly token: string;
}

/** A request of the corpus, before it is known who sends it. */
export interface Seed {
    readonly method: string;
    readonly path: string;
    readonly type?: string;
    readonly body?: string | object;
}

export const DATA = '/services/data/v66.0';
