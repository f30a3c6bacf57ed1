/** Reads types and modifiers as they were written. */
import type {
    AnnotationContext,
    ApexParserRuleContext,
    CreatedNameContext,
    ElementValueContext,
    ModifierContext,
    QualifiedNameContext,
    TypeListContext,
    TypeRefContext,
} from '@apexdevtools/apex-parser';
import type { Annotation, Modifiers, TypeName } from './ast.ts';
import { textOfLiteral } from './literals.ts';
import { positionOf } from './source.ts';

/** The generated types promise children that an optional part of a rule does not have. */
export function maybe<T>(value: T): T | undefined {
    return value ?? undefined;
}

export function readType(context: TypeRefContext): TypeName {
    const parts = context.typeName_list().map((part) => ({
        name: part.getChild(0).getText(),
        args: readTypeList(maybe(part.typeArguments())?.typeList()),
    }));
    const arrays = maybe(context.arraySubscripts())?.LBRACK_list().length ?? 0;
    return { ...positionOf(context), parts, arrays };
}

export function readTypeList(context: TypeListContext | undefined): TypeName[] {
    return context ? context.typeRef_list().map(readType) : [];
}

/** The type behind `new`. */
export function readCreated(context: CreatedNameContext): TypeName {
    const parts = context.idCreatedNamePair_list().map((pair) => ({
        name: pair.anyId().getText(),
        args: readTypeList(maybe(pair.typeList())),
    }));
    return { ...positionOf(context), parts, arrays: 0 };
}

/** A type without arguments: of a catch clause. */
export function readQualified(context: QualifiedNameContext): TypeName {
    const parts = context.id_list().map((id) => ({ name: id.getText(), args: [] }));
    return { ...positionOf(context), parts, arrays: 0 };
}

/** A list of a type: `Integer[]` is `List<Integer>`. */
export function listOf(type: TypeName): TypeName {
    return { ...type, arrays: type.arrays + 1 };
}

export function readModifiers(contexts: readonly ModifierContext[]): Modifiers {
    const words = new Set<string>();
    const annotations: Annotation[] = [];
    for (const context of contexts) {
        const annotation = maybe(context.annotation());
        if (annotation) annotations.push(readAnnotation(annotation));
        else words.add(wordsOf(context));
    }
    return { words, annotations };
}

function wordsOf(context: ApexParserRuleContext): string {
    return (context.children ?? []).map((child) => child.getText().toLowerCase()).join(' ');
}

function readAnnotation(context: AnnotationContext): Annotation {
    const values = new Map<string, string>();
    for (const pair of maybe(context.elementValuePairs())?.elementValuePair_list() ?? [])
        values.set(pair.id().getText().toLowerCase(), readElement(pair.elementValue()));
    const single = maybe(context.elementValue());
    if (single) values.set('', readElement(single));
    return { ...positionOf(context), name: context.id().getText(), values };
}

function readElement(context: ElementValueContext): string {
    const text = context.getText();
    return text.startsWith("'") ? textOfLiteral(text) : text;
}
