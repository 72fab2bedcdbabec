// The order of a list that a person changes: by dragging a row's handle (mouse, pen or finger) or one step at a time.
// What is shown is theirs at once; the server's again when it could not be saved.
import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react';

/** `ids`: the server's order. `save` is given the order before too, and must reject when it was not saved. */
export function useOrder(ids: string[], save: (ids: string[], were: string[]) => Promise<unknown>) {
  const [mine, setMine] = useState<string[] | null>(null);
  const [draggedId, setDraggedId] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const saves = useRef(0);
  // What came or went meanwhile is not ours to order.
  const known = (mine ?? ids).filter((id) => ids.includes(id));
  const shown = [...known, ...ids.filter((id) => !known.includes(id))];

  async function keep(order: string[], were: string[]) {
    saves.current += 1;
    const turn = saves.current;
    setMine(order);
    try {
      await save(order, were);
    } finally {
      if (turn === saves.current) setMine(null);
    }
  }

  /** Moves one by steps (negative: up); resolves with its new place, from 1. */
  async function step(id: string, by: number): Promise<number> {
    const order = moved(shown, id, shown.indexOf(id) + by);
    await keep(order, shown);
    return order.indexOf(id) + 1;
  }

  const now = useRef({ shown, keep });
  now.current = { shown, keep };
  useEffect(() => {
    if (draggedId === null) return;
    const before = now.current.shown;
    const move = ({ clientY }: PointerEvent) => {
      const to = list.current ? placeAt(list.current, clientY) : -1;
      if (to !== -1 && to !== now.current.shown.indexOf(draggedId))
        setMine(moved(now.current.shown, draggedId, to));
    };
    const drop = () => {
      setDraggedId(null);
      const { shown: after, keep: keepNow } = now.current;
      if (after.join() === before.join()) setMine(null);
      else void keepNow(after, before).catch(() => {});
    };
    const giveUp = () => {
      setDraggedId(null);
      setMine(null);
    };
    // Not on the handle: it loses the pointer each time its row is put elsewhere.
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', giveUp);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', giveUp);
    };
  }, [draggedId]);

  const handle = (id: string) => ({
    onPointerDown(event: ReactPointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      // No text is selected on the way.
      event.preventDefault();
      setDraggedId(id);
    },
  });

  return { shown, list, step, handle, draggedId };
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
