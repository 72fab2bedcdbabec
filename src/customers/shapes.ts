// Customers and inquiries as the API gives them. The inquiry's names are those of portal-kit/model.ts.
import { z } from '@hono/zod-openapi';
import { moment } from '../platform/http.ts';
import { activityKinds, callOutcomes, completionFailures } from './model.ts';

const reference = z.object({ id: z.uuid(), name: z.string() });
const instant = z.iso.datetime().openapi({ example: '2026-11-20T05:03:22.000Z' });
const statusShape = reference.extend({ color: z.string() });
const optionalText = z.string().optional();
const optionalNumber = z.number().optional();

/** How many match, to show the number and to change them all by. `most`: counted up to that. */
export const countShape = (most: number) =>
  z.object({
    count: z.int().openapi({ description: `Counted up to ${most}` }),
    isMore: z.boolean().openapi({ description: 'There are more than that' }),
    upTo: z.uuid().nullable().openapi({ description: 'The newest of them, to change them all by' }),
    asOf: instant.openapi({ description: 'When they were counted' }),
  });

/** All that match, to be changed at once. */
export const matchingOf = <Filter extends z.ZodType>(filter: Filter) =>
  z
    .object({
      filter,
      upTo: z.uuid(),
      asOf: moment('画面を読み込み直してください。')
        .transform((text) => new Date(text))
        .optional()
        .openapi({ type: 'string', format: 'date-time', description: 'When they were counted' }),
    })
    .optional()
    .openapi({
      description: 'In their place: all that match, up to the newest of them when they were counted',
    });

/** What became of a change to several at once. */
export const bulkResult = {
  changeId: z.uuid().nullable().openapi({ description: 'To undo it by; null: nothing changed' }),
  looked: z.int().openapi({
    description: 'How many of those asked for it came to; the others are gone, merged, or match no more',
  }),
  changed: z.int(),
  unchanged: z.int().openapi({ description: 'Were so already' }),
  overtaken: z.int().openapi({
    description:
      'Of all that match: how many of those changed somebody else had given another assignee or status since they were counted',
  }),
};

/** Of a change made to several at once. */
export const wereShape = z.array(z.object({ customerId: z.uuid(), from: z.uuid().nullable() })).openapi({
  description:
    'Of an assignee or a status given to named ones: what those who changed had. Who saw another there learns that somebody was quicker',
});

/** How a customer stands in a list and on their page. */
export const customerShape = z
  .object({
    id: z.uuid(),
    name: z.string().nullable().openapi({ description: 'As sent', example: '髙橋　美咲' }),
    nameKana: z.string().nullable(),
    phones: z
      .array(z.string())
      .openapi({ description: 'E.164, the main one first', example: ['+819000001234'] }),
    phonesAsSent: z.array(z.string()).openapi({ description: 'The same phones as the sender wrote them' }),
    email: z.string().nullable().openapi({ description: 'The main mail address, as sent' }),
    emails: z.array(z.string()),
    otherNames: z.array(z.string()).openapi({ description: 'Further names they asked under' }),
    postalCode: z.string().nullable(),
    address: z.string().nullable(),
    assignee: reference.nullable(),
    status: statusShape.nullable(),
    groups: z.array(reference),
    inquiryCount: z.number().int(),
    version: z.number().int().openapi({ description: 'An edit names the one it started from' }),
    createdAt: instant,
    updatedAt: instant,
  })
  .openapi('Customer');

export type CustomerShape = z.infer<typeof customerShape>;

/** One customer, with whom they may be too. */
export const customerDetailShape = customerShape
  .extend({
    duplicates: z.array(z.object({ id: z.uuid(), name: z.string().nullable(), reason: z.string() })),
    merges: z
      .array(
        z.object({
          id: z.uuid(),
          at: instant,
          by: z.string(),
          other: z.object({ id: z.uuid(), name: z.string().nullable() }),
          canBeUndone: z.boolean().openapi({ description: 'The newest; the others after it' }),
        }),
      )
      .openapi({ description: 'Customers who were merged into this one (統合), newest first' }),
  })
  .openapi('CustomerDetail');

const contact = z.object({
  name: optionalText,
  nameKana: optionalText,
  age: optionalNumber,
  postalCode: optionalText,
  address: optionalText,
  phones: z.array(z.string()).optional(),
  phonesAsSent: z.array(z.string()).optional(),
  email: optionalText,
  contactTime: optionalText,
  contactMethod: optionalText,
});

const property = z.object({
  type: optionalText,
  typeText: optionalText,
  postalCode: optionalText,
  address: optionalText,
  buildingName: optionalText,
  roomNumber: optionalText,
  exclusiveAreaSqm: optionalNumber,
  buildingAreaSqm: optionalNumber,
  landAreaSqm: optionalNumber,
  layout: optionalText,
  builtYear: optionalNumber,
  builtYearText: optionalText.openapi({ description: 'As sent, where it counts by eras (平成10年3月)' }),
  floors: optionalNumber,
  units: optionalNumber,
  occupancy: optionalText,
  priceYen: optionalNumber,
  rentYen: optionalNumber,
  listingNumber: optionalText,
  url: optionalText,
});

export const kinds = z.enum(['appraisal', 'property', 'visit', 'other'], '反響の種別をお選びください。');

