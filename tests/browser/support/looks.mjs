// How a page is looked at: light and dark, on a desk, on a phone, and in the narrowest window that has to do.

const desk = { width: 1280, height: 800 };

export const looks = [
  ['light', { colorScheme: 'light', viewport: desk }],
  ['dark', { colorScheme: 'dark', viewport: desk }],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
  ['narrowest', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
];
