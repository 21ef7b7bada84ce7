import { connect } from 'node:net';
import { SerialPort } from 'serialport';
export const open = () => [connect, SerialPort];
