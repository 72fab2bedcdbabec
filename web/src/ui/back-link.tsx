// The way back to where a page belongs.
import { createLink } from '@tanstack/react-router';
import { type ComponentProps, forwardRef } from 'react';
import classes from './back-link.module.css';
import { Icon } from './icons.tsx';

export const BackLink = createLink(
  forwardRef<HTMLAnchorElement, Omit<ComponentProps<'a'>, 'ref'>>(({ children, ...props }, ref) => (
    <a {...props} ref={ref} className={classes.back}>
      <Icon name="back" size={16} /> {children}
    </a>
  )),
);
