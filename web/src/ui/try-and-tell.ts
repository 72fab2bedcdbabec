// A press that does one thing: a note says that it is done, or why it is not.
import { notify } from './notify.tsx';
import { errorText } from './states.tsx';

/** True when it is done. */
export async function tryAndTell(call: Promise<unknown>, done: string): Promise<boolean> {
  try {
    await call;
  } catch (error) {
    void notify({ color: 'red', message: errorText(error), autoClose: false });
    return false;
  }
  void notify({ message: done });
  return true;
}
