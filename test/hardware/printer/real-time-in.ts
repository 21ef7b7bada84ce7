/** Whether `DLE EOT`, `DLE ENQ` or `DLE DC4` stands anywhere in these bytes: a printer obeys it wherever that is. */
export function hasRealTimeCommand(bytes: readonly number[] | Uint8Array): boolean {
  return bytes.some((byte, at) => byte === 0x10 && [0x04, 0x05, 0x14].includes(bytes[at + 1] ?? 0));
}
