/** What the app has told the session. */
class Session {
  permission: ((page: null, permission: string, answer: (granted: boolean) => void) => void) | null = null;
  check: (() => boolean) | null = null;
  device: (() => boolean) | null = null;

  setPermissionRequestHandler(handler: NonNullable<Session['permission']>): void {
    this.permission = handler;
  }

  setPermissionCheckHandler(handler: () => boolean): void {
    this.check = handler;
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler;
  }
}

export const session = { defaultSession: new Session() };

type SchemeHandler = (request: Request) => Promise<Response>;

class Protocol {
  schemes: unknown = null;
  readonly handlers = new Map<string, SchemeHandler>();

  registerSchemesAsPrivileged(schemes: unknown): void {
    this.schemes = schemes;
  }

  handle(scheme: string, handler: SchemeHandler): void {
    this.handlers.set(scheme, handler);
  }
}

export const protocol = new Protocol();
