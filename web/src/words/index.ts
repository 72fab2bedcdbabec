// The words of the screen in the language it speaks. Another language is a folder beside ja/ with the same shape.
import { ja } from './ja/index.ts';

export type Words = typeof ja;

/** All text a person reads, by place. */
export const words: Words = ja;
