/** `npm start`: will start the embedded org. */
console.error(
    'The application runs on an embedded org (local-org), which is not there yet: it comes with the next milestone.',
);
console.error('Until then `npm test` checks the project, and `npx sf project deploy start` deploys it to an org.');
process.exitCode = 1;
