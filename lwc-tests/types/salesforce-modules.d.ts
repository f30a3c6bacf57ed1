/**
 * Modules that an org provides to components and that Salesforce's own package of types (lightning-types.d.ts) lacks.
 * Add those that a component needs beyond these.
 */

declare module '@salesforce/apex/*' {
    import type { WireAdapterConstructor } from 'lwc';
    /** An Apex method: to call, or as the adapter of @wire. */
    const method: WireAdapterConstructor & ((parameters?: Record<string, unknown>) => Promise<unknown>);
    export default method;
}

declare module '@salesforce/apex' {
    export function refreshApex(wiredValue: unknown): Promise<void>;
}

declare module '@salesforce/label/*' {
    const label: string;
    export default label;
}

declare module '@salesforce/schema/*' {
    /** An object has `objectApiName` only; a field has both. */
    const reference: { fieldApiName: string; objectApiName: string };
    export default reference;
}

declare module '@salesforce/i18n/*' {
    const value: string;
    export default value;
}

declare module '@salesforce/resourceUrl/*' {
    const url: string;
    export default url;
}

declare module '@salesforce/customPermission/*' {
    const granted: boolean | undefined;
    export default granted;
}

declare module '@salesforce/userPermission/*' {
    const granted: boolean | undefined;
    export default granted;
}

declare module 'lightning/platformShowToastEvent' {
    export class ShowToastEvent extends CustomEvent<unknown> {
        constructor(toast: {
            title: string;
            message?: string;
            variant?: 'info' | 'success' | 'warning' | 'error';
            mode?: 'dismissible' | 'pester' | 'sticky';
            messageData?: (string | { url: string; label: string })[];
        });
    }
}

declare module '*.html' {
    const template: () => unknown;
    export default template;
}
