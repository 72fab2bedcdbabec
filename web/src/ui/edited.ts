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

/** The rows as they are listed, and those that are only edited any more, each behind the one it stood behind. */
export function useWithEdited<Row extends { id: string }>(rows: Row[]): Row[] {
  useSyncExternalStore(listen, () => now);
  const before = useRef<Row[]>([]);
  const shown = [...rows];
  for (const [at, row] of before.current.entries()) {
    if (!open.includes(row.id) || rows.some(({ id }) => id === row.id)) continue;
    const above = shown.findIndex(({ id }) => id === before.current[at - 1]?.id);
    shown.splice(above + 1, 0, row);
  }
  before.current = shown;
  return shown;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
