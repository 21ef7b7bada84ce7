import { EventEmitter } from 'node:events';

type Listener = (...args: unknown[]) => unknown;
export type FrameDouble = { url: string; parent: FrameDouble | null };

/** A window's page as far as the shell touches it. Everything else is absent and would throw, as a typo would. */
export class WebContentsDouble extends EventEmitter {
  readonly frame: FrameDouble = { url: '', parent: null };
  readonly sent: { readonly channel: string; readonly args: unknown[] }[] = [];
  crashes = 0;
  private destroyed = false;
  private windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
  /** What Electron would do with `window.open(url)`; without a handler it opens one. */
  opens(url: string): boolean {
    return (this.windowOpenHandler?.({ url }).action ?? 'allow') === 'allow';
  }
  send(channel: string, ...args: unknown[]): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    const cloned = structuredClone(args);
    this.sent.push({ channel, args: cloned });
    this.emit('to-renderer', channel, cloned);
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('destroyed');
  }
  forcefullyCrashRenderer(): void {
    this.crashes += 1;
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  }
  /** Fires a preventable event; true when the shell let it pass. */
  allows(event: string, details: Record<string, unknown>, ...rest: unknown[]): boolean {
    let isPrevented = false;
    this.emit(event, { ...details, preventDefault: () => (isPrevented = true) }, ...rest);
    return !isPrevented;
  }
}

class WindowDouble extends EventEmitter {
  readonly webContents = new WebContentsDouble();
  readonly loaded: string[] = [];
  readonly options: Record<string, unknown>;
  loadFails = false;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = structuredClone(options);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    if (this.loadFails) throw new Error('ERR_FAILED (-2) loading');
    this.webContents.frame.url = url;
  }
  isDestroyed(): boolean {
    return this.webContents.isDestroyed();
  }
}

export class SessionDouble {
  request: Listener | null = null;
  check: Listener | null = null;
  device: Listener | null = null;
  setPermissionRequestHandler(handler: Listener | null): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: Listener | null): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: Listener | null): void {
    this.device = handler;
  }
}

/** Every privileged scheme must be named before `ready`, once, as in Electron. */
function protocolDouble(app: AppDouble) {
  const handlers = new Map<string, (request: Request) => Promise<Response>>();
  const state = { privileged: null as unknown };
  return {
    state,
    registerSchemesAsPrivileged(schemes: unknown): void {
      if (app.ready) throw new Error('registerSchemesAsPrivileged should be called before app is ready');
      if (state.privileged !== null) throw new Error('registerSchemesAsPrivileged can be called once');
      state.privileged = structuredClone(schemes);
    },
    handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
      if (!app.ready) throw new Error('protocol.handle needs a ready app');
      if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} is already handled`);
      handlers.set(scheme, handler);
    },
    async fetch(url: string, init?: RequestInit): Promise<Response> {
      const handler = handlers.get(new URL(url).protocol.slice(0, -1));
      if (handler === undefined) throw new Error('net::ERR_UNKNOWN_URL_SCHEME');
      return handler(new Request(url, init));
    },
  };
}

class AppDouble extends EventEmitter {
  ready = false;
  exitCode: number | null = null;
  isPackaged = true;
  isOnlyInstance = true;
  quits = 0;
  name = 'Electron';
  readonly paths = new Map<string, string>();
  private readonly whenReadyGate = gate();

  setName(name: string): void {
    this.name = name;
  }
  setPath(name: string, value: string): void {
    if (this.ready && name === 'userData') throw new Error('userData must be set before ready');
    this.paths.set(name, value);
  }
  requestSingleInstanceLock(): boolean {
    return this.isOnlyInstance;
  }
  whenReady(): Promise<void> {
    return this.whenReadyGate.promise;
  }
  becomeReady(): void {
    this.ready = true;
    this.whenReadyGate.resolve();
  }
  quit(): void {
    this.quits += 1;
    let isPrevented = false;
    this.emit('before-quit', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) this.emit('quit');
  }
  exit(code: number): void {
    this.exitCode = code;
  }
}

function gate() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

/** One handler a channel; data is cloned both ways; a thrown error keeps only its message. */
function ipcDouble() {
  const handlers = new Map<string, Listener>();
  return {
    main: {
      handle(channel: string, handler: Listener): void {
        if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
        handlers.set(channel, handler);
      },
    },
    async invoke(frame: FrameDouble | null, channel: string, ...args: unknown[]): Promise<unknown> {
      const failed = `Error invoking remote method '${channel}':`;
      const sent = structuredClone(args);
      const handler = handlers.get(channel);
      if (handler === undefined) throw new Error(`${failed} Error: No handler registered for '${channel}'`);
      try {
        return structuredClone(await handler({ senderFrame: frame, sender: {}, type: 'frame' }, ...sent));
      } catch (cause) {
        throw new Error(`${failed} ${String(cause)}`);
      }
    },
  };
}

/** Only a file that exists can be a preload, and only plain values and functions pass the bridge. */
function contextBridgeDouble() {
  const world = new Map<string, unknown>();
  return {
    world,
    exposeInMainWorld(name: string, api: unknown): void {
      if (world.has(name)) throw new Error(`Cannot bind an API on top of an existing property '${name}'`);
      world.set(name, freezeDeep(api));
    },
  };
}

function freezeDeep(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) freezeDeep(inner);
  return Object.freeze(value);
}

/**
 * Electron for `vi.mock('electron')`, at least as strict as the real one where the shell touches it. What the shell does
 * not touch is not there.
 */
export function electronDouble() {
  const app = new AppDouble();
  const protocol = protocolDouble(app);
  const session = new SessionDouble();
  const ipc = ipcDouble();
  const bridge = contextBridgeDouble();
  const windows: WindowDouble[] = [];
  const menu = { current: 'default' as unknown };
  const blockers: string[] = [];

  const BrowserWindow: new (options: Record<string, unknown>) => WindowDouble = class extends WindowDouble {
    constructor(options: Record<string, unknown>) {
      if (!app.ready) throw new Error('Cannot create BrowserWindow before app is ready');
      super(options);
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
  };

  const window = () => windows[0]!;
  const ipcRenderer = new EventEmitter() as EventEmitter & { invoke: (...args: never[]) => unknown };
  ipcRenderer.invoke = ((channel: string, ...args: unknown[]) =>
    ipc.invoke(windows[0]?.webContents.frame ?? null, channel, ...args)) as never;

  return {
    app,
    protocol,
    session,
    windows,
    window,
    menu,
    blockers,
    world: bridge.world,
    /** Calls as a page would whose frame is `frame`. */
    invokeFrom: ipc.invoke,
    /** Joins the window's page to the preload, as Electron does when it loads one. */
    connectPreload() {
      window().webContents.on('to-renderer', (channel: string, args: unknown[]) =>
        ipcRenderer.emit(channel, { sender: {} }, ...args),
      );
    },
    module: {
      app,
      BrowserWindow,
      contextBridge: bridge,
      ipcMain: ipc.main,
      ipcRenderer,
      Menu: { setApplicationMenu: (value: unknown) => (menu.current = value) },
      powerSaveBlocker: { start: (kind: string) => blockers.push(kind) },
      protocol,
      session: { defaultSession: session },
    },
  };
}

export type ElectronDouble = ReturnType<typeof electronDouble>;
