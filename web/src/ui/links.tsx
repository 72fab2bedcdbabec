// Links out of the page: telephone, mail, the web. What strangers wrote becomes a link only when it is safe.
import { Button, VisuallyHidden } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { type ComponentProps, forwardRef } from 'react';
import { mailUrl, safeUrl, telUrl } from '../format/text.ts';
import { words } from '../words/index.ts';
import { Icon } from './icons.tsx';

/** 「電話する」 with the name for screen readers; nothing without a number. */
export function CallButton({
  phone,
  name,
  variant = 'default',
}: {
  phone: string | undefined;
  name: string;
  variant?: 'default' | 'filled';
}) {
  const href = telUrl(phone);
  if (!href) return null;
  return (
    <Button
      component="a"
      href={href}
      variant={variant}
      leftSection={<Icon name="phone" size={16} />}
      aria-label={words.common.callTo(name)}
    >
      {words.common.call}
    </Button>
  );
}

/** A phone as sent, dialled as E.164. */
export function Tel({ phone, asSent }: { phone: string | undefined; asSent: string }) {
  const href = telUrl(phone ?? asSent);
  return href ? <a href={href}>{asSent}</a> : asSent;
}

export function MailTo({ email }: { email: string }) {
  if (!email.includes('@')) return email;
  return (
    <a href={mailUrl(email)}>
      <MailAddress>{email}</MailAddress>
    </a>
  );
}

/** One that is too long for its line ends that behind the 「@」, and not in the middle of a word. */
export function MailAddress({ children: address }: { children: string }) {
  const domain = address.lastIndexOf('@') + 1;
  return (
    <>
      {address.slice(0, domain)}
      {domain > 0 && <wbr />}
      {address.slice(domain)}
    </>
  );
}

/** A web address as a link that tells the other side nothing; anything else as text. */
export function Outside({ url, children }: { url: string; children?: string }) {
  const href = safeUrl(url);
  if (!href) return url;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children ?? url} <Icon name="outside" size={13} />
      <VisuallyHidden>{words.common.opensOutside}</VisuallyHidden>
    </a>
  );
}

/** A button that goes to a page of the screen. */
export const ButtonLink = createLink(
  forwardRef<HTMLAnchorElement, Omit<ComponentProps<typeof Button<'a'>>, 'ref' | 'component'>>(
    (props, ref) => <Button component="a" ref={ref} {...props} />,
  ),
);
