/**
 * A customer credit transfer initiation, ISO 20022 pain.001.001.09, as the EPC restricts it for SEPA credit transfers
 * (EPC132-08, 2023 version 1.0): one payment instruction, one transfer for each payee, charges shared.
 */
import XMLBuilder from 'fast-xml-builder';
import { euros } from '../engine/money.ts';
import type { Account } from './accounts-file.ts';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

export interface Transfer {
    /** returns to payer and payee; at most 35 characters */
    readonly endToEndId: string;
    readonly cents: number;
    readonly creditor: Account;
    /** at most 140 characters of the SEPA set */
    readonly remittance: string;
}

export interface PaymentOrder {
    /** unique for the bank of the debtor; at most 35 characters */
    readonly messageId: string;
    readonly created: Date;
    /** `yyyy-mm-dd` */
    readonly executionDate: string;
    readonly debtor: Account;
    readonly transfers: readonly Transfer[];
}

/** @returns the file */
export function paymentFile({ messageId, created, executionDate, debtor, transfers }: PaymentOrder): string {
    const total = transfers.reduce((sum, { cents }) => sum + cents, 0);
    const control = { NbOfTxs: String(transfers.length), CtrlSum: euros(total) };
    const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true });
    return builder.build({
        '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
        Document: {
            '@xmlns': NAMESPACE,
            CstmrCdtTrfInitn: {
                GrpHdr: {
                    MsgId: messageId,
                    CreDtTm: created.toISOString().slice(0, 19),
                    ...control,
                    InitgPty: { Nm: debtor.name },
                },
                PmtInf: {
                    PmtInfId: messageId,
                    PmtMtd: 'TRF',
                    BtchBookg: 'true',
                    ...control,
                    PmtTpInf: { SvcLvl: { Cd: 'SEPA' } },
                    ReqdExctnDt: { Dt: executionDate },
                    Dbtr: { Nm: debtor.name },
                    DbtrAcct: accountOf(debtor),
                    DbtrAgt: { FinInstnId: debtor.bic ? { BICFI: debtor.bic } : { Othr: { Id: 'NOTPROVIDED' } } },
                    ChrgBr: 'SLEV',
                    CdtTrfTxInf: transfers.map(transferOf),
                },
            },
        },
    });
}

function transferOf({ endToEndId, cents, creditor, remittance }: Transfer): object {
    return {
        PmtId: { EndToEndId: endToEndId },
        Amt: { InstdAmt: { '@Ccy': 'EUR', '#text': euros(cents) } },
        ...(creditor.bic && { CdtrAgt: { FinInstnId: { BICFI: creditor.bic } } }),
        Cdtr: { Nm: creditor.name },
        CdtrAcct: accountOf(creditor),
        RmtInf: { Ustrd: remittance },
    };
}

function accountOf({ iban }: Account): object {
    return { Id: { IBAN: iban } };
}
