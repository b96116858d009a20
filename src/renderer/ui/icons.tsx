import type { ReactNode } from 'react';

const paths = {
  dashboard: <path d="M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z" />,
  bell: <path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4" />,
  logs: <path d="M5 6h14M5 10h14M5 14h9M5 18h11" />,
  plug: <path d="M9 3v5M15 3v5M6 8h12v4a6 6 0 0 1-12 0zM12 18v3" />,
  profile: <path d="M4 19h16M4 15l5-6 4 3 7-8M9 9v.01M13 12v.01" />,
  settings: (
    <path d="M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3.5v3M12 17.5v3M3.5 12h3M17.5 12h3M6 6l2.1 2.1M15.9 15.9 18 18M6 18l2.1-2.1M15.9 8.1 18 6" />
  ),
  debugger: <path d="M4 5h16v14H4zM7.5 9.5l3 2.5-3 2.5M12.5 15h4" />,
  flame: (
    <path d="M12 3c.6 3.4 5 5.4 5 10.2A5 5 0 0 1 12 18.5a5 5 0 0 1-5-5.3c0-2.2 1.2-3.4 2-4.7.5 1.2 1 1.8 1.8 2.2C10.7 8 10.8 5.5 12 3zM7 21h10" />
  ),
  snow: <path d="M12 3v18M4.2 7.5l15.6 9M19.8 7.5l-15.6 9M9.5 4.5 12 7l2.5-2.5M9.5 19.5 12 17l2.5 2.5" />,
  plus: <path d="M12 5v14M5 12h14" />,
  minus: <path d="M5 12h14" />,
  play: <path d="M8 5v14l11-7z" />,
  pause: <path d="M8 5v14M16 5v14" />,
  skip: <path d="M6 5v14l9-7zM18 5v14" />,
  stop: <path d="M6 6h12v12H6z" />,
  octagon: <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM8 12h8" />,
  sliders: <path d="M4 8h9M17 8h3M4 16h3M11 16h9M13 5.5h4v5h-4zM7 13.5h4v5H7z" />,
  left: <path d="m14.5 5-7 7 7 7" />,
  right: <path d="m9.5 5 7 7-7 7" />,
  reset: <path d="M4.5 12a7.5 7.5 0 1 0 2.3-5.4L4.5 9M4.5 4v5h5" />,
  more: <path d="M6 12v.01M12 12v.01M18 12v.01" strokeWidth="3" />,
  down: <path d="m5 9.5 7 7 7-7" />,
  copy: <path d="M9 8h10v12H9zM15 8V4H5v12h4" />,
  download: <path d="M12 4v11M7 10.5l5 5 5-5M5 20h14" />,
  undo: <path d="M8.5 5 4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-3" />,
  redo: <path d="M15.5 5 20 9.5 15.5 14M20 9.5H10a5.5 5.5 0 0 0 0 11h3" />,
  trash: <path d="M4.5 7h15M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5" />,
  up: <path d="m5 14.5 7-7 7 7" />,
  upload: <path d="M12 15V4M7 8.5l5-5 5 5M5 20h14" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  sound: <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11" />,
  soundOff: <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9.5l5 5M20.5 9.5l-5 5" />,
  clock: <path d="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7v5l3.5 2" />,
  zoomIn: <path d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM20 20l-4.8-4.8M10.5 7.5v6M7.5 10.5h6" />,
  zoomOut: <path d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM20 20l-4.8-4.8M7.5 10.5h6" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof paths;

/** A line icon. It says nothing to a screen reader: the words stand beside it. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {paths[name]}
    </svg>
  );
}
