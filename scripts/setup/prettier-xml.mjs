/**
 * Prettier's XML plugin, with one difference: an element that holds no other elements is printed as it was written.
 *
 * In metadata such text is a label, a description or a formula, in which every space and line end counts. The plugin
 * keeps most of them (`xmlWhitespaceSensitivity: preserve`), but moves text that consists of entities only, and drops
 * text that consists of white space only.
 */
import xml from '@prettier/plugin-xml';
import { doc } from 'prettier';

const { literalline } = doc.builders;

/** Whether a node of the syntax tree is an element with text, and no elements, in it. */
function isLeaf(node) {
    if (node.name !== 'element' || !node.content) return false;
    const { chardata, CData, reference, element } = node.content;
    return element.length === 0 && chardata.length + CData.length + reference.length > 0;
}

const xmlPrinter = xml.printers.xml;

export const { languages, parsers, options, defaultOptions } = xml;

export const printers = {
    xml: {
        ...xmlPrinter,
        // the plugin would format the text of an element that bears a language's name, such as <html>
        embed: undefined,
        print(path, printOptions, print) {
            const node = path.node;
            if (!isLeaf(node)) return xmlPrinter.print(path, printOptions, print);
            const { startOffset, endOffset } = node.location;
            const text = printOptions.originalText.slice(startOffset, endOffset + 1);
            return doc.utils.replaceEndOfLine(text, literalline);
        },
    },
};
