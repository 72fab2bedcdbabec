// Rows of a list that are being edited stay, though somebody deleted them meanwhile: what is typed is not lost, and saving says so.
import { useEffect, useRef, useSyncExternalStore } from 'react';

/** The ids of the rows whose editors are open, and what a list reads of it: another string after each change. */
const open: string[] = [];
let now = '';
const listeners = new Set<() => void>();

function change(make: () => void): void {
  make();
  now = open.join(' ');
  for (const listener of listeners) listener();
}

/** For a row's editor: as long as it stands, the row does. */
export function useEdited(id: string): void {
  useEffect(() => {
    change(() => open.push(id));
    return () => change(() => open.splice(open.indexOf(id), 1));
  }, [id]);
}

const itsId = ({ id }: { id: string }) => id;

/** The same for an editor that stands over the list for a while: as long as this does. */
export function Edited({ id }: { id: string }): null {
  useEdited(id);
  return null;
}

/** The rows as they are listed, and those that are only edited any more, each behind the one it stood behind. */
export function useWithEdited<Row extends { id: string }>(
  rows: Row[],
  /** What its editor calls it. */
  idOf: (row: Row) => string = itsId,
): Row[] {
  useSyncExternalStore(listen, () => now);
  const before = useRef<Row[]>([]);
  const shown = [...rows];
  const at = (id: string | undefined) => shown.findIndex((row) => idOf(row) === id);
  for (const [nth, row] of before.current.entries()) {
    if (!open.includes(idOf(row)) || at(idOf(row)) !== -1) continue;
    const above = before.current[nth - 1];
    shown.splice(at(above && idOf(above)) + 1, 0, row);
  }
  before.current = shown;
  return shown;
}

/** The group a row belongs to; one that is being edited stays in the one it stands in, lest it is drawn anew elsewhere. */
export function useSteadyGroups<Row extends { id: string }, Group>(
  groupOf: (row: Row) => Group,
): (row: Row) => Group {
  const stands = useRef(new Map<string, Group>());
  return (row) => {
    const before = open.includes(row.id) ? stands.current.get(row.id) : undefined;
    const group = before ?? groupOf(row);
    stands.current.set(row.id, group);
    return group;
  };
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
