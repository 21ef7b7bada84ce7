import type { Errand } from './errand.ts';
import { chosenOption } from './errand.ts';

/** 联系方式变更 (journey 4): class B, except for the phone that receives codes. */
export const contactChange: Errand = {
  id: 'contact-change',
  label: 'errand.contact-change',
  note: 'errand.contact-change.note',
  next: 'done.next.contact-change',
  picture: 'phone',
  questions: [
    {
      kind: 'choice',
      id: 'which',
      title: 'which.title',
      row: 'which.row',
      picture: 'question',
      options: [
        { id: 'contact-phone', label: 'which.contact-phone', picture: 'phone' },
        { id: 'home-address', label: 'which.home-address', picture: 'house' },
        { id: 'login-phone', label: 'which.login-phone', picture: 'shield' },
      ],
    },
    // P0 and P1 of the anti-fraud set.
    {
      kind: 'prompt',
      id: 'on-the-phone',
      title: 'on-the-phone.title',
      detail: 'prompt.everyone',
      picture: 'speech',
    },
    { kind: 'prompt', id: 'secrecy', title: 'secrecy.title', detail: 'prompt.everyone', picture: 'shield' },
    {
      kind: 'phone',
      id: 'new-phone',
      title: 'new-phone.title',
      detail: 'phone.erase',
      row: 'new-phone.row',
      picture: 'phone',
      when: { question: 'which', is: 'contact-phone' },
    },
    {
      kind: 'choice',
      id: 'address-source',
      title: 'address-source.title',
      row: 'address-source.row',
      picture: 'house',
      when: { question: 'which', is: 'home-address' },
      options: [
        {
          id: 'same-as-card',
          label: 'address-source.same-as-card',
          picture: 'id-card',
          needsAddressOnCard: true,
        },
        { id: 'another-place', label: 'address-source.another-place', picture: 'map' },
      ],
    },
    {
      kind: 'place',
      id: 'new-place',
      title: 'new-place.title',
      row: 'new-place.row',
      picture: 'map',
      when: { question: 'address-source', is: 'another-place' },
    },
    {
      kind: 'written',
      id: 'new-street',
      title: 'new-street.title',
      detail: 'new-street.house-number',
      row: 'new-street.row',
      picture: 'house',
      context: 'place',
      skip: { id: 'not-written', label: 'new-street.skip', picture: 'phone' },
      when: { question: 'address-source', is: 'another-place' },
    },
  ],
  item(answers) {
    switch (chosenOption(answers['which'])) {
      case 'contact-phone':
        return 'contact-change.contact-phone';
      case 'home-address':
        return 'contact-change.home-address';
      case 'login-phone':
        return 'contact-change.login-phone';
      default:
        return null;
    }
  },
};
