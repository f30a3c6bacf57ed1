/**
 * Names, streets and texts for invented people and places. First names are common ones; no name, address or number is
 * taken from a person: telephone numbers begin with an area code that is not in use, e-mail goes to example.org (RFC 2606).
 */
import { chance, integer, pick, type Random } from './random.ts';
import type { Address } from './model.ts';
import type { Town } from './municipalities.ts';

const WOMEN = [
    'Olena Oksana Iryna Natalia Tetiana Svitlana Kateryna Yuliia Mariia Halyna Liudmyla Nadiia Olha Viktoriia Anna',
    'Daryna Sofiia Yana Zoriana Solomiia Polina Veronika Anastasiia Alina Larysa Vira Valentyna Nina Inna Lesia',
]
    .join(' ')
    .split(' ');
const MEN = [
    'Oleksandr Andrii Serhii Volodymyr Mykola Ivan Yurii Vasyl Dmytro Bohdan Taras Petro Maksym Artem Denys Roman',
    'Ihor Oleh Pavlo Danylo Matvii Nazar Ostap Tymofii Yehor Kyrylo Illia Mark Hlib Anton Ruslan Viktor Stepan',
]
    .join(' ')
    .split(' ');
const FAMILIES = [
    'Shevchenko Bondarenko Kovalenko Tkachenko Kravchenko Oliinyk Polishchuk Savchenko Marchenko Rudenko Lysenko',
    'Petrenko Klymenko Pavlenko Moroz Kravchuk Melnyk Koval Boiko Tkachuk Hrytsenko Vasylenko Sydorenko Fedorenko',
    'Romanenko Harbuz Didenko Zinchenko Yurchenko Panchenko Vovk Honchar Kuzmenko Levchenko Ostapenko Stelmakh',
    'Verbytsko Chaika Kalyna Zhuravel Sokil Dubko Lypko Horobets Barvinok Stepko Luhovyk Poliovyk Richko Zaviruk',
]
    .join(' ')
    .split(' ');

const FLEMISH_FIRST = [
    'An Bart Christine Dirk Els Filip Griet Hilde Ingrid Jan Katrien Luc Marc Nele Peter Rita Sofie Tom Veerle Wim',
]
    .join(' ')
    .split(' ');
const FLEMISH_FAMILIES = [
    'Peeters',
    'Janssens',
    'Maes',
    'Jacobs',
    'Mertens',
    'Willems',
    'Claes',
    'Goossens',
    'Wouters',
    'De Smet',
    'Van den Broeck',
    'Hermans',
    'Dubois',
    'Van Damme',
    'Aerts',
    'Michiels',
    'Pauwels',
    'Verhoeven',
    'Desmet',
    'Thijs',
];

const STREETS = [
    'Kerkstraat Schoolstraat Stationsstraat Dorpsstraat Molenstraat Nieuwstraat Veldstraat Kapelstraat Hoogstraat',
    'Beukenlaan Lindelaan Eikenlaan Kasteelstraat Bosstraat Kloosterstraat Processieweg Pastoriestraat Broekstraat',
    'Steenweg Heidestraat Vaartstraat Tramstraat Weidestraat Rozenlaan Leeuwerikstraat Sportlaan Industrieweg Markt',
]
    .join(' ')
    .split(' ');

/** @returns an invented first name */
export function firstName(random: Random, isWoman: boolean): string {
    return pick(random, isWoman ? WOMEN : MEN);
}

/** @returns an invented or common family name */
export function familyName(random: Random): string {
    return pick(random, FAMILIES);
}

/** @returns a name for someone who lives or works in Flanders */
export function flemishName(random: Random): string {
    return `${pick(random, FLEMISH_FIRST)} ${pick(random, FLEMISH_FAMILIES)}`;
}

/** @returns an address in one of the towns */
export function address(random: Random, towns: readonly Town[]): Address {
    const town = pick(random, towns);
    return {
        street: pick(random, STREETS),
        houseNumber: `${integer(random, 1, 240)}${chance(random, 0.06) ? pick(random, ['A', 'B', 'C']) : ''}`,
        box: chance(random, 0.12) ? `${integer(random, 1, 24)}` : undefined,
        postalCode: town.postalCode,
        town: town.name,
    };
}

/** @returns a telephone number that cannot be somebody's */
export function phone(random: Random): string {
    const digits = (length: number): string => String(integer(random, 0, 10 ** length - 1)).padStart(length, '0');
    return `+32 2 000 ${digits(2)} ${digits(2)}`;
}

/** @returns an e-mail address in a domain that is reserved for examples */
export function email(name: string): string {
    const local = name
        .toLowerCase()
        .normalize('NFD')
        .replaceAll(/[^a-z0-9]+/g, '.')
        .replaceAll(/^\.+|\.+$/g, '');
    return `${local}@example.org`;
}
