// What a person marked in a list that lives: it stays marked when others come in above, or somebody else changes it and it stands
// on the page no more.
import { useState } from 'react';

export interface Marks<Row> {
  /** As they are now, where the page still has them. */
  chosen: Row[];
  has(id: string): boolean;
  /** Every row of the page is. */
  isPage: boolean;
  /** How many of them stand on the page no more. */
  away: number;
  mark(row: Row, isMarked: boolean): void;
  markAll(rows: Row[]): void;
  clear(): void;
}

/** `rows`: of the page that `page` names; on another one nothing is marked. */
export function useMarks<Row extends { id: string }>(rows: Row[], page: string): Marks<Row> {
  const [marks, setMarks] = useState<{ page: string; rows: Row[] }>({ page, rows: [] });
  const marked = marks.page === page ? marks.rows : [];
  const shown = new Map(rows.map((row) => [row.id, row]));
  const ids = new Set(marked.map(({ id }) => id));
  const set = (next: Row[]) => setMarks({ page, rows: next });
  return {
    chosen: marked.map((row) => shown.get(row.id) ?? row),
    has: (id) => ids.has(id),
    isPage: rows.length > 0 && rows.every(({ id }) => ids.has(id)),
    away: marked.filter(({ id }) => !shown.has(id)).length,
    mark(row, isMarked) {
      const others = marked.filter(({ id }) => id !== row.id);
      set(isMarked ? [...others, row] : others);
    },
    markAll: set,
    clear: () => set([]),
  };
}
