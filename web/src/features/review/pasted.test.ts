// A pasted page in the form's fields.
import { expect, it } from 'vitest';
import type { PastePreview } from '../../api/client.ts';
import { entryFromPasted } from './pasted.ts';

const nothing: PastePreview = {
  outcome: 'inquiry',
  kind: null,
  name: null,
  nameKana: null,
  phone: null,
  email: null,
  postalCode: null,
  address: null,
  propertyAddress: null,
  requestNumber: null,
  message: null,
  extras: [],
  warnings: [],
};

it('fills what was read and leaves the rest as it is', () => {
  expect(entryFromPasted({ ...nothing, kind: 'visit', name: '見本　花子', phone: '090-0000-5678' })).toEqual({
    kind: 'visit',
    name: '見本　花子',
    phone: '090-0000-5678',
  });
  expect(entryFromPasted(nothing)).toEqual({});
});
