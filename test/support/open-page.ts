// An open page: the stream of changes that a browser hangs on.
import type { TestProgram } from './program.ts';

/** Opens the stream of one process; `next` resolves with the next event's name. */
export async function openPage(program: Pick<TestProgram, 'api'>) {
  const answer = await program.api('/live');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next(): Promise<string> {
      for (;;) {
        const event = /^event: (\w+)\n.*?\n\n/s.exec(text);
        if (event?.[1]) {
          text = text.slice(event[0].length);
          if (event[1] !== 'beat') return event[1];
          continue;
        }
        const { value, done } = (await reader?.read()) ?? { done: true, value: '' };
        if (done) return 'closed';
        text += value;
      }
    },
    close: () => reader?.cancel(),
  };
}
