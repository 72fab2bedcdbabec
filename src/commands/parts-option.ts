// --parts of the commands that are about some parts of the program.
import { InvalidArgumentError, Option } from 'commander';
import { allParts, type Part, parseParts } from '../program/parts/part.ts';

/** The option; all parts when it is left out. */
export function partsOption(meaning: string): Option {
  return new Option('--parts <list>', `${meaning}: ${allParts.join(', ')}, or several`)
    .argParser(partsOf)
    .default([...allParts], 'all');
}

function partsOf(text: string): Part[] {
  const parts = parseParts(text);
  if (!parts) throw new InvalidArgumentError(`Give one or several of ${allParts.join(', ')}.`);
  return parts;
}
