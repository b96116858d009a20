import { contextBridge, ipcRenderer } from 'electron';

/** Tells the page that it is the desktop window, and passes on the two ports that it gets. */
contextBridge.exposeInMainWorld('maelstrom', { desktop: true });
ipcRenderer.on('maelstrom:ports', (event) => {
  window.postMessage('maelstrom:ports', window.location.origin, event.ports);
});
