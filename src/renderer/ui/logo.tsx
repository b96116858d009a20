import { useState } from 'react';
import { useSettings } from '#renderer/stores/settings.ts';
import styles from './logo.module.css';

/** The logo of the brewery; the mark of Maelstrom where there is none, or where it does not load. */
export function BreweryLogo({ size }: { readonly size: number }) {
  const logo = useSettings((settings) => settings['brewery.logo']);
  const [broken, setBroken] = useState<string | null>(null);
  if (logo === '' || broken === logo) return <Logo size={size} />;
  return (
    <img
      className={styles['picture']}
      src={logo}
      alt=""
      height={size}
      style={{ height: size, maxWidth: `min(100%, ${2.5 * size}px)` }}
      onError={() => setBroken(logo)}
    />
  );
}

/** The mark of Maelstrom: three currents that wind into one point. */
export function Logo({ size = 32 }: { readonly size?: number }) {
  return (
    <svg
      className={styles['mark']}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      aria-hidden="true"
      focusable="false"
    >
      <g stroke="currentColor" strokeLinecap="round">
        <path
          d="M3 14.5C3.8 7.6 9.5 2.8 16.3 3c7.3.2 12.9 6 12.7 13.2-.2 5.9-4.9 10.6-10.6 10.6"
          strokeWidth="2.6"
        />
        <path
          d="M6.2 22.5C4.3 15.6 8.6 8.2 15.8 8c5.1-.1 9.1 3.6 9 8.3-.1 3.9-3.3 7-7 6.9"
          strokeWidth="2.3"
          opacity="0.8"
        />
        <path
          d="M14.5 28.8c-3.7-.9-5.2-4.5-5-8.3.1-4.2 2.8-7.3 6.3-7.3 2.8 0 4.9 1.9 4.8 4.3-.1 1.9-1.6 3.2-3.3 3"
          strokeWidth="2"
          opacity="0.6"
        />
      </g>
      <circle cx="16.3" cy="17.2" r="1.5" fill="currentColor" />
    </svg>
  );
}
