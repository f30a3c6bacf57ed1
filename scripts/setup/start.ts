/** `npm start [-- --port N] [--data DIR]`: the application on local-org, with demonstration data. */
import { parseArgs } from 'node:util';
import { DEFAULT_FOLDER, startDemo } from '../demo/start-demo.ts';

const { values } = parseArgs({
    options: { port: { type: 'string', default: '7357' }, data: { type: 'string', default: DEFAULT_FOLDER } },
});
process.exitCode = await startDemo({ port: values.port, dataFolder: values.data });
