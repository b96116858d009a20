/** Where the window finds its page: the built files, served by this process. */
export const PAGE_SCHEME = 'app';
export const PAGE_ORIGIN = 'app://console';
export const PAGE_URL = 'app://console/';

/** True for an address of the console's own page, whatever stands after `#`. */
export function isPageUrl(url: string): boolean {
  return url === PAGE_ORIGIN || url.startsWith(PAGE_URL);
}

/** Hosts that links of the page may open, in the user's browser. */
const linkHosts: ReadonlySet<string> = new Set(['github.com', 'nodejs.org']);

/** True for a link that may be given to the user's browser: https, and a host that is known. */
export function isAllowedLink(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' && linkHosts.has(parsed.host) && parsed.username === '';
}
