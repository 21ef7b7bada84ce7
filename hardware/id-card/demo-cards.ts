import type { demoCards } from '../../core/contract/dock-calls.ts';
import type { TwinCard } from './virtual-sam.ts';

type DemoCard = (typeof demoCards)[number];

/** A woman of 77 whose card never expires; the golden vector RESIDENT. */
const resident: TwinCard = {
  name: '王秀英',
  sex: '2',
  ethnicCode: '01',
  birthDay: '19490301',
  address: '北京市东城区示例胡同４号',
  number: '11010119490301002X',
  issuer: '北京市公安局东城分局',
  validFrom: '20090301',
  validUntil: '长期',
  kindLetter: '',
};

/** Cards that lie ready beside the demo reader. Every person, number and address is invented. */
export const twinDemoCards: Readonly<Record<DemoCard, TwinCard>> = {
  resident,
  expired: {
    ...resident,
    name: '陈福生',
    sex: '1',
    birthDay: '19550812',
    address: '上海市虹口区示例路１２号',
    number: '310109195508120037',
    issuer: '上海市公安局虹口分局',
    validFrom: '20040612',
    validUntil: '20240612',
  },
  'wrong-check-digit': {
    ...resident,
    name: '赵桂兰',
    birthDay: '19520520',
    address: '天津市和平区示例道８号',
    number: '120101195205200045',
    issuer: '天津市公安局和平分局',
  },
  'unknown-kind': {
    ...resident,
    name: '林小满',
    birthDay: '19600101',
    number: '110101196001010062',
    kindLetter: 'Q',
  },
};
