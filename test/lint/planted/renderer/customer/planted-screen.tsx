import { read } from '../../hardware/planted-driver.ts';
export function Screen() {
  return <p onClick={read}>Welcome</p>;
}
