// Which choice is marked, by what it is and not by where it stands: when others come in meanwhile, the mark stays with the one
// that is read.
import { useEffect, useRef, useState } from 'react';
import { idOf } from './choices.tsx';
import { ALL } from './choices-of.ts';

interface Parts {
  q: string;
  /** Of all choices, in their order. */
  keys: string[];
  /** Marked when the choices are there, if any. */
  first: string | null;
  /** They answer what stands in the field. */
  isCurrent: boolean;
}

export function useMark({ q, keys, first, isCurrent }: Parts) {
  const [put, setPut] = useState<{ q: string; key: string | null }>({ q: '', key: null });
  const isWanted = useRef(false);
  const own = put.q === q && put.key !== null && keys.includes(put.key) ? put.key : first;
  const key = isCurrent ? own : null;
  const mark = (to: string | null) => {
    setPut({ q, key: to });
    if (to !== null) document.getElementById(idOf(to))?.scrollIntoView({ block: 'nearest' });
  };
  const open = (what: string) => document.getElementById(idOf(what))?.click();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when they are there
  useEffect(() => {
    if (!isCurrent) return;
    setPut({ q, key: first });
    // Enter came before the answer: it opens what can only be meant.
    const isOnly = keys.filter((one) => one !== ALL).length === 1;
    if (isWanted.current && first !== null && isOnly) open(first);
    isWanted.current = false;
  }, [isCurrent, q]);
  return {
    key,
    put: mark,
    /** Something else is typed: an Enter that still waits for its answer was not meant for that. */
    typedOn() {
      isWanted.current = false;
    },
    /** Around the end. */
    move(by: 1 | -1) {
      if (!isCurrent || keys.length === 0) return;
      const at = key === null ? (by === 1 ? -1 : 0) : keys.indexOf(key);
      mark(keys.at((at + by + keys.length) % keys.length) ?? null);
    },
    open() {
      if (key !== null) open(key);
      else isWanted.current = !isCurrent;
    },
  };
}
