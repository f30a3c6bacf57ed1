/** The help of `hvt` in Dutch: oclif's own, under Dutch headings. The commands bring their texts themselves. */
import { CommandHelp, Help } from '@oclif/core';

/** oclif's headings and marks; what is not here stays as it is. */
const DUTCH: Readonly<Record<string, string>> = {
    'FLAG DESCRIPTIONS': 'UITLEG BIJ DE OPTIES',
    'GLOBAL FLAGS': 'ALGEMENE OPTIES',
    ARGUMENTS: 'ARGUMENTEN',
    COMMANDS: 'OPDRACHTEN',
    DESCRIPTION: 'BESCHRIJVING',
    EXAMPLES: 'VOORBEELDEN',
    FLAGS: 'OPTIES',
    TOPICS: 'ONDERWERPEN',
    USAGE: 'GEBRUIK',
    VERSION: 'VERSIE',
};

type Body = Parameters<Help['section']>[1];

class DutchCommandHelp extends CommandHelp {
    override section(header: string, body: Body): string {
        return super
            .section(DUTCH[header] ?? header, body)
            .replaceAll('(required)', '(verplicht)')
            .replace('Format output as json.', 'Geef het resultaat als JSON.');
    }
}

/** Named in package.json as the help class of oclif. */
export default class DutchHelp extends Help {
    protected override CommandHelpClass = DutchCommandHelp;

    override section(header: string, body: Body): string {
        return super.section(DUTCH[header] ?? header, body);
    }

    /** The first page is written by a class that cannot be replaced. */
    override formatRoot(): string {
        return super.formatRoot().replaceAll(/\b(?:USAGE|VERSION|DESCRIPTION)\b/g, (header) => DUTCH[header] ?? header);
    }
}
