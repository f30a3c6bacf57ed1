/** `npm run bench -- NAME...`: measures, prints figures beside their goals, judges nothing. */
import { benchApex } from './apex/bench.ts';
import { benchBulk } from './bulk.ts';
import { benchGraphql } from './graphql.ts';
import { benchSoql } from './soql.ts';
import { benchStart } from './start.ts';
import { benchSubsidy } from './subsidy/bench.ts';

const BENCHES: Readonly<Record<string, () => Promise<void> | void>> = {
    start: benchStart,
    apex: benchApex,
    soql: benchSoql,
    graphql: benchGraphql,
    bulk: benchBulk,
    subsidy: benchSubsidy,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
if (names.length === 0 || unknown.length > 0) {
    const wrong = unknown.length > 0 ? `Unknown benchmark: ${unknown.join(', ')}. ` : '';
    console.error(`${wrong}Usage: npm run bench -- ${Object.keys(BENCHES).join('|')}`);
    process.exit(2);
}
for (const name of names) await BENCHES[name]?.();
