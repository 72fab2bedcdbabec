// What is done for a customer: notes, tasks and the timeline.
import { notes } from './notes.ts';
import { tasks } from './tasks.ts';
import { timeline } from './timeline.ts';

export const followUp = { notes, tasks, timeline };

export type FollowUpWords = typeof followUp;
