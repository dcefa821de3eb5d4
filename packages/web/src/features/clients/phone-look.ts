/** Proportions of a model's drawing, in the drawing's own units. */
export interface PhoneLook {
  displayWidth: number;
  displayHeight: number;
  /** Programmable keys beside the display. */
  sideKeys: number;
}

const SMALL: PhoneLook = { displayWidth: 40, displayHeight: 11, sideKeys: 0 };
const MEDIUM: PhoneLook = { displayWidth: 38, displayHeight: 18, sideKeys: 4 };
const LARGE: PhoneLook = { displayWidth: 42, displayHeight: 24, sideKeys: 5 };
const WIDE: PhoneLook = { displayWidth: 54, displayHeight: 25, sideKeys: 0 };

// From the models' data sheets: display sizes and keys beside them, rounded to four shapes.
const LOOKS: readonly (readonly [RegExp, PhoneLook])[] = [
  [/CP(10|11|20|21)\d/, SMALL],
  [/OpenStage ?(5|10|15|20)\b|IP ?35/, SMALL],
  [/CP4\d\d|OpenStage ?40|IP ?55/, MEDIUM],
  [/CP6\d\d|OpenStage ?60/, LARGE],
  [/CP7\d\d|OpenStage ?80/, WIDE],
];

/** How to draw a model; one that is not known is drawn as the most common shape. */
export function phoneLook(model: string): PhoneLook {
  return LOOKS.find(([pattern]) => pattern.test(model))?.[1] ?? MEDIUM;
}
