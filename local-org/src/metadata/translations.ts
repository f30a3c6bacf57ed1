/** Labels in a user's language: what translations say, else what the metadata itself says. */
import type { Field, ObjectType, PicklistValue } from '../schema/model.ts';
import type { ProjectMetadata } from './project.ts';
import type { XmlElement } from './xml.ts';

export class Translations {
    readonly #metadata: ProjectMetadata;
    readonly #language: string;

    /** @param language such as `en_US` */
    constructor(metadata: ProjectMetadata, language: string) {
        this.#metadata = metadata;
        this.#language = language;
    }

    objectLabel(object: ObjectType): string {
        return this.#objectCase(object, 'false') ?? object.label;
    }

    objectLabelPlural(object: ObjectType): string {
        return this.#objectCase(object, 'true') ?? object.labelPlural;
    }

    fieldLabel(object: ObjectType, field: Field): string {
        if (field.nameField && object.custom)
            return nonEmpty(this.#object(object)?.value('nameFieldLabel')) ?? field.label;
        return nonEmpty(this.#field(object, field)?.value('label')) ?? field.label;
    }

    fieldHelp(object: ObjectType, field: Field): string | undefined {
        return nonEmpty(this.#field(object, field)?.value('help')) ?? field.helpText;
    }

    /** The label of a picklist's value; values of a global value set are translated once for all its fields. */
    valueLabel(object: ObjectType, field: Field, value: PicklistValue): string {
        const set = field.picklist?.valueSetName;
        const translated =
            set === undefined
                ? this.#field(object, field)?.all('picklistValues')
                : this.#metadata
                      .all('globalValueSetTranslation')
                      .get(`${set}-${this.#language}`)
                      ?.all('valueTranslation');
        const one = translated?.find((translation) => translation.value('masterLabel') === value.label);
        return nonEmpty(one?.value('translation')) ?? value.label;
    }

    /** @param label what the metadata itself says */
    recordTypeLabel(object: ObjectType, developerName: string, label: string): string {
        const type = this.#object(object)
            ?.all('recordTypes')
            .find((one) => one.value('name') === developerName);
        return nonEmpty(type?.value('label')) ?? label;
    }

    webLinkLabel(object: ObjectType, name: string, label: string): string {
        const link = this.#object(object)
            ?.all('webLinks')
            .find((one) => one.value('name') === name);
        return nonEmpty(link?.value('label')) ?? label;
    }

    ruleMessage(object: ObjectType, ruleName: string, message: string): string {
        const rule = this.#object(object)
            ?.all('validationRules')
            .find((one) => one.value('name') === ruleName);
        return nonEmpty(rule?.value('errorMessage')) ?? message;
    }

    /** The translation of a custom label. @param name in any case */
    customLabel(name: string): string | undefined {
        const labels = this.#metadata.all('translation').get(this.#language)?.all('customLabels') ?? [];
        return nonEmpty(labels.find((one) => one.value('name')?.toLowerCase() === name.toLowerCase())?.value('label'));
    }

    #objectCase(object: ObjectType, plural: string): string | undefined {
        const cases = this.#object(object)?.all('caseValues') ?? [];
        return nonEmpty(cases.find((one) => one.value('plural') === plural)?.value('value'));
    }

    #object(object: ObjectType): XmlElement | undefined {
        return this.#metadata.all('objectTranslation').get(`${object.name}-${this.#language}`);
    }

    #field(object: ObjectType, field: Field): XmlElement | undefined {
        const divided = this.#metadata.all('fieldTranslation').get(`${object.name}-${this.#language}.${field.name}`);
        return (
            divided ??
            this.#object(object)
                ?.all('fields')
                .find((one) => one.value('name') === field.name)
        );
    }
}

function nonEmpty(text: string | undefined): string | undefined {
    return text === '' ? undefined : text;
}
