/** Writes payment files of every shape into a folder, for the schema of the banks to judge: `node write-payments.ts DIR`. */
import { join } from 'node:path';
import { ensureFolder, writeAtomically } from '../files/atomic-file.ts';
import type { Account } from '../subsidy/exports/accounts-file.ts';
import { paymentFile, type PaymentOrder, type Transfer } from '../subsidy/exports/payment-file.ts';
import { LONGEST_NAME } from '../subsidy/exports/accounts-file.ts';
import { sepaText } from '../subsidy/exports/sepa-text.ts';

/** Accounts that banks print in their examples. */
const DEBTOR: Account = { name: 'Agentschap Binnenlands Bestuur', iban: 'BE68539007547034' };
const NAMES = ['Genk', 'Sint-Niklaas', "'s-Gravenvoeren", 'Café & Co <Đà Nẵng> "Œuvre" №5', 'Ä'.repeat(200)];
/** As many as there are municipalities in Flanders. */
const MANY = 285;

const folder = process.argv[2];
if (folder === undefined) throw new Error('name a folder');
const order = { created: new Date('2023-01-20T10:00:00Z'), executionDate: '2023-01-31', debtor: DEBTOR };
const withBic = { ...DEBTOR, bic: 'GKCCBEBB' };
const orders: Record<string, PaymentOrder> = {
    one: { ...order, messageId: 'HVT-RUN-00001-20230131', transfers: [transfer(0, 1)] },
    names: {
        ...order,
        messageId: 'HVT-RUN-00002-20230131',
        transfers: NAMES.map((_, index) => transfer(index, 120_05)),
    },
    bic: {
        ...order,
        messageId: 'HVT-RUN-00003-20230131',
        debtor: withBic,
        transfers: [transfer(1, 99_999_999_999, withBic)],
    },
    many: {
        ...order,
        messageId: 'HVT-RUN-00004-20230131',
        transfers: Array.from({ length: MANY }, (_, index) => transfer(index, 1_234_567 + index)),
    },
};
await ensureFolder(folder);
for (const [name, one] of Object.entries(orders))
    await writeAtomically(join(folder, `${name}.xml`), [paymentFile(one)]);

function transfer(index: number, cents: number, account: Account = DEBTOR): Transfer {
    const name = sepaText(NAMES[index % NAMES.length] ?? '', LONGEST_NAME);
    const endToEndId = `AFR-${String(index + 1).padStart(6, '0')}`;
    const remittance = sepaText(
        `Subsidie opvang tijdelijk ontheemden 01-10-2022 t.e.m. 31-12-2022, kenmerk ${endToEndId}`,
        140,
    );
    return { endToEndId, cents, creditor: { ...account, name }, remittance };
}
