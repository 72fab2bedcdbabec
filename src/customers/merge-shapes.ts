// Merges (統合) as the API takes and gives them.
import { z } from '@hono/zod-openapi';
import { singleFields } from './rules/customer-state.ts';
import { sides } from './rules/merge.ts';
import { customerShape, kinds } from './shapes.ts';

const side = z.enum(sides);

const choices = {
  name: side,
  nameKana: side,
  postalCode: side,
  address: side,
  assigneeId: side,
  statusId: side,
  phones: side.openapi({ description: 'Whose stand first; all are kept' }),
  emails: side.openapi({ description: 'Whose stand first; all are kept' }),
  groups: z.enum([...sides, 'both']),
};

/** `survivor` is the customer of the path, `absorbed` the other one. */
const choicesShape = z.object(choices).partial().openapi('MergeChoices', {
  description: 'Whose value is taken. Left out: the survivor’s where they have one, the groups of both',
});

export const mergeAskedShape = z.object({ otherId: z.uuid(), choices: choicesShape.optional() });

export const mergeShape = mergeAskedShape
  .extend({ version: z.int(), otherVersion: z.int().openapi({ description: 'As seen in the preview' }) })
  .openapi('CustomerMerge');

/** A customer as a merge leaves them. */
const resultShape = customerShape
  .pick({
    name: true,
    nameKana: true,
    phones: true,
    phonesAsSent: true,
    emails: true,
    otherNames: true,
    postalCode: true,
    address: true,
    assignee: true,
    status: true,
    groups: true,
    inquiryCount: true,
  })
  .openapi('MergedCustomer');

export const mergePreviewShape = z
  .object({
    survivor: customerShape,
    absorbed: customerShape,
    choices: z.object(choices),
    result: resultShape,
  })
  .openapi('MergePreview');

export const undoPreviewShape = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    by: z.string(),
    version: z.int().openapi({ description: 'The survivor’s: undoing names it' }),
    survivor: z.object({ id: z.uuid(), now: resultShape, result: resultShape }),
    absorbed: z.object({ id: z.uuid(), result: resultShape }),
    since: z
      .array(z.object({ id: z.uuid(), kind: kinds, receivedAt: z.iso.datetime(), goesTo: side }))
      .openapi({ description: 'Inquiries that came since, with whose they will be' }),
    edited: z
      .array(z.enum(singleFields))
      .openapi({ description: 'Changed since: it stays with the survivor' }),
    gone: z
      .array(z.enum(['assigneeId', 'statusId', 'groups']))
      .openapi({ description: 'Not there any more, so it is not given back' }),
  })
  .openapi('MergeUndoPreview');
