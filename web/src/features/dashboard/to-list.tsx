// A number that leads to the 反響 it counts.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { InquiriesPlace } from '../inquiries/inquiries-place.ts';

/** Days, and what else the list is narrowed to. */
export type Asked = Omit<InquiriesPlace, 'cursor' | 'page' | 'id' | 'period'>;

/** `label`: for screen readers, where the number alone says too little. */
export function ToList({
  asked,
  label,
  className,
  isForPointer = false,
  children,
}: {
  asked: Asked;
  label?: string;
  className?: string | undefined;
  /** It stands in a picture: the keyboard has another way there. */
  isForPointer?: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      to="/inquiries"
      search={asked}
      preload={false}
      {...(label && { 'aria-label': label })}
      {...(className && { className })}
      {...(isForPointer && { tabIndex: -1 })}
    >
      {children}
    </Link>
  );
}
