// What is unwrapped, and what is not. That forwarded forms are read rightly is generated-forms.test.ts.
import { describe, expect, it } from 'vitest';
import { isReply, views } from './forwards.ts';
import { forwarded, mailOf, WAYS } from './testing/forward-ways.ts';

const INNER = {
  from: { name: 'リガイド運営事務局', address: 'noreply@re-guide.jp' },
  subject: '【リガイド】査定依頼のお知らせ',
  text: '査定番号：RG1\nお名前：山田　太郎\nご要望：一行目\n\n> 引用ではありません\n二行目',
};
const STAFF = { name: '山本', address: 'yamamoto@mihon.example.jp' };

describe.each(Object.keys(WAYS))('forwarded: %s', (way) => {
  const inner = [...views(forwarded(way, INNER))].at(-1);

  it('gives the inner mail’s sender and subject', () => {
    const address = ['quoted-headerless', 'name-only', 'pasted'].includes(way) ? '' : INNER.from.address;
    expect(inner?.from?.address ?? '').toBe(address);
    expect(inner?.subject).toBe(INNER.subject);
  });

  it('gives its text without remarks, marks and signatures', () => {
    const lines = inner?.text.trim().split('\n') ?? [];
    expect(lines.join('\n')).toContain('査定番号：RG1\nお名前：山田　太郎\nご要望：一行目\n\n');
    expect(lines.join('\n')).toContain('二行目');
    expect(lines.join('\n')).not.toMatch(/yamamoto|03-0000-1111/);
  });
});

it('a direct mail is its own only view', () => {
  expect([...views(mailOf(INNER.from, INNER.subject, INNER.text))]).toHaveLength(1);
});

it.each(['Re: 査定の件', 'RE：査定の件', 'Re[2]: 査定の件', '返信: 査定の件', '[社内] Re: 査定の件'])(
  '%s answers',
  (subject) => {
    expect(isReply(subject)).toBe(true);
  },
);

it.each(['FW: Re: 査定の件', '査定の件', 'Renewal: お知らせ', 'リガイド: お知らせ'])(
  '%s does not answer',
  (subject) => {
    expect(isReply(subject)).toBe(false);
  },
);

it('nothing is unwrapped from an answer, nor from an answer that is forwarded', () => {
  const [, quoted] = WAYS.quoted?.(INNER) ?? [];
  const [, outlook] = WAYS.outlook?.(INNER) ?? [];
  for (const text of [quoted ?? '', outlook ?? '']) {
    const reply = { from: STAFF, subject: `Re: ${INNER.subject}`, text };
    expect([...views(mailOf(STAFF, reply.subject, text))]).toHaveLength(1);
    const senders = [...views(forwarded('gmail', reply))].map(({ from }) => from?.address);
    expect(senders).not.toContain(INNER.from.address);
  }
});

it('depth and number of views are bounded', () => {
  let inner = { ...INNER };
  for (let i = 0; i < 40; i++)
    inner = { from: STAFF, subject: 'FW: x', text: forwarded('gmail', inner).text };
  expect([...views(mailOf(STAFF, 'FW: x', inner.text))].length).toBeLessThanOrEqual(12);
});
