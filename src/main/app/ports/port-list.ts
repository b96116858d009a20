/** A serial port of this machine. */
export interface SerialPortInfo {
  /** What to type as connection, such as `/dev/ttyACM0` or `COM3`. */
  readonly path: string;
  readonly manufacturer?: string;
  /** Serial number of the USB device: the same wherever it is plugged in. */
  readonly serialNumber?: string;
}

/** Where boards can be connected. */
export interface PortList {
  /** Never rejects: what hinders the listing is said in `problem`, and a path can still be typed. */
  list(): Promise<{ readonly ports: SerialPortInfo[]; readonly problem: string | null }>;
}
