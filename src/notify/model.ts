// What notify sends. No I/O.

/** Why a mail is sent. */
export type OutgoingKind =
  | 'inquiry-notice'
  | 'login-failed'
  | 'login-healed'
  | 'first-mail-reminder'
  | 'invitation'
  | 'password-reset'
  | 'test';

/**
 * `waiting` to be sent · `handing-over`: the relay has it or not · `sent` · `failed`: refused for good or given up ·
 * `unknown`: a crash fell between handing over and the relay's answer; only a person sends it again.
 */
export type OutgoingState = 'waiting' | 'handing-over' | 'sent' | 'failed' | 'unknown';
