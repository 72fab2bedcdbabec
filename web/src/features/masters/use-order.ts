// The order of a list that a person changes: by dragging a row's handle (mouse, pen or finger) or one step at a time.
// What is shown is theirs at once; the server's again when it could not be saved.
import { type PointerEvent, useRef, useState } from 'react';

interface Dragging {
  id: string;
  /** As it was when the drag began. */
  before: string[];
}

/** `ids`: the server's order. `save` must reject when it was not saved. */
export function useOrder(ids: string[], save: (ids: string[]) => Promise<unknown>) {
  const [mine, setMine] = useState<string[] | null>(null);
  const [dragging, setDragging] = useState<Dragging | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const saves = useRef(0);
  // What came or went meanwhile is not ours to order.
  const known = (mine ?? ids).filter((id) => ids.includes(id));
  const shown = [...known, ...ids.filter((id) => !known.includes(id))];

  async function keep(order: string[]) {
    saves.current += 1;
    const turn = saves.current;
    setMine(order);
    try {
      await save(order);
    } finally {
      if (turn === saves.current) setMine(null);
    }
  }

  /** Moves one by steps (negative: up); resolves with its new place, from 1. */
  async function step(id: string, by: number): Promise<number> {
    const order = moved(shown, id, shown.indexOf(id) + by);
    await keep(order);
    return order.indexOf(id) + 1;
  }

  const handle = (id: string) => ({
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragging({ id, before: shown });
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (dragging?.id !== id || !list.current) return;
      const to = placeAt(list.current, event.clientY);
      if (to !== shown.indexOf(id)) setMine(moved(shown, id, to));
    },
    onPointerUp() {
      if (dragging?.id !== id) return;
      setDragging(null);
      if (dragging.before.join() === shown.join()) setMine(null);
      else void keep(shown).catch(() => {});
    },
    onPointerCancel() {
      setDragging(null);
      setMine(null);
    },
  });

  return { shown, list, step, handle, draggedId: dragging?.id ?? null };
}

function moved(order: string[], id: string, to: number): string[] {
  const rest = order.filter((one) => one !== id);
  rest.splice(Math.max(0, to), 0, id);
  return rest;
}

// The row whose box the pointer is in, or the nearest end.
function placeAt(list: HTMLElement, y: number): number {
  const rows = [...list.children];
  const at = rows.findIndex((row) => y < row.getBoundingClientRect().bottom);
  return at === -1 ? rows.length - 1 : at;
}
