import styles from './debugger-screen.module.css';
import type { ChannelEntry } from './use-channel-list.ts';

interface ChannelTableProps {
  readonly channels: readonly ChannelEntry[];
  readonly rates: Readonly<Record<string, number>>;
  readonly picked: string | null;
  readonly onPick: (channel: string | null) => void;
}

/** Every channel with how much is said on it; a press shows only this one, another all of them. */
export function ChannelTable({ channels, rates, picked, onPick }: ChannelTableProps) {
  return (
    <table className={styles['channels']}>
      <thead>
        <tr>
          <th scope="col">Channel</th>
          <th scope="col">Events</th>
          <th scope="col">a second</th>
          <th scope="col">Listeners</th>
        </tr>
      </thead>
      <tbody>
        {channels.map(({ name, seq, subscribers, console }) => (
          <tr key={name} data-own={console}>
            <th scope="row">
              <button
                type="button"
                aria-pressed={picked === name}
                onClick={() => onPick(picked === name ? null : name)}
              >
                {name}
              </button>
            </th>
            <td>{seq}</td>
            <td>{rateWords(rates[name] ?? 0)}</td>
            <td>{subscribers}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rateWords(rate: number): string {
  return rate === 0 ? '–' : rate.toFixed(1);
}
