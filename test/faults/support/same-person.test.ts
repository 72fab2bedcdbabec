// The model that judges what came at once says what product.md says.
import { expect, test } from 'vitest';
import { type Asked, possibleOutcomes } from './same-person.ts';

const asked = (token: string, given: Partial<Asked>): Asked => ({ token, number: token, at: '1', ...given });
const taro = { name: '太郎', phone: '1', email: 'a' };

test.each<[string, Asked[], Asked[], string[]]>([
  [
    'the same person three times',
    [],
    [asked('a', taro), asked('b', taro), asked('c', taro)],
    ['a+b+c (1 names, 1,a) '],
  ],
  [
    'one phone, two names',
    [],
    [asked('a', { phone: '1', name: 'x' }), asked('b', { phone: '1', name: 'y' })],
    ['a (1 names, 1) like b\nb (1 names, 1) like a'],
  ],
  [
    'one phone, once without a name',
    [],
    [asked('a', { phone: '1', name: 'x' }), asked('b', { phone: '1' })],
    ['a+b (1 names, 1) '],
  ],
  [
    'the mail address of one and the phone of another',
    [asked('a', { email: 'e', name: 'x' }), asked('b', { phone: '1', name: 'y' })],
    [asked('c', { email: 'e', phone: '1', name: 'y' })],
    ['a+c (2 names, 1,e) like b\nb (1 names, 1) like a'],
  ],
  [
    'the same three at once: who comes first matters, and each order is an outcome',
    [],
    [
      asked('a', { email: 'e', name: 'x' }),
      asked('b', { phone: '1', name: 'y' }),
      asked('c', { email: 'e', phone: '1', name: 'y' }),
    ],
    ['a+c (2 names, 1,e) like b\nb (1 names, 1) like a', 'a+b+c (2 names, 1,e) '],
  ],
  [
    'one request in two mails, with a number and without',
    [],
    [
      asked('a', { ...taro, number: 'n' }),
      asked('b', { ...taro, number: 'n' }),
      { token: 'c', at: '2', ...taro },
      { token: 'd', at: '2', phone: '1' },
    ],
    ['a=b+c=d (1 names, 1,a) '],
  ],
  [
    'a name alone says nothing',
    [],
    [asked('a', { name: 'x' }), asked('b', { name: 'x' })],
    ['a (1 names, ) \nb (1 names, ) '],
  ],
])('%s', (_, before, atOnce, expected) => {
  expect([...possibleOutcomes(before, atOnce)].sort()).toEqual(expected.sort());
});
