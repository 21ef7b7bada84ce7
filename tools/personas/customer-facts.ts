import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';

/** Who every persona is: an invented woman of 77. */
export const customersCard = twinDemoCards.resident;

/** Invented; its run of zeros tries the guard against double strikes. */
export const customersPhone = '13800138000';

export const customersPlace = { code: '110101', names: ['北京市', '东城区'] } as const;

export const customersPressure = { systolic: 128, diastolic: 82, pulse: 71 } as const;
