// Mail files for the commands that read them: their bytes or why there are none, and text safe to print.
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

/** The file's bytes (`-` is standard input), or in a few words why it cannot be read. */
export async function readMailFile(file: string): Promise<Buffer | string> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'no such file';
    if (code === 'EISDIR') return 'it is a directory';
    if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
    return message;
  }
}

/** Prints and waits until it is out, so that a slow reader of a pipe is not flooded. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}

/** Text that cannot steer a terminal or reorder what is read: controls as their pictures (␛), overrides as U+FFFD. */
export function visible(text: string): string {
  return text
    .replace(/[\x00-\x08\x0b-\x1f]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)))
    .replace(/[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
