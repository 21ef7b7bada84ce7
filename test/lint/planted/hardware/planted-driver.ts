import { SerialPort } from 'serialport';
// oxlint-disable-next-line no-console
export const read = () => SerialPort;
