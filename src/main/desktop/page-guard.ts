import { app, type Session, shell, type WebContents } from 'electron';
import { isAllowedLink, isPageUrl } from './page-origin.ts';

/** The page stays where it is, opens nothing and is granted nothing, whatever it is made to try. */
export function guardPages(session: Session): void {
  session.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_event, page) => guardPage(page));
}

function guardPage(page: WebContents): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (isPageUrl(event.url)) return;
    event.preventDefault();
    openLink(event.url);
  };
  page.on('will-navigate', stay);
  page.on('will-redirect', stay);
  page.on('will-frame-navigate', stay);
  page.on('will-attach-webview', (event) => event.preventDefault());
  page.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}

/** Links to places that are known open in the user's browser, others nowhere. */
function openLink(url: string): void {
  if (isAllowedLink(url)) void shell.openExternal(url);
}
