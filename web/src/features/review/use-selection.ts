// The text one has selected inside an element, to put it into a field.
import { type RefObject, useEffect, useState } from 'react';

const MOST = 20_000;

/** The selection, trimmed; empty when nothing inside `element` is selected. */
export function useSelection(element: RefObject<HTMLElement | null>): string {
  const [selected, setSelected] = useState('');
  useEffect(() => {
    const look = () => {
      const selection = window.getSelection();
      const node = selection?.anchorNode;
      const isInside =
        node && element.current?.contains(node) && element.current.contains(selection.focusNode);
      setSelected(isInside ? selection.toString().trim().slice(0, MOST) : '');
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [element]);
  return selected;
}
