// A line of the history in words. Pure. The API may know more kinds of events than this screen.
import type { HistoryLine, InquiryAssignment } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';
import { ruleChosenWords } from '../assignment/rule-history-words.ts';

const { history: texts } = words.customer;
const { activity, merge } = words;
const WHOLE = 120;

/** What happened, as one sentence. */
export function eventWords(event: HistoryLine['event']): string {
  const text = (key: string) => (typeof event[key] === 'string' ? short(event[key], WHOLE) : '');
  switch (event.type) {
    case 'created':
      return texts.created;
    case 'imported':
      return texts.imported(text('fileName'), Number(event.line));
    case 'import-undone':
      return texts.importUndone(text('fileName'));
    case 'inquiry-added':
      return event.repeat === true ? texts.inquiryRepeated : texts.inquiryAdded;
    case 'inquiry-updated':
      return texts.inquiryUpdated;
    case 'rule-chosen':
      return ruleChosenWords(event.assignment as InquiryAssignment);
    case 'escalated':
      return texts.escalated(text('to'));
    case 'assigned':
      return event.to === null ? texts.unassigned : texts.assigned(text('to'));
    case 'status-set':
      return event.to === null ? texts.statusCleared : texts.statusSet(text('to'));
    case 'group-added':
      return texts.groupAdded(text('group'));
    case 'group-removed':
      return texts.groupRemoved(text('group'));
    case 'edited':
      return texts.edited(texts.editedFields[text('field')] ?? '', text('from'), text('to'));
    case 'contact-removed':
      return texts.contactRemoved(texts.contactKinds[text('kind')] ?? '', text('value'));
    case 'contact-added':
      return texts.contactAdded(texts.contactKinds[text('kind')] ?? '', text('value'));
    case 'duplicate-suspected':
      return texts.duplicateSuspected;
    case 'duplicate-dismissed':
      return merge.history.dismissed;
    case 'duplicate-reopened':
      return merge.history.reopened;
    case 'merged':
      return merge.history.merged(text('name') || words.common.nameless);
    case 'merged-away':
      return merge.history.mergedAway(text('name') || words.common.nameless);
    case 'merge-undone':
      return merge.history.undone(text('name') || words.common.nameless);
    case 'activity-added':
      return texts.activityAdded(
        activity.done[text('kind')] ?? texts.other,
        activity.outcomes[text('outcome')] ?? '',
      );
    case 'activity-undone':
      return texts.activityUndone(activity.kinds[text('kind')] ?? '');
    case 'activity-corrected':
      return followUp.timeline.corrected(activity.kinds[text('kind')] ?? '');
    case 'note-added':
    case 'note-edited':
    case 'note-deleted':
    case 'note-restored':
      return texts.notes[event.type] ?? texts.other;
    default:
      return followUp.tasks.history[event.type]?.(text('title')) ?? texts.other;
  }
}

const OF_OTHERS = ['duplicate-suspected', 'duplicate-dismissed', 'duplicate-reopened', 'merge-undone'];

/** The other customer an event speaks of and where to read of them, or null. One who was merged has no page. */
export function otherCustomerOf({
  type,
  otherId,
}: HistoryLine['event']): { id: string; open: string } | null {
  if (!OF_OTHERS.includes(type) || typeof otherId !== 'string') return null;
  return { id: otherId, open: type === 'merge-undone' ? merge.history.open : texts.openOther };
}