/** A label nobody knows, kept as sent. */
export const extraShape = z.object({ label: z.string(), value: z.string() });

/** Which rule of the connection chose for an inquiry, as it was then. */
const assignmentShape = z
  .object({
    rule: reference.nullable().openapi({ description: 'Null: none held, the connection’s settings count' }),
    reasons: z
      .array(
        z.object({
          condition: z.enum(['kind', 'property-type', 'area', 'price', 'addressee', 'time']),
          value: z.string().openapi({ description: 'What met it: an id, yen, an instant, or text' }),
          isContacts: z
            .boolean()
            .optional()
            .openapi({ description: 'The person’s address, not the property’s' }),
        }),
      )
      .openapi({ description: 'Why it holds' }),
    assignee: z.enum(['person', 'round-robin', 'fewest-open', 'default', 'nobody-left', 'kept']).openapi({
      description:
        'How the assignee was found; `default`: as the connection says · `nobody-left`: the same, for the rule’s people have left · `kept`: a known customer’s stays',
    }),
    assigneeName: z.string().nullable(),
  })
  .openapi('InquiryAssignment');

/** An inquiry (反響). `outcome` notice: only announced, without a customer yet. */
export const inquiryShape = z
  .object({
    id: z.uuid(),
    outcome: z.enum(['inquiry', 'notice']),
    customer: z
      .object({
        id: z.uuid(),
        name: z.string().nullable(),
        inquiryCount: z.number().int().openapi({ description: 'How often they asked, this time included' }),
      })
      .nullable(),
    assignee: reference.nullable(),
    status: statusShape.nullable(),
    isDuplicate: z.boolean().openapi({ description: '重複候補: the customer may be somebody else too' }),
    connection: reference.nullable(),
    mailIds: z.array(z.uuid()).openapi({ description: 'The mails that brought it, first first' }),
    portal: z.string(),
    kind: kinds,
    addressee: optionalText.openapi({
      description: 'The firm and its branch as the mail addresses them (御中)',
    }),
    requestNumber: optionalText,
    requestedAt: optionalText.openapi({ description: 'When the portal took the request, Japanese time' }),
    receivedAt: instant,
    customerAt: instant.nullable().openapi({ description: 'When it became a customer’s' }),
    notifiedAt: instant
      .nullable()
      .openapi({ description: 'When the first mail about it to somebody in charge had been sent' }),
    respondedAt: instant.nullable().openapi({ description: '初動; null: 未対応' }),
    respondedBy: reference.nullable(),
    isRepeat: z.boolean().openapi({ description: '再反響: the customer was known' }),
    contact,
    property,
    request: z.object({
      reason: optionalText,
      timing: optionalText,
      method: optionalText,
      relation: optionalText,
    }),
    message: optionalText,
    detailUrl: optionalText,
    extras: z.array(extraShape),
    warnings: z.array(z.string()),
    completion: z
      .object({
        state: z.enum(['waiting', 'completed', 'failed']),
        why: z.enum(completionFailures).nullable(),
        text: z.string().nullable().openapi({ description: 'Why not yet, or not at all, and what to do' }),
        tries: z.int(),
        triedAt: instant.nullable(),
        nextAt: instant.nullable().openapi({ description: 'When the page is tried again by itself' }),
      })
      .nullable()
      .openapi({ description: 'A notice: what became of reading its page on the portal' }),
    assignment: assignmentShape
      .nullable()
      .openapi({ description: 'Which 振り分けルール chose; null: its connection had none' }),
  })
  .openapi('Inquiry');

/** What somebody did about an inquiry, or for a customer. */
export const activityShape = z
  .object({
    id: z.uuid(),
    firstId: z.uuid().openapi({ description: 'The same through all its corrections' }),
    kind: z.enum(activityKinds),
    outcome: z.enum(callOutcomes).nullable(),
    text: z.string().nullable(),
    at: instant.openapi({ description: 'When it was done' }),
    by: z.string().openapi({ description: 'Whose hand, by name' }),
    byId: z.uuid().nullable().openapi({ description: 'Who may correct it' }),
    createdAt: instant.openapi({ description: 'When it was written down, or corrected' }),
    isCorrected: z.boolean(),
    inquiryId: z.uuid().nullable().openapi({ description: 'What it was about; null: of the customer' }),
    answered: z
      .array(z.uuid())
      .openapi({ description: 'Of the customer: the inquiries that were 未対応 and that it answered' }),
  })
  .openapi('Activity');

/** One line of a customer's history. */
export const historyShape = z
  .object({
    id: z.uuid(),
    customerId: z.uuid().openapi({ description: 'Whose it was when it happened' }),
    at: instant,
    actor: z.object({ type: z.enum(['intake', 'user', 'api-key', 'replay', 'notices']), name: z.string() }),
    inquiryId: z.uuid().nullable(),
    event: z.looseObject({ type: z.string() }),
  })
  .openapi('HistoryLine');

/** One line of what became of a field. */
export const fieldHistoryShape = historyShape
  .extend({
    inquiry: z
      .object({ id: z.uuid(), kind: kinds, requestNumber: z.string().nullable() })
      .nullable()
      .openapi({ description: 'The request that brought it' }),
    isMerge: z.boolean().openapi({ description: 'Merging two customers (統合) brought it, or undoing that' }),
  })
  .openapi('FieldHistoryLine');
