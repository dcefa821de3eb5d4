/** The same keys with any text: what a translation must offer, seen from the English one. */
export type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
