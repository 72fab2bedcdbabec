// An edit that is open while somebody else saves the same: what only they changed comes in, what both changed stays as typed and is
// told. `initial` is what is saved now, and changes as soon as this browser hears of theirs. Where no edit is open they come in unsaid.
import type { UseFormReturnType } from '@mantine/form';
import { useEffect, useRef, useState } from 'react';
import { alsoMet, isSame, isUnchanged, type Merged, mergeEdits, type Read } from './merge-edits.ts';

export function useOthersEdits<V extends Record<string, unknown>>(
  form: UseFormReturnType<V>,
  initial: V | undefined,
  /** `base`: what was saved when it began. */
  isOpen: (base: V) => boolean,
  read?: Read<V>,
) {
  const base = useRef(initial);
  const [met, setMet] = useState<Merged<V> | null>(null);
  useEffect(() => {
    if (!initial || !base.current || isSame(initial, base.current)) return;
    const isTold = isOpen(base.current);
    const found = mergeEdits(base.current, form.getValues(), initial, read);
    base.current = initial;
    for (const key of found.taken) form.setFieldValue(String(key), initial[key] as never);
    form.resetDirty(initial);
    if (isTold && found.taken.length + found.conflicts.length > 0) setMet((before) => alsoMet(before, found));
  });
  return {
    met,
    /** The edit begins, or what was typed is saved as this. */
    begin: (now = initial) => {
      base.current = now;
      setMet(null);
    },
    take: (keys: (keyof V)[]) => {
      if (!met || !base.current) return;
      for (const key of keys) form.setFieldValue(String(key), base.current[key] as never);
      setMet({
        ...met,
        conflicts: met.conflicts.filter((one) => !keys.includes(one)),
        taken: [...met.taken, ...keys],
      });
    },
    // The form's own word for it forgets what was typed when something of it is set.
    isDirty: () => (base.current ? !isUnchanged(form.getValues(), base.current, read) : form.isDirty()),
  };
}
