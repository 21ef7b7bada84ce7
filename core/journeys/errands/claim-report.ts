import type { Errand } from './errand.ts';

/** 理赔报案 (journey 12): a notice of loss, class A; the time it was given helps the customer. */
export const claimReport: Errand = {
  id: 'claim-report',
  label: 'errand.claim-report',
  note: 'errand.claim-report.note',
  next: 'done.next.claim-report',
  picture: 'heart',
  questions: [
    {
      kind: 'choice',
      id: 'who',
      title: 'who.title',
      row: 'who.row',
      picture: 'people',
      options: [
        { id: 'self', label: 'who.self', picture: 'person' },
        { id: 'family', label: 'who.family', picture: 'people' },
      ],
    },
    {
      kind: 'choice',
      id: 'what',
      title: 'what.title',
      row: 'what.row',
      picture: 'question',
      options: [
        { id: 'illness', label: 'what.illness', picture: 'illness' },
        { id: 'accident', label: 'what.accident', picture: 'accident' },
        { id: 'hospital-stay', label: 'what.hospital-stay', picture: 'hospital' },
        // Nobody reports their own.
        { id: 'death', label: 'what.death', picture: 'heart', when: { question: 'who', is: 'family' } },
        { id: 'other', label: 'what.other', picture: 'question' },
      ],
    },
    { kind: 'day', id: 'day', title: 'day.title', row: 'day.row', picture: 'calendar' },
    { kind: 'place', id: 'where', title: 'where-it-was.title', row: 'where-it-was.row', picture: 'map' },
    {
      kind: 'phone',
      id: 'call-back',
      title: 'call-back.title',
      detail: 'phone.erase',
      row: 'call-back.row',
      picture: 'phone',
    },
  ],
  item: () => 'claim-report',
};
