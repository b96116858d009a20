import { promises as files } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { HIDDEN_FLAG } from './command-line.ts';

/** Starts the app, hidden, whenever the user signs in to the computer; or no more. */
export async function setLoginStart(on: boolean, args: readonly string[]): Promise<void> {
  const command = [...(app.isPackaged ? [] : [app.getAppPath()]), ...args, HIDDEN_FLAG];
  if (process.platform === 'linux') return setAutostartEntry(on, [process.execPath, ...command]);
  app.setLoginItemSettings({ openAtLogin: on, path: process.execPath, args: command });
}

/** Electron has no such call for Linux: there a desktop entry in the autostart folder does it. */
async function setAutostartEntry(on: boolean, command: readonly string[]): Promise<void> {
  const config = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  const file = join(config, 'autostart', 'maelstrom.desktop');
  if (!on) return files.rm(file, { force: true });
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Maelstrom',
    'Comment=Brewing console',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
  ];
  await files.mkdir(join(config, 'autostart'), { recursive: true });
  await files.writeFile(`${file}.new`, `${lines.join('\n')}\n`);
  await files.rename(`${file}.new`, file);
}

/** As the specification of desktop entries has it: quotes, and % doubled. */
function quoted(word: string): string {
  const escaped = word.replaceAll(/["`$\\]/g, (sign) => `\\${sign}`).replaceAll('\\', '\\\\');
  return `"${escaped.replaceAll('%', '%%')}"`;
}
