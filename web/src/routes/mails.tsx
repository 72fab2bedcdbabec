export function Mails() {
  return null;
}
