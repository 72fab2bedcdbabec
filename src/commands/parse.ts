import { Command } from 'commander';
export function parseCommand(): Command {
  return new Command('parse');
}
