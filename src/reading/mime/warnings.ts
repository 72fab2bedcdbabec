// What had to be guessed, cut or mended while reading a mail: the closed list of words in DecodedMail.warnings.

export type Warning =
  | 'charset-guessed'
  | 'charset-damaged'
  | 'header-cut'
  | 'depth-limit'
  | 'parts-limit'
  | 'text-cut'
  | 'boundary-guessed'
  | 'boundary-unclosed'
  | 'transfer-encoding-broken'
  | 'plain-part-is-stub'
  | 'date-unreadable'
  | 'control-characters-removed'
  | 'no-readable-part';

export type Warnings = Set<Warning>;
